"""The list of the open cases that a change of the law concerns, on paper, with what to do."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets.pages import Together, draw, flow
from immdesk.packets.pages_text import HEAD, INDENTED, NAME, SMALL, TEXT, para


@dataclass(frozen=True, slots=True)
class ImpactGroup:
    """One change: what it is, what to do, and a line for each case."""

    title: str
    do: str
    lines: tuple[str, ...]


def impact_page(
    printed: str,
    changes: tuple[str, ...],
    groups: tuple[ImpactGroup, ...],
    title: str = "",
    mark: str = "[  ]",
) -> bytes:
    """Give the list as a PDF, each page numbered; `title` and `mark` for another list of the same look."""
    title = title or _("What changed, and the open cases that it concerns")
    items: list[Flowable] = [para(title, HEAD, strong=True), para(printed, SMALL), Spacer(1, 10)]
    for one in groups:
        head = [para(one.title, NAME, strong=True), para(one.do, TEXT), Spacer(1, 3)]
        first, *rest = [para(f"{mark}  {line}", INDENTED) for line in one.lines]
        items += [Together([*head, first]), *rest, Spacer(1, 12)]
    if not groups:
        items.append(para(_("No open case is concerned."), TEXT))
    if changes:
        items += [Spacer(1, 6), para(_("Everything that changed"), NAME, strong=True)]
        items += [para(f"•  {one}", SMALL) for one in changes]
    return draw(flow(items), title, title)[0]
