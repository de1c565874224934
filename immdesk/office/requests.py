"""The requests of a notice: what it asks, by which papers and paragraph each is answered, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import in_letter
from immdesk.basics.words import _
from immdesk.office.event_rows import day_shown
from immdesk.office.event_words import ASKS_ANSWER, notice_titles
from immdesk.office.request_checks import checks_of
from immdesk.office.request_rows import How, NoticeHead, RequestPaper, RequestRow, RequestsPage

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.rows import DateRow


def page_of(office: Office, notice_id: str) -> RequestsPage:
    """Give the desk of one notice; raises Problem when the notice is gone."""
    head = head_of(office, notice_id)
    response = _response(office, notice_id)
    papers = papers_of(office, head.case_id)
    rows = requests_of(office, notice_id, papers)
    how: How = response.get("how") or "complete"
    due = due_of(office, head.case_id, notice_id)
    page = RequestsPage(
        head,
        due,
        response.get("text") or "",
        response.get("document_id") or _only_scan(papers),
        how,
        response.get("how_why") or "",
        rows,
        tuple(papers.values()),
    )
    return checks_of(page, office.today())


def notices_asking(office: Office, case_id: str = "") -> tuple[NoticeHead, ...]:
    """Give the notices that ask for an answer, the newest first: of one case, or of all open cases."""
    marks = ", ".join(f"'{one}'" for one in ASKS_ANSWER)
    where = "n.case_id = ?" if case_id else "c.status = 'open'"
    rows = office.rows(
        f"{_NOTICE} WHERE n.kind IN ({marks}) AND c.deleted_at IS NULL AND {where} "
        "ORDER BY coalesce(n.dated_on, '') DESC, n.id",
        [case_id] if case_id else [],
    )
    return tuple(_head(row) for row in rows)


def head_of(office: Office, notice_id: str) -> NoticeHead:
    """Give the notice itself; raises Problem when it is gone."""
    rows = office.rows(f"{_NOTICE} WHERE n.id = ?", [notice_id])
    if not rows:
        raise Problem(
            _("This notice is no longer in the case."),
            _("Its requests are gone with it."),
            _("Record the notice again, or take its removal back with Undo."),
        )
    return _head(rows[0])


def due_of(office: Office, case_id: str, notice_id: str) -> DateRow | None:
    """Give the day by which this notice is to be answered, with its arithmetic; None when no rule says."""
    from immdesk.office.dates import dates_told

    mine = [row for row in dates_told(office, case_id) if row.subject == f"notice:{notice_id}"]
    return next((row for row in mine if row.kind == "deadline"), next(iter(mine), None))


def papers_of(office: Office, case_id: str) -> dict[str, RequestPaper]:
    """Give the documents of a case that may answer a request, by id, in the order of the evidence."""
    from immdesk.office.cases import short_name
    from immdesk.office.documents import documents_of

    return {
        row["id"]: RequestPaper(
            row["id"],
            row["title"] or "",
            short_name(row),
            row["kind"] or "",
            (row["pages"] or 0) if row["blob"] else 0,
        )
        for row in documents_of(office, case_id)
    }


def requests_of(office: Office, notice_id: str, papers: Mapping[str, RequestPaper]) -> tuple[RequestRow, ...]:
    """Give the requests of a notice in their order, each paper with its exhibit in the response."""
    from immdesk.office.responses import placed

    rows = office.rows("SELECT * FROM notice_request WHERE notice_id = ? ORDER BY place, id", [notice_id])
    links = office.rows(
        "SELECT e.request_id, e.document_id FROM request_evidence e JOIN notice_request r "
        "ON r.id = e.request_id WHERE r.notice_id = ? ORDER BY e.place, e.id",
        [notice_id],
    )
    shown = {
        row["id"]: [
            papers[link["document_id"]]
            for link in links
            if link["request_id"] == row["id"] and link["document_id"] in papers
        ]
        for row in rows
    }
    gone = {link["request_id"] for link in links if link["document_id"] not in papers}
    exhibits = placed(shown.values())
    return tuple(
        _row(place, row, [exhibits[one.id] for one in shown[row["id"]]], gone)
        for place, row in enumerate(rows, 1)
    )


# -- private ------------------------------------------------------------------------------------

_NOTICE = (
    "SELECT n.*, f.form, f.receipt_number AS filed_number, c.number AS case_number, c.title AS case_title, "
    "p.family_name, p.given_name FROM notice n JOIN case_file c ON c.id = n.case_id "
    "LEFT JOIN filing f ON f.id = n.filing_id "
    "LEFT JOIN person p ON p.id = coalesce(n.person_id, f.person_id)"
)


def _head(row: Mapping[str, Any]) -> NoticeHead:
    from immdesk.office.cases import short_name

    kind = row["kind"] or ""
    return NoticeHead(
        row["id"],
        row["case_id"],
        row["case_number"],
        row["case_title"] or "",
        kind,
        notice_titles().get(kind, kind or _("Notice")),
        short_name(row) if row["family_name"] or row["given_name"] else "",
        day_shown(row["dated_on"]),
        _served(row["served_by"] or ""),
        row["response_days"] or "",
        day_shown(row["due_on"]),
        row["receipt_number"] or row["filed_number"] or "",
        row["form"] or "",
        in_letter(day) if (day := iso_day(row["dated_on"] or "")) else "",
        row["dated_on"] or "",
    )


def _row(place: int, row: Mapping[str, Any], papers: list[RequestPaper], gone: set[str]) -> RequestRow:
    return RequestRow(
        row["id"],
        row["version"],
        row["number"] or str(place),
        row["title"],
        row["asked"] or "",
        row["answer"] or "",
        row["wants"] or "",
        row["in_words"] == "yes",
        tuple(papers),
        tuple(_missing(row, papers, row["id"] in gone)),
    )


def _missing(row: Mapping[str, Any], papers: list[RequestPaper], gone: bool) -> Iterable[str]:
    if not papers and row["in_words"] != "yes":
        yield _("no document answers it")
    if gone:
        yield _("a document that answered it is no longer in the case")
    for one in papers:
        if not one.pages:
            yield _("no scan yet of: {title}").format(title=one.title)
    if not (row["answer"] or "").strip():
        yield _("no paragraph in the letter")
    if (row["wants"] or "").strip():
        yield _("still wanted: {what}").format(what=row["wants"].strip())


def _only_scan(papers: Mapping[str, RequestPaper]) -> str:
    """Give the scan that is the notice when no other can be meant."""
    found = [one.id for one in papers.values() if one.kind == "notice" and one.pages]
    return found[0] if len(found) == 1 else ""


def _response(office: Office, notice_id: str) -> dict[str, Any]:
    rows = office.rows("SELECT * FROM notice_response WHERE notice_id = ?", [notice_id])
    return rows[0] if rows else {}


def _served(how: str) -> str:
    return {"mail": _("by mail"), "personal": _("in person"), "electronic": _("online")}.get(how, how)
