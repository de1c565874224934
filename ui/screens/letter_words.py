"""How a letter stands, in words: in the list of its case, and above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.words import _, n_
from ui.forms.lines import ListLine

if TYPE_CHECKING:
    from immdesk.office.letter_desk import LetterDesk
    from immdesk.office.letter_rows import LetterRow


def line_of(row: LetterRow) -> ListLine:
    """Give the line of a letter in the list of its case."""
    version = _("version {n}").format(n=row.newest.number)
    state = _("signed off") if row.signed else _("draft")
    badge, level = ("✓", "good") if row.signed else ("", "")
    marks = [_("work product")] if row.work_product else []
    below = " · ".join((*marks, version, state))
    return ListLine(row.id, row.title, below, badge=badge, level=level)


def state_words(desk: LetterDesk, *, changed: bool) -> tuple[str, str]:
    """Say how the letter stands, and how grave that is."""
    if changed:
        return _("Not saved yet. Ctrl+S keeps it as a new version."), "warn"
    newest = desk.row.newest
    if newest.signed_by and not desk.sound:
        return _("This signed-off version is not what was signed: restore a backup, or sign anew."), "bad"
    if newest.signed_by:
        return _("Signed off by {name}. A change makes a new version.").format(name=newest.signed_by), "good"
    waiting = len(desk.questions) + len(desk.left) + len(desk.open_exhibits)
    if waiting:
        return n_("Draft; {n} thing is still open.", "Draft; {n} things are still open.", waiting), "warn"
    return _("Draft; an attorney reviews it and signs it off."), ""
