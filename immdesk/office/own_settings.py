"""What the office itself says of its habits, by word: days of warning, of waiting, who looks after whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def own_word(office: Office, word: str) -> str:
    """Give what the office has said under a word, "" when nobody has."""
    return own_words(office, (word,))[word]


def own_words(office: Office, words: Iterable[str]) -> dict[str, str]:
    """Give what the office has said under each of these words, "" where nobody has, in one reading."""
    found = dict.fromkeys(words, "")
    wanted = "word IN (SELECT value FROM json_each(?))"
    sql = f"SELECT word, value FROM said WHERE owner_kind = 'office' AND {wanted}"
    for row in office.rows(sql, [json.dumps(list(found))]):
        found[row["word"]] = str(row["value"] or "")
    return found


def keep_own(office: Office, words: Mapping[str, str], title: str = "", message: str = "") -> Changed:
    """Keep what the office says under these words, as one operation; "" takes a word back."""

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.answers import say
        from immdesk.records.firm import OfficeRecord

        row = session.scalars(select(OfficeRecord)).one()
        for word, text in words.items():
            say(session, "office", row.id, word, text or None)

    _made, changed = office.change(
        title or _("Change the office's settings"), work, message=message or _("Kept.")
    )
    return changed
