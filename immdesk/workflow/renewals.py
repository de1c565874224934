"""What a pack says of things that end: how early an office begins, what it starts, on what authority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field, model_validator

from immdesk.basics.strictyaml import Shape

Ends = Literal["document", "medical", "status", "lca", "labor", "wage", "appearance"]


class RenewalFile(Shape):
    """One kind of thing that ends. Of several that fit the one with the lowest `order` counts.

    `of` says which record it is, `kinds` narrows it to kinds of documents or to statuses, `categories` to
    those of a work permit, `conditional` to green cards that are, or are not, for two years. `start` says in
    words what begins; `intake` names the questionnaire whose case renews it and `form` the form that is
    filed in it, or `why_not` says why no case is opened. `lead_days` is how many days before the end the
    office begins: with `confidence: habit` nobody's law.
    """

    renewal: str
    order: int
    title: str
    of: Ends
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    conditional: bool | None = None
    start: str
    intake: str = ""
    form: str = ""
    why_not: str = ""
    rule: str = ""
    lead_days: int = Field(ge=0, le=730)
    cite: tuple[str, ...] = ()
    confidence: Literal["sourced", "partly", "general", "habit"]
    note: str = ""

    @model_validator(mode="after")
    def _starts_or_says_why(self) -> RenewalFile:
        if bool(self.intake) == bool(self.why_not):
            raise ValueError("say either the intake that renews it or why_not")
        if bool(self.intake) != bool(self.form):
            raise ValueError("an intake goes with the form that is filed")
        if self.confidence != "habit" and not self.cite:
            raise ValueError("what is no habit needs its authority in cite")
        return self

    def texts(self) -> Iterator[str]:
        """Give what people read of it, in English."""
        yield from (self.title, self.start, self.why_not, self.note)


def renewal_of(
    files: Iterable[RenewalFile],
    of: Ends,
    kind: str = "",
    category: str = "",
    conditional: bool | None = None,
) -> RenewalFile | None:
    """Give what is known of a thing that ends, None when no pack knows its kind.

    `files` in their order; `kind` is a kind of document or a status however it is written ("H1B"),
    `category` that of a work permit as `C03B`. A green card of which nobody can tell whether it is
    conditional is taken for one, since that window is the law's.
    """
    for one in files:
        if (
            one.of == of
            and (not one.kinds or _plain(kind) in map(_plain, one.kinds))
            and (not one.categories or category in map(_category, one.categories))
            and (one.conditional is None or conditional is None or one.conditional == conditional)
        ):
            return one
    return None


def in_order(files: Mapping[str, RenewalFile]) -> tuple[RenewalFile, ...]:
    """Give them in the order in which they are looked up."""
    return tuple(sorted(files.values(), key=lambda one: (one.order, one.renewal)))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _category(text: str) -> str:
    digits = "".join(sign for sign in text[1:] if sign.isdigit())
    return f"{text[0]}{int(digits):02d}{text[1:].lstrip('0123456789')}" if digits else text
