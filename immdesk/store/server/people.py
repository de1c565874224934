"""Who may use an office on a server, and as what: users of the database, each with one role of the office."""

from __future__ import annotations

from typing import Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.store.server.link import Link
from immdesk.store.server.rights import ROLES, role_of

Role = Literal["reader", "paralegal", "attorney", "administrator"]


def add_user(owner: Link, office: str, name: str, password: str, role: Role) -> None:
    """Make a user of the server with a role of the office, or give one that is there another role.

    The password is kept by the server as SCRAM only. Raises Problem for a name that is none.
    """
    from psycopg import sql

    if not name.isidentifier() or not name.isascii() or name != name.lower():
        raise Problem(
            _("“{name}” cannot be the name of a user.").format(name=name),
            _("Nobody was added."),
            _("Use small letters, digits and _, beginning with a letter."),
        )
    user = sql.Identifier(name)
    with owner.transaction() as cursor:
        cursor.execute("SET LOCAL password_encryption = 'scram-sha-256'")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        made = sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
        cursor.execute(made.format(user, sql.Literal(password)))
        for one in ROLES:
            cursor.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role_of(office, one)), user))
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role_of(office, role)), user))


def remove_user(owner: Link, name: str) -> None:
    """Take a user off the server: whoever left connects no more. What they copied stays readable to them."""
    from psycopg import sql

    with owner.transaction() as cursor:
        cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def role_here(link: Link, office: str) -> Role | None:
    """Give the highest role of the office that this connection has, None for none. Raises Away."""
    with link.transaction() as cursor:
        found: Role | None = None
        for role in ROLES:
            cursor.execute(
                "SELECT pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s",
                [role_of(office, role)],
            )
            has = cursor.fetchone()
            found = role if has and has[0] else found  # type: ignore[assignment]
        return found
