"""Today: what came due, what comes next, what waits for a decision. Reads only what is remembered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _, n_, told
from immdesk.office import backups, cases, enquiries, pack_age, today_rows
from immdesk.office.rows import CaseRow, Changed, DraftRow, TaskRow
from immdesk.office.search import keep_current
from immdesk.office.tasks import ticking
from immdesk.office.today_rows import Counted, TodayPage

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading


def today_page(office: Office) -> TodayPage:
    """Give what a person needs at eight in the morning, in the order of the day."""
    today = office.today()
    whole = keep_current(office, patient=False)
    with office.store.read() as read:
        groups = today_rows.dates_of_today(office, read)
        proposals, to_look_at = today_rows.cases_to_look_at(read)
        without, no_date = _without_date(read, whole)
    tasks, open_count = open_tasks(office, limit=today_rows.SHOWN), _open_tasks(office)
    asking, asking_count = enquiries.to_follow_up(office, today_rows.SHOWN)
    counts = {name: count for name, (_rows, count) in groups.items()}
    return TodayPage(
        today=today,
        greeting=on_screen(today),
        overdue=groups["overdue"][0],
        this_week=groups["this_week"][0],
        next_weeks=groups["next_weeks"][0],
        tasks=tasks,
        proposals=proposals,
        drafts=drafts_of(office),
        cases_without_date=_rows_of(office, without),
        open_cases=_open_cases(office, whole),
        counted=Counted(
            **counts,
            tasks=open_count,
            proposals=to_look_at,
            cases_without_date=no_date,
            enquiries=asking_count,
        ),
        banners=_banners(office, today),
        without_date=_said_of_them(no_date),
        open_now=groups["open_now"][0],
        backup_warning=backups.warning(office),
        enquiries=asking,
    )


def open_tasks(office: Office, case_id: str = "", limit: int = -1) -> tuple[TaskRow, ...]:
    """Give the tasks that are not done, of one case or of all, the earliest due first."""
    where, values = ("AND t.case_id = ?", [case_id]) if case_id else ("", [])
    rows = office.rows(
        "SELECT t.id, t.title, t.case_id, t.due_on, t.done_on, c.title AS case_title, "
        "s.given_name || ' ' || s.family_name AS who, trim(coalesce(q.given_name, '') || ' ' || "
        "coalesce(q.family_name, '')) AS person FROM task t LEFT JOIN case_file c ON c.id = t.case_id "
        "LEFT JOIN person q ON q.id = t.person_id "
        f"LEFT JOIN staff s ON s.id = t.staff_id WHERE t.done_on IS NULL {where} "
        f"ORDER BY t.due_on IS NULL, t.due_on, t.title LIMIT {limit:d}",
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
            (r["person"] or "").replace(NONE_TEXT, "").strip(),
        )
        for r in rows
    )


def task_done(office: Office, task_id: str, proof: str = "") -> Changed:
    """Tick a task off, today. Raises Problem when it asks for a proof and none is given."""
    return ticking.done(office, [task_id], proof)


def drafts_of(office: Office) -> tuple[DraftRow, ...]:
    """Give the intakes that somebody began and did not finish, the newest first."""
    rows = office.rows("SELECT id, form, about, answered, saved_at FROM draft ORDER BY saved_at DESC")
    return tuple(
        DraftRow(
            r["id"],
            r["form"],
            _called(office, r["form"]),
            r["about"] or "",
            datetime.fromisoformat(r["saved_at"]),
            r["answered"],
        )
        for r in rows
    )


def _called(office: Office, form: str) -> str:
    """Give the title of a questionnaire; of one that no pack has any more, its own name."""
    found = office.library.forms.get(form)
    return found.title if found else form.replace("-", " ").capitalize()


def without_date(office: Office) -> tuple[CaseRow, ...]:
    """Give every open case without a next date or task, by number; for the register."""
    whole = keep_current(office, patient=False)
    with office.store.read() as read:
        found, _count = _without_date(read, whole, limit=-1)
    return _rows_of(office, found)


def _without_date(read: Reading, whole: bool, limit: int = today_rows.SHOWN) -> tuple[list[str], int]:
    """Give the open cases without a next date or task, the first ones and how many there are.

    `whole` says that the line kept of each case can be believed.
    """
    may_be = "AND c.id IN (SELECT case_id FROM search_case WHERE next_due IS NULL) " if whole else ""
    where = (
        "FROM case_file c WHERE c.status = 'open' AND c.deleted_at IS NULL "
        f"{may_be}"
        "AND NOT EXISTS (SELECT 1 FROM task t WHERE t.case_id = c.id AND t.done_on IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM docket_entry d WHERE d.case_id = c.id AND +d.state = 'kept') "
        "AND NOT EXISTS (SELECT 1 FROM case_party p CROSS JOIN docket_entry d ON d.person_id = p.person_id "
        "WHERE p.case_id = c.id AND +d.case_id IS NULL AND +d.state = 'kept') "
    )
    rows = read.tuples(f"SELECT c.id {where} ORDER BY c.number LIMIT ?", [limit])
    count = read.value(f"SELECT count(*) {where}") if len(rows) == limit else len(rows)
    return [row[0] for row in rows], count


def _rows_of(office: Office, ids: list[str]) -> tuple[CaseRow, ...]:
    found = cases.case_rows(office, ids)
    return tuple(found[one] for one in ids)


def _open_tasks(office: Office) -> int:
    return int(office.rows("SELECT count(*) AS n FROM task WHERE done_on IS NULL")[0]["n"])


def _open_cases(office: Office, whole: bool) -> int:
    """Count the open cases; `whole` says that the short line kept of each case can be believed."""
    lines = "search_case WHERE status = 'open'"
    cases = "case_file WHERE status = 'open' AND deleted_at IS NULL"
    return int(office.rows(f"SELECT count(*) AS n FROM {lines if whole else cases}")[0]["n"])


def _said_of_them(count: int) -> str:
    if not count:
        return ""
    return n_("{n} open case has no next date or task.", "{n} open cases have no next date or task.", count)


def _banners(office: Office, today: date) -> tuple[str, ...]:
    told: list[str] = []
    last = office.rows("SELECT max(at) AS at FROM operation")[0]["at"]
    if last and date.fromisoformat(last[:10]) > today + timedelta(days=1):
        told.append(
            _(
                "This computer's clock is before the last change in the office. "
                "Check the date before you trust the days left."
            )
        )
    if stale := pack_age.warning(office):
        told.append(stale)
    return tuple(told)


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None
