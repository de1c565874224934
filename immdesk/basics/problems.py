"""What can go wrong, told to a person: what happened, what it means, what to do."""

from __future__ import annotations


class Problem(Exception):
    """Something a person must know about; the desk goes on.

    `happened` says what happened, `means` what it means for the work, `do` what to do now.
    The texts never hold private facts.
    """

    def __init__(self, happened: str, means: str = "", do: str = "") -> None:
        super().__init__(" ".join(part for part in (happened, means, do) if part))
        self.happened, self.means, self.do = happened, means, do


class Refused(Problem):
    """The world outside said no: a wrong passphrase, a damaged file, a full disk."""


class Bug(Exception):
    """The program broke its own promise; a report without client data is offered."""
