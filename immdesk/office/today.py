"""Today: what came due, what comes next, what waits for a decision. Reads only what is remembered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told
from immdesk.docket.agenda import agenda
from immdesk.office import backups, cases, dates
from immdesk.office.rows import CaseRow, Changed, DateRow, DraftRow, TaskRow, TodayPage
from immdesk.office.search import keep_current

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

_AHEAD = timedelta(days=28)
_FAR_BACK = date(1900, 1, 1)
_NO_DATE_SHOWN = 50


def today_page(office: Office) -> TodayPage:
    """Give what a person needs at eight in the morning, in the order of the day."""
    today = office.today()
    rows = dates.kept_between(office, _FAR_BACK, today + _AHEAD, ("kept",))
    groups = agenda(rows, today=today, on=_day)
    without = without_date(office)
    drafts = drafts_of(office)
    return TodayPage(
        today=today,
        greeting=on_screen(today),
        overdue=groups.overdue,
        this_week=groups.this_week,
        next_weeks=groups.next_weeks,
        tasks=open_tasks(office),
        proposals=_proposals(office),
        drafts=drafts,
        cases_without_date=without,
        open_cases=_open_cases(office),
        banners=_banners(office, today, without),
        open_now=groups.begun,
        backup_warning=backups.warning(office),
    )


def _day(row: DateRow) -> date | None:
    return row.on


def open_tasks(office: Office, case_id: str = "") -> tuple[TaskRow, ...]:
    """Give the tasks that are not done, of one case or of all, the earliest due first."""
    where, values = ("AND t.case_id = ?", [case_id]) if case_id else ("", [])
    rows = office.rows(
        "SELECT t.id, t.title, t.case_id, t.due_on, t.done_on, c.title AS case_title, "
        "s.given_name || ' ' || s.family_name AS who FROM task t LEFT JOIN case_file c ON c.id = t.case_id "
        f"LEFT JOIN staff s ON s.id = t.staff_id WHERE t.done_on IS NULL {where} "
        "ORDER BY t.due_on IS NULL, t.due_on, t.title",
        values,
    )
    return tuple(
        TaskRow(
            r["id"],
            told(r["title"]),
            r["case_id"] or "",
            r["case_title"] or "",
            _date(r["due_on"]),
            False,
            r["who"] or "",
        )
        for r in rows
    )


def task_done(office: Office, task_id: str) -> Changed:
    """Tick a task off, today."""
    today = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.cases import Task

        session.get_one(Task, task_id).done_on = today

    _made, changed = office.change(_("Tick off a task"), work)
    return changed


def drafts_of(office: Office) -> tuple[DraftRow, ...]:
    """Give the intakes that somebody began and did not finish, the newest first."""
    rows = office.rows("SELECT id, form, about, answered, saved_at FROM draft ORDER BY saved_at DESC")
    return tuple(
        DraftRow(
            r["id"],
            r["form"],
            r["form"].replace("-", " ").capitalize(),
            r["about"] or "",
            datetime.fromisoformat(r["saved_at"]),
            r["answered"],
        )
        for r in rows
    )


def _proposals(office: Office) -> tuple[tuple[str, str, int], ...]:
    rows = office.rows(
        "SELECT c.id, c.title, json_extract(f.findings, '$.proposals') AS n FROM finding_cache f "
        "JOIN case_file c ON c.id = f.case_id "
        "WHERE c.status = 'open' AND c.deleted_at IS NULL AND n > 0 ORDER BY n DESC, c.number"
    )
    return tuple((r["id"], r["title"] or "", r["n"]) for r in rows)


def without_date(office: Office) -> tuple[CaseRow, ...]:
    """Give open cases that have neither a next date nor a task: nobody would look at them again."""
    may_be = "AND c.id IN (SELECT case_id FROM search_case WHERE next_due IS NULL) "
    rows = office.rows(
        "SELECT c.id FROM case_file c WHERE c.status = 'open' AND c.deleted_at IS NULL "
        f"{may_be if keep_current(office, patient=False) else ''}"
        "AND NOT EXISTS (SELECT 1 FROM task t WHERE t.case_id = c.id AND t.done_on IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM docket_entry d WHERE d.case_id = c.id AND +d.state = 'kept') "
        "AND NOT EXISTS (SELECT 1 FROM case_party p CROSS JOIN docket_entry d ON d.person_id = p.person_id "
        "WHERE p.case_id = c.id AND +d.case_id IS NULL AND +d.state = 'kept') "
        "ORDER BY c.number LIMIT ?",
        [_NO_DATE_SHOWN],
    )
    ids = [row["id"] for row in rows]
    found = cases.case_rows(office, ids)
    return tuple(found[one] for one in ids)


def _open_cases(office: Office) -> int:
    return int(
        office.rows("SELECT count(*) AS n FROM case_file WHERE status = 'open' AND deleted_at IS NULL")[0][
            "n"
        ]
    )


def _banners(office: Office, today: date, without: tuple[CaseRow, ...]) -> tuple[str, ...]:
    told: list[str] = []
    last = office.rows("SELECT max(at) AS at FROM operation")[0]["at"]
    if last and date.fromisoformat(last[:10]) > today + timedelta(days=1):
        told.append(
            _(
                "This computer's clock is before the last change in the office. "
                "Check the date before you trust the days left."
            )
        )
    if without:
        told.append(
            n_(
                "{n} open case has no next date or task.",
                "{n} open cases have no next date or task.",
                len(without),
            )
        )
    return tuple(told)


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None
