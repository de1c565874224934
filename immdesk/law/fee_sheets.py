"""What is paid with a filing, and why: each line due, not due, or what must be known first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.dates import whole_years
from immdesk.basics.facts import Facts
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.unknown import Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _, told
from immdesk.law.fees import FeeRow, PaymentRule, fee_rows
from immdesk.law.rules import Confidence

State = Literal["due", "not due", "waiver asked", "ask", "not known"]
ROOTS = ("filing", "employer", "job", "person", "petitioner", "principal", "party", "case", "office")
_NAMES: Mapping[str, Word] = {
    "age": Word(type="number", label="Age on the day of filing", name="age"),
    "postmark": Word(type="date", label="Day of mailing, or of filing online", name="postmark"),
}


class ItemFile(Shape):
    """An item of the fee table, and when it is the one that counts; the first that fits is taken."""

    item: str
    when: str = "yes"


class FeeLineFile(Shape):
    """One payment of a form: when it is due, by which items, and what is said either way."""

    line: str
    due_when: str = "yes"
    items: tuple[ItemFile, ...] = ()
    why: str
    why_not: str = ""
    cite: str
    confidence: Confidence = "general"
    payer: str = ""
    waivable: bool = False
    note: str = ""


class FeeSheetFile(Shape):
    """All payments of one form. A line without items says that nothing is paid."""

    form: str
    title: str = ""
    lines: tuple[FeeLineFile, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A line whose conditions are compiled."""

    file: FeeLineFile
    due: Condition
    items: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class ReadySheet:
    """The payments of one form, checked against the vocabulary and the fee table."""

    form: str
    lines: tuple[ReadyLine, ...]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of a fee sheet.

    `usd` is the amount when `state` is "due" or "waiver asked" (then paid only if the waiver is refused).
    `ask` names the facts to know first. `confidence` is that of the amount and of its condition, the weaker
    of both; `verify` says what to do about it. `source` is where the amount was seen.
    """

    title: str
    state: State
    item: str = ""
    usd: Decimal | None = None
    why: str = ""
    cite: str = ""
    source: str = ""
    confidence: str = "sourced"
    verify: str = ""
    payer: str = ""
    note: str = ""
    ask: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeeSheet:
    """What one filing costs on a day: its lines, the total of those due, and how it may be paid.

    `total` is None while something must be asked or an amount is not known.
    """

    form: str
    on: date
    lines: tuple[FeeLine, ...]
    total: Decimal | None
    payment: tuple[PaymentRule, ...] = ()


def compile_sheet(
    file: FeeSheetFile, vocabulary: Vocabulary, rows: Iterable[FeeRow], source: Source
) -> ReadySheet:
    """Check the payments of a form and compile them; raises Problem with file and line."""
    known = {row.item for row in rows}
    lines = []
    for place, line in enumerate(file.lines):
        at = ("lines", place)
        items = []
        with source.placing(*at, "due_when"):
            due = compile_condition(line.due_when, vocabulary, roots=ROOTS, names=_NAMES)
        for number, one in enumerate(line.items):
            if one.item not in known:
                hint = did_you_mean(one.item, known)
                raise source.wrong(f"the fee table has no item '{one.item}'.{hint}", *at, "items", number)
            with source.placing(*at, "items", number):
                when = compile_condition(one.when, vocabulary, roots=ROOTS, names=_NAMES)
            items.append((one.item, when))
        lines.append(ReadyLine(line, due, tuple(items)))
    return ReadySheet(file.form, tuple(lines))


def fee_sheet(
    sheet: ReadySheet,
    rows: tuple[FeeRow, ...],
    payments: Iterable[PaymentRule],
    on: date,
    facts: Facts,
) -> FeeSheet:
    """Give the lines of a form's fee sheet on its postmark day (online: the day of submission).

    `facts` are those of the filing: the words of `filing`, `employer`, `person` … Pure; 8 CFR 106.2, 106.4.
    """
    scoped = facts.also(_on_the_day(facts, on))  # type: ignore[arg-type]
    waiver = facts.get("filing.fee_waiver_asked") is True
    lines = tuple(_line(one, rows, on, scoped, waiver) for one in sheet.lines)
    open_ones = any(line.state in ("ask", "not known") for line in lines)
    total = (
        None
        if open_ones
        else sum((line.usd or Decimal(0) for line in lines if line.state == "due"), Decimal(0))
    )
    return FeeSheet(sheet.form, on, lines, total, tuple(one for one in payments if one.holds_on(on)))


def _on_the_day(facts: Facts, on: date) -> dict[str, object]:
    born = facts.get("person.born_on")
    age: object = whole_years(born, on) if isinstance(born, date) else Unknown("person.born_on")
    return {"postmark": on, "age": age}


def _line(line: ReadyLine, rows: tuple[FeeRow, ...], on: date, facts: Facts, waiver: bool) -> FeeLine:
    file = line.file
    blank = FeeLine(
        told(file.line), "not due", cite=file.cite, confidence=file.confidence, payer=told(file.payer),
        note=told(file.note), why=told(file.why_not or file.why), verify=_verify(file.confidence),
    )  # fmt: skip
    due = line.due.weigh(facts)
    if isinstance(due, Unknown):
        return replace(blank, state="ask", ask=due.paths, why=told(file.why))
    if not due or not line.items:
        return blank
    item = _item(line, facts)
    if isinstance(item, Unknown):
        return replace(blank, state="ask", ask=item.paths, why=told(file.why))
    found = fee_rows(rows, item, on)
    if len(found) != 1 or found[0].usd is None:
        said = _("The table has no amount for {} on {}: look it up.").format(item, on)
        return replace(blank, state="not known", item=item, why=told(file.why), note=_both(said, found))
    return _due(replace(blank, why=told(file.why)), found[0], waiver and file.waivable)


def _due(line: FeeLine, row: FeeRow, waived: bool) -> FeeLine:
    weaker = "general" if row.confidence != "sourced" else line.confidence
    note = " ".join(part for part in (line.note, row.note) if part)
    if waived:
        note = (
            _both(_("A fee waiver (Form I-912) is asked for: paid only if it is refused."), ()) + f" {note}"
        )
    return replace(
        line,
        state="waiver asked" if waived else "due",
        item=row.item,
        usd=row.usd,
        source=row.source,
        confidence=weaker,
        verify=_verify(weaker),
        note=note.strip(),
    )


def _item(line: ReadyLine, facts: Facts) -> str | Unknown:
    for item, when in line.items:
        answer = when.weigh(facts)
        if isinstance(answer, Unknown):
            return answer
        if answer:
            return item
    return Unknown("filing.item")


def _both(said: str, rows: tuple[FeeRow, ...]) -> str:
    return " ".join(part for part in (said, *(row.note for row in rows)) if part)


def _verify(confidence: str) -> str:
    if confidence == "sourced":
        return ""
    return _("Part of it rests on general knowledge: check the agency's fee schedule before paying.")
