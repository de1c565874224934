"""Each answer of a returned copy as one line beside what the office has: read, unreadable, new, different."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office.compared import Compared
from immdesk.office.questions_places import Given, Place, given, place_of, slot_of

if TYPE_CHECKING:
    from immdesk.intake.interview import Interview
    from immdesk.office.questions_read import Copy

_OF_A_LIST = re.compile(r"-(?:[rn]\d+(?:-.*)?|whole)$")
Steps = tuple[tuple[Place, str], ...]
"""What taking a line means: each place with the text that is typed there."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One copy beside what the office has: its lines, and what taking each of them means."""

    lines: list[Compared]
    answers: dict[str, Steps]


def laid_beside(copy: Copy, ours: Interview, theirs: Interview) -> Laid:
    """Give the lines of one copy in the order of the questions.

    `ours` holds what the office has and stays as it is; `theirs` is a second one, into which the answers are
    typed so that they are read as if somebody typed them at the desk.
    """
    found = given(copy, ours)
    answers: dict[str, Steps] = {}
    lines = list(_plain(found, ours, theirs, answers))
    lines += _rows(found, ours, theirs, answers)
    lines += _whole(found, ours, answers)
    told = _("Type it where it belongs.")
    lines += [
        Compared(name, _("No longer asked"), name.partition("-")[2], text, "", "gone", told)
        for name, text in found.gone.items()
        if text
    ]
    lines += [_too_long(name, ours, copy) for name in copy.too_long]
    rank = _ranks(copy, ours)
    return Laid(sorted(lines, key=lambda line: rank.get(_asked_by(line.id), len(rank))), answers)


def _ranks(copy: Copy, ours: Interview) -> dict[str, int]:
    """Give the place of each question and list among all, by the beginning of its box’s name."""
    names = [
        f"{part.code}-{item.name.replace('.', '-')}"
        for part in copy.sent.parts
        if (slot := slot_of(part.code, copy.sent, ours)) is not None
        for page in ours.reading.section(slot).pages
        for item in page.items
    ]
    return {name: place for place, name in enumerate(names)}


def _asked_by(name: str) -> str:
    """Give the question or the list that a line is about: "p1-addresses-n0-city" is about "p1-addresses"."""
    return _OF_A_LIST.sub("", name)


def _whole(found: Given, ours: Interview, answers: dict[str, Steps]) -> Iterator[Compared]:
    """Give a line for each list of which the client says that it is whole."""
    for name, place in found.whole.items():
        slot = ours.draft.slot(place.slot)
        asked = ours.reading.section(slot).lists[place.list.partition(".")[2]]
        known = place.list in ours.draft.complete
        answers[name] = ((place, ""),)
        heading, shown = ours.title(slot), _("yes") if known else ""
        yield Compared(
            name,
            heading,
            asked.title,
            asked.complete,
            shown,
            "same" if known else "whole",
            take=not known,
        )


def _plain(found: Given, ours: Interview, theirs: Interview, answers: dict[str, Steps]) -> Iterator[Compared]:
    for place, text in found.plain.values():
        theirs.set(place.key, text)
    here = _asked_keys(theirs)
    for name, (place, text) in found.plain.items():
        said, known = theirs.question(place.key), ours.question(place.key)
        answers[name] = ((place, text),)
        line = Compared(
            name,
            ours.title(place.key.partition(".")[0]),
            known.label,
            said.shown or text or _("(emptied)"),
            known.shown or known.text,
            "new",
            said.message,
            take=True,
        )
        if said.level == "bad":
            line = replace(line, state="unreadable", theirs=text, take=False)
        elif _value(theirs, place) == _value(ours, place):
            line = replace(line, state="same", take=False)
        elif not text:
            line = replace(line, state="emptied", take=False)
        elif known.text:
            line = replace(line, state="differs", take=False)
        if place.key not in here and line.state in ("new", "differs"):
            told = _("Is not asked with the other answers; it would not be kept.")
            line = replace(line, message=told, take=False)
        yield line


def _rows(found: Given, ours: Interview, theirs: Interview, answers: dict[str, Steps]) -> Iterator[Compared]:
    """Give each new row as one line, and each of its cells that cannot be read as another."""
    for row_name, cells in found.rows.items():
        first = next(iter(cells.values()))[0]
        row_key = theirs.add_row(first.list)
        for place, text in cells.values():
            theirs.set(f"{row_key}.{place.word}", text)
        read = {word: theirs.question(f"{row_key}.{word}") for word in cells}
        heading, bad = ours.title(first.slot), [word for word in cells if read[word].level == "bad"]
        slot = ours.draft.slot(first.slot)
        asked = ours.reading.section(slot).lists[first.list.partition(".")[2]]
        for word in bad:
            place, text = cells[word]
            yield Compared(
                place.name,
                heading,
                f"{asked.row}: {read[word].label}",
                text,
                "",
                "unreadable",
                read[word].message,
            )
        order = [one.name.rpartition(".")[2] for one in asked.questions]
        good = sorted((word for word in cells if word not in bad), key=order.index)
        if not good:
            continue
        told = "; ".join(f"{read[word].label}: {read[word].shown}" for word in good)
        answers[row_name] = tuple(cells[word] for word in good)
        line = Compared(row_name, heading, _("{row}, new").format(row=asked.row), told, "", "row", take=True)
        if _is_here(theirs, ours, first, row_key, good):
            line = replace(line, state="same", ours=_("is there already"), take=False)
        yield line


def _is_here(theirs: Interview, ours: Interview, place: Place, row_key: str, words: list[str]) -> bool:
    """Say whether a row with the same answers is recorded already."""
    slot = theirs.draft.slot(place.slot)
    asked = theirs.reading.section(slot).lists[place.list.partition(".")[2]]
    number = int(row_key.rpartition("[")[2][:-1])
    new = theirs.reading.rows(slot, asked)[number]
    known = ours.reading.rows(ours.draft.slot(place.slot), asked)
    return any(all(row.get(word) == new.get(word) for word in words) for row in known)


def _too_long(name: str, ours: Interview, copy: Copy) -> Compared:
    place = place_of(name, copy.sent, ours)
    heading = ours.title(place.slot) if place.slot else _("No longer asked")
    label = ours.question(place.key).label if place.key else name.partition("-")[2]
    told = _("The answer is far too long to be one. It was not read; ask for it again.")
    return Compared(place.name, heading, label, _("(too long)"), "", "unreadable", told)


def _asked_keys(interview: Interview) -> frozenset[str]:
    from immdesk.intake.layout import lay_out

    return frozenset(
        one.key
        for slot in interview.draft.slots
        for page in lay_out(interview.reading, slot)
        for one in page.questions()
    )


def _value(interview: Interview, place: Place) -> str | None:
    from immdesk.intake.draft import without_rows

    slot = interview.draft.slot(place.slot)
    asked = interview.reading.section(slot).questions[without_rows(place.key[len(slot.id) + 1 :])]
    return value_to_text(interview.reading.answer(place.key, asked).value)
