"""The docket as files in a folder that Outlook, Google or a phone subscribes to: kept true by the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from immdesk.basics.problems import Refused
from immdesk.basics.watched import Cancelled, never
from immdesk.basics.words import _
from immdesk.office.calendar_files import Names, Wanted, calendar_text
from immdesk.office.firm import staff
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.office.office import Office

_STAMP: Final = re.compile(rb"\r\nDTSTAMP:[^\r\n]*")


def write_feeds(office: Office, folder: Path, names: Names = "none", cancelled: Cancelled = never) -> int:
    """Write the files of everybody and of each colleague, whole or not at all; give how many have changed.

    A file that says the same as before is left alone, so that nobody downloads it for nothing. Raises
    Refused when the folder is gone or the disk says no.
    """
    if not folder.is_dir():
        raise Refused(
            _("The folder for the calendar files is gone."),
            _("Other calendars still show the dates of before."),
            _("Connect the disk again, or choose another folder in Settings."),
        )
    written = 0
    for name, wanted in _files(office, names):
        if cancelled():
            break
        text, _count = calendar_text(office, wanted, whole=True)
        out = folder / name
        if not out.is_file() or _STAMP.sub(b"", out.read_bytes()) != _STAMP.sub(b"", text):
            write_out(out, text, _("The calendar file could not be written."))
            written += 1
    return written


def _files(office: Office, names: Names) -> Iterator[tuple[str, Wanted]]:
    yield "immdesk-all.ics", Wanted(names=names)
    for one in staff(office):
        yield f"immdesk-staff-{one.id[:8]}.ics", Wanted(staff_id=one.id, names=names)
