"""The homes that an office can move to: what each wants to be filled, opened, measured and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.home import office_id
from immdesk.store.moves import marks
from immdesk.store.moves.measured import SCANS, Measured, of_copy, of_files
from immdesk.store.share.replica import KEEP_HEAD, keep_head, last_operation, writing
from immdesk.store.soundness import blobs_in

if TYPE_CHECKING:
    from immdesk.store.home import Store
    from immdesk.store.server.rights import TableShape
    from immdesk.store.share.op_file import Published


class Home(Protocol):
    """One home of an office, the old one or the new one; `where` is told to people, without a password."""

    kind: marks.Kind
    where: str

    def measure(self, store: Store, watched: Watched = ALONE) -> Measured:
        """Count and compare what lies there. Raises Away, Refused or Stopped."""

    def fill(self, store: Store, token: str, watched: Watched) -> int:
        """Bring all that this desk's copy holds there, also again; give the number of the last operation."""

    def add(self, store: Store, found: Sequence[Published]) -> None:
        """Add operations to the log there; those that are there are left alone."""

    def open(self, store: Store, token: str) -> None:
        """Let desks come in: from now on it is the office's home."""

    def point(self, store: Store, token: str) -> None:
        """Let this computer's copy belong to that home; the store is opened anew afterwards."""

    def take_away(self, store: Store, token: str) -> None:
        """Take away what was brought there under this mark, and nothing of any other home."""

    def close(self) -> None:
        """Let go of what connects to it."""


class Here:
    """This computer alone: its copy is the office."""

    kind: marks.Kind = "alone"

    def __init__(self, device: str) -> None:
        self.where = device

    def measure(self, store: Store, watched: Watched = ALONE) -> Measured:
        """Count and compare this desk's copy with its scans."""
        with closing(store.plain_connection()) as connection:
            connection.execute("BEGIN")
            sums = of_copy(connection, shapes(connection), watched)
            last = last_operation(connection)
        places = [(name, store.attachments.path(name)) for name in scans_of(store)]
        return Measured({**sums, SCANS: of_files(places, watched)}, *last)

    def fill(self, store: Store, token: str, watched: Watched) -> int:
        """Give the number of this copy's last operation: all of it is here already."""
        with closing(store.plain_connection()) as connection:
            return last_operation(connection)[0]

    def add(self, store: Store, found: Sequence[Published]) -> None:
        """Add nothing: an operation of this desk stands here already."""

    def open(self, store: Store, token: str) -> None:
        """Open nothing."""

    def point(self, store: Store, token: str) -> None:
        """Let this computer's copy be the office, and forget the server's password."""
        forget_server(store)
        marks.keep_office(store.folder, {"format": 1, "id": office_id(store.folder), "home": token})

    def take_away(self, store: Store, token: str) -> None:
        """Take away nothing: this computer's copy belongs to the new home."""

    def close(self) -> None:
        """Let go of nothing."""


def shapes(connection: Any) -> list[TableShape]:
    """Give the tables of records of a copy."""
    from immdesk.store.server.copying import shapes_of

    return shapes_of(connection)


def scans_of(store: Store) -> list[str]:
    """Give the names of all scans that a record names."""
    from immdesk.store.reading import Reading

    with closing(store.plain_connection()) as connection:
        return sorted(blobs_in(Reading(connection)))


def forget_server(store: Store) -> None:
    """Take what belongs to a server out of this computer's copy."""
    from immdesk.store.history import ON_SERVER
    from immdesk.store.server.publisher import PASSWORD

    with closing(store.plain_connection()) as connection, writing(connection):
        connection.execute("DELETE FROM meta WHERE key IN (?, ?)", [ON_SERVER, PASSWORD])


def keep_known(store: Store, seq: int) -> None:
    """Remember that all up to `seq` is in the new home."""
    with closing(store.plain_connection()) as connection, writing(connection):
        keep_head(connection, seq)


def bring_scans(store: Store, watched: Watched) -> None:
    """Bring every scan that is not on this computer yet from the old home. Raises Refused when it is away."""
    missing = [name for name in scans_of(store) if not store.attachments.path(name).is_file()]
    for count, name in enumerate(missing):
        watched.step(count, len(missing), _("Bringing the documents here"))
        store.publisher.bring(name)


def home_now(store: Store) -> Home:
    """Give the home that the office lives in now."""
    from immdesk.store.server.publisher import OnServer
    from immdesk.store.share.publisher import Shared

    publisher = store.publisher
    if isinstance(publisher, OnServer):
        from immdesk.store.moves.at_server import AtServer

        return AtServer.of_desk(publisher)
    if isinstance(publisher, Shared):
        from immdesk.store.moves.on_share import OnShare

        return OnShare(publisher.share)
    return Here(store.device)


def told_here(store: Store, token: str, **more: object) -> dict[str, object]:
    """Give what this computer remembers of where the office lives."""
    return {"format": 1, "id": office_id(store.folder), "home": token, **more}


def password_kept(store: Store, password: str) -> None:
    """Keep the password for a server in this computer's encrypted copy."""
    from immdesk.store.history import ON_SERVER
    from immdesk.store.server.publisher import PASSWORD

    with closing(store.plain_connection()) as connection, writing(connection):
        connection.execute(KEEP_HEAD, [PASSWORD, password])
        connection.execute(KEEP_HEAD, [ON_SERVER, "yes"])


def refuse_partial() -> Refused:
    """Give what to say to somebody whose copy does not hold every case."""
    return Refused(
        _("Your role does not show you every case, so this computer cannot move the office."),
        _("What you may not see would stay behind; nothing was changed."),
        _("Ask an attorney or the administrator to move it from their computer."),
    )
