"""What this computer alone remembers of an office, by word: it never travels to another desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.office.office import Office


def remembered(office: Office, key: str) -> str:
    """Give what this computer remembers under a word, "" for nothing."""
    with office.store.read() as read:
        return str(read.value("SELECT value FROM meta WHERE key = ?", [key]) or "")


def remember(office: Office, key: str, value: str) -> None:
    """Remember a value under a word on this computer; "" forgets it."""
    with office.store.local() as local:
        if value:
            local.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [key, value])
        else:
            local.run("DELETE FROM meta WHERE key = ?", [key])
