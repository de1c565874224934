"""Fills a section of an intake from what the office already knows; what was typed stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from immdesk.basics.values import value_to_text
from immdesk.intake.draft import Draft, Slot
from immdesk.intake.reading import Reading


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the office knows already, to open a questionnaire with.

    `kind` is "petitioner" or a kind that may be added ("spouse", "sponsor"); `person` and `party` hold
    words as below a root of Facts; `complete` the lists known to be whole ("addresses").
    """

    kind: str
    person_id: str
    person: Mapping[str, Any]
    party: Mapping[str, Any]
    complete: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """An employer or a job that the office knows already; `about` is the section, "employer" or "job"."""

    about: str
    id: str
    words: Mapping[str, Any]
    complete: Collection[str] = ()


def fill(reading: Reading, slot: Slot, words: Mapping[str, Any], complete: Collection[str] = ()) -> None:
    """Fill the empty answers of `slot` from `words`, as they stand below one root of Facts.

    Rows may carry their `id`. A list that has an answered row already stays as it is; of the others those
    in `complete` are known to be whole.
    """
    draft, section = reading.draft, reading.section(slot)
    for question in section.questions.values():
        if question.name.partition(".")[0] not in section.lists:
            _text(draft, f"{slot.id}.{question.name}", _inside(words, question.name))
    for asked in section.lists.values():
        rows = words.get(asked.name)
        if any(reading.rows(slot, asked)):
            continue
        if isinstance(rows, tuple):
            names = [question.name.rpartition(".")[2] for question in asked.questions]
            _rows(draft, f"{slot.id}.{asked.name}", rows, names)
        if asked.name in complete:
            draft.complete.add(f"{slot.id}.{asked.name}")


def _text(draft: Draft, key: str, value: Any) -> None:
    text = None if isinstance(value, Mapping) else value_to_text(value)
    if text is not None and not draft.texts.get(key, "").strip():
        draft.texts[key] = draft.taken[key] = text


def _rows(draft: Draft, list_key: str, rows: tuple[Mapping[str, Any], ...], names: list[str]) -> None:
    draft.rows[list_key] = max(len(rows), draft.rows.get(list_key, 0))
    for place, row in enumerate(rows):
        if row.get("id"):
            draft.row_ids[f"{list_key}[{place}]"] = str(row["id"])
        for name in names:
            _text(draft, f"{list_key}[{place}].{name}", row.get(name))


def _inside(words: Mapping[str, Any], name: str) -> Any:
    here: Any = words
    for word in name.split("."):
        here = here.get(word) if isinstance(here, Mapping) else None
    return here
