"""The options of each person in a case: red flags, paths and what blocks them, government cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import money
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _, told
from immdesk.office.options_facts import scopes_of

if TYPE_CHECKING:
    from pathlib import Path

    from immdesk.basics.facts import Facts
    from immdesk.law.paths import Option, RaisedFlag, ReadyPath, Weighed
    from immdesk.office.office import Office

_ORDER = ("possible", "not known", "blocked")
_GRAVE = ("fatal", "serious", "normal")
_SHORT = 60
"""The longest label of a fact that is read as a question; a longer one is the agency's own sentence."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a path needs, or what blocks it: `state` is yes, no or ask; `cure` what may help."""

    says: str
    state: str
    cite: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class CostRow:
    """What the government takes for one form: dollars as shown, or what must be known first."""

    form: str
    shown: str
    cite: str
    verify: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A path for one person. `standing` is possible, blocked or not known; `asks` would settle it."""

    id: str
    title: str
    toward: str
    standing: str
    words: str
    about: str
    needs: tuple[NeedRow, ...]
    blocks: tuple[NeedRow, ...]
    asks: tuple[str, ...]
    time: str
    costs: tuple[CostRow, ...]
    cost: str
    cite: str
    note: str
    verify: str


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A red flag: what it is, what it means, what to do, by what law."""

    id: str
    title: str
    text: str
    do: str
    cite: str
    severity: str
    verify: str


@dataclass(frozen=True, slots=True)
class PersonOptions:
    """One person of the case: the flags that are raised, those not answered yet, and the paths.

    `worth_asking` are paths of which nobody knows whether they concern the person, with what would tell.
    """

    person_id: str
    name: str
    role: str
    flags: tuple[FlagRow, ...]
    not_asked: tuple[str, ...]
    options: tuple[OptionRow, ...]
    worth_asking: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """The options matrix of a case, as of a day. An attorney decides."""

    case_id: str
    number: str
    title: str
    as_of: date
    people: tuple[PersonOptions, ...]


def options_of(office: Office, case_id: str) -> CaseOptions:
    """Give the options of everybody in a case who asks for something, as of the office's today.

    What is not known stays not known and names its questions. Raises Problem when the case is gone.
    """
    case = _case(office, case_id)
    people = [
        PersonOptions(
            one.person_id, one.name, one.role, *_flags(office, one.facts), *_paths(office, one.facts)
        )
        for one in scopes_of(office, case_id)
    ]
    return CaseOptions(case_id, case["number"], case["title"] or "", office.today(), tuple(people))


def memo(office: Office, case_id: str) -> bytes:
    """Give the strategy memo as a PDF, for the attorney. It holds private facts."""
    from immdesk.office.options_memo import sheet_of
    from immdesk.packets.options_page import options_page

    return options_page(sheet_of(office, options_of(office, case_id)))


def write_memo(office: Office, case_id: str, out: Path) -> None:
    """Write the memo to a file, whole or not at all. Raises Refused when the disk says no."""
    from immdesk.office.written import write_out

    write_out(out, memo(office, case_id), _("The page could not be written."))


def text_of(found: CaseOptions) -> Iterable[str]:
    """Give the options as lines of text."""
    yield f"{found.number}  {found.title}"
    for one in found.people:
        yield ""
        yield f"{one.name}, {one.role}"
        yield from (f"  ! {flag.title}: {flag.text} ({flag.cite})" for flag in one.flags)
        for option in one.options:
            yield f"  [{option.words}] {option.title}  {option.cost}"
            stops = (
                *(n for n in option.needs if n.state == "no"),
                *(b for b in option.blocks if b.state == "yes"),
            )
            yield from (f"      - {stop.says} ({stop.cite})" for stop in stops)
            yield from (f"      ? {ask}" for ask in option.asks)
        yield from (f"  [?] {title}: {about}" for title, about in one.worth_asking)


def standing_words(standing: str) -> str:
    """Give how a path stands, in words."""
    return {"possible": _("possible"), "blocked": _("blocked"), "not known": _("not known yet")}[standing]


def _case(office: Office, case_id: str) -> Mapping[str, Any]:
    from immdesk.basics.problems import Problem

    rows = office.rows("SELECT number, title FROM case_file WHERE id = ? AND deleted_at IS NULL", [case_id])
    if not rows:
        raise Problem(_("This case is no longer in the office."), "", _("Go back to Cases."))
    return rows[0]


def _flags(office: Office, facts: Facts) -> tuple[tuple[FlagRow, ...], tuple[str, ...]]:
    from immdesk.law.paths import flags_for

    found = sorted(flags_for(office.library.red_flags, facts), key=lambda one: _GRAVE.index(one.severity))
    raised = tuple(_flag(one) for one in found if one.raised)
    return raised, tuple(one.title for one in found if not one.raised)


def _flag(one: RaisedFlag) -> FlagRow:
    cite = "; ".join(one.cite)
    return FlagRow(one.flag, one.title, one.text, one.do, cite, one.severity, verify_words(one.confidence))


def _paths(office: Office, facts: Facts) -> tuple[tuple[OptionRow, ...], tuple[tuple[str, str], ...]]:
    """Give the paths that concern somebody, and those of which that must be asked first."""
    from immdesk.law.paths import weigh

    rows, worth = [], []
    for path in office.library.paths:
        found = weigh(path, facts)
        if found is None:
            continue
        if found.asked:
            rows.append(_option(office, path, found, facts))
        else:
            worth.append((told(path.file.title), told(path.file.about)))
    return tuple(sorted(rows, key=lambda one: (_ORDER.index(one.standing), one.toward, one.title))), tuple(
        worth
    )


def _option(office: Office, path: ReadyPath, found: Option, facts: Facts) -> OptionRow:
    file = path.file
    costs, total = _costs(office, path, facts)
    return OptionRow(
        id=file.path,
        title=told(file.title),
        toward=told(file.toward.capitalize()),
        standing=found.standing,
        words=standing_words(found.standing),
        about=told(file.about),
        needs=tuple(_need(one) for one in found.needs),
        blocks=tuple(_need(one) for one in found.blocks),
        asks=_asks(office, (*found.needs, *found.blocks), facts),
        time=told(file.time.says),
        costs=costs,
        cost=total,
        cite="; ".join(file.cite),
        note=told(file.note),
        verify=verify_words(file.confidence),
    )


def _need(one: Weighed) -> NeedRow:
    state = "ask" if one.holds is None else "yes" if one.holds else "no"
    return NeedRow(one.says, state, one.cite, one.cure)


def _asks(office: Office, needs: Iterable[Weighed], facts: Facts) -> tuple[str, ...]:
    """Give what must be asked, once each: by the labels of the facts, or by the need where these are long."""
    found: dict[str, None] = {}
    for one in needs:
        paths = [path for path in sorted(one.ask) if facts.root("petitioner") or path[:11] != "petitioner."]
        labels = [_label(office, path) for path in paths]
        short = labels and all(0 < len(label) <= _SHORT for label in labels)
        found |= dict.fromkeys(labels if short else [one.says] if one.ask else [])
    return tuple(found)


def _label(office: Office, path: str) -> str:
    from immdesk.law.paths import WORKED_OUT

    vocabulary = office.library.vocabulary
    return vocabulary.word(path).label if vocabulary.has(path) else told(WORKED_OUT[path].label)


def _costs(office: Office, path: ReadyPath, facts: Facts) -> tuple[tuple[CostRow, ...], str]:
    """Give the government's fees of a path as of today, and their sum in words."""
    together = any(one.file.form == "I-485" for one in path.costs)
    rows, known, whole = [], Decimal(0), True
    for one in path.costs:
        if one.when.weigh(facts) is False:
            continue
        row, sum_known, all_known = _cost(office, one.file, facts, together)
        rows.append(row)
        known, whole = known + sum_known, whole and all_known
    if not rows:
        return (), _("no fee is in the desk: look it up")
    return tuple(rows), _sum(known, whole)


def _sum(known: Decimal, whole: bool) -> str:
    if whole:
        return money(known)
    return _("{sum} and more").format(sum=money(known)) if known else _("depends on what is not known yet")


def _cost(office: Office, cost: Any, facts: Facts, together: bool) -> tuple[CostRow, Decimal, bool]:
    from immdesk.law.fee_sheets import fee_sheet
    from immdesk.packs.recorded import as_recorded

    library, today = office.library, office.today()
    words = as_recorded({f"filing.{k}": v for k, v in cost.filing.items()}, library.vocabulary).root("filing")
    roots: dict[str, Mapping[str, Any]] = {"filing": {"form": cost.form, **words}}
    if together and isinstance(facts.get("party.i485_filed_on"), Unknown):
        roots["party"] = {**facts.root("party"), "i485_filed_on": today}
    sheet = fee_sheet(library.fee_sheets[cost.form], library.fees, library.payments, today, facts.also(roots))
    due = [line for line in sheet.lines if line.state == "due"]
    known = sum((line.usd or Decimal(0) for line in due), Decimal(0))
    shown = _sum(known, sheet.total is not None)
    cite = "; ".join(dict.fromkeys(line.cite for line in due if line.cite))
    verify = next((line.verify for line in due if line.verify), "")
    title = told(library.fee_sheet_files[cost.form][0].title) or cost.form
    return CostRow(title, shown, cite, verify), known, sheet.total is not None


def verify_words(confidence: str) -> str:
    """Say that something rests on general knowledge; "" for what was read in a source."""
    return "" if confidence == "sourced" else _("General knowledge: verify the law.")
