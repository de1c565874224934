"""Documents that leave the office for a moment: a copy to drag into a mail, wiped when the desk closes."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Refused
from immdesk.basics.wiping import wipe_folder
from immdesk.basics.words import _
from immdesk.office.documents import document_bytes

if TYPE_CHECKING:
    from immdesk.office.office import Office

_SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def lend(office: Office, document_id: str, folder: Path) -> Path:
    """Put a copy of a document into a private folder and give its path; only this user can read it.

    The file is called by the document's title, which names no person. Raises Problem when there is no
    scan, Refused when the disk says no.
    """
    data, name = document_bytes(office, document_id), _file_name(office, document_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        place = folder / secrets.token_hex(8)
        place.mkdir(mode=0o700)
        _write(place / name, data)
    except OSError as refused:
        raise _no_room(refused) from None
    return place / name


def copy_out(office: Office, document_id: str, out: Path) -> Path:
    """Write a copy of a document where the person asked for it; Refused when the disk says no."""
    data = document_bytes(office, document_id)
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as refused:
        part.unlink(missing_ok=True)
        raise _no_room(refused) from None
    return out


def offered_name(office: Office, document_id: str) -> str:
    """Give the file name under which a copy is offered."""
    return _file_name(office, document_id)


def take_back(folder: Path) -> int:
    """Wipe every copy that was lent: its bytes are written over before it is removed. Give how many.

    A file that another program still holds open is left for the next time.
    """
    return wipe_folder(folder)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _file_name(office: Office, document_id: str) -> str:
    row = office.rows("SELECT title, kind, mime FROM document WHERE id = ?", [document_id])[0]
    stem = safe_file_name(row["title"] or row["kind"])
    return safe_file_name(stem + _SUFFIXES.get(row["mime"], ""))


def _no_room(refused: OSError) -> Refused:
    return Refused(
        _("The copy could not be written."),
        _("The disk refused: {reason}").format(reason=refused.strerror or type(refused).__name__),
        _("Free some room, or choose another folder."),
    )
