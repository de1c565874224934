"""What does not belong into an office's database: triggers, views and tables that no ImmDesk has made.

A trigger would run inside every change, a view could stand in the place of a table: a file from outside that
has one is not opened, and a backup that has one is not restored.
"""

from __future__ import annotations

import re
from functools import cache

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.reading import Reading

_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+) .*?END;", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", re.MULTILINE)


def strangers(reading: Reading) -> list[str]:
    """Give the names of triggers and views that no ImmDesk has made."""
    ours = _triggers()
    sql = "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    return [str(name) for name, made in reading.tuples(sql) if _plain(made) != ours.get(name)]


def strange_tables(reading: Reading) -> list[str]:
    """Give the names of tables that no ImmDesk has made, where the schema is this program's."""
    from immdesk.store.home import SCHEMA, first_schema

    ours = {*_TABLE.findall(first_schema())}
    found = [str(row[0]) for row in reading.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if "alembic_version" not in found:
        return []
    if reading.value("SELECT version_num FROM alembic_version") != SCHEMA:
        return []
    return sorted(name for name in found if name not in ours and not name.startswith(("sqlite_", "search_")))


def refuse_strangers(reading: Reading) -> None:
    """Raise Refused when the database holds a trigger or view that no ImmDesk has made."""
    found = strangers(reading)
    if found:
        raise Refused(
            _("This office holds something that ImmDesk has not made."),
            said_of(found),
            _("Restore the newest backup, and ask who had the file in hand."),
        )


def said_of(found: list[str]) -> str:
    """Say what was found."""
    names = ", ".join(f"“{name[:40]}”" for name in found[:3])
    return _("In its database stands {names}: it could change records behind your back.").format(names=names)


@cache
def _triggers() -> dict[str, str]:
    from immdesk.store.home import first_schema

    return {found[1]: _plain(found[0].rstrip(";")) for found in _TRIGGER.finditer(first_schema())}


def _plain(sql: str) -> str:
    return " ".join(sql.split())
