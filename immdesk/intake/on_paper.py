"""A questionnaire as it stands on paper: the questions that apply, numbered, and what is known already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from immdesk.basics.facts import Facts
from immdesk.basics.paper_questions import (
    Both,
    OnlyIf,
    Opening,
    PaperList,
    PaperPage,
    PaperPart,
    PaperQuestion,
    PaperRow,
    Room,
)
from immdesk.basics.unknown import Unknown
from immdesk.basics.values import NONE_TEXT
from immdesk.intake.draft import Slot
from immdesk.intake.drawing import history_gaps
from immdesk.intake.layout import ShownList
from immdesk.intake.on_paper_if import APPLIES, Decider, only_if
from immdesk.intake.plan import AskedList, AskedPage, AskedQuestion
from immdesk.intake.reading import Reading

_SHORT = frozenset((
    "date", "number", "money", "a_number", "ssn", "receipt", "i94", "fein", "naics", "soc", "phone", "state",
    "stay_until", "cutoff",
))  # fmt: skip
_BLANK_ROWS, _BLANK_ROWS_OF_YEARS = 2, 3
_FEW_OPTIONS = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Tongue = Callable[[str], Both]
"""Gives a text of the questionnaire in the client's language and in English."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes on paper: for whom (client, employer, staff), and whether only what nobody has answered."""

    answered_by: frozenset[str] = frozenset(("client",))
    only_missing: bool = False


@dataclass(slots=True)
class _Pen:
    """What one part is written with: the number reached, and the deciders that stand on paper so far."""

    reading: Reading
    slot: Slot
    code: str
    tongue: Tongue
    wanted: Wanted
    number: int = 0
    deciders: dict[str, Decider] = field(default_factory=dict)

    def next(self) -> str:
        self.number += 1
        return str(self.number)


def part_on_paper(reading: Reading, slot: Slot, code: str, tongue: Tongue, wanted: Wanted) -> PaperPart:
    """Give the questions about one section that apply or may apply; `code` begins the names of its boxes.

    A question whose condition only another answer can decide stands there with that condition in words.
    """
    pen = _Pen(reading, slot, code, tongue, wanted)
    section = reading.section(slot)
    kind = section.kind(slot.kind)
    pages = [page for one in section.pages if (page := _page(pen, one)) is not None]
    texts = reading.draft.texts
    words = {"employer": ("name",), "job": ("title",)}.get(section.shape.about, ("given_name", "family_name"))
    name = " ".join(part for word in words if (part := texts.get(f"{slot.id}.{word}", "").strip()))
    return PaperPart(
        code, tongue(kind.title if kind else section.shape.title), name, tuple(map(_with_openings, pages))
    )


def _page(pen: _Pen, page: AskedPage) -> PaperPage | None:
    if page.answered_by not in pen.wanted.answered_by:
        return None
    facts = pen.reading.facts(pen.slot)
    when = page.when.weigh(facts) if page.when else True
    if when is False:
        return None
    hints = only_if(page.when, facts, pen.deciders) if isinstance(when, Unknown) and page.when else ()
    items: list[PaperQuestion | PaperList] = []
    for item in page.items:
        if isinstance(item, AskedQuestion):
            items += [made for made in [_plain(pen, item, facts)] if made]
        else:
            items += [made for made in [_list(pen, item, facts)] if made]
    if not items:
        return None
    return PaperPage(pen.tongue(page.title), pen.tongue(page.help), tuple(items), hints)


def _plain(pen: _Pen, asked: AskedQuestion, facts: Facts) -> PaperQuestion | None:
    when = asked.when.weigh(facts) if asked.when else True
    if when is False:
        return None
    place = f"{pen.slot.id}.{asked.name}"
    text = pen.reading.draft.texts.get(place, "").strip()
    if pen.wanted.only_missing and text:
        return None
    hints = only_if(asked.when, facts, pen.deciders) if isinstance(when, Unknown) and asked.when else ()
    made = _question(pen, asked, f"{pen.code}-{asked.name.replace('.', '-')}", place, pen.next(), hints)
    if not text:
        pen.deciders[asked.path] = Decider(asked.path, made, hints)
    return made


def _question(
    pen: _Pen, asked: AskedQuestion, key: str, place: str, number: str, hints: tuple[OnlyIf, ...]
) -> PaperQuestion:
    word, reading = asked.word, pen.reading
    text = reading.draft.texts.get(place, "").strip()
    read = reading.answer(place, asked)
    is_none = text == NONE_TEXT
    options = tuple((value, pen.tongue(label)) for value, label in asked.options)
    chosen = text if any(value == text for value, _label in options) or word.type == "choices" else ""
    plain = word.type in ("yes_no", "choice", "choices")
    return PaperQuestion(
        key,
        number,
        pen.tongue(asked.label),
        pen.tongue(asked.help),
        _room(asked),
        word.type,
        options,
        "" if is_none else (chosen or text if plain else text),
        "" if is_none else read.shown or text,
        pen.tongue(word.none_label or "None") if word.none else ("", ""),
        is_none,
        word.max or 0,
        "native" in asked.name,
        hints,
    )


def _room(asked: AskedQuestion) -> Room:
    kind = asked.word.type
    if kind == "yes_no":
        return "yes_no"
    if kind == "choice" and asked.options:
        return "one_of"
    if kind == "choices" and asked.options:
        return "several"
    if kind == "long_text" or (asked.word.max or 0) > 150:
        return "lines"
    return "short" if kind in _SHORT or 0 < (asked.word.max or 99) <= 20 else "line"


def _list(pen: _Pen, asked: AskedList, facts: Facts) -> PaperList | None:
    when = asked.when.weigh(facts) if asked.when else True
    if when is False:
        return None
    list_key, draft = f"{pen.slot.id}.{asked.name}", pen.reading.draft
    whole = list_key in draft.complete
    known = [row for row in pen.reading.rows(pen.slot, asked) if row]
    hints = only_if(asked.when, facts, pen.deciders) if isinstance(when, Unknown) and asked.when else ()
    number = str(pen.number + 1)
    rows = tuple(_rows(pen, asked, facts, number, whole, len(known)))
    if pen.wanted.only_missing and whole and not rows:
        return None
    pen.next()
    shown = ShownList(list_key, asked, asked.required, ())
    gaps = () if whole and not known else history_gaps(pen.reading, pen.slot, shown)
    key = f"{pen.code}-{asked.name}"
    label, whole_label = pen.tongue(asked.title), pen.tongue(asked.complete)
    return PaperList(key, number, label, ("", ""), rows, whole_label, whole, gaps, hints)


def _rows(
    pen: _Pen, asked: AskedList, facts: Facts, number: str, whole: bool, known: int
) -> Iterator[PaperRow]:
    key, list_key = f"{pen.code}-{asked.name}", f"{pen.slot.id}.{asked.name}"
    for place, row in enumerate(pen.reading.rows(pen.slot, asked)):
        if not row:
            continue
        made = _row(pen, asked, facts, row, f"{key}-r{place}", f"{list_key}[{place}]", number)
        if not pen.wanted.only_missing or _open(pen, asked, facts, row, f"{list_key}[{place}]"):
            yield replace(made, title=_numbered(made.title, place + 1))
    if whole and (pen.wanted.only_missing or known):
        return
    fewest = _BLANK_ROWS_OF_YEARS if asked.cover_years else _BLANK_ROWS
    blanks = max(fewest - (known if asked.cover_years else 0), 1, 0 if known else asked.rows)
    for place in range(blanks):
        made = _row(pen, asked, facts, {}, f"{key}-n{place}", f"{list_key}[new]", number)
        yield replace(made, title=_numbered(made.title, known + place + 1))


def _open(pen: _Pen, asked: AskedList, facts: Facts, row: Mapping[str, Any], place: str) -> bool:
    """Say whether a row that is known still lacks an answer that must be there."""
    scope = facts.also(row)
    return any(
        one.required
        and (one.when is None or one.when.weigh(scope) is True)
        and not pen.reading.draft.texts.get(f"{place}.{one.name.rpartition('.')[2]}", "").strip()
        for one in asked.questions
    )


def _row(
    pen: _Pen, asked: AskedList, facts: Facts, row: Mapping[str, Any], key: str, place: str, number: str
) -> PaperRow:
    scope, here = facts.also(row), dict(pen.deciders)
    questions: list[PaperQuestion] = []
    for one in asked.questions:
        when = one.when.weigh(scope) if one.when else True
        if when is False:
            continue
        word = one.name.rpartition(".")[2]
        hints = only_if(one.when, scope, here) if isinstance(when, Unknown) and one.when else ()
        letter = number + _letter(len(questions))
        made = _question(pen, one, f"{key}-{word}", f"{place}.{word}", letter, hints)
        questions.append(made)
        if not made.value and not made.is_none:
            here[word] = Decider(word, made, hints)
    return PaperRow(key, pen.tongue(asked.row), tuple(questions))


def _letter(place: int) -> str:
    return _LETTERS[place] if place < 26 else f"z{place - 25}"


def _numbered(title: Both, place: int) -> Both:
    return tuple(f"{one} {place}" if one else "" for one in title)  # type: ignore[return-value]


def _with_openings(page: PaperPage) -> PaperPage:
    """Say beside each question that decides about others which answers lead on to which numbers."""
    items = tuple(
        replace(one, rows=tuple(replace(row, questions=_opened(row.questions)) for row in one.rows))
        if isinstance(one, PaperList)
        else one
        for one in page.items
    )
    opened = iter(_opened([one for one in items if isinstance(one, PaperQuestion)], items))
    return replace(
        page, items=tuple(next(opened) if isinstance(one, PaperQuestion) else one for one in items)
    )


def _opened(
    questions: list[PaperQuestion] | tuple[PaperQuestion, ...],
    items: tuple[PaperQuestion | PaperList, ...] = (),
) -> tuple[PaperQuestion, ...]:
    opens: dict[str, dict[tuple[Both, ...], list[str]]] = {}
    order = [one.number for one in items or questions]
    for one in items or questions:
        for hint in one.only_if[-1:]:
            if hint != APPLIES:
                opens.setdefault(hint.number, {}).setdefault(hint.answers, []).append(one.number)
    return tuple(
        replace(
            one,
            opens=tuple(
                Opening(answers, spans(numbers, order))
                for answers, numbers in opens.get(one.number, {}).items()
            ),
        )
        for one in questions
    )


def spans(numbers: list[str], order: list[str]) -> str:
    """Give numbers in short: 4, 5, 6, 9 is "4–6, 9"; `order` is all that stand there."""
    found: list[list[str]] = []
    for one in numbers:
        if found and order.index(one) == order.index(found[-1][-1]) + 1:
            found[-1].append(one)
        else:
            found.append([one])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
