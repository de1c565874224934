"""Answers that the machine-readable lines of a document contradict: kept as typed, marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from immdesk.basics.reading_mrz import machine_lines
from immdesk.basics.words import _


def unlike_its_lines(person: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Give a warning for each answer that the machine-readable lines of a document contradict."""
    said = _("The machine-readable lines of the document say otherwise: compare them.")
    rows = person.get("documents", ())
    for place, row in enumerate(rows if isinstance(rows, tuple) else ()):
        lines = machine_lines(str(row.get("mrz") or ""), today) if isinstance(row, Mapping) else None
        if lines is None or lines.wrong_fields:
            continue
        for word, theirs in (("number", lines.number), ("expires_on", lines.expires_on)):
            if row.get(word) is not None and theirs and str(row[word]).upper() != str(theirs):
                yield f"documents[{place}].{word}", said
        for word, text in (("born_on", lines.born_on), ("sex", lines.sex)):
            if person.get(word) is not None and text and str(person[word]) != str(text):
                yield word, said
