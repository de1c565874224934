"""The local index of what a person searches for: names in plain letters, numbers, receipts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immdesk.basics.folded import folded

if TYPE_CHECKING:
    from immdesk.office.office import Office

_WORDS = (
    "SELECT id, number || ' ' || replace(number, '-', '') || ' ' || coalesce(title, '') AS words "
    "FROM case_file",
    "SELECT p.case_id AS id, coalesce(q.family_name, '') || ' ' || coalesce(q.given_name, '') || ' ' || "
    "coalesce(q.native_family_name, '') || ' ' || coalesce(q.native_given_name, '') AS words "
    "FROM case_party p JOIN person q ON q.id = p.person_id",
    "SELECT p.case_id AS id, i.value || ' ' || ltrim(i.value, 'A') AS words "
    "FROM case_party p JOIN identifier i ON i.person_id = p.person_id WHERE i.kind = 'a_number'",
    "SELECT case_id AS id, coalesce(receipt_number, '') || ' ' || form || ' ' || replace(form, '-', '') "
    "AS words FROM filing",
)


def index_cases(office: Office, case_ids: Iterable[str] | None = None) -> None:
    """Write the search words of these cases anew, or of all cases; local to this computer."""
    wanted = None if case_ids is None else set(case_ids)
    words: dict[str, list[str]] = {}
    with office.store.read() as read:
        for sql in _WORDS:
            for row in read.all(sql):
                if wanted is None or row["id"] in wanted:
                    words.setdefault(row["id"], []).append(row["words"])
    lines = [("case", case_id, _indexed(" ".join(texts))) for case_id, texts in words.items()]
    with office.store.local() as local:
        if wanted is None:
            local.run("DELETE FROM search WHERE kind = 'case'")
        else:
            local.run_many("DELETE FROM search WHERE kind = 'case' AND ref = ?", [(one,) for one in wanted])
        local.run_many("INSERT INTO search (kind, ref, words) VALUES (?, ?, ?)", lines)


def _indexed(words: str) -> str:
    """Give what is found: as written, in plain letters, and double names in one word (alhassan)."""
    plain = folded(words)
    return f"{words} {plain} {' '.join(word.replace('-', '') for word in plain.split() if '-' in word)}"
