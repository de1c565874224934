"""The facts of a case as a calculator reads them, with what is tried laid over, and its rules weighed.

Nothing here is written to the case. Rules are weighed as the dates of the case are: `immdesk.law.find`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.law.worked_out.days_abroad import Span
from immdesk.office.calculators.shapes import Ask, Field, Line, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding, Output
    from immdesk.office.date_rows import Whose
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts, Subject


@dataclass(frozen=True)
class CaseAt:
    """One case on one day: its facts, the names of its people, and the packs."""

    case_id: str
    facts: CaseFacts
    whose: Whose
    library: Library
    today: date

    def name(self, person_id: str) -> str:
        """Give what a person of the case is called; "" for nobody."""
        return self.whose.names.get(person_id, "")

    def of_person(self, person_id: str) -> Facts:
        """Give the facts about one person of the case, with that person's `party`."""
        return self.facts.for_person(person_id)

    def subjects(self, kind: str, person_id: str = "") -> list[Subject]:
        """Give all of one kind (party, status_period, document, recruitment …), of one person if named."""
        return [
            one
            for one in self.facts.subjects()
            if one.kind == kind and (not person_id or one.person_id == person_id)
        ]

    def weigh(self, rule_id: str, subject: Subject, facts: Facts | None = None) -> Finding:
        """Give what one rule makes of a subject; `facts` are its own with something tried laid over."""
        from immdesk.law.evaluate import Subject as About
        from immdesk.law.find import find_one

        about = About(subject.kind, subject.id, subject.person_id)
        return find_one(self.library.rules[rule_id], facts or subject.facts, about, self.today, self.library)

    def label(self, path: str) -> str:
        """Give what a path is called for people."""
        return told(self.whose.labels.get(path, path))

    def asks(self, *findings: Finding, person_id: str = "") -> tuple[Ask, ...]:
        """Give what these findings need to know before they can say more, each once."""
        paths = dict.fromkeys(path for one in findings if one.outcome == "ask" for path in sorted(one.ask))
        return tuple(Ask(path, self.label(path), person_id) for path in paths)


def case_at(office: Office, case_id: str) -> CaseAt:
    """Read a case for the calculators. Raises Problem when the case is gone."""
    from immdesk.office.whose import whose_of
    from immdesk.records.facts_of import facts_of

    library, today = office.library, office.today()
    with office.store.read() as read:
        facts = facts_of(read, [case_id], library.vocabulary, today).get(case_id)
        whose = whose_of(read, [case_id], library).get(case_id)
    if facts is None or whose is None:
        raise Problem(
            _("This case is no longer in the office."), _("Nothing was counted."), _("Choose another.")
        )
    return CaseAt(case_id, facts, whose, library, today)


def overlaid(facts: Facts, values: Mapping[str, Any], whole: frozenset[str] = frozenset()) -> Facts:
    """Give the facts with values laid over them by path (`status_period.extension_from`); writes nothing.

    `whole` names lists of which nothing is missing.
    """
    roots: dict[str, Mapping[str, Any]] = {}
    for path, value in values.items():
        root, _dot, word = path.partition(".")
        roots[root] = {**(roots.get(root) or facts.root(root)), word: value}
    return facts.also(roots, whole)


def output_of(finding: Finding, name: str) -> Output | None:
    """Give one named result of a finding; None when the rule gave none."""
    return next((one for one in finding.outputs if one.name == name), None)


def value_of(finding: Finding, name: str) -> Any:
    """Give the value of a named result; None when the rule gave none."""
    output = output_of(finding, name)
    return None if output is None else output.value


def remark_of(at: CaseAt, finding: Finding) -> str:
    """Give what a rule remarks about these very facts, without what it notes whatever they are."""
    rule = at.library.rules[finding.rule]
    notes = [rule.file.note, *(one.file.note for one in rule.versions if one.file.name == finding.version)]
    always = " ".join(told(one) for one in notes if one)
    return finding.note.removeprefix(always).strip()


def lines_of(
    at: CaseAt, finding: Finding, *names: str, tone: Tone = "plain", steps: bool = True
) -> tuple[Line, ...]:
    """Give the results of a finding, all or those named, each followed by its lines of arithmetic."""
    from immdesk.office.date_rows import verify_sentence

    verify, cited = bool(verify_sentence(finding)), "; ".join(finding.cite)
    found: list[Line] = []
    for output in finding.outputs:
        if names and output.name not in names:
            continue
        title = told(output.title or finding.title)
        why = output.disputed_reason
        if output.disputed:
            why = _("{day}, by another reading: {reason}").format(
                day=on_screen(output.disputed), reason=output.disputed_reason
            )
        shown = on_screen(output.value)
        found.append(Line(title, shown, why, cited, verify=verify, tone=tone))
        for one in output.lines if steps else ():
            source = at.label(one.source) if one.source else ""
            found.append(Line(one.step, on_screen(one.value), one.reason, one.authority, source, step=True))
    return tuple(found)


def each_step_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Leave out steps of arithmetic that an earlier result has shown already."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for line in lines:
        if not line.step or (line.label, line.value) not in seen:
            kept.append(line)
        seen.add((line.label, line.value))
    return tuple(kept)


def day_field(
    field_id: str, label: str, value: Any, tried: Mapping[str, str], today: date, help: str = ""
) -> tuple[Field, date | None]:
    """Give a field for a day and the day in it: what is tried (as people type days), else the case's.

    Raises Problem when what is tried is no day.
    """
    typed = tried.get(field_id, "").strip()
    own = value if isinstance(value, date) else None
    day = read_day(typed, label, today) if typed else own
    shown = day.isoformat() if day else ""
    return Field(field_id, label, "day", shown, (), help, bool(typed) and day != own), day


def span_fields(
    at: CaseAt, tried: Mapping[str, str], most: int, first: tuple[str, str], last: tuple[str, str]
) -> tuple[tuple[Field, ...], tuple[Span, ...]]:
    """Give two fields for each of `most` stretches of days, and the stretches in them.

    `first` and `last` are the id of the field ("from" becomes from_1) and its label, with {n} for the number.
    A stretch without an end goes on until today. Raises Problem when what is tried is no day.
    """
    fields: list[Field] = []
    spans: list[Span] = []
    for number in range(1, most + 1):
        (begins, start), (ends, end) = (
            day_field(f"{field_id}_{number}", label.format(n=number), None, tried, at.today)
            for field_id, label in (first, last)
        )
        fields += (begins, ends)
        if start:
            spans.append((start, end or max(start, at.today)))
    return tuple(fields), tuple(spans)


def read_day(typed: str, label: str, today: date) -> date:
    """Read a day as people type it. Raises Problem when it is none."""
    from immdesk.basics.reading_dates import read_date

    got = read_date(typed, today=today, partial=False)
    if got.level == "bad" or not isinstance(got.value, date):
        raise Problem(
            _("{label}: '{typed}' is not a day.").format(label=label, typed=typed),
            _("Nothing was tried."),
            got.message or _("Type it like 3/7/2026 or 7 Mar 2026."),
        )
    return got.value


def number_field(
    field_id: str, label: str, value: int, tried: Mapping[str, str], most: int = 10_000, help: str = ""
) -> tuple[Field, int]:
    """Give a field for a whole number from 0 to `most` and the number in it. Raises Problem for another."""
    typed = tried.get(field_id, "").strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 7 and int(typed) <= most):
        raise Problem(
            _("{label}: '{typed}' is not a whole number from 0 to {most}.").format(
                label=label, typed=typed, most=most
            ),
            _("Nothing was tried."),
            _("Type digits, such as 14."),
        )
    number = int(typed) if typed else value
    return Field(field_id, label, "number", str(number), (), help, number != value), number


def yes_no_field(
    field_id: str, label: str, value: Any, tried: Mapping[str, str], help: str = ""
) -> tuple[Field, bool | None]:
    """Give a field for yes or no and the answer in it; None when nobody has said."""
    typed = tried.get(field_id, "").strip().lower()
    if typed and typed not in ("yes", "no"):
        raise Problem(
            _("{label}: '{typed}' is neither yes nor no.").format(label=label, typed=typed),
            _("Nothing was tried."),
            _("Type yes or no."),
        )
    own = value if isinstance(value, bool) else None
    answer = own if not typed else typed == "yes"
    shown = "" if answer is None else ("yes" if answer else "no")
    return Field(field_id, label, "yes_no", shown, (), help, answer != own), answer


def choice_field(
    field_id: str,
    label: str,
    value: str,
    choices: tuple[tuple[str, str], ...],
    tried: Mapping[str, str],
    help: str = "",
) -> tuple[Field, str]:
    """Give a field for one of `choices` (id, words) and the id in it. Raises Problem for another."""
    typed = tried.get(field_id, "").strip()
    if typed and typed not in (one for one, _words in choices):
        raise Problem(
            _("{label}: '{typed}' is none of the choices.").format(label=label, typed=typed),
            _("Nothing was tried."),
            _("Choose one of these: {choices}.").format(choices=", ".join(one for one, _w in choices)),
        )
    return Field(field_id, label, "choice", typed or value, choices, help, (typed or value) != value), (
        typed or value
    )
