"""Two people who were merged by mistake made two again: each gets back what came from its side."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.shown import name as shown_name
from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.history_labels import noun

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed

From = Literal["stays", "goes", "since"]
_SAYS = (
    "title", "name", "family_name", "given_name", "kind", "value", "street", "city", "country", "employer",
    "form", "receipt_number", "destination", "status", "role", "arrived_on", "departed_on", "dated_on",
    "due_on", "from_on", "married_on", "spouse_family_name", "text", "charge", "path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge of a person: who was merged into them, when and by whom."""

    id: str
    gone_name: str
    on: str
    by: str


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One record of a merged person: what it is, and whether it came with them, from the other, or since."""

    key: str
    what: str
    words: str
    came: From


@dataclass(frozen=True, slots=True)
class SplitPage:
    """What a split would do: the two names and each record with the side that it came from."""

    merge_id: str
    keep_id: str
    keep_name: str
    gone_name: str
    on: str
    rows: tuple[SplitRow, ...]


def merges_of(office: Office, person_id: str) -> tuple[MergeLine, ...]:
    """Give those who were merged into a person and not split off again, the newest first."""
    rows = office.rows(
        "SELECT m.id AS merge_id, m.merged_at, m.merged_by, p.* FROM person_merge m "
        "JOIN person p ON p.id = m.gone_id WHERE m.person_id = ? AND m.split_at IS NULL "
        "ORDER BY m.merged_at DESC",
        [person_id],
    )
    return tuple(
        MergeLine(
            row["merge_id"], shown_name(row) or _("No name yet"), _day(row["merged_at"]), row["merged_by"]
        )
        for row in rows
    )


def split_page(office: Office, merge_id: str) -> SplitPage:
    """Give what stands with a merged person now, each record with where it came from."""
    row = _merge(office, merge_id)
    came = json.loads(row["came"])
    moved = {f"{table}:{pk}" for table, pk, _column in came["moved"]}
    mine = {f"{table}:{pk}" for table, pk in came["mine"]}
    added = {f"{table}:{pk}" for table, pk in came["added"]}
    names = {
        one["id"]: shown_name(one) or _("No name yet")
        for one in office.rows("SELECT * FROM person WHERE id IN (?, ?)", [row["person_id"], row["gone_id"]])
    }
    rows: dict[str, SplitRow] = {}
    for table, image in _now(office, row["person_id"]):
        key = f"{table}:{image['id']}"
        side: From = "goes" if key in moved else "stays" if key in mine else "since"
        if key not in added and table not in ("answer", "conflict_check"):
            rows[key] = SplitRow(key, noun(table), _says(image), side)
    found = sorted(rows.values(), key=lambda one: (("goes", "since", "stays").index(one.came), one.what))
    return SplitPage(
        merge_id,
        row["person_id"],
        names.get(row["person_id"], ""),
        names.get(row["gone_id"], ""),
        _day(row["merged_at"]),
        tuple(found),
    )


def split(office: Office, merge_id: str, goes: Collection[str]) -> Changed:
    """Make two of one again: the records whose keys are in `goes` go to the one who comes back.

    Fields that the merge took from the other side get their old value where nobody changed them since;
    what the merge left out comes back. One operation. Raises Problem when it was split already.
    """
    row = _merge(office, merge_id)
    came, at = json.loads(row["came"]), office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.enquiries import PersonMerge

        _split(session, row["person_id"], row["gone_id"], came, frozenset(goes))
        session.get_one(PersonMerge, merge_id).split_at = at

    _done, changed = office.change(_("Split a merged person again"), work, message=_("They are two again."))
    return changed


def _merge(office: Office, merge_id: str) -> Mapping[str, Any]:
    rows = office.rows("SELECT * FROM person_merge WHERE id = ? AND split_at IS NULL", [merge_id])
    if not rows:
        raise Problem(
            _("These two were split already, or their merge was undone."), _("Nothing was changed."), ""
        )
    return rows[0]


def _now(office: Office, person_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Give table and row of everything that names a person now."""
    found = []
    with office.store.read() as read:
        for table, column in _columns(office):
            sql = f'SELECT * FROM "{table}" WHERE "{column}" = ?'
            found += [(table, row) for row in read.all(sql, [person_id])]
    return found


def _columns(office: Office) -> list[tuple[str, str]]:
    """Give every (table, column) that names a person, read from the database itself."""
    rows = office.rows(
        'SELECT m.name AS t, f."from" AS c FROM sqlite_master m, pragma_foreign_key_list(m.name) f '
        "WHERE m.type = 'table' AND f.\"table\" = 'person' AND m.name <> 'person_merge'"
    )
    return [(row["t"], row["c"]) for row in rows]


def _split(session: Session, keep: str, gone: str, came: Mapping[str, Any], goes: frozenset[str]) -> None:
    from immdesk.office.keeping import row_class
    from immdesk.records.people import Person

    person = session.get_one(Person, gone)
    person.deleted_at = None
    for table, pk in came["added"]:
        row: Any = session.get(row_class(table), pk)
        if row is not None:
            session.delete(row)
    _give_back(session, keep, gone, came, goes)
    _take_values_back(session, keep, came)
    _bring_back(session, keep, gone, came)
    stays = session.get_one(Person, keep)
    stays.sort_key = folded(" ".join(part or "" for part in (stays.family_name, stays.given_name)))


def _give_back(session: Session, keep: str, gone: str, came: Mapping[str, Any], goes: frozenset[str]) -> None:
    """Let the chosen records name the one who comes back; answers as typed go back as they came."""
    from immdesk.office.merging import rows_naming

    moved = {(table, pk) for table, pk, _column in came["moved"]}
    for table, column, row in list(rows_naming(session, keep)):
        hidden = table in ("answer", "conflict_check") and (table, row.id) in moved
        if hidden or f"{table}:{row.id}" in goes:
            setattr(row, column, gone)


def _take_values_back(session: Session, keep: str, came: Mapping[str, Any]) -> None:
    """Give each field its value of before the merge, unless somebody has changed it since."""
    from immdesk.office.keeping import row_class
    from immdesk.records.answers import SaidWord, say, that_is_all
    from immdesk.records.base import id_of

    for table, pk, column, before, after in came["changed"]:
        if table == "said":
            said = session.get(SaidWord, id_of("said", "person", keep, column))
            if said is not None and said.value == after:
                say(session, "person", keep, column, before)
        elif table == "list_complete":
            that_is_all(session, "person", keep, column, bool(before))
        else:
            row: Any = session.get(row_class(table), pk)
            if row is not None and getattr(row, column) == after:
                setattr(row, column, before)


def _bring_back(session: Session, keep: str, gone: str, came: Mapping[str, Any]) -> None:
    """Write again what the merge left out because the other said it too, or another was chosen."""
    from immdesk.office.keeping import row_class

    session.flush()
    for table, image in came["dropped"]:
        kind: Any = row_class(table)
        if session.get(kind, image["id"]) is None:
            session.add(kind(**{name: value for name, value in image.items() if name != "version"}))


def _says(image: Mapping[str, Any]) -> str:
    parts = {one: str(image[one]) for one in _SAYS if image.get(one) and image[one] != NONE_TEXT}
    if len(parts) > 1:
        parts.pop("kind", None)  # what kind of thing it is, its noun says already
    return " · ".join(list(dict.fromkeys(parts.values()))[:4])


def _day(moment: str) -> str:
    from datetime import date

    return on_screen(date.fromisoformat(moment[:10]))
