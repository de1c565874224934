"""The fee sheet of a case: what each filing of its packet costs on its day, line by line, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import money, on_screen
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.law.fee_sheets import FeeLine, FeeSheet
    from immdesk.office.office import Office
    from immdesk.packets.parts import FeesPart
    from immdesk.packets.plan import Planned
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of a filing's fee sheet as a person reads it; `ask` are paths with their labels."""

    title: str
    state: str
    shown: str
    words: str
    why: str
    cite: str
    source: str
    verify: str
    payer: str
    note: str
    signed: str
    ask: tuple[tuple[str, str], ...]
    item: str = ""


@dataclass(frozen=True, slots=True)
class FilingFees:
    """What one filing costs. `on` is its postmark day; `total` is None while something must be known first.

    Only what is in the packet and not `filed` yet counts in the total of the packet.
    """

    form: str
    title: str
    who: str
    person_id: str
    on: date
    filed: bool
    in_packet: bool
    lines: tuple[PaidLine, ...]
    total: Decimal | None
    taken: tuple[str, ...] = ()
    known: Decimal = Decimal(0)  # what is due for certain, also where the total is not known

    @property
    def to_pay(self) -> bool:
        """Say whether it is paid with this packet."""
        return self.in_packet and not self.filed


@dataclass(frozen=True, slots=True)
class CaseFees:
    """The fee sheets of a case, their total in dollars (None: not all is known), and how one may pay."""

    case_id: str
    filings: tuple[FilingFees, ...]
    free: tuple[str, ...]
    total: Decimal | None
    known: Decimal
    payment: tuple[str, ...]


def fees_of_case(office: Office, case_id: str) -> CaseFees:
    """Give what the filings of a case cost: those in its packet, then those the desk cannot fill yet.

    A case whose type has no packet gives the filings that were recorded. 8 CFR 106.2, 106.4.
    """
    from immdesk.office.case_packet import planned_of
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    return fees_in(office, facts, planned_of(office, facts))


def fees_in(office: Office, facts: CaseFacts, planned: Iterable[Planned], on: date | None = None) -> CaseFees:
    """Give the fee sheets of a packet whose facts and parts are read already.

    `on` is the day of mailing of what was not filed yet; left out, it is today.
    """
    library = office.library
    wanted = [one for one in planned if one.form in library.fee_sheets and one.part in ("form", "gap")]
    filings, payments, free = [], dict[str, None](), dict[str, None]()
    for one in wanted:
        sheet, taken, filed = _sheet(office, facts, one, wanted, on)
        payments |= {} if filed else dict.fromkeys(told(rule.text) for rule in sheet.payment)
        if sheet.total == 0 and not any(line.state == "waiver asked" for line in sheet.lines):
            free[one.form] = None
        else:
            filings.append(_filing(library, replace(one, who=_who(facts, one)), sheet, taken, filed))
    counted = [one.total for one in filings if one.to_pay]
    known = sum((one.known for one in filings if one.to_pay), Decimal(0))
    whole = None if any(one is None for one in counted) else known
    return CaseFees(facts.case_id, tuple(filings), tuple(free), whole, known, tuple(payments))


def _sheet(
    office: Office, facts: CaseFacts, one: Planned, wanted: list[Planned], mailed: date | None = None
) -> tuple[FeeSheet, tuple[str, ...], bool]:
    """Give the sheet of one planned form, what was taken from the packet for it, and whether it was filed."""
    from immdesk.law.fee_sheets import fee_sheet

    library = office.library
    recorded = _recorded(facts, one)
    on = _day(recorded) or mailed or office.today()
    scope, taken = _scope(library, facts, one, wanted, recorded, on)
    sheet = fee_sheet(library.fee_sheets[one.form], library.fees, library.payments, on, scope)
    return sheet, taken, _day(recorded) is not None


def _who(facts: CaseFacts, one: Planned) -> str:
    from immdesk.office.progress import members_of

    return one.who or next((m.name for m in members_of(facts) if m.person_id == one.person_id), "")


def _recorded(facts: CaseFacts, one: Planned) -> Mapping[str, Any]:
    """Give the words of the filing that was recorded for this form and person; none when there is none."""
    for subject in facts.subjects():
        if subject.kind == "filing":
            words = subject.facts.root("filing")
            if words.get("form") == one.form and subject.person_id in (one.person_id or None, None):
                return words
    return {}


def _day(recorded: Mapping[str, Any]) -> date | None:
    days = (recorded.get(word) for word in ("postmark_on", "received_on"))
    return next((day for day in days if isinstance(day, date)), None)


def _scope(
    library: Library,
    facts: CaseFacts,
    one: Planned,
    wanted: list[Planned],
    recorded: Mapping[str, Any],
    on: date,
) -> tuple[Facts, tuple[str, ...]]:
    """Give the facts for a sheet: what was recorded goes before what the plan of the packet says."""
    person = one.person_id or facts.principal_id or ""
    scope = facts.for_person(person)
    said = {**_planned_words(library, scope, one), **recorded}
    taken = []
    party = dict(scope.root("party"))
    together = any(each.form == "I-485" and each.person_id == person for each in wanted)
    if together and "i485_filed_on" not in party and one.form != "I-485":
        party["i485_filed_on"] = on
        taken.append(_("Counted as filed together with the Form I-485 of this packet."))
    roots: dict[str, Mapping[str, Any]] = {"filing": {"form": one.form, **said}}
    return scope.also({**roots, "party": party} if party else roots), tuple(taken)


def _planned_words(library: Library, scope: Facts, one: Planned) -> dict[str, Any]:
    """Give the words of a filing that its packet's plan says: a value, or the path of a fact to take."""
    from immdesk.packs.recorded import as_recorded

    found: dict[str, Any] = {}
    for word, value in one.filing:
        if library.vocabulary.has(value):
            fact = scope.get(value)
            found |= {} if isinstance(fact, Unknown) else {word: fact}
        else:
            found |= as_recorded({f"filing.{word}": value}, library.vocabulary).root("filing")
    return found


def _filing(
    library: Library, one: Planned, sheet: FeeSheet, taken: tuple[str, ...], filed: bool
) -> FilingFees:
    titles = (told(each.title) for each in library.official.get(one.form, ()))
    return FilingFees(
        one.form,
        next(titles, told(one.title)),
        one.who,
        one.person_id,
        sheet.on,
        filed,
        one.part == "form",
        tuple(line_row(library, line, sheet.on) for line in sheet.lines),
        sheet.total,
        taken,
        sum((line.usd or Decimal(0) for line in sheet.lines if line.state == "due"), Decimal(0)),
    )


def line_row(library: Library, line: FeeLine, on: date) -> PaidLine:
    """Give a line of a fee sheet in words: what is paid, why or why not, and what to verify."""
    from immdesk.law.fees import fee_rows

    rows = fee_rows(library.fees, line.item, on) if line.item else ()
    signed = "; ".join(row.signed for row in rows if row.signed)
    vocabulary = library.vocabulary
    return PaidLine(
        title=line.title,
        state=line.state,
        shown=money(line.usd) if line.usd is not None else "",
        words=state_words(line.state),
        why=line.why,
        cite=line.cite,
        source=line.source,
        verify=line.verify,
        payer=line.payer,
        note=line.note,
        signed=signed,
        ask=tuple((path, _label(vocabulary, path)) for path in sorted(line.ask)),
        item=line.item,
    )


def _label(vocabulary: Any, path: str) -> str:
    return (vocabulary.word(path).label or path) if vocabulary.has(path) else path


def state_words(state: str) -> str:
    """Give in words whether a fee is due."""
    return {
        "due": _("due"),
        "not due": _("not due"),
        "waiver asked": _("only if the waiver is refused"),
        "ask": _("to be asked first"),
        "not known": _("amount not known"),
    }.get(state, state)


def total_words(fees: CaseFees) -> str:
    """Give the total of the packet in words, or what is known of it."""
    if fees.total is not None:
        return _("Total of the packet: {amount}").format(amount=money(fees.total))
    return _("At least {amount}: something must be known first.").format(amount=money(fees.known))


def total_of(filing: FilingFees) -> str:
    """Give the total of one filing in words."""
    if filing.total is not None:
        return money(filing.total)
    return _("at least {amount}").format(amount=money(filing.known)) if filing.known else _("not known yet")


def head_of(filing: FilingFees) -> str:
    """Give the heading of one filing: its form, its person and the day that counts."""
    who = f" · {filing.who}" if filing.who else ""
    day = on_screen(filing.on)
    said = _("filed {day}") if filing.filed else _("if mailed on {day}")
    more = "" if filing.in_packet or filing.filed else f" · {_('not in this packet yet')}"
    return f"{filing.form}{who} · {said.format(day=day)}{more}"


def line_words(line: PaidLine) -> tuple[str, ...]:
    """Give the sentences below a line, the same on screen, on paper and on the command line."""
    labels = ", ".join(label for _path, label in line.ask)
    asked = _("Ask first: {what}").format(what=labels) if labels else ""
    payer = _("Paid by {who}.").format(who=line.payer) if line.payer and line.state != "not due" else ""
    law = "; ".join(part for part in (line.cite, line.source) if part)
    return tuple(part for part in (line.why, asked, payer, line.note, line.signed, law, line.verify) if part)


def text_of(fees: CaseFees) -> list[str]:
    """Give the fee sheets of a case in plain text, for the command line."""
    lines: list[str] = []
    for one in fees.filings:
        lines.append(head_of(one))
        for line in one.lines:
            lines.append(f"  {line.shown or '–':>9}  {line.title}: {line.words}")
            lines += [f"{'':13}{words}" for words in line_words(line)]
        lines += [f"  {_('Total')}: {total_of(one)}", *(f"  {said}" for said in one.taken)]
    lines += [free_words(fees)] if fees.free else []
    return [*lines, total_words(fees), *fees.payment]


def free_words(fees: CaseFees) -> str:
    """Name the forms with which nothing is paid."""
    return _("No fee is paid with: {forms}").format(forms=", ".join(fees.free))


def fees_part(fees: CaseFees, title: str) -> FeesPart:
    """Give the fee sheet as a part of the packet on paper; it is for the office only."""
    from immdesk.packets.parts import FeesPart, PaidFiling
    from immdesk.packets.parts import PaidLine as Printed

    filings = tuple(
        PaidFiling(
            head_of(one),
            tuple(
                Printed(each.shown or "–", f"{each.title}: {each.words}", line_words(each))
                for each in one.lines
            ),
            _("Total: {amount}").format(amount=total_of(one)),
            one.taken,
        )
        for one in fees.filings
        if one.to_pay
    )
    ending = (total_words(fees), *((free_words(fees),) if fees.free else ()), *fees.payment)
    return FeesPart(title, filings, ending)
