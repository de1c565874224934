"""What is known of a document itself: how it stands since when, who gave it, who looked at the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.picture import Drawn

STATES = ("asked", "received", "wrong", "in translation", "accepted")
SEEN = ("original", "certified copy", "copy")
HOWS = ("by hand", "mail", "e-mail", "upload", "scan folder", "other")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who gave a document, on which day, and how it came (one of HOWS)."""

    given_by: str = ""
    given_on: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody looked at a document: at what they looked, the machine-readable lines, what differed."""

    seen: str
    seen_by: str
    seen_on: str
    mrz: str = ""
    differences: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a document's log: the day, what happened, and by whom it was recorded."""

    day: str
    words: str
    who: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLog:
    """All that is known of a document; `original` says that the file as it came in is kept beside it."""

    document_id: str
    state: str
    provenance: Provenance
    original: bool
    original_size: int
    lines: tuple[LogLine, ...]


def state_title(state: str) -> str:
    """Give a state in words."""
    return {
        "asked": _("asked for"),
        "received": _("received"),
        "wrong": _("wrong document"),
        "in translation": _("in translation"),
        "accepted": _("accepted"),
    }.get(state, state)


def how_title(how: str) -> str:
    """Give in words how a document came."""
    return {
        "by hand": _("handed over"),
        "mail": _("by mail"),
        "e-mail": _("by e-mail"),
        "upload": _("uploaded"),
        "scan folder": _("from the scan folder"),
        "other": _("another way"),
    }.get(how, how)


def seen_title(seen: str) -> str:
    """Give in words what somebody looked at."""
    return {
        "original": _("original"),
        "certified copy": _("certified copy"),
        "copy": _("copy only"),
    }.get(seen, seen)


def log_of(office: Office, document_id: str) -> DocumentLog:
    """Give the log of a document, the newest line first. Raises Problem when it is gone."""
    with office.store.read() as read:
        rows = read.all("SELECT state, received_on FROM document WHERE id = ?", [document_id])
        if not rows:
            raise gone()
        origins = read.all("SELECT * FROM document_origin WHERE document_id = ?", [document_id])
        steps = read.all("SELECT * FROM document_step WHERE document_id = ?", [document_id])
        checks = read.all("SELECT * FROM document_check WHERE document_id = ?", [document_id])
    origin = origins[0] if origins else {}
    lines = [(one["at"], _step_line(office, one)) for one in steps]
    lines += [(one["at"], _check_line(office, one)) for one in checks]
    if any(origin.get(word) for word in ("given_by", "given_on", "how")):
        lines.append((origin["at"], _origin_line(office, origin)))
    told = tuple(line for _at, line in sorted(lines, key=lambda one: one[0] or "", reverse=True))
    provenance = Provenance(*((origin.get(word) or "") for word in ("given_by", "given_on", "how")))
    size = int(origin.get("size") or 0)
    return DocumentLog(
        document_id, rows[0]["state"] or "received", provenance, bool(origin.get("blob")), size, told
    )


def since_of(office: Office, document_ids: Sequence[str]) -> dict[str, str]:
    """Give for each document since when it stands as it does, who said so, and the reason."""
    import json

    rows = office.rows(
        "SELECT document_id, state, reason, by, at FROM document_step WHERE document_id IN "
        "(SELECT value FROM json_each(:ids)) ORDER BY at, rowid",
        {"ids": json.dumps(list(document_ids))},
    )
    return {row["document_id"]: _since(office, row) for row in rows}


def step(session: Session, office: Office, document_id: str, state: str, reason: str = "") -> None:
    """Write down that a document stands so from now on."""
    from immdesk.records.evidence import DocumentStep

    at, words = office.now().isoformat(), reason.strip() or None
    session.add(DocumentStep(document_id=document_id, state=state, reason=words, by=office.user, at=at))


def keep_origin(session: Session, office: Office, document_id: str, **values: Any) -> None:
    """Write down where a document came from, or the file as it came in; what was told before stays."""
    from sqlalchemy import select

    from immdesk.records.evidence import DocumentOrigin

    row = session.scalars(select(DocumentOrigin).where(DocumentOrigin.document_id == document_id)).first()
    if row is None:
        row = DocumentOrigin(document_id=document_id, by=office.user, at=office.now().isoformat())
        session.add(row)
    for word, value in values.items():
        if value not in (None, ""):
            setattr(row, word, str(value))


def keep_first_file(session: Session, office: Office, document: Any) -> None:
    """Keep the file of a document as its original, before its pages are changed for the first time."""
    from sqlalchemy import select

    from immdesk.records.evidence import DocumentOrigin

    kept = select(DocumentOrigin.blob).where(DocumentOrigin.document_id == document.id)
    if session.scalars(kept).first() is None:
        file = {"blob": document.blob, "mime": document.mime, "pages": document.pages, "size": document.size}
        keep_origin(session, office, document.id, **file)


def say_origin(office: Office, document_id: str, told: Provenance) -> Changed:
    """Record who gave a document, when and how. Raises Problem for a day that is none."""
    _must_be_day(told.given_on)

    def work(session: Session) -> None:
        values = {"given_by": told.given_by.strip(), "given_on": told.given_on, "how": told.how}
        keep_origin(session, office, document_id, **values)

    return office.change(_("Say where a document came from"), work)[1]


def record_check(office: Office, document_id: str, told: Check) -> Changed:
    """Record that somebody looked at the original or a copy; raises Problem when who or what is not said."""
    if told.seen not in SEEN or not told.seen_by.strip():
        raise Problem(
            _("Say who looked, and at what: the original, a certified copy or a copy."),
            _("Nothing was recorded."),
            _("Fill in both."),
        )
    _must_be_day(told.seen_on)

    def work(session: Session) -> None:
        from immdesk.records.evidence import DocumentCheck

        values = {
            "seen": told.seen,
            "seen_by": told.seen_by.strip(),
            "seen_on": told.seen_on or office.today().isoformat(),
            "mrz": told.mrz or None,
            "differences": told.differences or None,
            "note": told.note.strip() or None,
        }
        at = office.now().isoformat()
        session.add(DocumentCheck(document_id=document_id, by=office.user, at=at, **values))

    return office.change(_("Record a look at a document"), work, message=_("Recorded in the log."))[1]


def original_picture(office: Office, document_id: str, page: int, width: int) -> Drawn:
    """Give one page of the file as it came in; pages count from 0. Raises Problem when there is none."""
    from immdesk.packets.bind import as_pdf
    from immdesk.packets.picture import draw_page

    return draw_page(as_pdf(original_bytes(office, document_id)), page, width)


def original_bytes(office: Office, document_id: str) -> bytes:
    """Give the file of a document as it came in. Raises Problem when the document is still that file."""
    blob = _original(office, document_id)["blob"]
    return office.store.attachments.bytes(blob)


def original_pages(office: Office, document_id: str) -> int:
    """Give how many pages the file had when it came in."""
    return int(_original(office, document_id)["pages"] or 0)


def gone() -> Problem:
    """Give the words for a document that is no longer there."""
    return Problem(
        _("This document is no longer in the case."), _("Nothing was changed."), _("Look at the case again.")
    )


def _original(office: Office, document_id: str) -> dict[str, Any]:
    rows = office.rows(
        "SELECT blob, pages FROM document_origin WHERE document_id = ? AND blob <> ''", [document_id]
    )
    if not rows:
        raise Problem(_("The document is as it came in."), _("No other original is kept."), "")
    return rows[0]


def _must_be_day(text: str) -> None:
    if text and iso_day(text) is None:
        raise Problem(
            _("“{text}” is not a day.").format(text=text),
            _("Nothing was recorded."),
            _("Type the day again."),
        )


def _step_line(office: Office, row: dict[str, Any]) -> LogLine:
    words = state_title(row["state"])
    if row["reason"]:
        words = f"{words}: {row['reason']}"
    return LogLine(_day(office, row["at"]), words, row["by"] or "", row["state"] == "wrong")


def _check_line(office: Office, row: dict[str, Any]) -> LogLine:
    day = iso_day(row["seen_on"] or "")
    seen = _("{what} seen by {name} on {day}").format(
        what=seen_title(row["seen"]), name=row["seen_by"], day=on_screen(day) if day else "?"
    )
    differs = _("differs from the record: {words}").format(words=row["differences"])
    parts = [seen, row["mrz"], differs if row["differences"] else "", row["note"]]
    words = " · ".join(part for part in parts if part)
    return LogLine(_day(office, row["at"]), words, row["by"] or "", bool(row["differences"]))


def _since(office: Office, row: dict[str, Any]) -> str:
    line = _step_line(office, row)
    return ", ".join(part for part in (line.words, line.day, line.who) if part)


def _origin_line(office: Office, row: dict[str, Any]) -> LogLine:
    day = iso_day(row["given_on"] or "")
    by = _("given by {name}").format(name=row["given_by"]) if row["given_by"] else ""
    parts = [by, how_title(row["how"] or ""), on_screen(day) if day else ""]
    return LogLine(_day(office, row["at"]), " · ".join(filter(None, parts)), row["by"] or "")


def _day(office: Office, at: str) -> str:
    from immdesk.office.packets import day_shown  # that file reads a good deal more

    return day_shown(office, at)


def day_of(office: Office, text: str) -> str:
    """Give a typed day as it is kept (ISO); what is no day stays as it was typed, and is refused later."""
    from immdesk.basics.values import read_value, value_to_text

    read = read_value("date", text, today=office.today())
    return value_to_text(read.value) or text.strip() if read.level != "bad" else text.strip()
