"""The office moved to another home: this computer alone, a shared folder, a server; followed, taken back.

Read `move` first. What is counted on both sides is shown; the old place is kept until somebody agrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.office.clock import day_in

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.home import Store
    from immdesk.store.moves.homes import Home
    from immdesk.store.moves.journal import Begun, Made
    from immdesk.store.moves.measured import Pair

Kind = Literal["alone", "share", "server"]


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One line of the comparison: a table, its rows and the beginning of its checksum, here and there."""

    name: str
    here: int
    there: int
    here_sum: str
    there_sum: str

    @property
    def same(self) -> bool:
        """Say whether nothing differs."""
        return (self.here, self.here_sum) == (self.there, self.there_sum)


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One thing that is looked at before a move: `well` or what is to be done."""

    well: bool
    words: str


@dataclass(frozen=True, slots=True)
class HomeRow:
    """Where the office lives, and the move that was made last.

    `moved_to` is where it went while this desk has not followed; `from_place` the old place that is still
    kept, `since` the day of the move, `may_remove` whether that is a day or more ago, `may_go_back` whether
    nothing was changed since. `counted` is what was compared.
    """

    kind: Kind
    place: str
    moved_to: str = ""
    moved_kind: str = ""
    moved_on: str = ""
    moved_by: str = ""
    from_kind: str = ""
    from_place: str = ""
    since: str = ""
    may_remove: bool = False
    may_go_back: bool = False
    removed_on: str = ""
    counted: tuple[CountedRow, ...] = ()


def home(office: Office) -> HomeRow:
    """Give where the office lives. Asks only this computer."""
    from immdesk.store.moves import journal
    from immdesk.store.moves.after import is_untouched
    from immdesk.store.moves.homes import home_now
    from immdesk.store.share.publisher import Shared

    now = home_now(office.store)
    publisher = office.store.publisher
    gone = publisher.moved() if isinstance(publisher, Shared) else None
    row = HomeRow(now.kind, now.where)
    if gone is not None:
        on = _day(office, gone.at)
        return HomeRow(now.kind, now.where, gone.place, gone.kind, on, gone.who)
    done = journal.made(office.store)
    if done is None:
        return row
    today = office.today().isoformat()
    return HomeRow(
        now.kind,
        now.where,
        from_kind=done.from_kind,
        from_place=done.from_place,
        since=_day(office, done.at),
        may_remove=not done.agreed and _local_day(office, done.at) < today,
        may_go_back=not done.agreed and is_untouched(office.store, done),
        removed_on=done.agreed,
        counted=_rows(done.pairs),
    )


def before(office: Office, colleagues: tuple[str, ...] = ()) -> tuple[ReadyLine, ...]:
    """Give what is looked at before a move: unsent work, choices that wait, who is at work elsewhere.

    `colleagues` are the names of those who are at work, as the last look at the share told.
    """
    from immdesk.office import sharing

    row = sharing.row(office)
    lines = []
    if row.kind == "alone":
        lines.append(ReadyLine(True, _("Nobody else works in this office.")))
    elif row.kind != "well":
        lines.append(ReadyLine(False, f"{row.happened} {row.do}"))
    if row.waiting or row.held:
        n = row.waiting + row.held
        words = n_(
            "{n} change of this desk is not sent yet.", "{n} changes of this desk are not sent yet.", n
        )
        lines.append(ReadyLine(False, words))
    elif row.kind == "well":
        lines.append(ReadyLine(True, _("All work of this desk is sent.")))
    if colleagues:
        words = _("At work now: {names}. Ask them to save what they type; this desk cannot see it.")
        lines.append(ReadyLine(False, words.format(names=", ".join(colleagues))))
    elif row.kind == "well":
        lines.append(ReadyLine(True, _("Nobody else is at work, as far as the shared office tells.")))
    lines.append(ReadyLine(True, _("A backup is made and verified before anything moves.")))
    return tuple(lines)


def move(
    office: Office,
    kind: Kind,
    *,
    place: Path | None = None,
    owner: str = "",
    desk: str = "",
    watched: Watched = ALONE,
) -> tuple[CountedRow, ...]:
    """Move the office; open it anew afterwards. Give what was counted in the old and the new place.

    `place` is the empty shared folder; `owner` and `desk` are how the owner of an empty database and the
    person of this computer connect. Raises Problem for what cannot be, Refused when a place will not do or
    a copy is not the same, Stopped when somebody cancelled: then the office is where it was.
    """
    from immdesk.office.sign_in import must
    from immdesk.store.backup import backup
    from immdesk.store.moves import flow

    must(office, "people")
    to = _new_home(office, kind, place, owner, desk)
    try:
        flow.refuse_unready(office.store)
        watched.step(0, 0, _("Making a backup first"))
        backup(office.store, now=office.now(), label="before-move", watched=watched)
        done = flow.move(office.store, to, office.user, office.now(), watched=watched, owner=owner, desk=desk)
    finally:
        to.close()
    return _rows(done.pairs)


def follow(office: Office, *, place: Path | None = None, desk: str = "") -> None:
    """Let this desk follow the office to its new folder or server; open it anew afterwards.

    What waits here is sent there. Raises Refused when another office is there, or none.
    """
    from immdesk.store.home import open_store
    from immdesk.store.moves import after

    if place is not None:
        after.follow_to_share(office.store, place)
    elif desk:
        key = office.store.keys.newest
        after.follow_to_server(office.store, desk)
        office.store.close()
        with open_store(office.folder, key) as store:
            after.bring_anew(store)
    else:
        raise Problem(
            _("No place was given."), _("Nothing was changed."), _("Choose the folder or type the server.")
        )


def go_back(office: Office, owner: str = "") -> None:
    """Take the last move back, as long as nothing was changed in the new place; open the office anew."""
    from immdesk.office.sign_in import must
    from immdesk.store.moves import after

    must(office, "people")
    homes: list[Home] = []

    def old(done: Made) -> Home:
        homes.append(_there(office.store, done.from_kind, done.from_place, _connects(done, owner)))
        return homes[0]

    try:
        after.go_back(office.store, office.user, office.now(), old)
    finally:
        for one in homes:
            one.close()


def remove_old(office: Office, owner: str = "") -> str:
    """Take the old place away for good, on a later day than the move; give what was done, in words.

    `owner` is how the owner of the old database connects. Raises Refused on the day of the move, and when
    the old place is out of reach.
    """
    from immdesk.office.sign_in import must
    from immdesk.store.home import office_id
    from immdesk.store.moves import after

    must(office, "people")
    today = office.today().isoformat()

    def take(done: Made) -> None:
        if _local_day(office, done.at) >= today:
            raise after.too_soon()
        if done.from_kind == "share":
            after.take_old_share(done, office_id(office.folder))
        elif done.from_kind == "server":
            if not owner:
                raise Problem(
                    _("The old database is taken away by its owner."),
                    _("Nothing was removed."),
                    _("Type how its owner connects."),
                )
            after.take_old_server(done, office.store, owner)

    done = after.agree(office.store, today, take)
    return _("The old place {place} is empty now.").format(place=done.from_place)


def resume(store: Store) -> str:
    """At the start: end a move during which the program was killed; give what to say, "" for nothing.

    Raises Refused when neither home can be told yet, and the office here would go on beside another.
    """
    from immdesk.store.moves import flow, journal

    begun = journal.begun(store)
    if begun is None:
        return ""
    made: list[Home] = []

    def there(one: Begun) -> Home:
        made.append(_there(store, one.kind, one.place, one.owner or one.desk, one.desk))
        return made[0]

    try:
        return flow.resume(store, there)
    finally:
        for one in made:
            one.close()


def with_password(conninfo: str, password: str) -> str:
    """Give an address of a server with the password that was typed apart from it, "" for no address."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    from immdesk.store.server.link import checked

    if not conninfo or not password:
        return conninfo
    try:
        return make_conninfo(conninfo, password=password)
    except ProgrammingError:
        return checked(conninfo)


# -- private ----------------------------------------------------------------------------------


def _new_home(office: Office, kind: Kind, place: Path | None, owner: str, desk: str) -> Home:
    from immdesk.store.moves.homes import Here, home_now
    from immdesk.store.share.trouble import Away, not_now, told

    if kind == "alone":
        if home_now(office.store).kind == "alone":
            raise Problem(
                _("The office lives on this computer already."),
                _("Nothing was changed."),
                "",
            )
        return Here(office.store.device)
    if kind == "share" and place is not None:
        from immdesk.store.moves.on_share import OnShare

        try:
            return OnShare.new(place)
        except Away:
            raise not_now(told("away")) from None
    if kind == "server" and owner and desk:
        from immdesk.store.moves.at_server import AtServer

        return AtServer.new(owner, desk)
    raise Problem(
        _("It was not said where the office moves to."),
        _("Nothing was changed."),
        _("Choose an empty shared folder, or give the owner's and your own way to the server."),
    )


def _there(store: Store, kind: str, place: str, owner: str = "", desk: str = "") -> Home:
    from immdesk.store.moves.homes import Here

    if kind == "share":
        from immdesk.store.moves.on_share import OnShare

        return OnShare.at(Path(place))
    if kind == "server":
        from immdesk.store.moves.at_server import AtServer

        return AtServer.new(owner, desk or owner)
    return Here(store.device)


def _connects(done: Made, owner: str) -> str:
    """Give how this computer connected to the old server."""
    import json

    told = json.loads(done.told)
    return owner or str(told.get("server", {}).get("conninfo", ""))


def _rows(pairs: tuple[Pair, ...]) -> tuple[CountedRow, ...]:
    return tuple(
        CountedRow(one.name, one.here.count, one.there.count, one.here.digest[:8], one.there.digest[:8])
        for one in pairs
    )


def _local_day(office: Office, at: str) -> str:
    return day_in(office.zone, datetime.fromisoformat(at)).isoformat()


def _day(office: Office, at: str) -> str:
    return on_screen(day_in(office.zone, datetime.fromisoformat(at)))
