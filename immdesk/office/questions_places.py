"""Where the answers of a returned questionnaire belong among the questions of the case as they are today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from immdesk.basics.paper_questions import IS_BOX, NONE_BOX, WHOLE_BOX
from immdesk.basics.values import NONE_TEXT

if TYPE_CHECKING:
    from immdesk.intake.draft import Slot
    from immdesk.intake.interview import Interview
    from immdesk.office.questions_read import Copy
    from immdesk.office.questions_sent import Sent


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer belongs: a question's key, a list that is whole, or a cell of a new row.

    `gone` when the question, the row or the person is no longer there; `name` is what its box is called.
    """

    name: str
    slot: str = ""
    key: str = ""
    list: str = ""
    new_row: str = ""
    word: str = ""
    gone: bool = False


@dataclass(slots=True)
class Given:
    """The answers of one copy, each with its place; `rows` holds new rows by the name of the row."""

    plain: dict[str, tuple[Place, str]] = field(default_factory=dict)
    rows: dict[str, dict[str, tuple[Place, str]]] = field(default_factory=dict)
    whole: dict[str, Place] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


def given(copy: Copy, interview: Interview) -> Given:
    """Give what a copy says that was not printed in it, sorted by where it belongs."""
    found = Given()
    seen: set[str] = set()
    for name in sorted(copy.changed):
        place = place_of(name, copy.sent, interview)
        if place.name in seen:
            continue
        seen.add(place.name)
        text = _text(place.name, copy.values)
        if place.gone:
            found.gone[place.name] = text
        elif name.endswith(f"-{WHOLE_BOX}"):
            if copy.values.get(name) == "Yes":
                found.whole[name] = place
        elif place.new_row:
            if text:
                found.rows.setdefault(place.new_row, {})[place.word] = (place, text)
        else:
            found.plain[place.name] = (place, text)
    return found


def place_of(name: str, sent: Sent, interview: Interview) -> Place:
    """Give the place of the answer in a box, by the box's name: "p1-addresses-n0-city"."""
    code, _dash, rest = name.partition("-")
    words = rest.split("-")
    slot = slot_of(code, sent, interview)
    if slot is None:
        return Place(_base(name), gone=True)
    section = interview.reading.section(slot)
    if words[0] in section.lists and len(words) > 1:
        return _in_list(name, words, slot, sent, interview)
    asked, extra = _longest(words, section.questions)
    if not asked:
        return Place(_base(name), slot.id, gone=True)
    base = name[: len(name) - len("-".join(["", *extra]))] if extra else name
    return Place(base, slot.id, f"{slot.id}.{asked}", word=asked)


def _in_list(name: str, words: list[str], slot: Slot, sent: Sent, interview: Interview) -> Place:
    listed, mark = words[0], words[1]
    list_key = f"{slot.id}.{listed}"
    if mark == WHOLE_BOX:
        return Place(name, slot.id, list=list_key)
    base = "-".join([name.partition("-")[0], *words[:3]])
    row_key = "-".join([name.partition("-")[0], listed, mark])
    word = words[2] if len(words) > 2 else ""
    if f"{listed}.{word}" not in interview.reading.section(slot).questions:
        return Place(base, slot.id, gone=True)
    if mark.startswith("n"):
        return Place(base, slot.id, list=list_key, new_row=row_key, word=word)
    row_id = sent.rows.get(row_key, "")
    for key, known in interview.draft.row_ids.items():
        if known == row_id and key.startswith(f"{list_key}["):
            return Place(base, slot.id, f"{key}.{word}", list=list_key, word=word)
    return Place(base, slot.id, gone=True)


def slot_of(code: str, sent: Sent, interview: Interview) -> Slot | None:
    """Give the section that a part was about: the same person, or the section of employer, job or case."""
    part = next((one for one in sent.parts if one.code == code), None)
    if part is None:
        return None
    for slot in interview.draft.slots:
        if part.person_id and slot.person_id == part.person_id:
            return slot
        if not part.person_id and slot.section == part.section and not slot.person_id:
            return slot
    return None


def _longest(words: list[str], questions: Mapping[str, object]) -> tuple[str, list[str]]:
    """Give the question that a box belongs to, and what follows its name: "none", or "is" and an option."""
    for count in range(len(words), 0, -1):
        if (name := ".".join(words[:count])) in questions:
            return name, words[count:]
    return "", []


def _base(name: str) -> str:
    return name.removesuffix(f"-{NONE_BOX}").partition(f"-{IS_BOX}-")[0]


def _text(base: str, values: Mapping[str, str]) -> str:
    """Give the answer as it would be typed: the text of its box, the marks that are set, or none."""
    text = values.get(base, "").strip()
    if not text:
        text = ",".join(_marked(base, values))
    if not text and values.get(f"{base}-{NONE_BOX}") == "Yes":
        return NONE_TEXT
    return text


def _marked(base: str, values: Mapping[str, str]) -> Iterator[str]:
    start = f"{base}-{IS_BOX}-"
    return (name[len(start) :] for name, value in values.items() if name.startswith(start) and value == "Yes")
