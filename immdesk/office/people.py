"""People: the list of everybody whom the office knows, found by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.reading_places import country_in_words
from immdesk.basics.shown import a_number_tail, name, on_screen
from immdesk.basics.values import NONE_TEXT, text_to_value
from immdesk.basics.words import _
from immdesk.office.search import keep_current
from immdesk.office.search_words import match_of, places_of

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the People table. `a_number` is its last four digits only."""

    id: str
    name: str
    native_name: str
    born_on: str
    country: str
    a_number: str
    cases: str


_SORTS = {"name": "sort_key", "born": "born_on", "country": "birth_country"}


def person_ids(office: Office, text: str = "", sort: str = "name") -> list[str]:
    """Give the ids of the people that match, in order; `sort` with a leading `-` runs backward.

    `text` is matched against names in any spelling, native script, numbers; each word by its beginning.
    """
    back = " DESC" if sort.startswith("-") else ""
    column = _SORTS[sort.lstrip("-")]
    words, (first, last) = match_of(text), places_of("person")
    sql = "SELECT id FROM person WHERE deleted_at IS NULL"
    if words:
        keep_current(office)
        sql += (
            " AND id IN (SELECT ref FROM search WHERE search MATCH :words AND rowid BETWEEN :first AND :last)"
        )
    by_name = f"sort_key{back}, id{back}"
    sql += (
        f" ORDER BY {by_name}" if column == "sort_key" else f" ORDER BY {column}{back} NULLS LAST, {by_name}"
    )
    with office.store.read() as read:
        return [row[0] for row in read.tuples(sql, {"words": words, "first": first, "last": last})]


def person_lines(office: Office, ids: Sequence[str]) -> dict[str, PersonLine]:
    """Give one line a person for the table; at most a few hundred ids at a time."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    with office.store.read() as read:
        people = read.all(f"SELECT * FROM person WHERE id IN ({marks})", ids)
        numbers = read.all(
            f"SELECT person_id, value FROM identifier WHERE kind = 'a_number' AND person_id IN ({marks}) "
            "ORDER BY is_main",
            ids,
        )
        cases = read.all(
            "SELECT DISTINCT p.person_id, c.number FROM case_party p JOIN case_file c ON c.id = p.case_id "
            f"WHERE c.deleted_at IS NULL AND p.person_id IN ({marks}) ORDER BY c.number",
            ids,
        )
    tails = {row["person_id"]: a_number_tail(said(row["value"])) for row in numbers}
    theirs: dict[str, list[str]] = {}
    for row in cases:
        theirs.setdefault(row["person_id"], []).append(row["number"])
    return {
        row["id"]: PersonLine(
            row["id"],
            name(row) or _("No name yet"),
            native_name(row),
            day_shown(row["born_on"]),
            country_in_words(said(row["birth_country"])),
            tails.get(row["id"], ""),
            ", ".join(theirs.get(row["id"], ())),
        )
        for row in people
    }


def said(text: str | None) -> str:
    """Give a kept text; "" when it is unknown or known to be none."""
    return (text or "").replace(NONE_TEXT, "").strip()


def day_shown(text: str | None) -> str:
    """Give a kept day, whole or partial, as the screen shows it; "" when it is unknown or none."""
    return on_screen(text_to_value("date", text)) if text and text != NONE_TEXT else ""


def native_name(row: Mapping[str, Any]) -> str:
    """Give the name of a row of `person` in its own script."""
    return " ".join(filter(None, (said(row["native_family_name"]), said(row["native_given_name"]))))
