"""Who may use an office on a server, and as what: users of the database, each with one role of the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.store.server.answers import refuse_old
from immdesk.store.server.link import Link
from immdesk.store.server.rights import ROLES, role_of

Role = Literal["reader", "paralegal", "attorney", "administrator"]


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Somebody who may connect, and the role that they have in the office."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Owner:
    """What a try of the database's owner found: the server's version, the encryption, and the names used."""

    version: str
    tls: str
    database: str
    user: str


def refuse_name(name: str) -> None:
    """Raise Problem for a name that cannot be a user's: capitals, signs, or the server's own."""
    plain = name.isidentifier() and name.isascii() and name == name.lower()
    if not plain or len(name) > 60 or name.startswith(("pg_", "immdesk_")) or name == "public":
        raise Problem(
            _("“{name}” cannot be the name of a user.").format(name=name),
            _("Nobody was added."),
            _("Use small letters, digits and _, beginning with a letter."),
        )


def add_user(owner: Link, office: str, name: str, password: str, role: Role) -> None:
    """Make a user of the server with a role of the office, or give one that is there another role.

    The password is made unreadable (SCRAM) before it travels, so no log of the server holds it; "" leaves
    the one that is there. Raises Problem for a name that is none, Refused when it is somebody's who may more.
    """
    from psycopg import sql

    refuse_name(name)
    user = sql.Identifier(name)
    with owner.transaction() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = %s", [name])
        found = cursor.fetchone()
        if found is not None and found[0] and password:
            raise Refused(
                _("“{name}” looks after the server and keeps the password.").format(name=name),
                _("Nobody was added."),
                _("Choose another name for the person."),
            )
        if found is None or password:
            words = sql.SQL(("ALTER" if found else "CREATE") + " ROLE {} LOGIN PASSWORD {}")
            cursor.execute(words.format(user, sql.Literal(_unreadable(cursor, name, password))))
        for one in ROLES:
            cursor.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role_of(office, one)), user))
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role_of(office, role)), user))


def remove_user(owner: Link, name: str) -> None:
    """Take a user off the server, and end what they have open. What they copied stays readable to them."""
    from psycopg import errors, sql

    refuse_name(name)
    with owner.transaction() as cursor:
        cursor.execute("DELETE FROM immdesk.allowed WHERE who = %s", [name])
        try:
            with cursor.connection.transaction():
                cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))
        except errors.DependentObjectsStillExist:  # somebody gave the user rights by hand: shut out, then
            cursor.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(name)))


def users(link: Link, office: str) -> list[ServerUser]:
    """Give everybody who has a role of the office, by name. Anybody may ask. Raises Away."""
    with link.at_once() as cursor:
        cursor.execute(
            "SELECT u.rolname, r.rolname FROM pg_catalog.pg_auth_members m "
            "JOIN pg_catalog.pg_roles u ON u.oid = m.member JOIN pg_catalog.pg_roles r ON r.oid = m.roleid "
            "WHERE r.rolname = ANY(%s) AND u.rolcanlogin ORDER BY u.rolname",
            [[role_of(office, one) for one in ROLES]],
        )
        found: dict[str, Role] = {}
        for name, role in cursor.fetchall():
            word = cast("Role", role.rpartition("_")[2])
            found[name] = max(found.get(name, word), word, key=ROLES.index)
    return [ServerUser(name, role) for name, role in sorted(found.items())]


def change_own_password(link: Link, name: str, password: str) -> None:
    """Give this connection's own user another password. Raises Away or Refused."""
    from psycopg import sql

    with link.transaction() as cursor:
        words = sql.SQL("ALTER ROLE {} PASSWORD {}")
        told = sql.Literal(_unreadable(cursor, name, password))
        cursor.execute(words.format(sql.Identifier(name), told))


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


def try_owner(link: Link, *, empty: bool = True) -> Owner:
    """Make sure that who connects may put an office into this database; give what was found.

    With `empty`, an office must not be there yet. Raises Refused in plain words, or Away.
    """
    with link.at_once() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int, "
            "(SELECT version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()), current_database(), "
            "session_user, pg_has_role(session_user, d.datdba, 'USAGE'), r.rolcreaterole OR r.rolsuper, "
            "current_setting('server_encoding'), to_regnamespace('immdesk') IS NOT NULL "
            "OR to_regnamespace('record') IS NOT NULL, pg_is_in_recovery() "
            "FROM pg_catalog.pg_database d, pg_catalog.pg_roles r "
            "WHERE d.datname = current_database() AND r.rolname = session_user"
        )
        told = cursor.fetchone() or ("", 0, "", "", "", False, False, "", False, False)
    refuse_old(int(told[1]))
    _refuse_unfit(told, empty=empty)
    return Owner(str(told[0]).split()[0], str(told[2] or ""), str(told[3]), str(told[4]))


def _refuse_unfit(told: Any, *, empty: bool) -> None:
    nothing = _("Nothing was changed.")
    user, database = told[4], told[3]
    if told[9]:
        raise Refused(
            _("This is a spare server that only follows another one."),
            nothing,
            _("Name the server that the office writes to."),
        )
    if not told[5]:
        raise Refused(
            _("{user} is not the owner of the database {database}.").format(user=user, database=database),
            nothing,
            _("On the server: ALTER DATABASE {database} OWNER TO {user};").format(
                database=database, user=user
            ),
        )
    if not told[6]:
        raise Refused(
            _("{user} may not make the office's roles and users.").format(user=user),
            nothing,
            _("On the server: ALTER ROLE {user} CREATEROLE;").format(user=user),
        )
    if told[7] != "UTF8":
        raise Refused(
            _("The database does not keep every letter: its encoding is {found}.").format(found=told[7]),
            nothing,
            _("Make it anew with ENCODING 'UTF8'."),
        )
    if empty and told[8]:
        raise Refused(
            _("There is an office in this database already."),
            nothing,
            _("Join it from the start page, or make an empty database for this office."),
        )


def _unreadable(cursor: Any, name: str, password: str) -> str:
    told: bytes = cursor.connection.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    )
    return told.decode()
