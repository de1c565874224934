"""Questions as they stand on paper: what is asked of whom, in two languages, and what is known already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Both = tuple[str, str]
"""A text in the client's language and in English; the first is "" where nobody has translated it."""

Room = Literal["yes_no", "one_of", "several", "short", "line", "lines"]
"""What an answer needs: two circles, a choice, several boxes, a short box, a line, or several lines."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NONE_BOX, WHOLE_BOX, IS_BOX = "none", "whole", "is"
"""Parts of the names of boxes that say "there is none", "that is all", and one of several."""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When a question is asked: when another, by its number, is answered with one of these.

    `number` is "" where something decides that stands on no paper: "if it applies to you".
    """

    number: str = ""
    answers: tuple[Both, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """What an answer leads on to: the answers, and the numbers of the questions that they open."""

    answers: tuple[Both, ...]
    numbers: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question. `key` names its box: "p1-family_name", "p1-addresses-n0-city"; no private fact in it.

    `value` is the kept text that a box holds, `known` the same for a reader; `none` offers "there is none".
    """

    key: str
    number: str
    label: Both
    help: Both
    room: Room
    type: str
    options: tuple[tuple[str, Both], ...] = ()
    value: str = ""
    known: str = ""
    none: Both = ("", "")
    is_none: bool = False
    most: int = 0
    by_hand: bool = False
    only_if: tuple[OnlyIf, ...] = ()
    opens: tuple[Opening, ...] = ()

    @property
    def in_box(self) -> str:
        """Give what stands in its box: numbers in groups, days as the cover asks for them."""
        if self.type in ("date", "stay_until") and _DAY.fullmatch(self.value):
            year, month, day = self.value.split("-")
            return f"{month}/{day}/{year}"
        return self.known if self.known and self.type in ("phone", "ssn") else self.value

    def boxes(self) -> dict[str, str]:
        """Give by name what stands in each of its boxes; a mark that is set is "Yes"."""
        found = {self.key: self.in_box}
        if self.room == "several":
            chosen = self.value.split(",")
            found = {
                f"{self.key}-{IS_BOX}-{value}": "Yes" if value in chosen else ""
                for value, _label in self.options
            }
        if self.none[1]:
            found[f"{self.key}-{NONE_BOX}"] = "Yes" if self.is_none else ""
        return found


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a list: one that is known, or an empty one for the client."""

    key: str
    title: Both
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """A list with its rows, and the box that says that the list is whole; `gaps` are months not covered."""

    key: str
    number: str
    label: Both
    help: Both
    rows: tuple[PaperRow, ...]
    whole: Both
    is_whole: bool = False
    gaps: tuple[str, ...] = ()
    only_if: tuple[OnlyIf, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Questions under one heading."""

    title: Both
    help: Both
    items: tuple[PaperQuestion | PaperList, ...]
    only_if: tuple[OnlyIf, ...] = ()

    def questions(self) -> Iterator[PaperQuestion]:
        """Give every question, those of rows among them."""
        for item in self.items:
            if isinstance(item, PaperQuestion):
                yield item
            else:
                yield from (one for row in item.rows for one in row.questions)


@dataclass(frozen=True, slots=True)
class PaperPart:
    """The questions about one person, the employer or the job; `code` is "p1"."""

    code: str
    title: Both
    name: str
    pages: tuple[PaperPage, ...]

    def questions(self) -> Iterator[PaperQuestion]:
        """Give every question of the part."""
        return (one for page in self.pages for one in page.questions())

    def lists(self) -> Iterator[PaperList]:
        """Give every list of the part."""
        return (one for page in self.pages for one in page.items if isinstance(one, PaperList))

    def boxes(self) -> dict[str, str]:
        """Give by name what stands in each box of the part."""
        found = {name: text for one in self.questions() for name, text in one.boxes().items()}
        return found | {f"{one.key}-{WHOLE_BOX}": "Yes" if one.is_whole else "" for one in self.lists()}
