"""Work and fees of one case: its tasks, employer, jobs, recruitment with its steps, and payments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _
from immdesk.office.employers import employer_lines, said
from immdesk.office.tasks.proposed import proposed
from immdesk.office.today import open_tasks
from immdesk.office.work_rows import Payments, WorkLine, jobs, payments
from immdesk.office.work_words import choices

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.rows import TaskRow
    from immdesk.office.tasks.proposed import CaseTasks
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading, Row


@dataclass(frozen=True, slots=True)
class RecruitmentRow:
    """A recruitment in one line, and its steps in the order in which they began."""

    line: WorkLine
    steps: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True)
class CaseWorkPage:
    """Everything that the page shows; `employers` are all that may be chosen, by name."""

    employer_id: str
    employer_below: str
    employers: tuple[tuple[str, str], ...]
    jobs: tuple[WorkLine, ...]
    recruitments: tuple[RecruitmentRow, ...]
    payments: Payments
    open_tasks: tuple[TaskRow, ...]
    tasks: CaseTasks


def case_work(office: Office, case_id: str) -> CaseWorkPage:
    """Give work and fees of a case."""
    with office.store.read() as read:
        kept = str(read.value("SELECT employer_id FROM case_file WHERE id = ?", [case_id]) or "")
        employers = read.tuples(
            "SELECT id, name FROM employer WHERE deleted_at IS NULL OR id = ? ORDER BY sort_key", [kept]
        )
        found = CaseWorkPage(
            kept,
            "",
            tuple((one, name or _("No name yet")) for one, name in employers),
            tuple(jobs(read, office.library, "case_id", case_id)),
            tuple(_recruitments(read, office.library, case_id)),
            payments(read, office.library, case_id),
            open_tasks(office, case_id),
            proposed(office, case_id),
        )
    line = employer_lines(office, [kept]).get(kept) if kept else None
    if line is None:
        return found
    below = " · ".join(filter(None, (f"FEIN {line.fein}" if line.fein else "", line.place)))
    return replace(found, employer_below=below)


def _recruitments(read: Reading, library: Library, case_id: str) -> Iterator[RecruitmentRow]:
    kinds = dict(choices(library.vocabulary.shape("recruitment_step")["kind"]))
    rows = read.all(
        "SELECT r.*, j.title FROM recruitment r LEFT JOIN job j ON j.id = r.job_id "
        "WHERE r.case_id = ? ORDER BY r.rowid",
        [case_id],
    )
    for row in rows:
        steps = read.all(
            "SELECT * FROM recruitment_step WHERE recruitment_id = ? ORDER BY started_on, rowid", [row["id"]]
        )
        yield RecruitmentRow(_perm(row), tuple(_step(one, kinds) for one in steps))


def _perm(row: Row) -> WorkLine:
    told = (
        _("filed {day}").format(day=_day(row["filed_on"])) if _day(row["filed_on"]) else _("not filed yet"),
        _("certified {day}").format(day=_day(row["certified_on"])) if _day(row["certified_on"]) else "",
        said(row["number"]),
    )
    return WorkLine(row["id"], row["title"] or _("Recruitment"), " · ".join(filter(None, told)))


def _step(row: Row, kinds: dict[str, str]) -> WorkLine:
    kind = kinds.get(row["kind"] or "", row["kind"] or "")
    days = " – ".join(filter(None, (_day(row["started_on"]), _day(row["ended_on"]))))
    words = " · ".join(filter(None, (days, said(row["place"]))))
    return WorkLine(row["id"], kind, words, "" if said(row["proof"]) else _("no proof"))


def _day(text: str | None) -> str:
    return on_screen(text_to_value("date", text)) if said(text) else ""
