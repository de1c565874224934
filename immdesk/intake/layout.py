"""Which questions are asked now: what each condition says of the facts known so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Unknown
from immdesk.intake.draft import Slot
from immdesk.intake.plan import AskedList, AskedPage, AskedQuestion, first_word
from immdesk.intake.reading import Reading


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question that is asked now, at its place in the draft."""

    key: str
    question: AskedQuestion
    required: bool


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list that is asked now, with the questions of each row."""

    key: str
    asked: AskedList
    required: bool
    rows: tuple[tuple[ShownQuestion, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as it is asked now; not `shown` when its own condition says no or cannot say yet."""

    page: AskedPage
    shown: bool
    items: tuple[ShownQuestion | ShownList, ...]

    def questions(self) -> Iterator[ShownQuestion]:
        """Give every question of the page, those of rows among them."""
        for item in self.items:
            if isinstance(item, ShownQuestion):
                yield item
            else:
                for row in item.rows:
                    yield from row

    def lists(self) -> Iterator[ShownList]:
        """Give the lists of the page."""
        return (item for item in self.items if isinstance(item, ShownList))


def lay_out(reading: Reading, slot: Slot) -> tuple[ShownPage, ...]:
    """Give the pages of a slot with the questions that are asked now."""
    facts = reading.facts(slot)
    return tuple(_page(reading, slot, page, facts) for page in reading.section(slot).pages)


def weigh(when: Condition | None, facts: Facts, asked_here: frozenset[str]) -> tuple[bool, bool]:
    """Say whether something is shown, and whether it may be required.

    A condition that cannot be decided yet hides the question while a question on the same page
    will decide it; otherwise it is shown, and never required.
    """
    if when is None:
        return True, True
    answer = when.weigh(facts)
    if isinstance(answer, Unknown):
        return not any(_here(path, asked_here) for path in answer.paths), False
    return answer, answer


def _here(path: str, asked_here: frozenset[str]) -> bool:
    if "." not in path:  # a word of the same row
        return True
    return not path.startswith("petitioner.") and first_word(path) in asked_here


def _page(reading: Reading, slot: Slot, page: AskedPage, facts: Facts) -> ShownPage:
    shown, may_require = weigh(page.when, facts, frozenset())
    if not shown:
        return ShownPage(page, False, ())
    items: list[ShownQuestion | ShownList] = []
    for item in page.items:
        asks, needs = weigh(item.when, facts, page.asks)
        if not asks:
            continue
        required = item.required and needs and may_require
        if isinstance(item, AskedQuestion):
            items.append(ShownQuestion(f"{slot.id}.{item.name}", item, required))
        else:
            items.append(_list(reading, slot, item, facts, page.asks, required))
    return ShownPage(page, True, tuple(items))


def _list(
    reading: Reading, slot: Slot, asked: AskedList, facts: Facts, asked_here: frozenset[str], required: bool
) -> ShownList:
    key = f"{slot.id}.{asked.name}"
    rows = []
    for place, row in enumerate(reading.rows(slot, asked)):
        rows.append(tuple(_row(f"{key}[{place}]", asked, row, facts, asked_here)))
    return ShownList(key, asked, required, tuple(rows))


def _row(
    key: str, asked: AskedList, row: Mapping[str, Any], facts: Facts, asked_here: frozenset[str]
) -> Iterator[ShownQuestion]:
    scope = _with_row(facts, row)
    for question in asked.questions:
        shown, needs = weigh(question.when, scope(), asked_here)
        if shown:
            word = question.name.rpartition(".")[2]
            yield ShownQuestion(f"{key}.{word}", question, question.required and needs)


def _with_row(facts: Facts, row: Mapping[str, Any]) -> Callable[[], Facts]:
    """Give the facts with the row's own words in scope, made only when a condition needs them."""
    made: list[Facts] = []

    def scope() -> Facts:
        if not made:
            made.append(facts.also(row))
        return made[0]

    return scope
