"""Which records go with chosen cases: what belongs to them and their people, nothing of any other case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.office.handing import leaving_out
from immdesk.office.handing.leaving_out import DOCUMENTS, PRINTED, Hidden

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.store.reading import Reading, Row

_STAYS: Final = frozenset(
    {
        "absence", "alembic_version", "approval_request", "case_reader", "conflict_check", "enquiry",
        "form_blank", "hand_off", "hand_over", "household_member", "legal_hold", "letter_template",
        "operation", "operation_row", "other_party", "paper_asked", "person_merge", "staff", "staff_sign_in",
        "list_complete", "said", "answer", "office", "bulletin", "bulletin_choice", "employer", "person",
        "case_file", "household", "research_note",
    }
)  # fmt: skip
"""Tables that stay in the office, or are chosen by a rule of their own."""

_OWNED: Final = ("said", "list_complete", "answer")
_SHARED: Final = ("office", "bulletin", "bulletin_choice")
_UP: Final = ("staff", "employer", "household", "research_note", "worksite")
"""Tables of which a row goes along when a record that goes names it."""

_NAME_ONLY: Final = frozenset({"id", "version", "family_name", "given_name", "middle_name", "sort_key"})
WHOLE_ROLES: Final = ("principal", "beneficiary", "petitioner")


@dataclass
class Chosen:
    """The records that go: table → id → row; who is told by name alone; what was taken out."""

    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    named_only: set[str] = field(default_factory=set)
    hidden: Hidden = field(default_factory=lambda: Hidden(()))

    def ids(self, table: str) -> set[str]:
        """Give the ids of the rows of a table that go."""
        return set(self.rows.get(table, ()))

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Let rows go along."""
        self.rows.setdefault(table, {}).update({row["id"]: row for row in rows})

    def count(self) -> int:
        """Give how many records go."""
        return sum(len(rows) for rows in self.rows.values())

    def tables(self) -> dict[str, dict[str, list[Any]]]:
        """Give the rows as they stand in a package: per table the columns, and a list a row."""
        told: dict[str, dict[str, list[Any]]] = {}
        for table, rows in sorted(self.rows.items()):
            if rows:
                names = list(next(iter(rows.values())))
                told[table] = {"columns": names, "rows": [[row[n] for n in names] for row in rows.values()]}
        return told


def choose(
    read: Reading,
    case_ids: Iterable[str],
    left_out: Iterable[str],
    kinds: Iterable[str],
    vocabulary: Vocabulary,
) -> Chosen:
    """Give what goes with these cases when this is left out; `kinds` are the kinds of documents left out."""
    words = frozenset(left_out)
    links = _links(read)
    chosen = Chosen(hidden=Hidden(words))
    cases = sorted(set(case_ids))
    chosen.add("case_file", _these(read, "case_file", "id", cases))
    people = {row["person_id"] for row in _these(read, "case_party", "case_id", cases)}
    chosen.add("person", _these(read, "person", "id", people))
    if "family" in words:
        chosen.named_only = people - _whole(read, cases)
    chosen.add("employer", _these(read, "employer", "id", _named(chosen, "case_file", "employer_id")))
    _children(read, chosen, links, people - chosen.named_only)
    _belongings(read, chosen, links)
    _upwards(read, chosen, links)
    _belongings(read, chosen, links)
    household = "SELECT * FROM household_member WHERE household_id IN (SELECT value FROM json_each(?))"
    members = read.all(household, [_list(chosen.ids("household"))])
    chosen.add("household_member", [one for one in members if one["person_id"] in chosen.ids("person")])
    _owned(read, chosen)
    for table in _SHARED:
        chosen.add(table, read.all(f"SELECT * FROM {table}"))
    _take_out(chosen, words, frozenset(kinds), vocabulary)
    _names_only(read, chosen, words)
    needed = _needed(read)
    _mend(chosen, links, needed)
    _clean(chosen, words, needed)
    return chosen


# -- private ------------------------------------------------------------------------------------


def _links(read: Reading) -> dict[str, dict[str, str]]:
    """Give for each table which column names a record of which table."""
    found = read.tuples(
        'SELECT m.name, f."from", f."table" FROM main.sqlite_master m, pragma_foreign_key_list(m.name) f '
        "WHERE m.type = 'table'"
    )
    links: dict[str, dict[str, str]] = {}
    for table, column, target in found:
        links.setdefault(table, {})[column] = target
    return links


def _needed(read: Reading) -> frozenset[tuple[str, str]]:
    """Give the columns that are never empty, and those without which a record makes no sense."""
    found = read.tuples(
        "SELECT m.name, c.name FROM main.sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.\"notnull\" = 1"
    )
    return frozenset(found) | {("address", "only_in_case"), ("contact", "only_in_case")}


def _list(ids: Iterable[Any]) -> str:
    return json.dumps(sorted(ids))


def _these(read: Reading, table: str, column: str, ids: Iterable[Any]) -> list[Row]:
    sql = f'SELECT * FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
    return read.all(sql, [_list(ids)])


def _named(chosen: Chosen, table: str, column: str) -> set[str]:
    return {row[column] for row in chosen.rows.get(table, {}).values() if row.get(column)}


def _whole(read: Reading, cases: list[str]) -> set[str]:
    """Give the people whose facts always go: the client and who petitions."""
    rows = _these(read, "case_party", "case_id", cases)
    return {row["person_id"] for row in rows if row["role"] in WHOLE_ROLES}


def _children(
    read: Reading, chosen: Chosen, links: Mapping[str, Mapping[str, str]], people: set[str]
) -> None:
    """Add what belongs to the cases and people themselves."""
    cases = chosen.ids("case_file")
    tables = [one for one in sorted(links) if one not in _STAYS]
    for table in tables:
        columns = links[table]
        if "case_id" in columns:
            rows = _these(read, table, "case_id", cases)
            if "person_id" in columns:
                own = _these(read, table, "person_id", people)
                rows += [one for one in own if one["case_id"] is None and table != "document"]
            chosen.add(table, rows)
        elif "person_id" in columns and table != "document":
            rows = _these(read, table, "person_id", people)
            chosen.add(table, [one for one in rows if one.get("only_in_case") in (None, *cases)])
    chosen.add("document", _these(read, "document", "id", _named(chosen, "case_document", "document_id")))


def _belongings(read: Reading, chosen: Chosen, links: Mapping[str, Mapping[str, str]]) -> None:
    """Add what belongs to records that go, until nothing more does."""
    todo = True
    while todo:
        before = chosen.count()
        for table in sorted(set(links) - _STAYS):
            for column, target in links[table].items():
                if _belongs(table, column, target, links[table]):
                    rows = _these(read, table, column, chosen.ids(target))
                    chosen.add(table, [one for one in rows if one["id"] not in chosen.ids(table)])
        todo = chosen.count() > before


def _belongs(table: str, column: str, target: str, columns: Mapping[str, str]) -> bool:
    """Say whether rows belong to a record that they name, having no case or person of their own."""
    if {"case_id", "person_id"} & set(columns) or table in ("document", "job", "case_file"):
        return False
    return target not in ("staff", "case_file", "person", "enquiry") and column != "replaces_id"


def _upwards(read: Reading, chosen: Chosen, links: Mapping[str, Mapping[str, str]]) -> None:
    """Add what is named: staff, employers, the household; relatives outside of the cases by name alone."""
    for _round in range(3):
        for table in list(chosen.rows):
            for column, target in links.get(table, {}).items():
                missing = _named(chosen, table, column) - chosen.ids(target)
                if missing and target == "person":
                    chosen.add("person", _these(read, "person", "id", missing))
                    chosen.named_only |= missing
                elif missing and target in _UP:
                    chosen.add(target, _these(read, target, "id", missing))


def _owned(read: Reading, chosen: Chosen) -> None:
    """Add words, complete lists and typed answers of whatever goes."""
    ids = {one for table, rows in chosen.rows.items() if table not in _SHARED for one in rows}
    ids -= chosen.named_only
    for table in _OWNED:
        chosen.add(table, _these(read, table, "owner_id", ids))


def _take_out(chosen: Chosen, words: frozenset[str], kinds: frozenset[str], vocabulary: Vocabulary) -> None:
    """Take out what is left out, and remember its values for the texts."""
    if DOCUMENTS in words and kinds:
        documents = chosen.rows.get("document", {})
        gone = {one for one, row in documents.items() if row["kind"] in kinds}
        for one in gone:
            number = documents.pop(one)["number"]
            if "passport" in words:
                chosen.hidden.add("passport", number)
    untold = leaving_out.untold_words(words, vocabulary)
    said = chosen.rows.get("said", {})
    for one in [key for key, row in said.items() if leaving_out.is_untold(row["word"], untold, words)]:
        row = said.pop(one)
        chosen.hidden.add(_kind_of(row["word"]), row["value"])
    for entry in leaving_out.entries(words):
        for table in entry.tables:
            chosen.rows.pop(table, None)
        for table, column, values in entry.rows:
            rows = chosen.rows.get(table, {})
            for one in [key for key, row in rows.items() if row[column] in values]:
                chosen.hidden.add(entry.word, rows.pop(one).get("value"))
        for table, column in entry.columns:
            for row in chosen.rows.get(table, {}).values():
                chosen.hidden.add(entry.word, row[column])
                row[column] = None
    if "work_product" in words:
        marked = {r["owner_id"] for r in said.values() if r["word"] == "work_product" and r["value"] == "yes"}
        for one in marked:
            chosen.rows.get("document", {}).pop(one, None)
    if not leaving_out.keeps_printed(words):
        for table in PRINTED:
            chosen.rows.pop(table, None)
        for row in chosen.rows.get("letter_version", {}).values():
            row["blob"] = None


def _names_only(read: Reading, chosen: Chosen, words: frozenset[str]) -> None:
    """Tell of some people no more than their names."""
    for one in chosen.named_only:
        row = chosen.rows["person"][one]
        if words & {"family", "birth"}:
            chosen.hidden.add("birth", row["born_on"])
        row.update(dict.fromkeys(set(row) - _NAME_ONLY, None))
    if words & {"family", "a_number", "ssn"}:
        for row in _these(read, "identifier", "person_id", chosen.named_only):
            chosen.hidden.add(row["kind"], row["value"])
    parties = {
        k for k, row in chosen.rows.get("case_party", {}).items() if row["person_id"] in chosen.named_only
    }
    for table, rows in chosen.rows.items():
        if table in ("case_party", "relationship", "household_member"):
            continue
        for key in [k for k, row in rows.items() if row.get("person_id") in chosen.named_only]:
            del rows[key]
        for key in [k for k, row in rows.items() if row.get("owner_id") in parties]:
            del rows[key]


def _kind_of(word: str) -> str:
    if "born" in word:
        return "birth"
    return "a_number" if "a_number" in word else "ssn" if "ssn" in word else "other"


def _mend(chosen: Chosen, links: Mapping[str, Mapping[str, str]], needed: frozenset[tuple[str, str]]) -> None:
    """Let no record name one that stays home: the name is emptied, or the record stays home as well."""
    again = True
    while again:
        again = False
        for table, rows in chosen.rows.items():
            for column, target in links.get(table, {}).items():
                there = chosen.ids(target)
                for one in [key for key, row in rows.items() if row[column] and row[column] not in there]:
                    if (table, column) in needed:
                        del rows[one]
                    else:
                        rows[one][column] = None
                    again = True
    ids = {one for table, rows in chosen.rows.items() for one in rows}
    for table in _OWNED:
        rows = chosen.rows.get(table, {})
        chosen.rows[table] = {one: row for one, row in rows.items() if row["owner_id"] in ids}


_NO_TEXT: Final = frozenset({"id", "sort_key", "blob", "sha256", "seal", "key", "fields_hash"})


def _clean(chosen: Chosen, words: frozenset[str], needed: frozenset[tuple[str, str]]) -> None:
    """Take out of every text what was left out of its field, and days that give a day of birth away."""
    if not words:
        return
    for table in set(chosen.rows) - set(_SHARED):  # the bulletin is public: its days are nobody's birthday
        for row in chosen.rows[table].values():
            for name, value in row.items():
                if type(value) is not str or _is_no_text(name):
                    continue
                cleaned = chosen.hidden.clean(value)
                if iso_day(value) is None:
                    row[name] = cleaned
                elif cleaned != value and (table, name) not in needed:
                    row[name] = None


def _is_no_text(name: str) -> bool:
    """Say whether a column holds no words of a person: an id, a checksum."""
    return name in _NO_TEXT or name.endswith("_id")
