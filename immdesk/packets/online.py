"""What an agency's online system asks, screen by screen, and which of our words is typed where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.official import Format

TypedFormat = Format | Literal["dd_mon_yyyy", "number"]
"""How a value is typed: as on a form, `dd_mon_yyyy` 11-FEB-1990, `number` without signs of thousands."""

Signs = Literal["any", "english", "letters", "digits", "address"]
"""Which signs the system takes: `english` those of an English keyboard, `address` these without a stroke."""

TAKEN: dict[Signs, re.Pattern[str]] = {
    "any": re.compile(r"."),
    "english": re.compile(r"[ -~]"),
    "letters": re.compile(r"[A-Za-z -]"),
    "digits": re.compile(r"[0-9]"),
    "address": re.compile(r"[ -.0-~]"),
}


class SourceFile(Shape):
    """From where the order of the screens is known: who says it, where, and the day on which it was read."""

    what: str
    where: str
    seen_on: date


class VerifiedFile(Shape):
    """Who has walked through the system with this file; `not reviewed` is an honest answer."""

    by: str
    on: date | None = None


class ConfirmationFile(Shape):
    """The number that the system gives at the end, and the word under which the case keeps it."""

    path: str
    label: str


class ItemFile(Shape):
    """One thing to type. Exactly one of from, text, by_hand and each is said.

    `from` is a word of the vocabulary, or several that are typed one after the other; `text` is always the
    same; `by_hand` says why a person does it; `each` repeats `items` for every row of a list, whose words
    they name. `says` gives the system's words for the options of a choice. `max` is the most letters that
    the system takes (0: not known). An item without `only_if`, or whose `only_if` is not known to be no,
    is shown; `optional` items may be left empty while nobody knows the answer.
    """

    label: str
    from_: tuple[str, ...] = Field((), alias="from")
    text: str = ""
    by_hand: str = ""
    each: str = ""
    items: tuple[ItemFile, ...] = ()
    only_if: str = ""
    format: TypedFormat = "text"
    says: dict[str, str] = {}
    max: int = 0
    allowed: Signs = "any"
    optional: bool = False
    note: str = ""

    @field_validator("from_", mode="before")
    @classmethod
    def _one_or_many(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _one_source(self) -> ItemFile:
        if sum(bool(one) for one in (self.from_, self.text, self.by_hand, self.each)) != 1:
            raise ValueError("an item says exactly one of from, text, by_hand, each")
        if bool(self.each) != bool(self.items):
            raise ValueError("each goes with items")
        return self


class ScreenFile(Shape):
    """One screen of the system, in its own order."""

    screen: str
    title: str
    items: tuple[ItemFile, ...] = Field(min_length=1)
    only_if: str = ""
    note: str = ""


class OnlineFile(Shape):
    """An online system: whom one types for, its screens in order, and where its number is kept.

    `for` a person: asked of each person of the case; `for` a case: once.
    """

    system: str
    order: int
    title: str
    agency: str
    for_: Literal["person", "case"] = Field(alias="for")
    when: str = ""
    confirmation: ConfirmationFile | None = None
    sources: tuple[SourceFile, ...] = Field(min_length=1)
    verified: VerifiedFile
    note: str = ""
    screens: tuple[ScreenFile, ...] = Field(min_length=1)

    def texts(self) -> Iterator[str]:
        """Give every text that the office says itself; what the system says stays as it stands there."""
        yield self.note
        if self.confirmation:
            yield self.confirmation.label
        for screen in self.screens:
            yield screen.note
            yield from (text for item in _flat(screen.items) for text in (item.note, item.by_hand))


@dataclass(frozen=True, slots=True)
class ReadyOnline:
    """An online system that was checked against the vocabulary, with its conditions by their text."""

    file: OnlineFile
    conditions: dict[str, Condition]


def compile_online(file: OnlineFile, vocabulary: Vocabulary, at: Source) -> ReadyOnline:
    """Check an online system; raises Problem, with file and line, for a word that nobody knows."""
    conditions: dict[str, Condition] = {}
    if len({screen.screen for screen in file.screens}) < len(file.screens):
        raise at.wrong("two screens have the same id", "screens")
    if file.when:
        conditions[file.when] = _condition(file.when, vocabulary, at, "when")
    if file.confirmation is not None:
        with at.placing("confirmation"):
            vocabulary.check(file.confirmation.path, "")
    for number, screen in enumerate(file.screens):
        place = ("screens", number)
        if screen.only_if:
            conditions[screen.only_if] = _condition(screen.only_if, vocabulary, at, *place)
        _check_items(screen.items, vocabulary, conditions, at, *place, "items")
    return ReadyOnline(file, conditions)


def _check_items(
    items: tuple[ItemFile, ...],
    vocabulary: Vocabulary,
    conditions: dict[str, Condition],
    at: Source,
    *place: str | int,
) -> None:
    labels = [item.label for item in items]
    for number, item in enumerate(items):
        here = (*place, number)
        if labels.count(item.label) > 1:
            raise at.wrong(f"two items are called '{item.label}'", *here)
        if item.only_if:
            conditions[item.only_if] = _condition(item.only_if, vocabulary, at, *here)
        with at.placing(*here):
            for path in item.from_:
                vocabulary.check(path, "")
        if item.each:
            _check_rows(item, vocabulary, at, *here)


def _check_rows(item: ItemFile, vocabulary: Vocabulary, at: Source, *place: str | int) -> None:
    with at.placing(*place):
        vocabulary.check(item.each, "")
    word = vocabulary.word(item.each)
    if word.type != "list":
        raise at.wrong(f"'{item.each}' is no list", *place)
    known = vocabulary.shape(word.of)
    for path in (path for one in item.items for path in one.from_):
        if path not in known:
            raise at.wrong(f"a row of '{item.each}' has no word '{path}'.{did_you_mean(path, known)}", *place)


def _condition(text: str, vocabulary: Vocabulary, at: Source, *place: str | int) -> Condition:
    try:
        return compile_condition(text, vocabulary, where="")
    except Problem as wrong:
        raise at.wrong(wrong.happened.strip(), *place) from None


def _flat(items: tuple[ItemFile, ...]) -> Iterator[ItemFile]:
    for item in items:
        yield item
        yield from _flat(item.items)
