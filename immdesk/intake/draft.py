"""A questionnaire under way: what was typed, how many rows each list has, who the sections are about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

_ROW = re.compile(r"\[(\d+)\]")
_SHAPE = 1
_TABLES = ("texts", "taken", "row_ids", "typed_on", "gone", "rows")


@dataclass(slots=True)
class Slot:
    """A section of this draft: `id` is "petitioner" or "relatives[0]", `kind` is "spouse" or "".

    `person_id` is the id of the person whom the office knows already; of an employer or job its own id.
    """

    id: str
    section: str
    kind: str = ""
    person_id: str = ""


@dataclass(slots=True)
class Draft:
    """All that a half-done questionnaire remembers; typed texts are kept exactly as typed.

    `taken` holds the texts that came from the office's records, so that only what was newly typed is
    recorded as an answer; `row_ids` the ids of rows that are already in the records; `typed_on` the day
    (ISO) on which a text such as `t` or `+90` was typed, because it means that day forever; `gone` the
    ids of recorded rows that were taken out of each list, `left` the known people whose section was removed.
    """

    form: str
    slots: list[Slot] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    taken: dict[str, str] = field(default_factory=dict)
    row_ids: dict[str, str] = field(default_factory=dict)
    typed_on: dict[str, str] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def slot(self, slot_id: str) -> Slot:
        """Give the section with this id; KeyError when there is none."""
        for slot in self.slots:
            if slot.id == slot_id:
                return slot
        raise KeyError(slot_id)

    def add_slot(self, section: str, kind: str, many: bool) -> Slot:
        """Add a section at the end of those of its name."""
        place = sum(slot.section == section for slot in self.slots)
        slot = Slot(f"{section}[{place}]" if many else section, section, kind)
        self.slots.append(slot)
        return slot

    def remove_slot(self, slot_id: str) -> None:
        """Remove a section with its answers; those after it move up by one."""
        gone = self.slot(slot_id)
        self.slots.remove(gone)
        self.left += [gone.person_id] if gone.person_id else []
        self._drop(slot_id)
        for place, slot in enumerate(slot for slot in self.slots if slot.section == gone.section):
            wanted = f"{slot.section}[{place}]"
            if slot.id != wanted:
                self._move(slot.id, wanted)
                slot.id = wanted

    def add_row(self, list_key: str) -> str:
        """Add a row at the end of a list; gives the row's key."""
        place = self.rows.get(list_key, 0)
        self.rows[list_key] = place + 1
        return f"{list_key}[{place}]"

    def remove_row(self, row_key: str) -> None:
        """Remove a row with its answers; those after it move up by one. KeyError when there is none."""
        list_key, place = split_row(row_key)
        count = self.rows.get(list_key, 0)
        if place >= count:
            raise KeyError(row_key)
        if row_key in self.row_ids:
            self.gone.setdefault(list_key, []).append(self.row_ids[row_key])
        self._drop(row_key)
        for later in range(place + 1, count):
            self._move(f"{list_key}[{later}]", f"{list_key}[{later - 1}]")
        self.rows[list_key] = count - 1

    def _drop(self, prefix: str) -> None:
        for name in _TABLES:
            table = getattr(self, name)
            for key in [key for key in table if below(key, prefix)]:
                del table[key]
        self.complete = {key for key in self.complete if not below(key, prefix)}

    def _move(self, old: str, new: str) -> None:
        for name in _TABLES:
            table = getattr(self, name)
            setattr(self, name, {_moved(key, old, new): value for key, value in table.items()})
        self.complete = {_moved(key, old, new) for key in self.complete}

    def to_json(self) -> str:
        """Give the draft as text to keep."""
        kept: dict[str, Any] = {
            "shape": _SHAPE,
            "form": self.form,
            "slots": [
                {"id": one.id, "section": one.section, "kind": one.kind, "person_id": one.person_id}
                for one in self.slots
            ],
            "texts": self.texts,
            "rows": self.rows,
            "complete": sorted(self.complete),
            "taken": self.taken,
            "row_ids": self.row_ids,
            "typed_on": self.typed_on,
            "gone": self.gone,
            "left": self.left,
        }
        return json.dumps(kept, ensure_ascii=False)


def draft_from_json(text: str) -> Draft:
    """Give the draft kept as `text`; raises Refused when it is damaged or of a newer program."""
    try:
        kept = json.loads(text)
        if kept["shape"] != _SHAPE:
            raise ValueError("another shape")
        return Draft(
            kept["form"],
            [Slot(**slot) for slot in kept["slots"]],
            dict(kept["texts"]),
            {key: int(count) for key, count in kept["rows"].items()},
            set(kept["complete"]),
            dict(kept["taken"]),
            dict(kept["row_ids"]),
            dict(kept.get("typed_on", {})),
            dict(kept.get("gone", {})),
            list(kept.get("left", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(
            _("This draft of a questionnaire cannot be read."),
            _("It is damaged, or was saved by a newer program."),
            _("Open it with the program that saved it, or begin the questionnaire again."),
        ) from None


def split_row(row_key: str) -> tuple[str, int]:
    """Give the list and place of a row key: "petitioner.addresses[1]" is ("petitioner.addresses", 1)."""
    list_key, _, rest = row_key.rpartition("[")
    if not list_key or not rest.endswith("]") or not rest[:-1].isdigit():
        raise KeyError(row_key)
    return list_key, int(rest[:-1])


def below(key: str, prefix: str) -> bool:
    """Say whether `key` is `prefix` itself or stands below it."""
    return key.startswith(prefix) and key[len(prefix) : len(prefix) + 1] in ("", ".", "[")


def _moved(key: str, old: str, new: str) -> str:
    return new + key[len(old) :] if below(key, old) else key


def without_rows(key: str) -> str:
    """Give a key without its row numbers: "addresses[1].city" is "addresses.city"."""
    return _ROW.sub("", key)
