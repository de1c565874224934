"""Where an office's server is and how somebody connects: typed, tried, and written down for its keeper."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office import on_server
from immdesk.office.office import Office
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.store.server.link import Link

T = TypeVar("T")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a first password is made of: nothing that is mistaken for something else when read out."""


@dataclass(frozen=True, slots=True)
class Address:
    """How somebody connects. `certificate` is the file of the office's authority; the password may be ""."""

    host: str
    port: str
    database: str
    user: str
    certificate: str
    password: str = ""

    @property
    def is_whole(self) -> bool:
        """Say whether everything is there but the password."""
        return all((self.host, self.database, self.user, self.certificate))

    def conninfo(self) -> str:
        """Give it as PostgreSQL reads it; holds the password."""
        from psycopg.conninfo import make_conninfo

        told = {"host": self.host, "port": self.port or "5432", "dbname": self.database, "user": self.user}
        told |= {"sslrootcert": self.certificate, "sslmode": "verify-full"}
        return make_conninfo("", **told, **({"password": self.password} if self.password else {}))

    def as_user(self, user: str, password: str) -> Address:
        """Give the same server for another user."""
        return Address(self.host, self.port, self.database, user, self.certificate, password)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may connect to the office's server; `may` says what, in words."""

    name: str
    role: str
    may: str


def address_of(office: Office) -> Address:
    """Give how this desk connects, without the password; empty for an office that lives elsewhere."""
    from psycopg.conninfo import conninfo_to_dict

    from immdesk.store.home import OFFICE, shared_by

    if shared_by(office.folder) != "server":
        return Address("", "5432", "office", "office_owner", "")
    told = json.loads((office.folder / OFFICE).read_text(encoding="utf-8"))["server"]["conninfo"]
    found = {key: str(value) for key, value in conninfo_to_dict(told).items()}
    names = (found.get(key, "") for key in ("host", "port", "dbname", "user", "sslrootcert"))
    return Address(*names)


def try_owner(owner: Address) -> str:
    """Connect as the database's owner and say in a sentence what was found. Raises Refused in plain words."""
    from immdesk.store.server import people

    found = _asked(owner, people.try_owner)
    words = _(
        "PostgreSQL {version} answers over {tls}, and its name is proved. The database {database} is empty, "
        "and {user} may put the office there."
    )
    return words.format(version=found.version, tls=found.tls, database=found.database, user=found.user)


def put(office: Office, owner: Address, me: str, password: str, watched: Watched = ALONE) -> on_server.Moved:
    """Put the office on the server and make this desk's own user there, who administrates it.

    Open the office anew afterwards. Raises Problem or Refused in plain words, Stopped when cancelled.
    """
    from immdesk.store.server import people

    people.refuse_name(me)
    if len(password) < 12:
        raise Problem(
            _("The password is too short."), _("Nothing was changed."), _("Use twelve letters or more.")
        )
    _asked(owner, people.try_owner)
    moved = on_server.put_on_server(office, owner.conninfo(), owner.as_user(me, password).conninfo(), watched)
    on_server.add_user(office.folder, owner.conninfo(), me, password, "administrator")
    return moved


def users(office: Office) -> tuple[User, ...]:
    """Give who may use the office on its server. Raises Refused when it cannot be reached."""
    from immdesk.store.home import office_id
    from immdesk.store.server import people

    found = _asked_by_desk(office, lambda link: people.users(link, office_id(office.folder)))
    said = roles()
    return tuple(User(one.name, one.role, said[one.role]) for one in found)


def roles() -> dict[str, str]:
    """Give each role of the server with its name and what it may do, the least first."""
    from immdesk.office import sign_in

    names = {str(role): told[0] for role, told in sign_in.roles().items()}
    said = {"reader": names["read_only"]} | {role: names[role] for role in names if role != "read_only"}
    return {role: f"{said[role]}: {may}" for role, may in on_server.roles().items()}


def add_user(office: Office, owner: Address, name: str, role: str) -> str:
    """Let somebody in, with a first password, which is given back and kept nowhere: they change it."""
    from immdesk.store.server import people

    must(office, "people")
    if any(one.name == name for one in users(office)):
        raise Problem(
            _("There is a user {name} already.").format(name=name),
            _("Nobody was added."),
            _("Choose another name, or give that user another role."),
        )
    people.refuse_name(name)
    password = "-".join("".join(secrets.choice(LETTERS) for _n in range(5)) for _m in range(4))
    on_server.add_user(office.folder, owner.conninfo(), name, password, role)
    return password


def give_role(office: Office, owner: Address, name: str, role: str) -> None:
    """Give somebody another role. Raises Problem when nobody would administrate any more."""
    must(office, "people")
    if role != "administrator":
        _refuse_last(office, name)
    on_server.add_user(office.folder, owner.conninfo(), name, "", role)


def take_away(office: Office, owner: Address, name: str) -> None:
    """Take somebody off the server. What they copied stays readable to them."""
    must(office, "people")
    _refuse_last(office, name)
    on_server.remove_user(owner.conninfo(), name)


def new_password(office: Office, password: str) -> None:
    """Keep the password that this person has on the server now, and look whether it is the right one."""
    from immdesk.store.server.publisher import OnServer

    publisher = office.store.publisher
    if isinstance(publisher, OnServer):
        publisher.new_password(password)
        users(office)


def change_password(office: Office, password: str) -> None:
    """Give this person another password on the server, and keep it in this desk's encrypted copy."""
    from immdesk.store.server import people
    from immdesk.store.server.publisher import OnServer

    me = address_of(office).user
    _asked_by_desk(office, lambda link: people.change_own_password(link, me, password))
    publisher = office.store.publisher
    if isinstance(publisher, OnServer):
        publisher.new_password(password)


def for_the_server(address: Address, network: str = "10.0.0.0/24") -> str:
    """Give the lines for whoever looks after the server, to be copied: SQL, settings, and pg_hba.conf."""
    owner, database = address.user or "office_owner", address.database or "office"
    return f"""-- postgresql.conf
listen_addresses = '*'
ssl = on
ssl_cert_file = 'server.crt'   -- for the name {address.host or "db.office.example"}
ssl_key_file = 'server.key'
ssl_min_protocol_version = 'TLSv1.3'
password_encryption = 'scram-sha-256'

-- pg_hba.conf (your network instead of {network}; no "host" line, no trust, no md5)
hostssl  {database}  all  {network}  scram-sha-256

-- in psql, as the server's administrator
CREATE ROLE {owner} LOGIN CREATEROLE;
\\password {owner}
CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0;
"""


# -- private ----------------------------------------------------------------------------------


def _asked(address: Address, ask: Callable[[Link], T]) -> T:
    from immdesk.store.server.link import Link

    return _answered(Link(address.conninfo()), ask)


def _asked_by_desk(office: Office, ask: Callable[[Link], T]) -> T:
    from immdesk.store.server.link import Link
    from immdesk.store.server.publisher import OnServer

    publisher = office.store.publisher
    if not isinstance(publisher, OnServer):
        raise Problem(_("This office is not on a server."), _("Nothing was changed."), "")
    return _answered(Link(address_of(office).conninfo(), publisher.password), ask)


def _answered(link: Link, ask: Callable[[Link], T]) -> T:
    from immdesk.store.server.answers import not_in_reach
    from immdesk.store.share.trouble import Away

    try:
        return ask(link)
    except Away as away:
        raise not_in_reach(str(away.__cause__ or "")) from None
    finally:
        link.close()


def _refuse_last(office: Office, name: str) -> None:
    administrators = [one.name for one in users(office) if one.role == "administrator"]
    if administrators == [name]:
        raise Problem(
            _("{name} is the only administrator.").format(name=name),
            _("Nothing was changed."),
            _("Make somebody else an administrator first."),
        )
