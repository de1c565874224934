"""The pieces of a questionnaire's page: a text in two languages, a question with its boxes or lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from immdesk.basics.paper_questions import (
    IS_BOX,
    NONE_BOX,
    WHOLE_BOX,
    Both,
    OnlyIf,
    Opening,
    PaperList,
    PaperQuestion,
)
from immdesk.packets import typeset
from immdesk.packets.question_boxes import Boxes, draw_mark
from immdesk.packets.question_frame import Frame

INDENT: Final = 34.0
_GREY, _MARK, _BOX, _SHORT = 0.38, 11.0, 19.0, 190.0
_PEN_LINE, _SMALL, _LINES = 25.0, 8.5, 3
_MOST_CIRCLES, _NARROW = 12, 26
_LONGEST, _LONGEST_TEXT = 160, 3000
_BETWEEN, _WIDE, _DATE = 14.0, 300.0, 84.0
_SMALL_TYPES: Final = frozenset((
    "date", "yes_no", "name", "native_name", "number", "money", "a_number", "ssn", "phone", "country",
    "state", "zip", "i94", "receipt", "sevis", "fein", "naics", "soc", "stay_until", "text", "email",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """What draws: the canvas, its boxes, where the page's text begins and how wide it is, on which side."""

    canvas: Any
    boxes: Boxes
    left: float
    wide: float
    right_to_left: bool
    paper: bool

    def text(self, low: float, text: str, size: float, *, indent: float = 0.0, grey: bool = False) -> None:
        """Draw a line on the side where its language begins."""
        self.canvas.setFillGray(_GREY if grey else 0)
        right = self.left + self.wide - indent if self.right_to_left else 0.0
        typeset.draw(self.canvas, self.left + indent, low, text, size, right=right)
        self.canvas.setFillGray(0)

    def at(self, indent: float, wide: float) -> float:
        """Give where something of this width begins, `indent` points from where a line begins."""
        return self.left + (self.wide - indent - wide if self.right_to_left else indent)


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a height that draws itself below a point; never cut in two."""

    high: float
    draw: Callable[[Hand, float], None]


@dataclass(frozen=True, slots=True)
class Writing:
    """Makes the pieces, in the client's language with English below where they differ."""

    frame: Frame
    english: Frame
    hand: Hand

    def said(self, name: str, /, **places: str) -> Both:
        """Give a text of the frame in both languages."""
        return self.frame.say(name, **places), self.english.say(name, **places)

    def space(self, high: float) -> Block:
        """Give empty room."""
        return Block(high, lambda _hand, _top: None)

    def line(self, text: str, size: float = 11.0) -> Block:
        """Give one text as it is, in as many lines as it needs."""
        return self.both(("", text), size, indent=True)

    def together(self, blocks: Sequence[Block]) -> Block:
        """Give blocks as one, which stays on one page."""

        def draw(hand: Hand, top: float) -> None:
            for block in blocks:
                block.draw(hand, top)
                top -= block.high

        return Block(sum(one.high for one in blocks), draw)

    def both(
        self,
        text: Both,
        size: float,
        *,
        indent: bool = False,
        after: float = 3.0,
        bullet: bool = False,
        rule: bool = False,
        strong: bool = False,
    ) -> Block:
        """Give a text with its English below it, smaller and grey; English alone where there is no other."""
        from_left = INDENT if indent else 12.0 if bullet else 0.0
        first, second = text if text[0] and text[0] != text[1] else (text[1], "")
        below = max(_SMALL, size * 0.72)
        room = self.hand.wide - from_left
        lines = typeset.lines(first, size, room) if first else []
        small = typeset.lines(second, below, room) if second else []
        step, small_step = size * 1.34, below * 1.3
        high = len(lines) * step + len(small) * small_step + after + (5 if rule else 0)

        def draw(hand: Hand, top: float) -> None:
            if bullet:
                hand.text(top - size, "•", size)
            for line in lines:
                hand.text(top - size, line, size, indent=from_left, grey=strong)
                top -= step
            for line in small:
                hand.text(top - below, line, below, indent=from_left, grey=True)
                top -= small_step
            if rule:
                hand.canvas.setLineWidth(0.7)
                hand.canvas.line(hand.left, top - 3, hand.left + hand.wide, top - 3)

        return Block(high, draw)

    def numbered(self, number: str, label: Both, hints: Sequence[OnlyIf]) -> Block:
        """Give the number and the label of a question, and when it is asked."""
        text = self.both(label, 11, indent=True, after=1)
        told = [self.hint(one) for one in hints]

        def draw(hand: Hand, top: float) -> None:
            hand.text(top - 11, f"{number}.", 11)
            self.together([text, *told]).draw(hand, top)

        return Block(5 + text.high + sum(one.high for one in told), lambda hand, top: draw(hand, top - 5))

    def hint(self, one: OnlyIf) -> Block:
        """Give in words when a question is asked."""
        return self.both(self._both_ways(lambda place: self._only_if(one, place)), 9, indent=True, after=1)

    def opening(self, one: Opening) -> Block:
        """Give in words what an answer leads on to."""
        return self.both(self._both_ways(lambda place: self._opens(one, place)), 9, indent=True, after=1)

    def question(self, one: PaperQuestion) -> Block:
        """Give a whole question: number, label, help, room for the answer, and what it leads on to."""
        parts = [self.numbered(one.number, one.label, one.only_if)]
        if one.help[1]:
            parts.append(self.both(("", one.help[0] or one.help[1]), 9, indent=True, after=1))
        parts += [self._room(one)]
        if one.none[1]:
            parts.append(self._tick(f"{one.key}-{NONE_BOX}", one.none, one.is_none, self._tip(one)))
        parts += [self.opening(opening) for opening in one.opens]
        return self.together([*parts, self.space(5)])

    def questions(self, asked: Sequence[PaperQuestion]) -> Iterator[Block]:
        """Give questions one below the other, two that need little room side by side."""
        waiting = list(asked)
        while waiting:
            one = waiting.pop(0)
            if waiting and self._is_small(one) and self._is_small(waiting[0]):
                yield self._side_by_side(one, waiting.pop(0))
            else:
                yield self.question(one)

    def whole(self, item: PaperList) -> Block:
        """Give the box that says that a list is whole."""
        told = self.both(self.said("whole"), 9, indent=True, after=1)
        tip = f"{item.number}. {_told(item.label)}: {_told(item.whole)}"
        mark = self._tick(f"{item.key}-{WHOLE_BOX}", item.whole, item.is_whole, tip)
        return self.together([self.space(3), told, mark, self.space(7)])

    def _is_small(self, one: PaperQuestion) -> bool:
        if one.room == "one_of":
            return len(one.options) <= 4 and max(len(_told(label)) for _value, label in one.options) <= 16
        return one.room in ("yes_no", "short", "line") and one.type in _SMALL_TYPES

    def _side_by_side(self, *pair: PaperQuestion) -> Block:
        half = (self.hand.wide - _BETWEEN) / 2
        narrow = replace(self, hand=replace(self.hand, wide=half))
        blocks = [narrow.question(one) for one in pair]

        def draw(hand: Hand, top: float) -> None:
            for place, block in enumerate(blocks):
                column = 1 - place if hand.right_to_left else place
                left = hand.left + column * (half + _BETWEEN)
                block.draw(replace(hand, left=left, wide=half), top)

        return Block(max(one.high for one in blocks), draw)

    # -- room for answers ----------------------------------------------------------------------

    def _room(self, one: PaperQuestion) -> Block:
        if one.room == "yes_no":
            options = [("yes", self.said("yes")), ("no", self.said("no"))]
            return self._circles(one, options, 4 if self.hand.wide > _WIDE else 2)
        if one.room == "one_of" and not self.hand.paper and len(one.options) > _MOST_CIRCLES:
            return self._choice(one)
        if one.room == "one_of":
            return self._circles(one, one.options, self._columns(one))
        if one.room == "several":
            return self._several(one)
        return self._pen(one) if self.hand.paper or self._by_hand(one) else self._box(one)

    def _by_hand(self, one: PaperQuestion) -> bool:
        return one.by_hand and not self.frame.typed

    def _columns(self, one: PaperQuestion) -> int:
        longest = max(len(_told(label)) for _value, label in one.options)
        if self.hand.wide < _WIDE:
            return 2
        return 3 if longest <= _NARROW else 2 if longest <= 42 else 1

    def _circles(self, one: PaperQuestion, options: Sequence[tuple[str, Both]], columns: int) -> Block:
        wide = (self.hand.wide - INDENT) / columns
        step = 18.0 if not self.hand.paper else 20.0
        tip = self._tip(one)

        def draw(hand: Hand, top: float) -> None:
            for place, (value, label) in enumerate(options):
                row, column = divmod(place, columns)
                indent, low = INDENT + column * wide, top - 14 - row * step
                at = hand.at(indent, _MARK)
                if hand.paper:
                    draw_mark(hand.canvas, "radio", at, low, _MARK, value == one.value)
                else:
                    hand.boxes.radio(one.key, value, at, low, _MARK, tip, one.value)
                hand.text(low + 2, _told(label), 10, indent=indent + _MARK + 5)

        return Block(4 + step * -(-len(options) // columns), draw)

    def _several(self, one: PaperQuestion) -> Block:
        chosen, columns = one.value.split(","), self._columns(one)
        wide, step, tip = (self.hand.wide - INDENT) / columns, 18.0, self._tip(one)

        def draw(hand: Hand, top: float) -> None:
            for place, (value, label) in enumerate(one.options):
                row, column = divmod(place, columns)
                indent, low = INDENT + column * wide, top - 14 - row * step
                self._mark(
                    hand,
                    f"{one.key}-{IS_BOX}-{value}",
                    indent,
                    low,
                    f"{tip}: {_told(label)}",
                    value in chosen,
                )
                hand.text(low + 2, _told(label), 10, indent=indent + _MARK + 5)

        boxes = Block(4 + step * -(-len(one.options) // columns), draw)
        return self.together([self.both(self.said("several"), 9, indent=True, after=0), boxes])

    def _tick(self, name: str, label: Both, on: bool, tip: str) -> Block:
        lines = typeset.lines(_told(label), 9.5, self.hand.wide - INDENT - _MARK - 5)

        def draw(hand: Hand, top: float) -> None:
            self._mark(hand, name, INDENT, top - 14, f"{tip}: {_told(label)}", on)
            for place, line in enumerate(lines):
                hand.text(top - 12 - 12 * place, line, 9.5, indent=INDENT + _MARK + 5)

        return Block(7 + 12 * len(lines), draw)

    def _mark(self, hand: Hand, name: str, indent: float, low: float, tip: str, on: bool) -> None:
        at = hand.at(indent, _MARK)
        if hand.paper:
            draw_mark(hand.canvas, "check", at, low, _MARK, on)
        else:
            hand.boxes.check(name, at, low, _MARK, tip, on)

    def _choice(self, one: PaperQuestion) -> Block:
        options = [(value, _told(label)) for value, label in one.options]

        def draw(hand: Hand, top: float) -> None:
            wide = hand.wide - INDENT
            at, low = hand.at(INDENT, wide), top - _BOX - 2
            _frame(hand, at, low, wide, _BOX)
            hand.boxes.choice(one.key, at, low, wide, _BOX, self._tip(one), options, one.value)

        return Block(_BOX + 5, draw)

    def _box(self, one: PaperQuestion) -> Block:
        many = one.room == "lines"
        high = _BOX * _LINES if many else _BOX

        def draw(hand: Hand, top: float) -> None:
            wide = self._room_for(one, hand)
            at, low = hand.at(INDENT, wide), top - high - 2
            _frame(hand, at, low, wide, high)
            most = _LONGEST_TEXT if many else one.most or _LONGEST
            hand.boxes.text(one.key, at, low, wide, high, self._tip(one), one.in_box, most=most, many=many)
            if one.type == "date" and not one.value:
                hand.text(low + 5, self._order_of_a_date(hand), 8.5, indent=INDENT + wide + 6, grey=True)

        return Block(high + 5, draw)

    def _pen(self, one: PaperQuestion) -> Block:
        """Give lines for a pen; what is known stands above them."""
        count = _LINES if one.room == "lines" else 1
        known = (
            self.both(self.said("known", value=one.known), 10, indent=True, after=0) if one.known else None
        )
        above = known.high if known else 0.0

        def draw(hand: Hand, top: float) -> None:
            if known:
                known.draw(hand, top - 2)
            wide = self._room_for(one, hand)
            at = hand.at(INDENT, wide)
            hand.canvas.setLineWidth(0.6)
            for place in range(count):
                low = top - above - _PEN_LINE * (place + 1)
                hand.canvas.line(at, low, at + wide, low)
            if one.type == "date":
                hand.text(low + 3, self._order_of_a_date(hand), 8.5, indent=INDENT + wide + 6, grey=True)

        return Block(above + _PEN_LINE * count + 4, draw)

    def _room_for(self, one: PaperQuestion, hand: Hand) -> float:
        """Give how wide the room for an answer is; beside a day in half a page stands its order."""
        if one.room != "short":
            return hand.wide - INDENT
        return _DATE if one.type == "date" and hand.wide < _WIDE else _SHORT

    def _order_of_a_date(self, hand: Hand) -> str:
        return self.frame.say("date") if hand.wide < _WIDE else _told(self.said("date"))

    # -- words ---------------------------------------------------------------------------------

    def _tip(self, one: PaperQuestion) -> str:
        """Give what a screen reader says at a box."""
        more = f" ({_told(self.said('date'))})" if one.type == "date" else ""
        return f"{one.number}. {_told(one.label)}{more}"

    def _both_ways(self, say: Callable[[int], str]) -> Both:
        return say(0), say(1)

    def _only_if(self, one: OnlyIf, place: int) -> str:
        frame = (self.frame, self.english)[place]
        if not one.number:
            return frame.say("applies")
        name, answers = _meant(one.answers, "only_if")
        return frame.say(name, number=one.number, answer=self._answers(answers, place))

    def _opens(self, one: Opening, place: int) -> str:
        frame = (self.frame, self.english)[place]
        name, answers = _meant(one.answers, "if_so")
        return frame.say(name, answer=self._answers(answers, place), numbers=one.numbers)

    def _answers(self, answers: Sequence[Both], place: int) -> str:
        frame = (self.frame, self.english)[place]
        told = [
            frame.say(one[0]) if one[0] in ("yes", "no") and one[1] in ("Yes", "No") else one[place] or one[1]
            for one in answers
        ]
        return f" {frame.say('or')} ".join(told)


_NOT = "not"


def _meant(answers: Sequence[Both], name: str) -> tuple[str, Sequence[Both]]:
    """Give the sentence for answers that lead on, or for those that do not."""
    if answers and answers[0][0] == _NOT:
        return {"only_if": "only_if_not", "if_so": "if_not"}[name], answers[1:]
    return name, answers


def _told(text: Both) -> str:
    """Give a short text in both languages on one line: "Sí / Yes"."""
    return text[1] if not text[0] or text[0] == text[1] else f"{text[0]} / {text[1]}"


def _frame(hand: Hand, left: float, low: float, wide: float, high: float) -> None:
    hand.canvas.setLineWidth(0.6)
    hand.canvas.setStrokeGray(0.45)
    hand.canvas.rect(left, low, wide, high, stroke=1, fill=0)
    hand.canvas.setStrokeGray(0)
