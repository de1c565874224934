"""Copies for a client: chosen papers as one PDF, encrypted on choice, and the register of what left."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.reading_dates import read_date
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.documents import documents_of
from immdesk.office.letter_rows import letters_of
from immdesk.office.rows import Changed
from immdesk.office.work_product import may_leave

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.binder import Binder, Bound
    from immdesk.packets.parts import Evidence

What = Literal["pack", "binder", "export"]
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_GROUP, _SHORTEST = 5, 5, 12
_KINDS: Final = {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a case that may be copied: a document, or a letter that was signed off.

    `id` is "document:…" or "letter:…"; `why_not` says why it may not go to a client, "" when it may.
    """

    id: str
    title: str
    who: str
    kind: str
    pages: int
    blob: str
    mime: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class HandedTo:
    """To whom something is handed over, how (a word of `ways`) and on which day, as typed."""

    to_whom: str
    how: str
    day: str


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A line of the register of what was handed over."""

    id: str
    title: str
    papers: tuple[str, ...]
    to_whom: str
    how: str
    on: str
    by: str
    pages: int
    sealed: bool
    sha256: str


def ways() -> dict[str, str]:
    """Give how copies are handed over."""
    return {
        "hand": _("by hand"),
        "mail": _("by mail"),
        "courier": _("by courier"),
        "email": _("by e-mail"),
        "upload": _("through a portal"),
    }


def papers_of(office: Office, case_id: str) -> tuple[Paper, ...]:
    """Give the papers of a case that can be copied, in exhibit order, then its letters."""
    found = [_of_document(office, row) for row in documents_of(office, case_id)]
    for letter in letters_of(office, case_id):
        why = may_leave(office, "letter", letter.id)[1]
        found.append(Paper(f"letter:{letter.id}", letter.title, "", "letter", 0, "", "application/pdf", why))
    return tuple(found)


def new_passphrase() -> str:
    """Give a passphrase that nobody guesses (about 123 bits): shown once, kept nowhere."""
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(_IN_GROUP)) for _group in range(_GROUPS))
    return "-".join(groups)


def client_pack(
    office: Office,
    case_id: str,
    ids: Sequence[str],
    to: HandedTo,
    out: Path,
    progress: Progress,
    cancelled: Cancelled,
    *,
    passphrase: str = "",
) -> tuple[Bound, Changed]:
    """Write chosen papers as one PDF with its list, and enter the hand-over into the register.

    Raises Problem when nothing is chosen, when a paper may not go to a client (attorney work product, an
    unsigned letter, no scan) or the words do not fit, Refused and Stopped as the binding does; then neither
    a file nor a line is left. The passphrase encrypts the file and is kept nowhere.
    """
    from immdesk.packets.binder import Binder, Section

    known = {one.id: one for one in papers_of(office, case_id)}
    chosen = [known[one] for one in ids if one in known]
    if not chosen:
        raise Problem(
            _("No paper is chosen."), _("Nothing was written."), _("Mark the papers that the client gets.")
        )
    for one in chosen:
        if one.why_not:
            said = _("{title} may not be handed over: {why}").format(title=one.title, why=one.why_not)
            raise Problem(said, _("Nothing was written."), _("Take its mark out, or settle that first."))
    day = checked(office, to, passphrase)
    title = _("Copies from case {number}").format(number=number_of(office, case_id))
    papers = tuple(evidence_of(office, one) for one in chosen)
    binder = Binder(title, _cover(office, to, day), (Section(_("Copies"), papers),), title)
    return bind_and_enter(office, case_id, "pack", binder, to, day, out, progress, cancelled, passphrase)


def bind_and_enter(
    office: Office,
    case_id: str,
    what: What,
    binder: Binder,
    to: HandedTo,
    day: date,
    out: Path,
    progress: Progress,
    cancelled: Cancelled,
    passphrase: str = "",
) -> tuple[Bound, Changed]:
    """Bind and write, then enter into the register what left; without a recipient nothing is entered."""
    from immdesk.packets.binder import bind_papers

    made = bind_papers(binder, out, progress, cancelled, passphrase)
    words = n_("{n} page is on disk.", "{n} pages are on disk.", made.pages)
    if not to.to_whom.strip():
        return made, Changed(message=words)
    titles = [one.title for part in binder.sections for one in part.papers]
    entered = _entry(office, case_id, what, binder.title, titles, to, day)
    entered |= {"sealed": "yes" if passphrase else "no", "pages": str(made.pages), "sha256": made.sha256}
    return made, enter(office, entered, words)


def enter(office: Office, values: dict[str, str], message: str) -> Changed:
    """Enter a hand-over into the register."""

    def work(session: Session) -> None:
        from immdesk.records.hand_overs import HandOver

        session.add(HandOver(**values))

    return office.change(_("Record that copies were handed over"), work, message=message)[1]


def hand_overs(office: Office, case_id: str) -> tuple[HandOverRow, ...]:
    """Give what was handed over of a case, the latest first."""
    rows = office.rows("SELECT * FROM hand_over WHERE case_id = ? ORDER BY on_day DESC, at DESC", [case_id])
    words = ways()
    return tuple(
        HandOverRow(
            row["id"],
            row["title"],
            tuple(json.loads(row["told"])),
            row["to_whom"],
            words.get(row["how"], row["how"]),
            row["on_day"],
            row["by"] or "",
            int(row["pages"] or 0),
            row["sealed"] == "yes",
            row["sha256"] or "",
        )
        for row in rows
    )


def checked(office: Office, to: HandedTo, passphrase: str = "") -> date:
    """Give the day of a hand-over. Raises Problem when it is none, lies ahead, or other words do not fit."""
    if not to.to_whom.strip():
        raise Problem(_("Nobody is named who gets the copies."), _("Nothing was written."), _("Type a name."))
    if to.how not in ways():
        raise Problem(_("Say how the copies are handed over."), _("Nothing was written."), "")
    if passphrase and len(passphrase) < _SHORTEST:
        raise Problem(
            _("The passphrase is too short."),
            _("Nothing was written."),
            _("Use the one that is offered, or type at least {n} letters.").format(n=_SHORTEST),
        )
    day = read_date(to.day, today=office.today(), partial=False).value if to.day.strip() else office.today()
    if not isinstance(day, date) or day > office.today():
        raise Problem(
            _("“{typed}” is no day on which copies were handed over.").format(typed=to.day),
            _("Nothing was written."),
            _("Type today's day or an earlier one."),
        )
    return day


def evidence_of(office: Office, paper: Paper) -> Evidence:
    """Give a paper as the binder opens it: read from the encrypted attachments, never from a clear file."""
    from immdesk.packets.parts import Evidence

    if paper.id.startswith("letter:"):
        return Evidence(paper.title, partial(_letter, office, paper.id.removeprefix("letter:")), "pdf")
    kind: Any = _KINDS.get(paper.mime, "")
    title = f"{paper.title} – {paper.who}" if paper.who else paper.title
    return Evidence(title, partial(office.store.attachments.open, paper.blob), kind)


def number_of(office: Office, case_id: str) -> str:
    """Give the number of a case."""
    return str(office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"])


def _cover(office: Office, to: HandedTo, day: date) -> tuple[str, ...]:
    from immdesk.office.our_office import office_words

    given = _("Handed to {name} on {day}, {how}.").format(
        name=to.to_whom.strip(), day=on_screen(day), how=ways()[to.how]
    )
    return tuple(filter(None, (office_words(office)["name"], given)))


def _entry(
    office: Office, case_id: str, what: What, title: str, titles: Iterable[str], to: HandedTo, day: date
) -> dict[str, str]:
    return {
        "case_id": case_id,
        "what": what,
        "title": title,
        "told": json.dumps(list(titles), ensure_ascii=False),
        "to_whom": to.to_whom.strip(),
        "how": to.how,
        "on_day": day.isoformat(),
        "by": office.user,
        "at": office.now().isoformat(),
    }


def _of_document(office: Office, row: Any) -> Paper:
    why = "" if row["blob"] else _("No scan yet.")
    return Paper(
        f"document:{row['id']}",
        row["title"] or row["kind"],
        short_name(row) if row["family_name"] or row["given_name"] else "",
        row["kind"],
        row["pages"] or 0,
        row["blob"] or "",
        row["mime"] or "",
        why or may_leave(office, "document", row["id"])[1],
    )


def _letter(office: Office, letter_id: str) -> BinaryIO:
    from immdesk.office.letter_print import letter_pdf

    return BytesIO(letter_pdf(office, letter_id))
