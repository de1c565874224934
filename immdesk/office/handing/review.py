"""The review of a package that came back: what fits, what clashes, what waits; and taking it in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, in_english, n_
from immdesk.office.handing.fatal import for_attorney
from immdesk.office.handing.leaving_out import MARK
from immdesk.office.handing.returns import at_home, bring_scans, operations_of, returned, wanted_scans
from immdesk.office.held_cards import HeldWord, word_of
from immdesk.office.history_labels import title_words
from immdesk.office.history_words import Context, context_of, lines_of
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must
from immdesk.store.engine import DatabaseError, plainly
from immdesk.store.operations import Done, Operation, RowChange
from immdesk.store.share.held import Word, with_choices
from immdesk.store.share.op_file import Published
from immdesk.store.share.rebase import Clash, concerned, weigh
from immdesk.store.share.replica import write_rows
from immdesk.store.undo import undo_id

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.engine import Connection

How = Literal["fits", "clash", "waits", "taken", "left", "back"]
LEFT_OUT = "Leave out what was done outside"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was done outside: who, when, what it changes from what to what, and how it stands.

    `how` is fits, clash (then `words` are to be chosen), waits (for one above it), taken, left (out), or back
    (it was taken in, and that was undone).
    """

    id: str
    title: str
    who: str
    at: datetime
    about: str
    lines: tuple[str, ...]
    how: How
    words: tuple[HeldWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What came back of a hand-off."""

    hand_off_id: str
    to_whom: str
    what: str
    items: tuple[Item, ...]

    def count(self, how: How) -> int:
        """Give how many items stand so."""
        return sum(one.how == how for one in self.items)


def review(office: Office, hand_off_id: str) -> Review:
    """Give what came back and how it stands against the records of this moment; nothing is changed."""
    with returned(office, hand_off_id) as (row, packages):
        operations = operations_of(packages, row["to_whom"])
        found = _weighed(office, operations)
    places = [place for one in operations for place in _places(one)]
    with office.store.read() as read:
        context = context_of(office, read, places)
    zone = ZoneInfo(office.zone)
    items = tuple(_item(one, how, clashes, context, zone) for one, how, clashes in found)
    return Review(hand_off_id, row["to_whom"], row["what"], items)


def take(
    office: Office,
    hand_off_id: str,
    ids: Collection[str],
    progress: Progress,
    cancelled: Cancelled,
    *,
    mine: Mapping[str, Collection[Word]] | None = None,
) -> Changed:
    """Write these items into the records, each as one operation of the person who did it.

    Of an item that clashes, `mine` holds by its id the words to take from outside; in all others the
    office's stay. An item that clashes and is not in `mine`, or waits for another, stays in the review; so
    does a change of a fatal date, unless who sits here approves.
    Raises Problem for a word whose text has parts that were not in the package.
    """
    must(office, "work")
    chosen, done, stay, ids = mine or {}, [], 0, frozenset(ids)
    with returned(office, hand_off_id) as (row, packages):
        operations = operations_of(packages, row["to_whom"])
        scans = bring_scans(office, packages, wanted_scans([o for o in operations if o.line["id"] in ids]))
        watched = Watched(progress, cancelled, _("What was taken in by then is in the records."))
        before: list[Published] = []
        wanted = _those(office, operations, "")
        fatal = for_attorney(office, [one for one in wanted if one.line["id"] in ids])
        for one in watched.each(wanted, len(wanted), _("Taking the changes in"), every=5):
            made = None
            if one.line["id"] in ids - fatal and not concerned(before, one):
                made = _take_one(office, one, scans, chosen.get(one.line["id"]))
            if made is None:
                before.append(one)
                stay += one.line["id"] in ids - fatal
            else:
                done.append(made)
    said = n_("{n} change was taken in.", "{n} changes were taken in.", len(done))
    if stay:
        said += " " + n_("{n} waits for a choice.", "{n} wait for a choice.", stay)
    if fatal:
        said += " " + n_(
            "{n} changes a fatal date: an attorney takes it in.",
            "{n} change a fatal date: an attorney takes them in.",
            len(fatal),
        )
    return _settled(office, done, said)


def leave_out(office: Office, hand_off_id: str, ids: Collection[str]) -> Changed:
    """Decide that these items are not taken in; the history says so, and by whom."""
    must(office, "work")
    with returned(office, hand_off_id) as (row, packages):
        operations = [one for one in operations_of(packages, row["to_whom"]) if one.line["id"] in ids]
    done = []
    for one in _those(office, operations, ""):
        said = {"id": one.line["id"], "title": in_english(_("Leave out what was done outside"))}
        said |= {"who": office.user, "why": one.line["title"]}
        said["at"] = office.now().isoformat(timespec="milliseconds")
        done.append(_written(office, said, []))
    return _settled(office, done, n_("{n} change was left out.", "{n} changes were left out.", len(done)))


def undo_taking_in(office: Office, hand_off_id: str) -> Changed:
    """Take back all that was taken in of a hand-off, the latest first, as one step.

    What somebody has built on meanwhile stays, and the message says what stands in its way.
    """
    from immdesk.office import undo

    must(office, "work")
    with returned(office, hand_off_id) as (row, packages):
        operations = operations_of(packages, row["to_whom"])
    back, why = [], ""
    for one in reversed(_those(office, operations, "taken")):
        try:
            back.append(undo.undo(office, one.line["id"]))
        except Problem as stands:
            why = why or f"{title_words(one.line['title'])}: {stands.means or stands.happened}"
    if not back and why:
        raise Problem(_("Nothing could be taken back."), why, _("Undo what was done since first."))
    said = n_("{n} change was taken back.", "{n} changes were taken back.", len(back))
    if why:
        said += " " + _("Some stay, somebody has built on them: {why}").format(why=why)
    return Changed(
        back[0].operation if back else "",
        frozenset().union(*(one.tables for one in back)),
        frozenset().union(*(one.cases for one in back)),
        frozenset().union(*(one.people for one in back)),
        said,
    )


# -- private ------------------------------------------------------------------------------------


def _weighed(
    office: Office, operations: Sequence[Published]
) -> list[tuple[Published, How, tuple[Clash, ...]]]:
    """Give how each operation stands against the records now."""
    found: list[tuple[Published, How, tuple[Clash, ...]]] = []
    before: list[Published] = []
    connection = office.store.plain_connection()
    try:
        connection.execute("BEGIN IMMEDIATE")  # what fits is written for those that build on it; none is kept
        for one in operations:
            if known := _known_in(connection, one):
                found.append((one, known, ()))
                continue
            rows, clashes, _beside = weigh(connection, _here(connection, one, {}))
            gone = concerned(before, one) or rests_on_gone(connection, rows)
            how: How = "waits" if gone else "clash" if clashes else "fits"
            if how == "fits" and not _tried(connection, rows):
                how = "waits"
            if how != "fits":
                before.append(one)
            found.append((one, how, tuple(clashes) if how == "clash" else ()))
    except DatabaseError as error:
        raise plainly(error) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()
    return found


def _tried(connection: Connection, rows: Sequence[RowChange]) -> bool:
    """Write rows in the open transaction; False, and nothing written, when the tables refuse them."""
    connection.execute("SAVEPOINT taking")
    try:
        write_rows(connection, rows)
    except DatabaseError:
        connection.execute("ROLLBACK TO taking")
        return False
    finally:
        connection.execute("RELEASE taking")
    return True


def rests_on_gone(connection: Connection, rows: Sequence[RowChange]) -> bool:
    """Say whether rows belong to a case that was deleted here, or name a record that is gone."""
    made = {row.pk for row in rows if row.act == "insert"}
    for row in rows:
        whose = row.pk if row.table == "case_file" else row.case_id
        sql = "SELECT 1 FROM case_file WHERE id = ? AND deleted_at IS NULL"
        if whose and not connection.execute(sql, [whose]).fetchone():
            return True
        links = connection.execute(f'PRAGMA foreign_key_list("{row.table}")').fetchall()
        for link in links if row.act != "delete" else ():
            named = (row.after or {}).get(link[3])
            target = f'SELECT 1 FROM "{link[2]}" WHERE id = ?'
            if named and named not in made and not connection.execute(target, [named]).fetchone():
                return True
    return False


def _here(connection: Connection, one: Published, scans: Mapping[str, str]) -> Published:
    return Published(one.line, tuple(at_home(connection, row, scans) for row in one.rows), one.digests)


def _those(office: Office, operations: Sequence[Published], how: How | Literal[""]) -> list[Published]:
    """Give the operations that stand so here; "" are those about which nobody has decided."""
    connection = office.store.plain_connection()
    try:
        return [one for one in operations if _known_in(connection, one) == how]
    finally:
        connection.close()


def _known_in(connection: Connection, one: Published) -> How | Literal[""]:
    sql = "SELECT title FROM operation WHERE id = ?"
    found = connection.execute(sql, [one.line["id"]]).fetchone()
    if found is None:
        return ""
    if found[0] == LEFT_OUT:
        return "left"
    undone = connection.execute(sql, [undo_id(one.line["id"])]).fetchone()
    again = undone and connection.execute(sql, [undo_id(undo_id(one.line["id"]))]).fetchone()
    return "back" if undone and not again else "taken"


def _take_one(
    office: Office, one: Published, scans: Mapping[str, str], mine: Collection[Word] | None
) -> Operation | None:
    """Write one operation; None when it clashes and nothing was chosen, or rests on what is not here."""
    changing = office.store.changing()

    def once() -> Operation | None:
        with changing.transaction() as connection:
            raw: Connection = connection.connection.dbapi_connection
            here = _here(raw, one, scans)
            rows, clashes, _beside = weigh(raw, here)
            if clashes and mine is None:
                return None
            kept = [left for row in rows if (left := with_choices(row, clashes, mine or ())) is not None]
            _refuse_marks(kept, clashes)
            if rests_on_gone(raw, kept) or not _tried(raw, kept):
                return None
            said = {name: one.line[name] for name in ("id", "title", "who", "why", "at")}
            if not kept:
                said |= {"title": LEFT_OUT, "who": office.user}
            return changing.write(connection, said, kept)

    return changing.agreed(once)


def _written(office: Office, said: dict[str, str], rows: list[RowChange]) -> Operation:
    changing = office.store.changing()

    def once() -> Operation:
        with changing.transaction() as connection:
            return changing.write(connection, said, rows)

    return changing.agreed(once)


def _refuse_marks(rows: Sequence[RowChange], clashes: Sequence[Clash]) -> None:
    places = {(clash.table, clash.pk, clash.column) for clash in clashes}
    for row in rows:
        for name, value in (row.after or {}).items():
            if row.act == "update" and (row.table, row.pk, name) in places and MARK in str(value or ""):
                raise Problem(
                    _("This text has parts that were not in the package."),
                    _("Taken as it is, it would put a mark where the office has the words."),
                    _("Keep the office's text, and type the change from outside into it by hand."),
                )


def _settled(office: Office, done: Sequence[Operation], message: str) -> Changed:
    """Let what this computer remembers follow, once for all operations."""
    if not done:
        return Changed(message=message)
    whole = Operation(
        done[-1].id,
        done[-1].seq,
        tables=frozenset().union(*(one.tables for one in done)),
        cases=frozenset().union(*(one.cases for one in done)),
        people=frozenset().union(*(one.people for one in done)),
    )
    for one in done:
        if one.tables & {"employer", "worksite", "employer_contact"}:
            office.settle(one, "")
    return office.settle(whole, message)


def _places(one: Published) -> list[tuple[str, str]]:
    return [
        place
        for row in one.rows
        for place in ((row.table, row.pk), ("person", row.person_id or ""), ("case_file", row.case_id or ""))
    ]


def _item(one: Published, how: How, clashes: Sequence[Clash], context: Context, zone: ZoneInfo) -> Item:
    line = one.line
    done = Done(line["id"], 0, line["at"], line["who"], line["device"], line["title"], line["why"], one.rows)
    people = dict.fromkeys(context.called(row.person_id) for row in one.rows if row.person_id)
    cases = [context.rows.get(("case_file", row.case_id or ""), {}) for row in one.rows]
    about = [*filter(None, people), *dict.fromkeys(str(row["number"]) for row in cases if row.get("number"))]
    return Item(
        line["id"],
        title_words(line["title"]),
        line["who"],
        datetime.fromisoformat(line["at"]).astimezone(zone),
        ", ".join(about[:3]),
        lines_of(done, context),
        how,
        tuple(word_of(clash, context) for clash in clashes),
    )
