"""Prints a questionnaire: a cover, and the questions of each person, to be filled on a computer or by pen."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.paper_questions import PaperList, PaperPage, PaperPart, PaperQuestion
from immdesk.packets import typeset
from immdesk.packets.fonts import register
from immdesk.packets.question_boxes import Boxes, Placed
from immdesk.packets.question_frame import Frame
from immdesk.packets.question_pieces import Block, Hand, Writing

PAPER = (612.0, 792.0)
MARGIN, FOOT = 54.0, 46.0
WIDTH = PAPER[0] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Going:
    """A questionnaire that goes out: its words, code and parts. `back_to` is the office's address."""

    frame: Frame
    english: Frame
    code: str
    title: tuple[str, str]
    office: str
    back_to: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF, how many pages and questions it has, and where each box stands."""

    pdf: bytes
    pages: int
    questions: int
    boxes: tuple[Placed, ...]


def print_questionnaire(going: Going) -> Printed:
    """Print it. Every letter is embedded; the code stands on each page, no name in the names of boxes."""
    register()
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=PAPER, pageCompression=1, lang=going.frame.language)
    canvas.setTitle(going.frame.say("title"))
    canvas.setKeywords(going.code)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if going.frame.direction == "rtl":
        canvas.setViewerPreference("Direction", "R2L")
    boxes = Boxes(canvas)
    hand = Hand(canvas, boxes, MARGIN, WIDTH, going.frame.direction == "rtl", going.paper)
    pages = [page for blocks in _chapters(going, hand) for page in _laid_out(blocks)]
    for number, page in enumerate(pages, 1):
        if number == 1 and not going.paper:
            boxes.code(going.code)
        top = PAPER[1] - MARGIN
        for block in page:
            block.draw(hand, top)
            top -= block.high
        _foot(going, hand, number, len(pages))
        canvas.showPage()
    canvas.save()
    questions = sum(1 for part in going.parts for _one in part.questions())
    return Printed(_with_tab_order(out.getvalue()), len(pages), questions, tuple(boxes.placed))


def _chapters(going: Going, hand: Hand) -> Iterator[list[Block]]:
    """Give what begins on a page of its own: the cover, then each part."""
    writing = Writing(going.frame, going.english, hand)
    yield list(_cover(going, writing))
    for part in going.parts:
        yield list(_part(part, writing))


def _cover(going: Going, writing: Writing) -> Iterator[Block]:
    frame = going.frame
    yield writing.both((frame.say("title"), going.english.say("title")), 21, after=2)
    yield writing.both(going.title, 14, after=14)
    names = ", ".join(part.name for part in going.parts if part.name)
    if names:
        yield writing.both(writing.said("for", name=names), 11)
    yield writing.both(writing.said("from", office=going.office), 11, after=16)
    if len(going.parts) > 1:
        yield writing.both(writing.said("parts"), 11)
        for part in going.parts:
            told = part.title[0] or part.title[1]
            yield writing.line(
                f"•  {frame.say('part', part=told, name=part.name)}" if part.name else f"•  {told}"
            )
        yield writing.space(12)
    yield writing.both(writing.said("how_title"), 14, after=4)
    for name in _how(going):
        yield writing.both(writing.said(name), 11, bullet=True, after=4)
    yield writing.space(12)
    if going.back_to:
        yield writing.both(writing.said("return_to"), 11)
        yield from (writing.line(line) for line in going.back_to)


def _how(going: Going) -> list[str]:
    names = ["how_pen" if going.paper else "how_type", "how_known", "how_unknown", "how_dates", "how_names"]
    if not going.frame.typed and not going.paper:
        names.append("how_script")
    return [*names, "how_more", "how_ask", "not_a_form"]


def _part(part: PaperPart, writing: Writing) -> Iterator[Block]:
    title = tuple(f"{one}: {part.name}" if one and part.name else one for one in part.title)
    yield writing.both((title[0], title[1]), 16, after=8)
    for page in part.pages:
        yield from _page(page, writing)


def _page(page: PaperPage, writing: Writing) -> Iterator[Block]:
    head = [writing.space(8), writing.both(page.title, 13, rule=True)]
    if page.help[1]:
        head.append(writing.both(page.help, 9.5))
    head += [writing.hint(one) for one in page.only_if] + [writing.space(4)]
    blocks = list(_items(page, writing))
    yield writing.together([*head, *blocks[:1]])
    yield from blocks[1:]


def _items(page: PaperPage, writing: Writing) -> Iterator[Block]:
    for is_list, items in groupby(page.items, key=lambda item: isinstance(item, PaperList)):
        if is_list:
            for item in items:
                yield from _list(item, writing) if isinstance(item, PaperList) else ()
        else:
            yield from writing.questions([item for item in items if isinstance(item, PaperQuestion)])


def _list(item: PaperList, writing: Writing) -> Iterator[Block]:
    head = [writing.numbered(item.number, item.label, item.only_if)]
    if item.gaps:
        head.append(writing.both(writing.said("gaps", gaps=", ".join(item.gaps)), 9.5, indent=True))
    for row in item.rows:
        title = writing.both(row.title, 10.5, indent=True, strong=True)
        questions = list(writing.questions(row.questions))
        yield writing.together([*head, title, *questions[:1]])
        yield from questions[1:]
        yield writing.space(4)
        head = []
    yield writing.together([*head, writing.whole(item)])


def _laid_out(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Put blocks on pages; none is cut in two."""
    room = PAPER[1] - MARGIN - FOOT - 8
    page: list[Block] = []
    left = room
    for block in blocks:
        if page and block.high > left:
            yield page
            page, left = [], room
        page.append(block)
        left -= block.high
    if page:
        yield page


def _foot(going: Going, hand: Hand, number: int, pages: int) -> None:
    """Print the code and the number of the page, in Latin letters for whoever finds the page."""
    canvas, english = hand.canvas, going.english
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, FOOT, PAPER[0] - MARGIN, FOOT)
    typeset.draw(canvas, MARGIN, FOOT - 13, english.say("code", code=going.code), 8.5)
    place = english.say("page", number=str(number), pages=str(pages))
    typeset.draw(canvas, 0, FOOT - 13, place, 8.5, right=PAPER[0] - MARGIN)


def _with_tab_order(pdf: bytes) -> bytes:
    """Let Tab go from box to box row by row, and pack the file small."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            if "/Annots" in page:
                page.Tabs = pikepdf.Name.R
        out = io.BytesIO()
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
