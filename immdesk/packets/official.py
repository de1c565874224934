"""The map of an official form: for every box of one edition, which of our words stands in it, or why none."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from immdesk.basics.conditions import Condition
from immdesk.basics.strictyaml import Shape

Format = Literal[
    "text",
    "capitals",
    "title",
    "us_date",
    "digits",
    "before_comma",
    "after_comma",
    "letters_digits",
    "phone",
    "area_code",
    "local_phone",
    "month_year",
    "zip5",
    "full_name",
    "digit_1",
    "digit_2",
    "digit_3",
    "initial",
    "soc_major",
    "soc_minor",
]
"""How a value is written. `digits` keeps the digits (with `width`: zeros in front), `letters_digits` also
capital letters; `phone` the ten digits of a U.S. number, `area_code` the first three of them, `local_phone`
the last seven; `month_year` 03/1988; `full_name` given, middle and family name of a
person; `before_comma` and `after_comma` the city and the state of "LAREDO, TX"; `digit_1` to `digit_3` one
digit of a number of three; `us_date` 03/07/1988, or D/S; `initial` the first letter; `soc_major`
and `soc_minor` the two and the four digits of an occupation's code."""

_ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+(?:\.\w+)*)")
_AT = re.compile(r"(\d+)/([^/]*)/([^/]*)")


NotApplicable = Literal["blank", "N/A", "None"]
"""What is written into a box for text whose answer is known to be none, when the map says nothing else."""


class Place(Shape):
    """Where a box stands on paper, as Additional Information asks for it."""

    page: str
    part: str
    item: str


class Box(Shape):
    """What stands in one box. Exactly one of from, line, check_if, choose, text, copy_of, sign,
    dated, leave is said.

    `from` is a path of the vocabulary, or `list[0].word` of a list of this map; with `is` the box is
    ticked when the value is that word. `or_if` names another source (`or_from` or `or_text`) that is
    taken when its condition is yes, `else_from` one for when the first has nothing to say. `only_if`
    leaves the box alone unless its condition is yes. `line` puts several values into one box, each path in
    braces: "{person.birth_city}, {person.birth_country}"; what is not known is asked for and left out with
    its comma. `none` is written when the answer is known to be none
    (or the list ended before this row), `still` only when the row is there and says none (PRESENT: a job
    that has not ended). `optional` boxes are not asked for.
    `sign` and `dated` name the signer; such boxes are never filled. `at` is page/part/item.
    `verify` says that nobody has confirmed yet that this is what the box asks for.
    `choose` is for one box with several ticks (export value: condition): the first that holds is ticked, all
    others are cleared, also those that somebody ticked in the blank, and all are drawn anew.
    `widget` (from 1) is for a box that the agency's file draws in several places: only that place is written,
    the others become a box of their own.
    """

    from_: str = Field("", alias="from")
    line: str = ""
    is_: tuple[str, ...] = Field((), alias="is")
    check_if: str = ""
    choose: dict[str, str] = Field(default_factory=dict)
    text: str = ""
    copy_of: str = ""
    sign: str = ""
    dated: str = ""
    leave: str = ""
    format: Format = "text"
    width: int = 0
    only_if: str = ""
    or_if: str = ""
    or_from: str = ""
    or_text: str = ""
    else_from: str = ""
    none: str = ""
    still: str = ""
    optional: bool = False
    verify: bool = False
    widget: int = 0
    at: str = ""

    @field_validator("is_", mode="before")
    @classmethod
    def _one_or_many(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @field_validator("at")
    @classmethod
    def _three_parts(cls, given: str) -> str:
        if given and not _AT.fullmatch(given):
            raise ValueError("write page/part/item, as 2/2/10.b")
        return given

    @model_validator(mode="after")
    def _one_source(self) -> Box:
        said = [
            self.from_, self.line, self.check_if, self.choose, self.text, self.copy_of, self.sign, self.dated,
            self.leave,
        ]  # fmt: skip
        if sum(bool(one) for one in said) != 1:
            raise ValueError(
                "a box says exactly one of from, line, check_if, choose, text, copy_of, sign, dated, leave"
            )
        if bool(self.or_if) != bool(self.or_from or self.or_text):
            raise ValueError("or_if goes with or_from or or_text")
        return self

    @cached_property
    def place(self) -> Place:
        """Give page, part and item as text; empty texts when the map does not say."""
        found = _AT.fullmatch(self.at)
        return (
            Place(page=found[1], part=found[2], item=found[3]) if found else Place(page="", part="", item="")
        )

    def paths(self) -> tuple[str, ...]:
        """Give every path that the box reads, as the map writes it."""
        named = tuple(re.findall(r"\{([^}]+)\}", self.line))
        return tuple(path for path in (self.from_, self.or_from, self.else_from, *named) if path)

    def row_path(self) -> tuple[str, int, str] | None:
        """Give (list, index, word) when the box shows a row of one of the map's lists."""
        return row_path(self.from_)


class Rows(Shape):
    """A list of rows in the order in which a form prints them.

    `list` is the path of a list; `where` picks rows, `first` puts those for which it holds in front,
    `newest_by` sorts by that day, latest first. A row without a box is written into Additional
    Information as `said` ({word} stands for a value) at `at` (page/part/item). `whole` lists are worked
    out by the office and always complete; all others are asked for until somebody has said "that is all".
    A list without boxes is asked for only when `asked_if` is yes. Rows without a box are told only while
    `said_if`, when there is one, is yes: a supplement that is not filled has nothing to add.
    """

    list: str
    where: str = ""
    first: str = ""
    newest_by: str = ""
    said: str = ""
    at: str = ""
    asked_if: str = ""
    said_if: str = ""
    whole: bool = False


class Explained(Shape):
    """An answer that has no box of its own: when `only_if` is yes it goes to Additional Information."""

    from_: str = Field(alias="from")
    only_if: str
    at: str

    @field_validator("at")
    @classmethod
    def _three_parts(cls, given: str) -> str:
        if not _AT.fullmatch(given):
            raise ValueError("write page/part/item, as 14/9/10")
        return given


class Block(Shape):
    """One group of boxes of the Additional Information page: page, part, item (where it has them), text."""

    page: str = ""
    part: str = ""
    item: str = ""
    text: str

    def boxes(self) -> tuple[str, ...]:
        """Give the names of the boxes that this group has."""
        return tuple(name for name in (self.page, self.part, self.item, self.text) if name)


class FormMap(Shape):
    """The map of one edition of a form. `fits` are the checksums of the box names it was proved against.

    `not_applicable` is what the agency wants in boxes whose answer is known to be none; an office may
    choose otherwise when it fills the form.
    """

    form: str
    edition: str
    title: str
    about: str
    fits: tuple[str, ...]
    lists: dict[str, Rows] = Field(default_factory=dict)
    explained: tuple[Explained, ...] = ()
    additional: tuple[Block, ...] = ()
    not_applicable: NotApplicable = "blank"
    boxes: dict[str, Box]

    @cached_property
    def compiled(self) -> dict[str, Condition]:
        """Hold the conditions that filling has compiled so far, by their text: each is read once."""
        return {}

    @cached_property
    def room(self) -> dict[str, int]:
        """Give how many rows of each list have boxes of their own; lists without any are left out."""
        found: dict[str, int] = {}
        for box in self.boxes.values():
            for at in filter(None, map(row_path, box.paths())):
                found[at[0]] = max(found.get(at[0], 0), at[1] + 1)
        return found

    @cached_property
    def confirmed(self) -> int:
        """Give how many boxes somebody has confirmed; the rest say `verify`."""
        return sum(not box.verify for box in self.boxes.values())

    def additional_boxes(self) -> frozenset[str]:
        """Give the names of all boxes of the Additional Information page."""
        return frozenset(name for block in self.additional for name in block.boxes())


def row_path(path: str) -> tuple[str, int, str] | None:
    """Read `homes[0].street` as (homes, 0, street); None for a plain path."""
    found = _ROW.fullmatch(path)
    return (found[1], int(found[2]), found[3]) if found else None
