"""Names of files that leave the desk: every system can write them, and only in the chosen folder."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 180
"""How long a name may be in UTF-8: systems take 255, and programs add to it (`.part`, ` (2)`)."""

_APART = re.compile(r'[\s/\\:*?"<>|]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_file_name(text: str, otherwise: str = "document") -> str:
    """Give a name that may be written in a folder, as near to `text` as can be; else `otherwise`.

    It has no folder, drive, stream or hidden sign in it, is no device of Windows, and is at most 180 bytes
    long with its ending kept.
    """
    visible = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    words = [word for word in _APART.split(unicodedata.normalize("NFC", visible)) if word.strip(".")]
    name = " ".join(words).strip(" .")
    if not name:
        return otherwise
    return _shortened(f"_{name}" if _DEVICES.match(name) else name)


def kept_file_name(text: str) -> str:
    """Give a file's name as it can be kept: a byte that is no letter (old disks) becomes "\ufffd"."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    found = _ENDING.search(name)
    ending = found[0] if found else ""
    stem = name[: len(name) - len(ending)].encode()[: MOST_BYTES - len(ending)]
    return stem.decode(errors="ignore").rstrip(" .") + ending
