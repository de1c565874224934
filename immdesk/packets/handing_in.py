"""How papers and files reach an agency, as the packs hold it: sheets between exhibits, limits of an upload.

Files of resources/packs/*/handing_in are read into `HandingIn`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from immdesk.basics.strictyaml import Shape


class HandingRule(Shape):
    """One rule, in force from a day to a day, both included.

    `sheets` says how exhibits are told apart on paper. `upload` says how large a file may be
    (`most_mb`, of 1,000,000 bytes) and which `kinds` are taken; another kind is printed to a PDF.
    """

    about: Literal["sheets", "upload"]
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    most_mb: int | None = Field(None, gt=0)
    kinds: tuple[Literal["pdf", "jpeg", "png"], ...] = ()
    text: str
    cite: str
    confidence: Literal["sourced", "general"]
    verified_on: date
    until: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> HandingRule:
        if (self.about == "upload") != bool(self.most_mb and self.kinds):
            raise ValueError("an upload, and nothing else, has most_mb and kinds")
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"the rule ends ({self.to}) before it begins")
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether the rule is in force on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class HandingIn(Shape):
    """The rules of one agency."""

    agency: str
    rules: tuple[HandingRule, ...]

    def texts(self) -> Iterator[str]:
        """Give what a person reads."""
        yield from (one.text for one in self.rules)


def rule_on(agencies: Iterable[HandingIn], about: str, day: date) -> HandingRule | None:
    """Give the rule of a subject that is in force on a day; None when no pack has one."""
    rules = (rule for one in agencies for rule in one.rules if rule.about == about)
    return next((rule for rule in rules if rule.holds_on(day)), None)
