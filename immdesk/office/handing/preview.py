"""What would be in a package, before it is written: cases, people, scans, counts and size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.handing import leaving_out
from immdesk.office.handing.making import COUNTED, Wish, chosen_of, restricted_of

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Scan:
    """A document that goes; `may_show` where such a scan usually shows something that is left out."""

    title: str
    who: str
    kind: str
    size: int
    may_show: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be in the package."""

    cases: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    names_only: tuple[str, ...]
    employers: tuple[str, ...]
    scans: tuple[Scan, ...]
    counts: tuple[str, ...]
    size: int
    restricted: tuple[str, ...]
    kinds: tuple[tuple[str, str, int], ...]


def preview(office: Office, wish: Wish) -> Preview:
    """Give what would be in the package. Raises Problem when no case is chosen."""
    chosen = chosen_of(office, wish)
    rows = chosen.rows
    people = rows.get("person", {})
    shows = leaving_out.shown_by(wish.left_out)
    scans = tuple(_scan(one, people, shows) for one in rows.get("document", {}).values() if one["blob"])
    names = {k: short_name(row) for k, row in people.items()}
    return Preview(
        tuple((row["number"], row["title"]) for row in rows["case_file"].values()),
        tuple(sorted(names[one] for one in people if one not in chosen.named_only)),
        tuple(sorted(names[one] for one in chosen.named_only if one in names)),
        tuple(sorted(row["name"] or "" for row in rows.get("employer", {}).values())),
        scans,
        tuple(_counted(one, len(rows[one])) for one in COUNTED if rows.get(one)),
        sum(one.size for one in scans) + 400 * chosen.count(),
        restricted_of(office, wish.case_ids),
        _kinds(office, wish),
    )


def size_words(size: int) -> str:
    """Give a size as a person says it."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(1, round(size / 1000)))
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}")


# -- private ------------------------------------------------------------------------------------


def _scan(row: Mapping[str, Any], people: Mapping[str, Any], shows: frozenset[str]) -> Scan:
    who = people.get(row["person_id"])
    title = row["title"] or row["kind"]
    return Scan(title, short_name(who) if who else "", row["kind"], row["size"] or 0, row["kind"] in shows)


def _kinds(office: Office, wish: Wish) -> tuple[tuple[str, str, int], ...]:
    """Give each kind of document of the cases, its words, and how many there are, left out or not."""
    sql = (
        "SELECT d.kind, count(DISTINCT d.id) AS n FROM case_document c "
        "JOIN document d ON d.id = c.document_id WHERE d.deleted_at IS NULL "
        "AND c.case_id IN (SELECT value FROM json_each(?)) GROUP BY d.kind ORDER BY 1"
    )
    said = dict(office.library.vocabulary.word("person.documents.kind").choices)
    return tuple(
        (row["kind"], said.get(row["kind"], row["kind"]), row["n"])
        for row in office.rows(sql, [json.dumps(list(wish.case_ids))])
    )


def _counted(table: str, count: int) -> str:
    return {
        "case_file": n_("{n} case", "{n} cases", count),
        "person": n_("{n} person", "{n} people", count),
        "employer": n_("{n} employer", "{n} employers", count),
        "document": n_("{n} document", "{n} documents", count),
        "docket_entry": n_("{n} date", "{n} dates", count),
        "note": n_("{n} note", "{n} notes", count),
        "notice": n_("{n} notice", "{n} notices", count),
        "filing": n_("{n} filing", "{n} filings", count),
    }[table]
