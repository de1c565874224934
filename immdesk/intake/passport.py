"""What the machine-readable lines of a document fill in: only answers that are still empty."""

from __future__ import annotations

from datetime import date

from immdesk.basics.reading_mrz import MachineLines, machine_lines
from immdesk.intake.draft import Slot
from immdesk.intake.reading import Reading


def fill_from(reading: Reading, slot: Slot, key: str) -> tuple[str, ...]:
    """Fill what the lines at `key` say into the empty answers of their row and person; give the keys.

    Nothing is filled while a check digit does not fit, and a name only when it is not cut off.
    """
    lines = machine_lines(reading.draft.texts.get(key, ""), reading.today)
    if lines is None or lines.wrong_fields:
        return ()
    row = key.rpartition(".")[0]
    wanted = {f"{row}.number": lines.number, f"{row}.expires_on": _iso(lines.expires_on)}
    wanted |= {f"{slot.id}.{word}": text for word, text in _of_person(lines).items()}
    asked, texts = reading.section(slot).questions, reading.draft.texts
    filled = []
    for place, text in wanted.items():
        name = place.removeprefix(f"{slot.id}.")
        known = name in asked or place.startswith(f"{row}.")
        if known and text and not texts.get(place, "").strip():
            texts[place] = text
            filled.append(place)
    return tuple(filled)


def _of_person(lines: MachineLines) -> dict[str, str]:
    names = {"family_name": lines.family_name, "given_name": lines.given_name} if lines.name_is_whole else {}
    return {**names, "born_on": _iso(lines.born_on), "sex": lines.sex}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
