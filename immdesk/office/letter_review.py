"""Looking a letter over: what changed between versions, remarks, and the attorney's sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.firm import must_be_attorney
from immdesk.office.letter_rows import letter_row, seal_of, version_text
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

Act = Literal["same", "added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of two versions side by side; "" where one of them has none."""

    before: str
    after: str
    act: Act


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A remark on a letter: about which words, of which version, by whom, and who took care of it."""

    id: str
    about: str
    text: str
    by: str
    at: str
    number: int
    done_by: str


def compare(office: Office, older_id: str, newer_id: str) -> tuple[ComparedLine, ...]:
    """Give two versions of a letter line by line, side by side."""
    from immdesk.packets.letter_text import plain

    before, after = (
        [plain(line) for line in version_text(office, one)[0].split("\n") if line.strip()]
        for one in (older_id, newer_id)
    )
    return tuple(_compared(before, after))


def sign_off(office: Office, letter_id: str, staff_id: str) -> Changed:
    """Record that a named attorney signs the newest version off: from now on it is frozen.

    Raises Problem when the person is no attorney of the office, or something in it is still open.
    """
    from immdesk.packets.letter_text import left_to_write, open_fields, read

    must_be_attorney(office, staff_id)
    row = letter_row(office, letter_id)
    text, _kept = version_text(office, row.newest.id)
    sheet = read(text)
    waiting = [*open_fields(sheet), *left_to_write(sheet)]
    if waiting:
        raise Problem(
            n_(
                "{n} thing in this letter is still open.",
                "{n} things in this letter are still open.",
                len(waiting),
            ),
            _("It was not signed off: {what}.").format(what="; ".join(waiting[:6])),
            _("Answer or write what is open, save, and sign off then."),
        )
    if row.signed:
        raise Problem(
            _("This version is signed off already."), _("Nothing was changed."), _("Change it to sign again.")
        )
    at, version_id = office.now().isoformat(), row.newest.id

    def work(session: Session) -> None:
        from immdesk.records.letters import LetterVersion

        version = session.get_one(LetterVersion, version_id)
        version.signed_by, version.signed_at, version.seal = staff_id, at, seal_of(text)

    message = _("Version {n} is signed off.").format(n=row.newest.number)
    return office.change(_("Sign off a letter"), work, message=message)[1]


def sound(office: Office, version_id: str) -> bool:
    """Say whether a signed-off version still is what was signed."""
    rows = office.rows("SELECT text, seal FROM letter_version WHERE id = ?", [version_id])
    return bool(rows) and (not rows[0]["seal"] or rows[0]["seal"] == seal_of(rows[0]["text"]))


def comments(office: Office, letter_id: str) -> tuple[CommentRow, ...]:
    """Give the remarks on a letter, the open ones first, then the newest."""
    rows = office.rows(
        "SELECT c.*, v.number FROM letter_comment c JOIN letter_version v ON v.id = c.version_id "
        "WHERE c.letter_id = ? ORDER BY c.done_at IS NOT NULL, c.at DESC, c.rowid DESC",
        [letter_id],
    )
    return tuple(
        CommentRow(
            row["id"],
            row["about"] or "",
            row["text"],
            row["by"] or "",
            row["at"] or "",
            int(row["number"]),
            row["done_by"] or "",
        )
        for row in rows
    )


def remark(office: Office, letter_id: str, text: str, about: str = "") -> Changed:
    """Keep a remark on the newest version; `about` are the words that it is about."""
    row = letter_row(office, letter_id)
    if not text.strip():
        raise Problem(_("The remark is empty."), _("Nothing was kept."), _("Say what is to be changed."))
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.letters import LetterComment

        session.add(
            LetterComment(
                case_id=row.case_id,
                letter_id=letter_id,
                version_id=row.newest.id,
                about=" ".join(about.split())[:200] or None,
                text=text.strip(),
                by=office.user,
                at=at,
            )
        )

    return office.change(_("Remark on a letter"), work, message=_("The remark is kept."))[1]


def settle(office: Office, comment_id: str) -> Changed:
    """Say that a remark was taken care of."""
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.letters import LetterComment

        found = session.get_one(LetterComment, comment_id)
        found.done_by, found.done_at = office.user, at

    return office.change(_("Settle a remark on a letter"), work, message=_("The remark is settled."))[1]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterable[ComparedLine]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            yield from (ComparedLine(line, line, "same") for line in before[a:b])
            continue
        for place in range(max(b - a, d - c)):
            old = before[a + place] if a + place < b else ""
            new = after[c + place] if c + place < d else ""
            yield ComparedLine(old, new, "changed" if old and new else "added" if new else "gone")
