"""An office on a PostgreSQL server: put there, joined by another computer, and who may use it as what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office

if TYPE_CHECKING:
    from immdesk.store.server.people import Role


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied: rows of each table as counted here and on the server."""

    here: dict[str, int]
    there: dict[str, int]

    @property
    def rows(self) -> int:
        """Give how many rows there are in all."""
        return sum(self.here.values())


def roles() -> dict[str, str]:
    """Give what each role may do, by its word."""
    return {
        "reader": _("reads, and changes nothing"),
        "paralegal": _("works in every case that is not restricted"),
        "attorney": _("works in every case"),
        "administrator": _("works in every case and gives roles"),
    }


def put_on_server(office: Office, owner: str, desk: str, watched: Watched = ALONE) -> Moved:
    """Put this office into the empty database that `owner` owns; open it anew afterwards.

    `desk` is how the person of this computer connects. Raises Refused in plain words, Stopped when cancelled.
    """
    from immdesk.office.moving_home import move

    counted = move(office, "server", owner=owner, desk=desk, watched=watched)
    tables = [one for one in counted if one.name not in ("head", "operation", "operation_row", "scans")]
    return Moved({one.name: one.here for one in tables}, {one.name: one.there for one in tables})


def join(
    conninfo: str,
    folder: Path,
    *,
    passphrase: str,
    clock: Clock = real_clock,
    user: str = "",
    watched: Watched = ALONE,
) -> Office:
    """Make this desk's own copy of the office on a server in the empty `folder`, and open it.

    A recovery code does as well. Raises Refused when the passphrase is wrong, or the server or the folder
    will not do.
    """
    from immdesk.office.keys import open_copy
    from immdesk.store.recovery import open_either
    from immdesk.store.server.moving_in import join as copy

    key = copy(conninfo, folder, lambda here: open_either(here, passphrase), watched)
    return open_copy(folder, key, passphrase, clock=clock, user=user)


def add_user(folder: Path, owner: str, name: str, password: str, role: str) -> None:
    """Give somebody a user of the server with a role of the office in `folder`, or another role.

    Raises Problem for a role that does not exist or a name that cannot be one, Refused when the server
    refuses.
    """
    from immdesk.store.home import office_id
    from immdesk.store.server import people
    from immdesk.store.server.link import Link

    if role not in roles():
        raise Problem(
            _("“{role}” is no role.").format(role=role),
            _("Nobody was added."),
            _("Use one of: {words}.").format(words=", ".join(roles())),
        )
    known: Role = role  # type: ignore[assignment]
    link = Link(owner)
    try:
        people.add_user(link, office_id(folder), name, password, known)
    finally:
        link.close()


def upgrade_server(folder: Path, passphrase: str, owner: str) -> tuple[str, str]:
    """Bring the server's tables and rights up to this program, as their owner; give the schemas.

    `folder` is a copy of the office on this computer. Raises Refused in plain words, and changes nothing.
    """
    import platform

    from immdesk.store.epochs import OfficeKeys
    from immdesk.store.keys import open_key
    from immdesk.store.server.migrating import upgrade_server as bring_up

    keys = OfficeKeys(folder, open_key(folder, passphrase or None))
    return bring_up(folder, keys.key_for("operations"), owner, platform.node() or "desk")


def remove_user(owner: str, name: str) -> None:
    """Take somebody off the server. What they copied stays readable to them: say so."""
    from immdesk.store.server import people
    from immdesk.store.server.link import Link

    link = Link(owner)
    try:
        people.remove_user(link, name)
    finally:
        link.close()
