"""What nobody has said yet in a case: which answer would settle how many dates, and where it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from immdesk.office.dates import dates_of
from immdesk.office.questionnaires import questionnaire_of
from immdesk.office.rows import UnknownRow

if TYPE_CHECKING:
    from immdesk.intake.form import Form, Item
    from immdesk.office.office import Office
    from immdesk.office.rows import DateRow

Where = Literal["intake", "filing", "notice", "document", "facts"]
_RECORDS = ("filing", "notice", "document")
_OF_A_PERSON = ("petitioner", "principal")


def unknowns_of(office: Office, case_id: str) -> tuple[UnknownRow, ...]:
    """Give the questions of a case that dates wait for, the one that settles most first."""
    return unknowns_in(office, case_id, dates_of(office, case_id))


def unknowns_in(office: Office, case_id: str, rows: Iterable[DateRow]) -> tuple[UnknownRow, ...]:
    """Give the same from dates that are read already."""
    form = form_of(office, case_id)
    asked = paths_in(form) if form else frozenset()
    found: dict[tuple[str, str, str], list[tuple[DateRow, str]]] = {}
    for row in rows:
        for path, label in row.ask:
            where, record = _where(path, row.subject, asked)
            found.setdefault((path_in_form(path), _who(path, row, where), f"{where}:{record}"), []).append(
                (row, label)
            )
    made = [_row(key, waiting) for key, waiting in found.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.dates), -one.alone, one.label, one.who)))


def _row(key: tuple[str, str, str], waiting: list[tuple[DateRow, str]]) -> UnknownRow:
    path, who, place = key
    where, _colon, record = place.partition(":")
    titles = tuple(dict.fromkeys(row.title for row, _label in waiting))
    alone = sum(len(row.ask) == 1 for row, _label in waiting)
    return UnknownRow(path, waiting[0][1], who, titles, alone, where, record)  # type: ignore[arg-type]


def path_in_form(path: str) -> str:
    """Give the path as a questionnaire has it: the petitioner's words are a person's there."""
    root, _dot, rest = path.partition(".")
    return f"person.{rest}" if root in _OF_A_PERSON else path


def _who(path: str, row: DateRow, where: Where) -> str:
    """Give whose answer it is; "" when it is not that of the person whom the date concerns."""
    root = path.partition(".")[0]
    return row.who if root in ("person", "party") or where in _RECORDS else ""


def _where(path: str, subject: str, asked: frozenset[str]) -> tuple[Where, str]:
    root = path.partition(".")[0]
    kind, _colon, record = subject.partition(":")
    if root in _RECORDS and kind == root:
        return kind, record  # type: ignore[return-value]
    return ("intake" if path_in_form(path) in asked else "facts"), ""


def form_of(office: Office, case_id: str) -> Form | None:
    """Give the questionnaire of a case, by its type; None when no pack has one."""
    rows = office.rows("SELECT case_type FROM case_file WHERE id = ?", [case_id])
    found = questionnaire_of(office, case_id, str(rows[0]["case_type"])) if rows else ""
    return office.library.forms.get(found)


def paths_in(form: Form) -> frozenset[str]:
    """Give every path that a questionnaire asks."""

    def of(items: Iterable[Item]) -> Iterable[str]:
        for item in items:
            yield from filter(None, (item.ask, item.list))
            yield from of(item.questions)

    return frozenset(path for page in form.pages for path in of(page.ask))
