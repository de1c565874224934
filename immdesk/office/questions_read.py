"""A questionnaire that came back, read: whose it is by its code, and what in it is not as it was printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.questions_sent import Sent, SentBox, boxes_of, id_in, mark_of, same_code, sent_with

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.answers import ReadAnswers, ReadBox

_NEAR = 3.0  # points by which a box may have moved when its name is gone


@dataclass(frozen=True, slots=True)
class Copy:
    """One returned file: all answers by the name of their box, and the names of those that were changed."""

    sent: Sent
    values: Mapping[str, str]
    changed: frozenset[str]
    too_long: tuple[str, ...]
    notes: tuple[str, ...]


def read_copy(office: Office, data: bytes) -> Copy:
    """Read a returned file in the process apart; nothing in it is believed but its answers.

    Raises Problem for a file that is no questionnaire, another office's, one whose code was changed, or a
    version on paper, which only people can read.
    """
    from immdesk.packets.answers import read_answers

    read = read_answers(office.examiner().answers(data))
    sent = _sent(office, read)
    boxes = boxes_of(office, sent.id)
    if sent.paper or not boxes:
        raise _by_hand()
    marks: dict[str, str] = {box.name: box.mark for box in boxes}
    values = _matched(read, boxes)
    notes = []
    if not values:
        values = _from_paper(office, data, boxes)
        notes.append(
            _("The boxes of this file were printed flat: its answers were read from the page. Look at each.")
        )
    notes += _notes(read, marks, values)
    changed = frozenset(name for name, text in values.items() if mark_of(sent.id, text) != marks[name])
    too_long = tuple(name for name in read.too_long if name in marks)
    return Copy(sent, values, changed - set(too_long), too_long, tuple(notes))


def _sent(office: Office, read: ReadAnswers) -> Sent:
    """Give the questionnaire that the codes of a file name."""
    from immdesk.packets.question_boxes import CODE_BOX

    hidden = [box.value for box in read.boxes if CODE_BOX in (box.name, box.mapped) and box.value]
    codes = list(dict.fromkeys([*hidden, *read.codes]))
    if not codes:
        raise Problem(
            _("This file is no questionnaire of the desk: it carries no code."),
            _("No answer was read."),
            _("Keep it as evidence of the case, and type the answers into the questions."),
        )
    found = [sent_with(office, id_in(code)) for code in codes]
    if not any(found):
        raise Problem(
            _("This questionnaire is not one of this office."),
            _("Its code names none that was printed here. No answer was read."),
            _("If it was printed before a backup was restored, type its answers into the questions."),
        )
    first = next(one for one in found if one is not None)
    if len(codes) > 1 or not same_code(codes[0], first.code):
        raise Problem(
            _("The code of this questionnaire was changed, or its pages belong to several."),
            _("Nobody can say whose answers these are. No answer was read."),
            _("Ask for the file that was sent, filled in as it is, or print it again."),
        )
    return first


def _by_hand() -> Problem:
    return Problem(
        _("This is the version on paper, written on by hand."),
        _("The desk cannot read handwriting. No answer was read."),
        _("Keep the scan as evidence of the case, and type the answers into the questions."),
    )


def _matched(read: ReadAnswers, boxes: tuple[SentBox, ...]) -> dict[str, str]:
    """Give what stands in each box that was printed, found by its name, its second name, or its place."""
    states: dict[str, set[str]] = {}
    for box in boxes:
        states.setdefault(box.name, set()).add(box.state)
    found: dict[str, str] = {}
    for box_read in read.boxes:
        name = next((one for one in (box_read.name, box_read.mapped) if one in states), "")
        value = box_read.value
        if not name or (box_read.kind == "radio" and value not in states[name]):
            spot = _at(box_read, boxes)
            if spot is None:
                continue
            name = spot.name
            if spot.kind in ("radio", "check"):
                value = spot.state if value and value == box_read.state else ""
        elif box_read.kind == "check":
            value = "Yes" if value else ""
        found[name] = value or found.get(name, "")
    return found


def _at(read: ReadBox, boxes: tuple[SentBox, ...]) -> SentBox | None:
    """Give the box that was printed at the same place of the same page."""
    place = (read.left, read.low, read.right, read.high)
    for box in boxes:
        if box.page == read.page and all(
            abs(one - two) < _NEAR for one, two in zip(place, box.place, strict=True)
        ):
            return box
    return None


def _from_paper(office: Office, data: bytes, boxes: tuple[SentBox, ...]) -> dict[str, str]:
    """Give what stands on the page where the boxes were, for a file whose boxes are gone."""
    from immdesk.packets.answers import read_spots

    places = [[box.page, *box.place, box.kind in ("radio", "check")] for box in boxes]
    found: dict[str, str] = {}
    told = read_spots(office.examiner().spots(data, places), places)
    for box, text in zip(boxes, told, strict=True):
        value = box.state if text and box.state else text
        found[box.name] = value or found.get(box.name, "")
    if not any(found.values()):
        raise _by_hand()
    return found


def _notes(read: ReadAnswers, marks: Mapping[str, str], values: Mapping[str, str]) -> list[str]:
    notes = []
    if read.scripts:
        notes.append(_("The file holds a script. The desk ran nothing of it; do not open it elsewhere."))
    lost = len(set(marks) - set(values))
    if lost:
        told = n_("{n} box is not in this file", "{n} boxes are not in this file", lost)
        notes.append(_("{boxes}: pages may be missing.").format(boxes=told))
    return notes
