"""Degrees and what they are worth here: the worksheet of a credential evaluation, on screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

WORDS = (
    "degree", "field", "institution", "country", "awarded_on", "years", "equivalence", "evaluator",
    "evaluated_on", "document_id", "note",
)  # fmt: skip
_DAYS = ("awarded_on", "evaluated_on")


@dataclass(frozen=True, slots=True)
class Degree:
    """One degree: `words` as kept; `proof` is the title of the document that shows it, `open` what lacks."""

    id: str
    person_id: str
    who: str
    words: Mapping[str, str]
    proof: str
    open: tuple[str, ...]


def labels() -> dict[str, str]:
    """Give the words of a degree with their labels, in order."""
    return {
        "degree": _("Degree"),
        "field": _("Field of study"),
        "institution": _("Institution"),
        "country": _("Country"),
        "awarded_on": _("Awarded on"),
        "years": _("Years of study"),
        "equivalence": _("Equivalent to"),
        "evaluator": _("Evaluator"),
        "evaluated_on": _("Evaluated on"),
        "document_id": _("Shown by"),
        "note": _("Remark"),
    }


def degrees_of(office: Office, case_id: str) -> tuple[Degree, ...]:
    """Give the degrees of everybody in a case, by person, the earliest first."""
    rows = office.rows(
        "SELECT DISTINCT e.*, p.family_name, p.given_name, d.title AS proof FROM evaluation e "
        "JOIN case_party cp ON cp.person_id = e.person_id JOIN person p ON p.id = e.person_id "
        "LEFT JOIN document d ON d.id = e.document_id AND d.deleted_at IS NULL "
        "WHERE cp.case_id = ? ORDER BY p.family_name, p.given_name, e.awarded_on, e.id",
        [case_id],
    )
    return tuple(_degree(row) for row in rows)


def keep(office: Office, person_id: str, degree_id: str, told: Mapping[str, str]) -> Changed:
    """Keep a degree of a person, a new one when `degree_id` is "". Raises Problem for what cannot be read."""
    words = {word: told.get(word, "").strip() for word in WORDS if word in told}
    if (not degree_id and not words.get("degree")) or words.get("degree") == "":
        raise Problem(
            _("The degree is missing."), _("Nothing was kept."), _("Type its name as on the diploma.")
        )
    for word in _DAYS:
        words[word] = _day(office, words.get(word, "")) if word in words else ""
    years = words.get("years", "")
    if years and not years.isdecimal():
        raise Problem(
            _("“{text}” is not a number of years.").format(text=years),
            _("Nothing was kept."),
            _("Type 4, or 3."),
        )

    def work(session: Session) -> None:
        from immdesk.records.evidence import Evaluation

        row = session.get(Evaluation, degree_id) if degree_id else None
        row = row or Evaluation(person_id=person_id, degree=words["degree"])
        session.add(row)
        for word, value in words.items():
            if word in told:
                setattr(row, word, value or None)

    return office.change(_("Keep a degree"), work, message=_("The degree is kept."))[1]


def remove(office: Office, degree_id: str) -> Changed:
    """Remove a degree; undo brings it back."""

    def work(session: Session) -> None:
        from immdesk.records.evidence import Evaluation

        row = session.get(Evaluation, degree_id)
        if row is not None:
            session.delete(row)

    return office.change(_("Remove a degree"), work)[1]


def write_sheet(office: Office, case_id: str, out: Path) -> None:
    """Write the worksheet: .xlsx, .csv, or a PDF. It names clients: keep it with their files."""
    found = degrees_of(office, case_id)
    if out.suffix.lower() in (".xlsx", ".csv"):
        from immdesk.office.planning.table_files import write_table

        write_table(columns(), [cells(one) for one in found], out, _("Degrees"))
        return
    from immdesk.office.calculators.paper import write_pdf

    write_pdf(sheet_pdf(office, found), out)


def columns() -> tuple[str, ...]:
    """Give the titles of the worksheet."""
    return (_("Person"), *labels().values(), _("Still open"))


def cells(one: Degree) -> tuple[str, ...]:
    """Give a degree in the order of the columns."""
    shown = {**one.words, "document_id": one.proof, **{word: _shown(one.words[word]) for word in _DAYS}}
    return (one.who, *(shown[word] for word in labels()), ", ".join(one.open))


def sheet_pdf(office: Office, found: Sequence[Degree]) -> bytes:
    """Give the worksheet as a PDF."""
    from immdesk.office.docket_sheets import printed_words
    from immdesk.packets.docket_pages import Column, Group, Paper, list_pages

    shares = (2.0, 1.3, 2.0, 1.1, 1.1, 0.7, 2.0, 1.6, 1.1, 1.6, 1.6, 1.5)
    names = columns()[1:]
    across = [Column(name, share) for name, share in zip(names, shares[: len(names)], strict=True)]
    people = dict.fromkeys(one.who for one in found)
    groups = [Group(who, tuple(cells(one)[1:] for one in found if one.who == who)) for who in people]
    about = n_("{n} degree", "{n} degrees", len(found))
    paper = Paper(_("Credential evaluation worksheet"), about, printed_words(office), across=True)
    return list_pages(paper, across, groups, _("No degree is recorded yet."))


def _degree(row: Mapping[str, Any]) -> Degree:
    words = {word: str(row[word] or "") for word in WORDS}
    wanted = {
        "institution": _("institution"),
        "country": _("country"),
        "equivalence": _("equivalence"),
        "evaluator": _("evaluator"),
    }
    lacking = [title for word, title in wanted.items() if not words[word]]
    if not row["proof"]:
        lacking.append(_("document"))
    return Degree(row["id"], row["person_id"], short_name(row), words, row["proof"] or "", tuple(lacking))


def _day(office: Office, text: str) -> str:
    from immdesk.basics.values import read_value, value_to_text

    if not text:
        return ""
    found = read_value("date", text, today=office.today(), partial=True)
    if found.level == "bad":
        raise Problem(found.message, _("Nothing was kept."), _("Type the day again."))
    return value_to_text(found.value) or ""


def _shown(text: str) -> str:
    day = iso_day(text)
    return on_screen(day) if day else text
