"""The rows of many cases at once, one SELECT a table however many cases there are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from immdesk.records.computed import ManyMonths
from immdesk.store.reading import Reading, Row

ByOwner = dict[str, list[Row]]

PERSON_TABLES = (
    "person_name",
    "identifier",
    "citizenship",
    "contact",
    "address",
    "marriage",
    "entry",
    "trip",
    "school",
    "sibling",
    "status_period",
    "employment",
    "arrest",
    "court_order",
    "earlier_petition",
    "organization",
    "benefit",
    "institution_stay",
    "skill",
    "equity",
)


@dataclass(frozen=True, slots=True)
class Work:
    """Employers by id, the jobs of each case (its own, then those of its people that no case has), PERM."""

    employers: dict[str, Row]
    worksites: ByOwner
    contacts: ByOwner
    jobs: ByOwner
    recruitments: ByOwner
    steps: ByOwner

    def rows(self) -> Iterator[Row]:
        """Give every row of which words may be said."""
        yield from self.employers.values()
        for owned in (self.jobs, self.recruitments):
            for rows in owned.values():
                yield from rows


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows as they are kept, by the id of what they belong to; `lists` holds the rows of each person."""

    cases: dict[str, Row]
    parties: ByOwner
    persons: dict[str, Row]
    lists: dict[str, ByOwner]
    relations: ByOwner
    filings: ByOwner
    notices: ByOwner
    said: ByOwner
    complete: dict[str, frozenset[str]]
    work: Work
    staff: dict[str, Row]
    office: Row | None
    cutoffs: Mapping[tuple[str, str, str, str], str] = field(default_factory=dict)
    chosen: dict[tuple[str, str], str] = field(default_factory=dict)


def gather(reading: Reading, case_ids: Sequence[str], today: date) -> Gathered:
    """Read all that the facts of `case_ids` rest on; `today` bounds the visa bulletins."""
    cases = {row["id"]: row for row in _in(reading, "case_file", "id", case_ids)}
    parties = _in(reading, "case_party", "case_id", cases, "ordinal, rowid")
    people = {row["person_id"] for row in parties}
    relations = _relations(reading, people)
    marriages = _in(reading, "marriage", "person_id", people)
    related = {row[name] for row in relations for name in ("person_id", "relative_id")}
    related |= {row["spouse_id"] for row in marriages if row["spouse_id"]}
    lists = {
        name: _by(_in(reading, name, "person_id", people), "person_id")
        for name in PERSON_TABLES
        if name != "marriage"
    }
    lists["marriage"] = _by(marriages, "person_id")
    lists["document"] = _by(_documents(reading, people), "person_id")
    filings = _in(reading, "filing", "case_id", cases)
    notices = _in(reading, "notice", "case_id", cases)
    kept = [*parties, *filings, *notices, *_all_rows(lists, "document"), *_all_rows(lists, "status_period")]
    work = _work(reading, cases, parties)
    kept += work.rows()
    said, complete = _said(reading, [*cases, *people, *(row["id"] for row in kept)])
    return Gathered(
        cases=cases,
        parties=_by(parties, "case_id"),
        persons={row["id"]: row for row in _in(reading, "person", "id", people | related)},
        lists=lists,
        relations=_by_either(relations),
        filings=_by(filings, "case_id"),
        notices=_by(notices, "case_id"),
        said=said,
        complete=complete,
        work=work,
        staff={row["id"]: row for row in reading.all("SELECT * FROM staff")},
        office=reading.one("SELECT * FROM office"),
        cutoffs=_cutoffs(reading, cases.values(), today),
        chosen=_chosen(reading, today),
    )


def gather_employer(reading: Reading, employer_id: str, today: date) -> Gathered:
    """Read one employer alone, with its worksites, contacts and what was said of it."""
    work = _work(reading, {"": {"employer_id": employer_id}}, [])
    said, complete = _said(reading, [employer_id])
    return replace(gather(reading, (), today), work=work, said=said, complete=complete)


def _work(reading: Reading, cases: dict[str, Row], parties: list[Row]) -> Work:
    """Read jobs and recruitment of the cases, and the employers of both; nothing is asked where none is."""
    people = {row["person_id"] for row in parties}
    jobs = reading.all(_JOBS, {"cases": json.dumps(sorted(cases)), "people": json.dumps(sorted(people))})
    perms = _in(reading, "recruitment", "case_id", cases)
    named = {row["employer_id"] for row in [*cases.values(), *jobs] if row["employer_id"]}
    found = _in(reading, "employer", "id", named) if named else []
    employers = {row["id"]: row for row in found if not row["deleted_at"]}
    return Work(
        employers,
        _by(_in(reading, "worksite", "employer_id", employers) if employers else (), "employer_id"),
        _by(_in(reading, "employer_contact", "employer_id", employers) if employers else (), "employer_id"),
        _jobs_by_case(jobs, parties),
        _by(perms, "case_id"),
        _by(_steps(reading, perms) if perms else (), "recruitment_id"),
    )


_JOBS = """SELECT * FROM job WHERE deleted_at IS NULL AND (case_id IN (SELECT value FROM json_each(:cases))
           OR (+case_id IS NULL AND person_id IN (SELECT value FROM json_each(:people)))) ORDER BY rowid"""


def _steps(reading: Reading, perms: list[Row]) -> list[Row]:
    ids = [row["id"] for row in perms]
    return _in(reading, "recruitment_step", "recruitment_id", ids, "started_on, rowid")


def _jobs_by_case(jobs: list[Row], parties: list[Row]) -> ByOwner:
    """Give each case its own jobs first, then those of its people that belong to no case."""
    found = _by((row for row in jobs if row["case_id"]), "case_id")
    free = _by((row for row in jobs if not row["case_id"]), "person_id")
    for party in parties:
        mine = found[party["case_id"]] if party["person_id"] in free else []
        mine += [row for row in free.get(party["person_id"], ()) if row not in mine]
    return found


def _all_rows(lists: dict[str, ByOwner], name: str) -> Iterator[Row]:
    return (row for rows in lists[name].values() for row in rows)


def _in(reading: Reading, table: str, column: str, ids: Iterable[str], order: str = "rowid") -> list[Row]:
    sql = f'SELECT * FROM "{table}" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY {order}'
    return reading.all(sql, [json.dumps(sorted(ids))])


def _documents(reading: Reading, people: Iterable[str]) -> list[Row]:
    """Give documents that are not deleted and that no newer scan replaces."""
    sql = """SELECT * FROM document d WHERE person_id IN (SELECT value FROM json_each(?))
             AND deleted_at IS NULL AND NOT EXISTS
             (SELECT 1 FROM document n WHERE n.replaces_id = d.id AND n.deleted_at IS NULL) ORDER BY rowid"""
    return reading.all(sql, [json.dumps(sorted(people))])


def _relations(reading: Reading, people: Iterable[str]) -> list[Row]:
    sql = """SELECT * FROM relationship WHERE person_id IN (SELECT value FROM json_each(?1))
             OR relative_id IN (SELECT value FROM json_each(?1)) ORDER BY rowid"""
    return reading.all(sql, [json.dumps(sorted(people))])


def _said(reading: Reading, owners: Iterable[str]) -> tuple[ByOwner, dict[str, frozenset[str]]]:
    sql = """SELECT owner_id, word, value FROM said
             WHERE value IS NOT NULL AND owner_id IN (SELECT value FROM json_each(?1))
             UNION ALL SELECT owner_id, word, NULL FROM list_complete
             WHERE owner_id IN (SELECT value FROM json_each(?1))"""
    rows = reading.all(sql, [json.dumps(sorted(owners))])
    whole: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["value"] is None:
            whole[row["owner_id"]].add(row["word"])
    words = _by((row for row in rows if row["value"] is not None), "owner_id")
    return words, {owner: frozenset(names) for owner, names in whole.items()}


def _cutoffs(reading: Reading, cases: Iterable[Row], today: date) -> ManyMonths:
    """Read this month's cutoffs, and those since the first priority date for the areas of these cases."""
    waiting = [row for row in cases if row["category"]]
    first = min((row["priority_date"] or f"{today}" for row in waiting), default=f"{today}")
    sql = """SELECT month, chart, category, chargeability, cutoff FROM bulletin
             WHERE category IN (SELECT value FROM json_each(:categories)) AND (month = :month
             OR (month >= :first AND month < :month
                 AND chargeability IN (SELECT value FROM json_each(:areas))))"""
    asked = {
        "categories": json.dumps(sorted({row["category"] for row in waiting})),
        "areas": json.dumps(sorted({row["chargeability"] or "" for row in waiting})),
        "first": first[:7],
        "month": f"{today:%Y-%m}",
    }
    rows = reading.tuples(sql, asked)
    return ManyMonths(((month, chart, category, area), cut) for month, chart, category, area, cut in rows)


def _chosen(reading: Reading, today: date) -> dict[tuple[str, str], str]:
    sql = "SELECT month, preference, chart FROM bulletin_choice WHERE month <= ?"
    return {(row[0], row[1]): row[2] for row in reading.tuples(sql, [f"{today:%Y-%m}"])}


def _by(rows: Iterable[Row], column: str) -> ByOwner:
    found: ByOwner = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _by_either(relations: Iterable[Row]) -> ByOwner:
    found: ByOwner = defaultdict(list)
    for row in relations:
        found[row["person_id"]].append(row)
        found[row["relative_id"]].append(row)
    return found
