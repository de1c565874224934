"""After a move: other desks follow, the office goes back, the old place is taken away on a later day."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import office_id
from immdesk.store.moves import journal, marks
from immdesk.store.moves.flow import TITLE
from immdesk.store.moves.homes import Home, forget_server, password_kept, told_here
from immdesk.store.moves.on_share import OnShare
from immdesk.store.share import key_files, snapshots
from immdesk.store.share.folder import about_office
from immdesk.store.share.moving_in import keys_of, look_at_share
from immdesk.store.share.replica import KEEP_HEAD, operations_from
from immdesk.store.share.trouble import Away, not_now, told

if TYPE_CHECKING:
    from immdesk.store.home import Store


def follow_to_share(store: Store, root: Path) -> None:
    """Let this desk's copy follow the office to the folder `root`; what waits here is sent there later.

    Open the store anew afterwards. Raises Refused when another office is there, or none.
    """
    about = look_at_share(root)
    if about.id != office_id(store.folder):
        raise _other_office()
    was_server = _on_server(store.folder)
    share = {"folder": str(root.absolute()), "primitive": about.primitive, "first": about.first}
    place = OnShare.at(root).share
    with suppress(Away):
        key_files.keep_base(store.folder, key_files.newest(place)[1])
    if was_server:  # a server may have kept cases from this desk
        keys = keys_of(store)
        taken = snapshots.take_newest(place, keys, store.key_for("database"))
        with closing(store.plain_connection()) as connection:
            taken.into(connection, keys.chain)
        forget_server(store)
    marks.keep_office(store.folder, told_here(store, about.home, share=share))


def follow_to_server(store: Store, conninfo: str) -> None:
    """Let this desk's copy follow the office to a server; it keeps what this person may see there.

    Open the store anew afterwards. Raises Refused when another office is there, or none.
    """
    from immdesk.store.server.link import Link
    from immdesk.store.server.moving_in import look_at, password_in, without_password

    link = Link(conninfo)
    try:
        office, home = look_at(link)
    except Away:
        raise not_now(told("away")) from None
    finally:
        link.close()
    if office != office_id(store.folder):
        raise _other_office()
    password_kept(store, password_in(conninfo))
    server = {"conninfo": without_password(conninfo), "first": 0}
    marks.keep_office(store.folder, told_here(store, home, server=server))


def bring_anew(store: Store) -> None:
    """Right after following to a server: take from there all that this person may see, and no more."""
    from immdesk.store.server.publisher import OnServer

    if isinstance(store.publisher, OnServer):
        store.publisher.bring_anew()


def go_back(store: Store, user: str, now: datetime, old_home: Callable[[journal.Made], Home]) -> journal.Made:
    """Move the office back to where it was, as long as nothing was changed in the new place.

    Claiming the next number there is the move back: whoever changes something first keeps the office there.
    """
    done = journal.made(store)
    if done is None or done.agreed or marks.home_of(store.folder) != done.token:
        raise Refused(
            _("There is no move to take back."), _("Nothing was changed."), _("Move the office instead.")
        )
    store.publisher.sync()
    try:
        back = old_home(done)
        mark = uuid4().hex if done.from_kind == "alone" else done.home
        _claim_back(store, done, mark, user, now)
        with closing(store.plain_connection()) as connection:
            back.add(store, operations_from(connection, done.seq))
    except Away:
        raise not_now(told("away")) from None
    _unsay(back)
    if done.kind == "server":
        forget_server(store)
    marks.keep_office(store.folder, {**json.loads(done.told), "home": mark})
    journal.drop(store, journal.DONE)
    return done


def _claim_back(store: Store, done: journal.Made, mark: str, user: str, now: datetime) -> None:
    changing = store.changing()
    said = {"id": uuid4().hex, "title": TITLE, "who": user}
    said["why"] = marks.Move(mark, done.from_kind, done.from_place).why()
    said["at"] = now.astimezone(UTC).isoformat(timespec="milliseconds")

    def once() -> None:
        with changing.transaction() as connection:
            if connection.exec_driver_sql(_WORK, (done.seq,)).scalar():
                raise _built_on()
            if store.publisher.away:
                raise Away
            made = changing.write(connection, said, [])
            noted = marks.move_of({**said, "seq": made.seq, "device": store.device})
            assert noted is not None
            connection.exec_driver_sql(KEEP_HEAD, (marks.MOVED, marks.written(noted)))

    changing.agreed(once)


_WORK = """
SELECT 1 FROM operation o WHERE o.seq > ? AND NOT EXISTS (
  SELECT 1 FROM operation_row r WHERE r.op = o.id AND r."table" = 'office' AND NOT EXISTS (
    SELECT 1 FROM operation_row x WHERE x.op = o.id AND x."table" <> 'office')) LIMIT 1
"""
"""Work after a move: all but the numbers of cases that a desk keeps for itself, which go back along."""


def is_untouched(store: Store, done: journal.Made) -> bool:
    """Say whether nobody has worked in the new home yet."""
    with store.read(whole=True) as read:
        return marks.home_of(store.folder) == done.token and not read.value(_WORK, [done.seq])


def agree(store: Store, day: str, take: Callable[[journal.Made], None]) -> journal.Made:
    """Take the old place away for good, on a later day than that of the move; `day` is today (ISO).

    `take` refuses on the same day (`too_soon`), and when the place is out of reach or will not be emptied.
    """
    done = journal.made(store)
    if done is None or done.agreed:
        raise Refused(_("There is no old place to remove."), _("Nothing was changed."), "")
    take(done)
    done = replace(done, agreed=day)
    journal.keep(store, journal.DONE, done)
    return done


def too_soon() -> Refused:
    """Give what to say to whoever would remove the old place on the day of the move."""
    return Refused(
        _("The office moved today."),
        _("The old place stays until you have worked a day in the new one; nothing was removed."),
        _("Come back tomorrow."),
    )


def take_old_server(done: journal.Made, store: Store, owner: str) -> None:
    """Take the office out of the old database, when it still is that home of this office."""
    from immdesk.store.moves.at_server import AtServer

    old = AtServer.new(owner, owner)
    try:
        if old.where != done.from_place:
            raise _other_office()
        old.remove(store, done.home)
    except Away:
        raise not_now(told("away")) from None
    finally:
        old.close()


def take_old_share(done: journal.Made, office: str) -> None:
    """Empty the old shared folder, when it still is that home of this office."""
    from immdesk.store.moves.on_share import take_away

    root = Path(done.from_place)
    if not root.is_dir():
        raise not_now(told("away"))
    about = about_office(root)
    if about is not None and (about.id != office or about.home != done.home):
        raise _other_office()
    take_away(root)


def _on_server(folder: Path) -> bool:
    return "server" in json.loads((folder / marks.OFFICE).read_text(encoding="utf-8"))


def _unsay(back: Home) -> None:
    if isinstance(back, OnShare):
        back.unsay_moved()


def _other_office() -> Refused:
    return Refused(
        _("Another office lives there."),
        _("This desk stays where it is; nothing was changed."),
        _("Choose the place to which this office moved."),
    )


def _built_on() -> Refused:
    return Refused(
        _("Somebody has worked in the new place already."),
        _("Going back would lose that work; the office stays where it is."),
        _("To return all the same, move the office: everything comes along."),
    )
