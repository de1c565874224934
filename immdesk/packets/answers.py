"""What came back in a questionnaire: its boxes as the walled-off process read them, and nothing believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.packets.answers_child import LONGEST_ANSWER, MOST_BOXES


@dataclass(frozen=True, slots=True)
class ReadBox:
    """One box of a returned file; `mapped` is the name that renaming leaves, `state` what a mark means."""

    name: str
    mapped: str
    kind: str
    value: str
    page: int
    left: float
    low: float
    right: float
    high: float
    state: str


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """A returned file: its boxes, the names of answers too long to read, the codes of its pages."""

    boxes: tuple[ReadBox, ...]
    too_long: tuple[str, ...]
    codes: tuple[str, ...]
    pages: int
    scripts: bool


def read_answers(said: dict[str, Any]) -> ReadAnswers:
    """Give what the process said, in shape. Raises Problem when it could not read the file."""
    if trouble := said.get("trouble", ""):
        raise _problem(str(trouble))
    boxes = [_box(one) for one in said.get("boxes", [])[:MOST_BOXES]]
    return ReadAnswers(
        tuple(one for one in boxes if one is not None),
        tuple(str(one) for one in said.get("long", [])[:MOST_BOXES]),
        tuple(str(one[1])[:40] for one in said.get("codes", [])[:400]),
        int(said.get("pages", 0)),
        bool(said.get("scripts", False)),
    )


def read_spots(said: dict[str, Any], wanted: Sequence[Any]) -> list[str]:
    """Give a text for each place that was looked at; "" where the process said nothing."""
    found = [str(one)[:LONGEST_ANSWER] for one in said.get("spots", [])]
    return (found + [""] * len(wanted))[: len(wanted)]


def _box(one: Any) -> ReadBox | None:
    try:
        name, mapped, kind, value, page, left, low, right, high, state = one
        places = (float(left), float(low), float(right), float(high))
        return ReadBox(str(name), str(mapped), str(kind), _clean(str(value)), int(page), *places, str(state))
    except (TypeError, ValueError):
        return None


def _clean(text: str) -> str:
    """Give an answer as people wrote it: one kind of line end, and no letter that a database cannot hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()


def _problem(trouble: str) -> Problem:
    nothing = _("No answer was read.")
    table = {
        "no_pdf": Problem(
            _("The file is not a PDF."), nothing, _("Ask for the questionnaire as the PDF that was sent.")
        ),
        "password": Problem(
            _("The document is protected by a password."), nothing, _("Ask for a copy without a password.")
        ),
        "too_large": Problem(
            _("The document needs more memory than a document may have."), nothing, _("Ask for it again.")
        ),
    }
    damaged = Problem(_("The document is damaged."), nothing, _("Ask for it again."))
    return table.get(trouble, damaged)
