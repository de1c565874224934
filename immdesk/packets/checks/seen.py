"""What a check found: where, which one, what goes into its sentence, and the place where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from immdesk.packets.planned import PlannedDocument, PlannedForm, PlannedPacket

GoKind = Literal[
    "question", "form", "document", "blank", "fees", "address", "approve", "signatures", "language",
    "letter", "missing", "day", "",
]  # fmt: skip
Kind = Literal["number", "words"]
Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Go:
    """The place of a finding: a question of a person, a form, a document … `ref` is its id."""

    kind: GoKind
    ref: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding; `subject` tells it from others of its check, `words` fill the rule's sentence."""

    where: str
    subject: str = ""
    go: Go | None = None
    words: tuple[tuple[str, str], ...] = ()


Found = Iterator[Seen]


@dataclass(frozen=True, slots=True)
class Look:
    """A way of looking: the function, the words that it fills, and its parameters with their kinds."""

    look: Callable[[PlannedPacket, date, Parameters], Found]
    words: tuple[str, ...] = ()
    parameters: Mapping[str, Kind] | None = None


def at_form(form: PlannedForm, kind: GoKind = "form", **words: object) -> Seen:
    """Give a finding at a form."""
    ref = form.blank_id if kind == "blank" else form.key
    return Seen(form.where, form.key or form.where, Go(kind, ref), filled(words))


def at_document(document: PlannedDocument, where: str, kind: GoKind = "document", **words: object) -> Seen:
    """Give a finding at a document."""
    return Seen(where, document.id or where, Go(kind, document.id), filled(words))


def filled(words: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Give words as they are kept: name and text."""
    return tuple((name, str(value)) for name, value in words.items())


def listed(words: tuple[str, ...], most: int = 4) -> str:
    """Give the first of several in one line."""
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")


def numbers(pages: tuple[int, ...]) -> str:
    """Give page numbers in one line."""
    return listed(tuple(map(str, pages)), 8)
