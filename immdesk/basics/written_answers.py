"""The pieces of a condition, written so that each gives yes, no, or what would have to be asked first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.weighing import Answer
from immdesk.basics.written import Writing


class WritingAnswers(Writing):
    """A function of facts in the making, whose pieces weigh yes, no and Unknown as Kleene did."""

    def yes(self, text: str) -> str:
        """Write a fact that must be yes or no: whatever is known and not yes counts as no."""
        value = self.name()
        return f"({value} if type({value} := {text}) is Unknown else {value} is True)"

    def opposite(self, text: str) -> str:
        """Write Kleene's `not` of a yes, a no or an Unknown."""
        value = self.name()
        return f"({value} if type({value} := {text}) is Unknown else not {value})"

    def in_turn(self, texts: list[str], *, decisive: bool) -> str:
        """Write one after the other until one settles it: a no settles `and`, a yes settles `or`."""
        names = [self.name() for _ in texts]
        settled = "".join(
            f"{decisive} if ({name} := {text}) is {decisive} else "
            for name, text in zip(names, texts, strict=True)
        )
        every = " and ".join(f"{name} is {not decisive}" for name in names)
        return f"({settled}{not decisive} if {every} else {self.bind(_asked)}({', '.join(names)}))"

    def is_word(self, text: str, word: str | Nothing, same: bool) -> str:
        """Write whether a fact is a certain word, or none: the comparisons that decide most rules."""
        value = self.name()
        if isinstance(word, Nothing):
            test = f"type({value}) is {'' if same else 'not '}Nothing"
        else:
            test = f"({value} == {self.bind(word)}) is {same}"
        return f"({value} if type({value} := {text}) is Unknown else {test})"

    def one_of(self, text: str, values: tuple[Any, ...], among: bool) -> str:
        """Write whether a fact is one of several values, or none of them."""
        value, several = self.name(), self.bind(tuple(_trimmed(one) for one in values))
        return (
            f"({value} if type({value} := {text}) is Unknown else "
            f"{value} {'in' if among else 'not in'} {several})"
        )

    def compared(self, left: str, right: str, compare: Callable[..., Answer], paths: frozenset[str]) -> str:
        """Write a comparison of two facts, either of which may be unknown."""
        a, b, asked = self.name(), self.name(), self.bind(Unknown(*paths))
        return (
            f"({self.bind(_asked)}({a}, {b}) "
            f"if (type({a} := {left}) is Unknown) | (type({b} := {right}) is Unknown) "
            f"else {self.bind(compare)}({a}, {b}, {asked}))"
        )

    def of_days(
        self, left: str, right: str, sign: str, compare: Callable[..., Answer], paths: frozenset[str]
    ) -> str:
        """Write a comparison that is straight where both are whole days, as most are."""
        a, b, is_a, is_b = (self.name() for _ in range(4))
        asked, compare_ = self.bind(Unknown(*paths)), self.bind(compare)
        return (
            f"({a} {sign} {b} "
            f"if ({is_a} := type({a} := {left})) is ({is_b} := type({b} := {right})) is date "
            f"else {self.bind(_asked)}({a}, {b}) if {is_a} is Unknown or {is_b} is Unknown "
            f"else {compare_}({a}, {b}, {asked}))"
        )


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _asked(*answers: Any) -> Unknown:
    """Give what those answers that are unknown ask for, all together."""
    found: Unknown | None = None
    for one in answers:
        if type(one) is Unknown:
            found = one if found is None else found | one
    assert found is not None
    return found
