"""What came from outside laid beside what the office has: their answer, our value, and whether to take it.

One shape for everything that comes in: a questionnaire, people and cases of another office, a laptop's case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["new", "differs", "emptied", "row", "whole", "same", "unreadable", "gone", "copies"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line. `take` is what is offered: yes for what the office does not know yet, never to overwrite.

    `group` is the same for lines of which at most one can be taken (copies that disagree).
    """

    id: str
    heading: str
    label: str
    theirs: str
    ours: str
    state: State
    message: str = ""
    take: bool = False
    group: str = ""

    @property
    def can_take(self) -> bool:
        """Whether it can be taken at all."""
        return self.state not in ("same", "unreadable", "gone")

    @property
    def level(self) -> Literal["", "ok", "warn", "bad"]:
        """Give its mark: what cannot be read is bad, what needs a look is amber."""
        if self.state == "unreadable":
            return "bad"
        if self.state in ("differs", "emptied", "copies", "gone") or self.message:
            return "warn"
        return "ok" if self.can_take else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that came in at once: what it is, what to know before looking, and its lines in order."""

    title: str
    about: str
    notes: tuple[str, ...]
    lines: tuple[Compared, ...]

    def offered(self) -> frozenset[str]:
        """Give the ids of what is offered to be taken."""
        return frozenset(line.id for line in self.lines if line.take)
