"""The move itself: filled, compared, claimed, opened; killed at any moment it is either old or new home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.store.moves import journal, marks
from immdesk.store.moves.homes import Here, Home, bring_scans, home_now
from immdesk.store.moves.measured import Pair, side_by_side
from immdesk.store.moves.on_share import OnShare
from immdesk.store.share.replica import KEEP_HEAD, last_operation, operations_from, writing
from immdesk.store.share.trouble import Away, Unknown, not_now, told

if TYPE_CHECKING:
    from immdesk.store.home import Store

TITLE = "Move the office"
ROUNDS = 4
"""How often what colleagues did meanwhile is brought along; then they are asked to pause."""


def move(
    store: Store,
    to: Home,
    user: str,
    now: datetime,
    *,
    watched: Watched = ALONE,
    owner: str = "",
    desk: str = "",
) -> journal.Made:
    """Move the office from where it is to the new home; open it anew afterwards. Give what was compared.

    Until the last step nothing of the old home is changed, and a failure takes away what was brought. Raises
    Refused in plain words, also when a copied table differs, and Stopped when somebody cancelled.
    """
    old, alone = home_now(store), isinstance(home_now(store), Here)
    refuse_unready(store)
    token = uuid4().hex
    mark = marks.home_of(store.folder) if alone else token
    begun = journal.Begun(token, mark, to.kind, to.where, owner, desk, now.astimezone(UTC).isoformat())
    try:
        bring_scans(store, watched)
        journal.keep(store, journal.UNDER_WAY, begun)
        pairs = _filled(store, old, to, begun, user, now, watched)
    except Away:
        _broken_off(store, to, begun)
        raise _out_of_reach() from None
    except _Unclear:
        raise _goes_on() from None
    except BaseException:
        _broken_off(store, to, begun)
        raise
    return finish(store, old, to, begun, pairs)


def finish(store: Store, old: Home, to: Home, begun: journal.Begun, pairs: tuple[Pair, ...]) -> journal.Made:
    """Do what is left after the move was claimed; doing it twice does no harm. Raises Away or Refused."""
    with closing(store.plain_connection()) as connection:
        seq = last_operation(connection)[0]
        to.add(store, operations_from(connection, max(1, seq - _DELTA)))
        here = marks.newest(connection)
    to.open(store, begun.mark)
    done = journal.Made(
        begun.mark,
        marks.home_of(store.folder),
        old.kind,
        old.where,
        to.kind,
        to.where,
        begun.at,
        seq,
        (store.folder / marks.OFFICE).read_text(encoding="utf-8"),
        "",
        pairs,
    )
    journal.keep(store, journal.DONE, done)
    if here is not None and here.token == begun.token and isinstance(old, OnShare):
        old.say_moved(here)
    to.point(store, begun.mark)
    journal.drop(store, journal.UNDER_WAY)
    return done


_DELTA = 500
"""So many operations before the move are looked at again when it is finished after a break."""


def resume(store: Store, home_of: Callable[[journal.Begun], Home]) -> str:
    """At the start: end a move that was broken off, one way or the other; give what to say of it.

    "" when there was none. Raises Refused while neither can be known, because a home is out of reach.
    """
    begun = journal.begun(store)
    if begun is None:
        return ""
    if home_now(store).kind == begun.kind and home_now(store).where == begun.place:  # but for one line
        journal.drop(store, journal.UNDER_WAY)
        return _("The move of the office is done: it lives at {place} now.").format(place=begun.place)
    store.publisher.sync()
    with closing(store.plain_connection()) as connection:
        newest = marks.newest(connection)
        known = newest is not None and newest.token == begun.token and _is_out(store, newest.seq)
    known = known or begun.claimed
    try:
        if known:
            finish(store, home_now(store), home_of(begun), begun, ())
            return _("The move of the office is done: it lives at {place} now.").format(place=begun.place)
        if store.publisher.away:
            raise Away
        with suppress(Away):
            home_of(begun).take_away(store, begun.token)
    except Away:
        raise _goes_on() from None
    journal.drop(store, journal.UNDER_WAY)
    return _("The move of the office was broken off: it lives where it was, and nothing is lost.")


def refuse_unready(store: Store) -> None:
    """Refuse while this desk has work that the others do not know, or the old home is out of reach."""
    from immdesk.store.share.publisher import Shared

    if not isinstance(store.publisher, Shared):
        return
    store.publisher.sync()
    state = store.publisher.state()
    if state.kind != "well":
        raise not_now(told(state.kind, state.seq))
    if state.waiting or state.held:
        raise Refused(
            n_(
                "{n} change of this desk is not with the others yet.",
                "{n} changes of this desk are not with the others yet.",
                state.waiting + state.held,
            ),
            _("It would be left behind; nothing was moved."),
            _("Send or decide what waits on the page of the shared office, then move."),
        )


# -- private ----------------------------------------------------------------------------------


class _Unclear(Exception):
    """Nobody can say now whether the move was claimed: the next start finds out."""


class _Quicker(Exception):
    """A colleague changed something after it was compared: it is brought along, and compared again."""


def _filled(
    store: Store, old: Home, to: Home, begun: journal.Begun, user: str, now: datetime, watched: Watched
) -> tuple[Pair, ...]:
    for _round in range(ROUNDS):
        store.publisher.sync()
        to.fill(store, begun.token, watched)
        with suppress(_Quicker):
            pairs = compared(store, old, to, watched)
            watched.look()
            _claim(store, to, begun, pairs[-1].here.digest, user, now)
            return pairs
    raise Refused(
        _("Colleagues keep changing the office."),
        _("What is moved must stand still for a few seconds; nothing was moved."),
        _("Ask everybody to pause for a minute, or move in the evening."),
    )


def compared(store: Store, old: Home, to: Home, watched: Watched) -> tuple[Pair, ...]:
    """Count both homes, and give them side by side. Raises Refused when they differ."""
    here, there = old.measure(store, watched), to.measure(store, watched)
    pairs = side_by_side(here, there)
    wrong = [one for one in pairs if not one.same]
    if not wrong:
        return pairs
    if here.seq != there.seq:  # the next round brings along what a colleague did
        raise _Quicker
    words = n_(
        "{n} table is not the same in the new place.",
        "{n} tables are not the same in the new place.",
        len(wrong),
    )
    raise Refused(
        f"{words} ({', '.join(one.name for one in wrong[:5])})",
        _("The office was not moved, and what was copied there was taken away again."),
        _("Try again; if it stays so, check the disk of the new place, and the office (Help, Check)."),
    )


def _claim(store: Store, to: Home, begun: journal.Begun, head: str, user: str, now: datetime) -> None:
    """Write the operation that moves the office as the next one after `head`, in the old home.

    An office alone tells nobody: its log says nothing of the move, so that it goes on as it was elsewhere.
    """
    changing = store.changing()
    if isinstance(home_now(store), Here):
        with closing(store.plain_connection()) as connection, writing(connection):
            if last_operation(connection)[1] != head:
                raise _Quicker
            connection.execute(KEEP_HEAD, [journal.UNDER_WAY, journal.written(replace(begun, claimed=True))])
        return
    place = to.where.replace("\n", " ")
    move = marks.Move(begun.token, to.kind, place)
    said = {"id": uuid4().hex, "title": TITLE, "who": user, "why": move.why()}
    said["at"] = now.astimezone(UTC).isoformat(timespec="milliseconds")

    def once() -> int:
        with changing.transaction() as connection:
            sql = "SELECT hash FROM operation ORDER BY seq DESC LIMIT 1"
            if (connection.exec_driver_sql(sql).scalar() or "") != head:
                raise _Quicker
            if store.publisher.away:
                raise Away
            done = changing.write(connection, said, [])
            told_of = {**said, "seq": done.seq, "device": store.device}
            noted = marks.move_of(told_of)
            assert noted is not None
            connection.exec_driver_sql(KEEP_HEAD, (marks.MOVED, marks.written(noted)))
            return done.seq

    try:
        seq = changing.agreed(once)
    except Unknown:
        raise _Unclear from None
    if not _is_out(store, seq):
        store.publisher.sync()
        if not _is_out(store, seq):
            raise _Unclear


def _is_out(store: Store, seq: int) -> bool:
    """Say whether operation `seq` stands in the old home for certain."""
    from immdesk.store.share.publisher import Shared
    from immdesk.store.share.replica import head_of

    if not isinstance(store.publisher, Shared):
        return True
    with closing(store.plain_connection()) as connection:
        return head_of(connection)[0] >= seq


def _broken_off(store: Store, to: Home, begun: journal.Begun) -> None:
    """Take away what was brought to the new home, and forget the move; what cannot go is told next time."""
    with suppress(Away, Problem, OSError):
        to.take_away(store, begun.token)
    journal.drop(store, journal.UNDER_WAY)


def _out_of_reach() -> Refused:
    return Refused(
        _("The connection to the new or the old place broke off."),
        _("The office was not moved; it is where it was."),
        _("Check the network, then move again. What was copied there may have to be deleted by hand."),
    )


def _goes_on() -> Refused:
    return Refused(
        _("The office is being moved, and one of the two places is out of reach."),
        _("Nothing is lost: the move is ended, or taken back, as soon as both can be reached."),
        _("Connect the network drive or the server, then open the office again."),
    )
