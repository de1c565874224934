"""Files that leave the desk: written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _


def write_out(out: Path, data: bytes, happened: str) -> None:
    """Write `data` to `out`, over an older file of that name, whole or not at all.

    Raises Refused, beginning with `happened` ("The calendar could not be written."), when the disk says no.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, out)
    except OSError as refused:
        part.unlink(missing_ok=True)
        raise Refused(
            happened,
            _("Nothing was changed. {why}").format(why=refused.strerror or "").strip(),
            _("Choose another folder, or make room on the disk."),
        ) from None


def searchable(pdf: bytes) -> bytes:
    """Give a PDF that the window drew so that its words can be looked for, copied and read aloud."""
    from immdesk.packets.searchable import searchable as mended

    return mended(pdf)
