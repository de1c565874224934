"""What came of reading a typed text: the value, how sure the desk is, and what to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Read:
    """A typed text as read.

    `value` is None when there is nothing or nothing could be read; `level` is "" for an empty text,
    "ok", "warn" (kept, look at it) or "bad" (cannot be read); `shown` is the value for the screen.
    """

    value: Any
    level: Level
    message: str
    shown: str


EMPTY = Read(None, "", "", "")


def fine(value: Any, shown: str) -> Read:
    """Give a text that was read without doubt."""
    return Read(value, "ok", "", shown)


def look(value: Any, shown: str, message: str) -> Read:
    """Give a text that was read, with something for a person to look at."""
    return Read(value, "warn", message, shown)


def wrong(message: str) -> Read:
    """Give a text that cannot be read, with what was counted or is missing."""
    return Read(None, "bad", message, "")
