"""The file copy of a packet: the same pages, each marked FILE COPY, for the office's own cabinet."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from immdesk.basics.watched import Cancelled
from immdesk.basics.words import on_paper
from immdesk.packets import stamp
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.bind_write import write


def file_copy(packet: Path, out: Path, cancelled: Cancelled) -> int:
    """Write `packet` again to `out`, every page marked FILE COPY at its foot; give its pages.

    Raises Cancel when the person stopped, Refused when the disk says no; then nothing was written.
    """
    shelf, mark = Shelf(), stamp.Mark(on_paper("FILE COPY"), "left")
    with pikepdf.open(packet) as pdf:
        face = stamp.font(pdf)
        for page in pdf.pages:
            stamp.put(pdf, page, face, [mark])
        write(pdf, out, lambda _percent: None, cancelled, shelf)
        return len(pdf.pages)
