"""What can be wrong with a shared folder, and how it is told to a person."""

from __future__ import annotations

import errno
from typing import Literal

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _

Kind = Literal[
    "well", "away", "full", "read_only", "newer", "gap", "two_histories", "damaged", "other", "moved",
    "older", "rolled_back", "refused", "left", "new_key",
]  # fmt: skip
"""Said of a server only: older, rolled_back, and refused, which is told in the server's own words.

left: the way in was taken away; new_key: the office took a key that asks for the passphrase once."""


class Away(Exception):
    """The share cannot be reached now; whatever was tried there certainly did not happen."""


class Unknown(Away):
    """The share broke off in the middle: what was tried there may have happened or not."""


class Trouble(Exception):
    """The log cannot be followed beyond a number; everything up to the number before it is good."""

    def __init__(self, kind: Kind, seq: int) -> None:
        super().__init__(f"{kind} at {seq}")
        self.kind, self.seq = kind, seq


class Behind(Exception):
    """What follows was folded into a snapshot long ago: this desk takes the snapshot."""


class RolledBack(Exception):
    """The share's head is older than what this desk has seen there: its server was restored."""


FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


def refused_or_away(error: OSError) -> Exception:
    """Give what a failure to write something new on the share means: nothing became visible."""
    if error.errno not in (*FULL, *CLOSED):
        return Away()
    problem = told("full" if error.errno in FULL else "read_only")
    means = _("Nothing was kept of this change; everything before it is safe.")
    return Refused(problem.happened, means, problem.do)


def told(kind: Kind, seq: int = 0, day: str = "") -> Refused:
    """Give what to say of the share, and what to do; `day` is the day of a new key, in words."""
    kept = _("You can go on working: what you do is kept on this computer and sent later.")
    said = {**_of_the_folder(kept), **_of_the_office(), **_of_the_log()}
    happened, means, do = said[kind]
    return Refused(happened.format(n=seq, day=day), means.format(kept=kept), do.format(file=f"{seq:012d}.op"))


Said = dict[str, tuple[str, str, str]]


def _of_the_folder(kept: str) -> Said:
    return {
        "away": (
            _("The shared folder cannot be reached."),
            kept,
            _("Check the network, or ask whoever looks after the server."),
        ),
        "full": (
            _("The shared folder is full."),
            kept,
            _("Ask whoever looks after the server for more space there."),
        ),
        "read_only": (
            _("The shared folder cannot be written."),
            kept,
            _("Ask whoever looks after the server for the right to write."),
        ),
    }


def _of_the_office() -> Said:
    return {
        "newer": (
            _("A colleague works with a newer ImmDesk."),
            _("This desk shows the office as it was before, and changes nothing."),
            _("Update ImmDesk on this computer."),
        ),
        "moved": (
            _("The office has moved to another place."),
            _("This desk shows it as it was when it moved, and changes nothing here any more."),
            _("Follow it on the page of the shared office."),
        ),
        "left": (
            _("Your way in was taken away on {day}."),
            _("What you see is a copy of that day; nothing that you change here reaches the office."),
            _("Ask an administrator of the office if this is a mistake."),
        ),
        "new_key": (
            _("The office took a new key on {day}."),
            _("This computer opened the office without your passphrase, and the key is sealed to it. {kept}"),
            _("Lock the office and type your passphrase: that is all."),
        ),
    }


def _of_the_log() -> Said:
    restored = _("Have the file “{file}” in the folder “log” restored from the server's backup.")
    return {
        "gap": (
            _("On the shared folder change number {n} is missing, and later ones are there."),
            _("This desk stopped at the change before it; nothing was lost here. {kept}"),
            restored,
        ),
        "two_histories": (
            _("The shared folder tells another history than this desk from number {n} on."),
            _("It was restored from a backup, or copied and used twice. Nothing was overwritten. {kept}"),
            _("Let all desks stay as they are, and ask which of the two folders is the right one."),
        ),
        "damaged": (
            _("Change number {n} on the shared folder is damaged."),
            _("This desk stopped at the last good change; nothing was lost here. {kept}"),
            restored,
        ),
        "other": (
            _("This folder holds another office, or none."),
            _("The network drive may point elsewhere, or is not connected. {kept}"),
            _("Connect the drive as it was, then wait a few seconds."),
        ),
    }


def not_now(problem: Problem) -> Refused:
    """Give a problem of the share as a reason why something that needs the share cannot be done now."""
    return Refused(problem.happened, _("Nothing was changed."), problem.do)
