"""Bringing an older office up to this program's schema, always after a verified backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from immdesk.basics.problems import Bug, Refused
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.home import Store

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store, found: str, target: str = "head") -> None:
    """Bring the office from schema `found` to `target`; a backup is made and verified first.

    Raises Refused, and changes nothing, when a newer ImmDesk has used this office or a step fails.
    """
    from immdesk.store.backup import backup

    if found not in known_revisions():
        raise Refused(
            _("This office was last used by a newer ImmDesk."),
            _("This program cannot read it safely; nothing was changed."),
            _("Update ImmDesk on this computer, then open the office again."),
        )
    backup(store, label=f"before-{found}")
    engine = store.changing().engine
    try:
        with engine.connect() as connection:
            _run_without_references(connection, target)
    except Exception as error:
        raise Refused(
            _("This office could not be brought up to date."),
            _("It was left as it was, and a backup of it was made."),
            _("Use the ImmDesk that you used before, and tell the makers of ImmDesk."),
        ) from error
    finally:
        engine.dispose()


def upgrade_with_others(store: Store, found: str) -> None:
    """Bring a copy of a shared office to this program's schema: one desk says so, and all follow.

    On a server its owner says so. Everything before that is taken in at the old schema. Raises Refused when
    the share or the server cannot be reached.
    """
    from immdesk.store.home import SCHEMA, shared_by

    if shared_by(store.folder) == "server":
        from immdesk.store.server.migrating import follow
        from immdesk.store.server.publisher import OnServer

        assert isinstance(store.publisher, OnServer)
        follow(store, store.publisher, found, SCHEMA)
        return
    from immdesk.store.share.migrating import migrate

    migrate(store, found, SCHEMA)


def _run_without_references(connection: Connection, target: str) -> None:
    """Run the migrations in one transaction; references are checked at its end, not at each step."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise Bug("The database closed under an upgrade.")
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    with connection.begin():
        run_migrations(connection, target)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Bug("An upgrade left records that name nothing.")


def run_migrations(connection: Connection, target: str = "head") -> None:
    """Run the migrations up to `target` in the open transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def known_revisions() -> frozenset[str]:
    """Give every schema that this program knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
