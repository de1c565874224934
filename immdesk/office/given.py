"""Files that a person hands to the desk: read whole, and refused in plain words when the disk says no."""

from __future__ import annotations

from pathlib import Path

from immdesk.basics.problems import Problem
from immdesk.basics.words import _


def read_given(path: Path, most: int, again: str) -> bytes:
    """Give the bytes of a file, none of one larger than `most` bytes: what reads them says that it is none.

    Raises Problem when it cannot be read; `again` says what to do then.
    """
    try:
        return path.read_bytes() if path.stat().st_size <= most else b""
    except OSError as error:
        raise Problem(_("The file could not be read."), error.strerror or "", again) from None
