"""A package that came back: weighed, kept in the office as it is, and read again for each look."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.office.handing.leaving_out import MARK
from immdesk.office.handing.making import attachments_of, keys_of
from immdesk.office.handing.opening import blobs_named
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must
from immdesk.store.home import SCHEMA
from immdesk.store.loan.package import Head, Package, changed, head_of, newer, open_package
from immdesk.store.operations import Image, RowChange
from immdesk.store.share.op_file import Published
from immdesk.store.share.replica import columns_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.engine import Connection

_ENDS = ("case_file", "staff_sign_in", "case_reader", "hand_off")


class CameBefore(Problem):
    """All that a package holds is here already."""


@dataclass(frozen=True, slots=True)
class Received:
    """A package that was taken in for review: which hand-off, how many changes, what to say of its day."""

    hand_off_id: str
    changes: int
    note: str


def receive(office: Office, path: Path) -> tuple[Received, Changed]:
    """Keep a package that came back, for its review; nothing of it is in the records yet.

    Raises Refused for a package of another office or a newer program, a damaged one, and Problem for one
    that holds nothing beyond what came before. Nothing is changed then.
    """
    must(office, "work")
    head = head_of(path)
    row = _row(office, head)
    package = _opened(office, head, path)
    _weigh(office, package)
    told = json.loads(row["told"])
    _refuse_older(told, package)
    with path.open("rb") as file:
        blob = office.store.attachments.put(file)
    told.setdefault("returns", []).append(
        {
            "blob": blob.name,
            "ids": [one.line["id"] for one in package.operations],
            "at": str(package.told.get("at", "")),
        }
    )
    changed_now = _enter(office, row, told, len(package.operations))
    late = row["due_on"] and office.today().isoformat() > row["due_on"]
    note = _("It came after the day that was agreed, {day}.").format(day=row["due_on"]) if late else ""
    return Received(head.id, len(package.operations), note), changed_now


def hand_off_of(path: Path) -> str:
    """Give the id of the hand-off whose package this is. Raises Refused when it is none."""
    return head_of(path).id


@contextmanager
def returned(office: Office, hand_off_id: str) -> Iterator[tuple[dict[str, Any], list[Package]]]:
    """Give the register's line of a hand-off and each package that came back of it, opened.

    Raises Problem when there is no such hand-off.
    """
    rows = office.rows("SELECT * FROM hand_off WHERE id = ?", [hand_off_id])
    if not rows:
        raise Problem(_("This hand-off is no longer here."), "", _("Look at the list again."))
    if hidden_cases(office, rows[0]):
        raise Refused(
            _("This hand-off holds a restricted case."),
            _("Nothing was read or changed."),
            _("Ask somebody who may see that case."),
        )
    found = []
    with tempfile.TemporaryDirectory(dir=office.folder, prefix=".hand-off-") as folder:
        for place, one in enumerate(json.loads(rows[0]["told"]).get("returns", [])):
            path = Path(folder) / f"{place}.immback"
            with office.store.attachments.open(one["blob"]) as kept, path.open("wb") as out:
                while piece := kept.read(1 << 20):
                    out.write(piece)
            found.append(_by_any_key(office, hand_off_id, path))
        yield rows[0], found


def operations_of(packages: list[Package], who: str) -> list[Published]:
    """Give the operations of all packages once each, in order, their author marked as the person outside."""
    known: dict[str, Published] = {}
    for package in packages:
        for one in package.operations:
            known.setdefault(one.line["id"], one)
    return [Published(_outside(one.line, who), one.rows, one.digests) for one in known.values()]


def bring_scans(office: Office, packages: list[Package], wanted: set[str]) -> dict[str, str]:
    """Take the scans that operations name into the office; give the office's names by theirs.

    Raises Refused when one is not as it was written; what was brought before it is kept and harmless.
    """
    named: dict[str, str] = {}
    for package in packages:
        with tempfile.TemporaryDirectory(dir=office.folder, prefix=".hand-off-") as folder:
            lent = attachments_of(Path(folder), package.key)
            for name in sorted(set(package.blobs or {}) & wanted - set(named)):
                place = lent.path(name)
                place.parent.mkdir(parents=True, exist_ok=True)
                with package.blob(name) as source, place.open("wb") as target:
                    while piece := source.read(1 << 20):
                        target.write(piece)
                lent.check(name)
                with lent.open(name) as clear:
                    named[name] = office.store.attachments.put(clear).name
                place.unlink()
    return named


def at_home(connection: Connection, row: RowChange, scans: Mapping[str, str]) -> RowChange:
    """Give a row of a package as it is meant here: its scans and its texts those of this office."""
    before, after = (_renamed(image, scans) for image in (row.before, row.after))
    if row.act == "update" and before and after:
        now = _row_now(connection, row.table, row.pk) or {}
        for name, value in list(after.items()):
            if type(value) is str and MARK in value:
                whole = filled_in(str(before.get(name) or ""), value, now.get(name))
                if whole is not None:
                    before[name], after[name] = now[name], whole
    met = _met(connection, row, after) if row.act == "insert" and after else None
    if met is not None:
        return met
    return RowChange(row.table, row.pk, row.act, row.case_id, row.person_id, before, after, row.salt)


def filled_in(before: str, after: str, now: Any) -> str | None:
    """Give `after` with what stands now in the place of each mark, None where that is not sure."""
    if type(now) is not str or before.count(MARK) != after.count(MARK) or not before.count(MARK):
        return None
    pattern = "(.+?)".join(map(re.escape, before.split(MARK)))
    found = re.fullmatch(pattern, now, re.DOTALL)
    if found is None:
        return None
    parts = after.split(MARK)
    return parts[0] + "".join(value + part for value, part in zip(found.groups(), parts[1:], strict=True))


def wanted_scans(operations: list[Published]) -> set[str]:
    """Give the names of all scans that these operations name."""
    images = [image for one in operations for row in one.rows for image in (row.before, row.after) if image]
    return set().union(*(blobs_named(image) for image in images)) if images else set()


def hidden_cases(office: Office, row: Mapping[str, Any]) -> bool:
    """Say whether a line of the register names a case that who sits here may not see."""
    return bool(office.store.hidden() & {one["id"] for one in json.loads(row["told"])["cases"]})


# -- private ------------------------------------------------------------------------------------


def _row(office: Office, head: Head) -> dict[str, Any]:
    if head.kind == "return" and head.schema > SCHEMA:
        raise newer()
    rows = office.rows("SELECT * FROM hand_off WHERE id = ?", [head.id])
    if not rows:
        raise Refused(
            _("This package belongs to another office, or to a hand-off that this office does not know."),
            _("Nothing was taken in."),
            _("Look at the list of hand-offs; after a restored backup, hand the cases off again."),
        )
    return rows[0]


def _opened(office: Office, head: Head, path: Path) -> Package:
    package = _by_any_key(office, head.id, path)
    if package.told.get("id") != head.id:
        raise changed()
    return package


def _by_any_key(office: Office, hand_off_id: str, path: Path) -> Package:
    """Open a package that came back, also where the office has had a new key since it went out."""
    *others, first = reversed(keys_of(office, hand_off_id))
    for key in (first, *reversed(others)):
        with suppress(Refused):
            return open_package(path, "return", key)
    return open_package(path, "return", first)


def _weigh(office: Office, package: Package) -> None:
    """Compare every row with the tables of this office: an unknown table or column is refused as a whole."""
    connection = office.store.plain_connection()
    try:
        columns = columns_of(connection)
    finally:
        connection.close()
    for one in package.operations:
        for row in one.rows:
            known = columns.get(row.table)
            if known is None or not known.issuperset((*(row.before or ()), *(row.after or ()))):
                raise changed()
            if row.act == "purge" or (row.table in _ENDS and row.act != "update"):
                raise changed()


def _refuse_older(told: Mapping[str, Any], package: Package) -> None:
    ids = {one.line["id"] for one in package.operations}
    if not ids:
        if told.get("returns"):
            raise _nothing_new()
        return
    for one in told.get("returns", ()):
        if ids <= set(one["ids"]):
            raise _nothing_new() if ids == set(one["ids"]) else _older()


def _nothing_new() -> CameBefore:
    return CameBefore(
        _("This package came back already."),
        _("It holds nothing beyond what is here; nothing was taken in twice."),
        _("Look at its review in the list of hand-offs."),
    )


def _older() -> CameBefore:
    return CameBefore(
        _("A newer package of this hand-off is here already."),
        _("All that this older one holds is in the newer; nothing was taken in twice."),
        _("Look at the review of the newer one in the list of hand-offs."),
    )


def _enter(office: Office, row: Mapping[str, Any], told: Mapping[str, Any], changes: int) -> Changed:
    today, now = office.today().isoformat(), office.now().isoformat()
    open_dates = office.rows(
        "SELECT id FROM docket_entry WHERE output = ? AND state = 'kept'", [f"hand-off {row['id']}"]
    )

    def work(session: Session) -> None:
        from immdesk.records.access import HandOff
        from immdesk.records.dates import DocketEntry

        one = session.get_one(HandOff, row["id"])
        one.told, one.state = json.dumps(told, ensure_ascii=False), "back"
        one.back_at, one.back_by = now, office.user
        for found in open_dates:
            entry = session.get_one(DocketEntry, found["id"])
            entry.state, entry.done_on, entry.done_proof = "done", today, _("The package came back.")

    words = n_("The package is here with {n} change.", "The package is here with {n} changes.", changes)
    return office.change(_("Receive a hand-off package"), work, message=words)[1]


def _outside(line: dict[str, Any], who: str) -> dict[str, Any]:
    return {**line, "who": _("{name} (outside: {whom})").format(name=line["who"], whom=who)}


def _renamed(image: Image | None, scans: Mapping[str, str]) -> Image | None:
    if image is None:
        return None
    made = dict(image)
    for column, value in image.items():
        if type(value) is str and (column == "blob" or '"blob"' in value):
            made[column] = re.sub(r"\b[0-9a-f]{64}\b", lambda found: scans.get(found[0], found[0]), value)
    return made


def _row_now(connection: Connection, table: str, pk: str) -> Image | None:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', [pk])
    found = cursor.fetchone()
    return dict(zip([one[0] for one in cursor.description], found, strict=True)) if found else None


def _met(connection: Connection, row: RowChange, after: Image) -> RowChange | None:
    """Give a number that was left out and was typed outside as a change of the one that stands here."""
    if row.table != "identifier":
        return None
    sql = "SELECT id, version FROM identifier WHERE person_id = ? AND kind = ? AND is_main IS ? AND id <> ?"
    asked = [after.get("person_id"), after.get("kind"), after.get("is_main"), row.pk]
    found = connection.execute(sql, asked).fetchone()
    if found is None:
        return None
    pk, version = found
    return RowChange(
        row.table, pk, "update", row.case_id, row.person_id,
        {"value": None, "version": version}, {"value": after.get("value"), "version": version + 1}, None,
    )  # fmt: skip
