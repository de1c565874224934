"""What a pack says of a binder: its sections, which papers belong in them, and who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from immdesk.basics.strictyaml import Shape

Share = Literal["public", "private"]
Source = Literal["papers", "filed", "letters", "others"]


class Slot(Shape):
    """A section of a binder.

    Papers of the case belong in it by their kind (`kinds`) or by a word of their title (`titles`), unless
    somebody puts others in. `from` says where else they come from: packets as they were filed, letters that
    were signed off, or all papers that no other section took. `share` says whether the half that may be shown
    to anybody who asks holds it. What is `needed` and not there is a gap; `if_any` says when it is needed.
    """

    section: str
    title: str
    share: Share = "private"
    kinds: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    from_: Source = Field("papers", alias="from")
    needed: bool = True
    if_any: str = ""
    note: str = ""
    cite: tuple[str, ...] = ()


class BinderFile(Shape):
    """A binder: for which kinds of cases (none: for all), with its sections in order.

    With `halves` it is bound in two files, and only the sections that may be shown stand in the public one.
    """

    binder: str
    order: int
    title: str
    about: str
    fits: tuple[str, ...] = ()
    halves: bool = False
    sections: tuple[Slot, ...] = Field(min_length=1)
    cite: tuple[str, ...] = ()
    confidence: Literal["sourced", "partly", "general"]

    def texts(self) -> Iterator[str]:
        """Give what people read of it, in English."""
        yield from (self.title, self.about)
        for one in self.sections:
            yield from (one.title, one.if_any, one.note)
