"""Texts that people type, paste and send, and that break programs: kept byte for byte, or refused in words.

Used for every text field of the office: the columns of every table, found in the tables themselves, and the
words of every questionnaire, found in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, String
from sqlalchemy.orm import Session

TEXTS = {
    "markup": "<b>&\"'</b><img src=/etc/passwd>",
    "paragraph": "<para alignment=center>AT&T</para><![CDATA[",
    "quotes": "'; DROP TABLE person; --",
    "formula": "=cmd|' /C calc'!A0",
    "formula behind blanks": " \u00a0\ufeff+1-2",
    "full-width formula": "＝1+1",
    "tab": "\t@SUM(A1)",
    "words of the search": 'AND "NEAR(',
    "wildcards": "100%_\\",
    "controls": "a\x00b\x1b[31m\x7f\r\nc\u2028d",
    "blank": "   \t\n",
    "none": "∅ N/A null",
    "emoji": "👩‍👩‍👧 ﷽ 🇺🇸",
    "right to left": "محمد \u202e أحمد \u2066x",
    "composed": "Nguyễn",
    "decomposed": "Nguye\u0302\u0303n",
    "path": "../../etc/passwd",
    "days": "0001-01-01 9999-12-31 2026-02-30 1999",
    "numbers": "A12 345 678 A-123-456-789 -1440.00",
    "braces": "{office.name} %s {0} ${HOME} \\N{DASH}",
}
BROKEN = "Ram\ud800irez"
LONG_NAME, LONG_NOTE = "x" * 10_000, "Señora " * 150_000
NOT_OF_PEOPLE = ("key_epoch",)  # what a desk reads its keys from


def text_columns(table: Any) -> list[Column[Any]]:
    """Give the columns of a table that hold a text of their own: no id, nobody else's id, no file's name."""
    own = (one for one in table.columns if not one.primary_key and not one.foreign_keys)
    return [one for one in own if isinstance(one.type, String) and "blob" not in one.name]


def classes() -> list[Any]:
    """Give the class of every table of the office."""
    from immdesk.records import every  # noqa: F401  all tables are known afterwards
    from immdesk.records.base import Record

    found = [one.class_ for one in Record.registry.mappers]
    return sorted(
        (one for one in found if one.__table__.name not in NOT_OF_PEOPLE), key=lambda one: one.__table__.name
    )


def add_everywhere(session: Session, name: str, text: str, blob: str) -> None:
    """Add a row to every table with this text in all its columns; the rows and file it names are there."""
    for made in classes():
        table = made.__table__
        values: dict[str, Any] = {one.name: text for one in text_columns(table)}
        for column in table.columns:
            if column.foreign_keys and not column.nullable:
                (key,) = column.foreign_keys
                values[column.name] = f"{name}:{key.column.table.name}"
            elif not column.nullable and column.name not in ("id", "version") and column.name not in values:
                values[column.name] = blob if isinstance(column.type, String) else 1
        session.add(made(id=f"{name}:{table.name}", **values))


def kept_otherwise(rows: Any, texts: dict[str, str]) -> Iterator[str]:
    """Give the columns that hold another text than was put there. `rows(sql)` reads the office."""
    for made in classes():
        table, columns = made.__table__, [one.name for one in text_columns(made.__table__)]
        wanted = ", ".join(["id", *(f'"{one}"' for one in columns)])
        found = {row[0]: row[1:] for row in rows(f'SELECT {wanted} FROM "{table.name}"')}
        for name, text in texts.items():
            row = found.get(f"{name}:{table.name}", ())
            for place, column in enumerate(columns):
                if not row or row[place] != text:
                    yield f"{name} in {table.name}.{column}"
