"""What is done with the requests of a notice: taken from its text, split, joined, moved, answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.requests import head_of
from immdesk.office.requests_read import FoundRequest, split_text, title_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.request_rows import How, NoticeHead
    from immdesk.office.rows import Changed
    from immdesk.records.requests import NoticeRequest, NoticeResponse

EDITED = ("number", "title", "asked", "answer", "wants", "in_words")
"""What a person may change of a request."""

MOST_LETTERS = 100_000
"""A paragraph of a response has at most this many letters."""


def keep_text(office: Office, notice_id: str, text: str) -> Changed:
    """Keep the words of the notice, as read from its scan, pasted or typed."""
    return _say(office, notice_id, _("Keep the text of a notice"), _("The text is kept."), text=text.strip())


def choose_scan(office: Office, notice_id: str, document_id: str) -> Changed:
    """Say which document of the case is the notice itself; "" for none."""
    words = _("This scan lies on top of the response.") if document_id else _("No scan is chosen.")
    return _say(office, notice_id, _("Choose the scan of a notice"), words, document_id=document_id or None)


def set_how(office: Office, notice_id: str, how: How, why: str = "") -> Changed:
    """Say whether all requests are answered, only a part of them, or the filing is withdrawn.

    Raises Problem for a part or a withdrawal without a reason: nothing can be added to either later.
    """
    if how != "complete" and not why.strip():
        raise Problem(
            _("The reason is missing."),
            _("A partial response or a withdrawal cannot be completed later; the file must say who decided."),
            _("Write who decided it and why."),
        )
    words = {
        "complete": _("All requests are to be answered."),
        "partial": _("It is answered in part; the agency decides on what it has."),
        "withdraw": _("The filing is withdrawn instead of answered."),
    }
    return _say(
        office, notice_id, _("Say how a notice is answered"), words[how], how=how, how_why=why.strip()
    )


def read_scan(office: Office, document_id: str) -> str:
    """Give the words on the pages of a scan, line by line; "" when it is a picture without letters."""
    rows = office.rows("SELECT blob, mime FROM document WHERE id = ?", [document_id])
    if not rows or not rows[0]["blob"]:
        return ""
    return office.examiner().text(office.store.attachments.bytes(rows[0]["blob"]), in_lines=True)


def add_requests(office: Office, notice_id: str, found: Iterable[FoundRequest]) -> Changed:
    """Add requests behind those that are there; raises Problem when there is nothing to add."""
    listed = [one for one in found if one.title.strip()]
    if not listed:
        raise Problem(
            _("No request is found in this text."),
            _("Nothing was added."),
            _("Type or paste what the notice asks for, or add a request by hand."),
        )
    head = head_of(office, notice_id)
    listed = _not_there_yet(office, notice_id, listed)

    def work(session: Session) -> None:
        from immdesk.records.requests import NoticeRequest

        here = len(_in_order(session, notice_id))
        for place, one in enumerate(listed, here + 1):
            session.add(
                NoticeRequest(
                    case_id=head.case_id,
                    notice_id=notice_id,
                    place=_place(place),
                    number=one.number,
                    title=one.title.strip(),
                    asked=one.asked,
                )
            )

    words = n_("{n} request added.", "{n} requests added.", len(listed))
    _made, changed = office.change(_("Add requests of a notice"), work, message=words)
    return changed


def edit(office: Office, request_id: str, version: int, texts: Mapping[str, str]) -> Changed:
    """Change what `texts` name of a request: number, title, asked, answer, wants, in_words ("yes" or "").

    Raises Problem for an empty title or too long a text, Stale when somebody saved it since `version`.
    """
    _refuse(texts)
    kept = {name: text.strip() for name, text in texts.items() if name in EDITED}

    def work(session: Session) -> None:
        from immdesk.records.requests import NoticeRequest
        from immdesk.store.change import expect

        row = expect(session, NoticeRequest, request_id, version, dict(kept))
        for name, text in kept.items():
            if (getattr(row, name) or "") != text:
                setattr(row, name, text)

    _made, changed = office.change(_("Change a request of a notice"), work, message=_("Kept."))
    return changed


def split(office: Office, request_id: str, at: int) -> Changed:
    """Make two requests of one, cut at a letter of what is asked; its papers and its paragraph stay above."""

    def work(session: Session) -> None:
        from immdesk.records.requests import NoticeRequest

        row = session.get_one(NoticeRequest, request_id)
        above, below = split_text(FoundRequest(row.number or "", row.title, row.asked or ""), at)
        if not above.asked or not below.asked:
            raise Problem(
                _("There is nothing to cut here."),
                _("The request stays whole."),
                _("Put the caret where the second request begins, between two words."),
            )
        row.asked = above.asked
        made = NoticeRequest(
            case_id=row.case_id,
            notice_id=row.notice_id,
            place=row.place,
            title=below.title,
            asked=below.asked,
        )
        listed = _in_order(session, row.notice_id)
        session.add(made)
        listed.insert(listed.index(row) + 1, made)
        _number(listed)

    _made, changed = office.change(
        _("Split a request of a notice"), work, message=_("It is two requests now.")
    )
    return changed


def join(office: Office, request_id: str) -> Changed:
    """Put a request together with the one above it: what is asked, paragraphs and papers of both."""

    def work(session: Session) -> None:
        row, above = _with_above(session, request_id)
        for name in ("asked", "answer", "wants"):
            both = filter(None, (getattr(above, name), getattr(row, name)))
            setattr(above, name, "\n".join(both) or None)
        _move_papers(session, row, above)
        listed = [one for one in _in_order(session, row.notice_id) if one is not row]
        session.delete(row)
        _number(listed)

    _made, changed = office.change(
        _("Join two requests of a notice"), work, message=_("They are one request now.")
    )
    return changed


def move(office: Office, request_id: str, by: int) -> Changed:
    """Move a request up (-1) or down (+1) among those of its notice; at the end it stays."""

    def work(session: Session) -> None:
        from immdesk.records.requests import NoticeRequest

        row = session.get_one(NoticeRequest, request_id)
        listed = _in_order(session, row.notice_id)
        place = listed.index(row)
        listed.insert(min(max(place + by, 0), len(listed) - 1), listed.pop(place))
        _number(listed)

    _made, changed = office.change(_("Move a request of a notice"), work, message=_("Moved."))
    return changed


def remove(office: Office, request_id: str) -> Changed:
    """Take a request out; its papers stay in the case, and Undo brings it back."""

    def work(session: Session) -> None:
        from immdesk.records.requests import NoticeRequest

        row = session.get_one(NoticeRequest, request_id)
        listed = [one for one in _in_order(session, row.notice_id) if one is not row]
        for one in _papers(session, request_id):
            session.delete(one)
        session.delete(row)
        _number(listed)

    _made, changed = office.change(
        _("Remove a request of a notice"), work, message=_("The request is removed; its papers stay.")
    )
    return changed


def link(office: Office, request_id: str, document_id: str) -> Changed:
    """Say that a document of the case answers a request."""

    def work(session: Session) -> None:
        from immdesk.records.base import id_of
        from immdesk.records.requests import NoticeRequest, RequestEvidence

        row = session.get_one(NoticeRequest, request_id)
        here = _papers(session, request_id)
        if all(one.document_id != document_id for one in here):
            session.add(
                RequestEvidence(
                    id=id_of("request evidence", request_id, document_id),
                    case_id=row.case_id,
                    request_id=request_id,
                    document_id=document_id,
                    place=_place(len(here) + 1),
                )
            )

    _made, changed = office.change(
        _("Answer a request with a document"), work, message=_("It stands in the response now.")
    )
    return changed


def unlink(office: Office, request_id: str, document_id: str) -> Changed:
    """Say that a document does not answer a request; it stays in the case."""

    def work(session: Session) -> None:
        for one in _papers(session, request_id):
            if one.document_id == document_id:
                session.delete(one)

    _made, changed = office.change(
        _("Take a document from a request"), work, message=_("It no longer answers this request.")
    )
    return changed


def _not_there_yet(office: Office, notice_id: str, found: list[FoundRequest]) -> list[FoundRequest]:
    """Leave out what is listed already in just these words; raises Problem when nothing is left."""
    rows = office.rows("SELECT asked FROM notice_request WHERE notice_id = ?", [notice_id])
    known = {" ".join((row["asked"] or "").split()) for row in rows}
    new = [one for one in found if " ".join(one.asked.split()) not in known]
    if not new:
        raise Problem(
            _("All of these requests are listed already."),
            _("Nothing was added."),
            _("Change them in the list, or add another by hand."),
        )
    return new


# -- private ------------------------------------------------------------------------------------


def _say(office: Office, notice_id: str, title: str, message: str, **values: str | None) -> Changed:
    head = head_of(office, notice_id)

    def work(session: Session) -> None:
        row = _response_row(session, head)
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)

    _made, changed = office.change(title, work, message=message)
    return changed


def _response_row(session: Session, head: NoticeHead) -> NoticeResponse:
    from immdesk.records.base import id_of
    from immdesk.records.requests import NoticeResponse

    key = id_of("notice response", head.notice_id)
    row = session.get(NoticeResponse, key)
    if row is None:
        row = NoticeResponse(id=key, case_id=head.case_id, notice_id=head.notice_id)
        session.add(row)
    return row


def _in_order(session: Session, notice_id: str) -> list[NoticeRequest]:
    from sqlalchemy import select

    from immdesk.records.requests import NoticeRequest

    asked = select(NoticeRequest).where(NoticeRequest.notice_id == notice_id)
    return list(session.scalars(asked.order_by(NoticeRequest.place, NoticeRequest.id)))


def _papers(session: Session, request_id: str) -> list[Any]:
    from sqlalchemy import select

    from immdesk.records.requests import RequestEvidence

    asked = select(RequestEvidence).where(RequestEvidence.request_id == request_id)
    return list(session.scalars(asked.order_by(RequestEvidence.place, RequestEvidence.id)))


def _move_papers(session: Session, row: NoticeRequest, above: NoticeRequest) -> None:
    mine = {one.document_id for one in _papers(session, above.id)}
    for one in _papers(session, row.id):
        if one.document_id in mine:
            session.delete(one)
        else:
            mine.add(one.document_id)
            one.request_id, one.place = above.id, _place(len(mine))


def _with_above(session: Session, request_id: str) -> tuple[NoticeRequest, NoticeRequest]:
    from immdesk.records.requests import NoticeRequest

    row = session.get_one(NoticeRequest, request_id)
    listed = _in_order(session, row.notice_id)
    place = listed.index(row)
    if not place:
        raise Problem(
            _("No request stands above this one."),
            _("Nothing was joined."),
            _("Choose the lower of the two requests."),
        )
    return row, listed[place - 1]


def _number(listed: list[NoticeRequest]) -> None:
    for place, one in enumerate(listed, 1):
        if one.place != _place(place):
            one.place = _place(place)


def _place(number: int) -> str:
    return f"{number:04d}"


def _refuse(texts: Mapping[str, str]) -> None:
    if "title" in texts and not title_of(texts["title"]):
        raise Problem(
            _("The request needs a title."),
            _("Nothing was changed."),
            _("Type a few words of what is asked."),
        )
    if any(len(text) > MOST_LETTERS for text in texts.values()):
        raise Problem(
            _("This text is longer than a paragraph of a letter can be."),
            _("Nothing was changed."),
            _("Put the long part into a document, and answer with that document."),
        )
