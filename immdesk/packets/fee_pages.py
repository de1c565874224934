"""The fee sheet on paper: each filing with its lines, reasons and total, and how one may pay."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets.pages import Leaf, Together, flow
from immdesk.packets.pages_text import HEAD, INDENTED, NAME, SMALL, TEXT, para
from immdesk.packets.parts import FeesPart, PaidFiling


def fee_leaves(part: FeesPart) -> list[Leaf]:
    """Give the pages of the fee sheet; it stays in the office."""
    items: list[Flowable] = [para(part.title, HEAD, strong=True), Spacer(1, 4)]
    items += [para(_("For the office only: take this sheet out before mailing."), SMALL), Spacer(1, 12)]
    for one in part.filings:
        items += _filing(one)
    total, *rest = part.ending
    items += [Spacer(1, 4), para(total, NAME, strong=True), Spacer(1, 6)]
    for words in rest:
        items += [para(words, SMALL), Spacer(1, 4)]
    return flow(items)


def _filing(one: PaidFiling) -> list[Flowable]:
    head = para(one.title, TEXT, strong=True)
    lines: list[Flowable] = []
    for place, line in enumerate(one.lines):
        block = [para(f"{line.amount}   {line.title}", TEXT), *(_told(words) for words in line.told)]
        lines += [Together([head, *block] if place == 0 else block), Spacer(1, 5)]
    ending = [para(one.total, TEXT, strong=True), *(para(words, SMALL) for words in one.told)]
    return [*lines, Together(ending), Spacer(1, 14)]


def _told(words: str) -> Flowable:
    return para(words, INDENTED)
