"""From rows to words: what the columns of a row say, as values of the vocabulary's types."""

from __future__ import annotations

from typing import Any

from immdesk.basics.unknown import NONE
from immdesk.basics.values import NONE_TEXT, text_to_value
from immdesk.basics.vocabulary import Vocabulary
from immdesk.records import computed
from immdesk.records.gathered import Gathered
from immdesk.records.kept_in import OF_A_CHILD, SAYING, columns, lists
from immdesk.store.reading import Row

Words = dict[str, Any]
Reader = tuple[tuple[str, str, str], ...]
"""(word, column, type) for each word of a shape that has a column."""


class Wording:
    """Reads rows as words; a person's words are worked out once and shared by all cases that may see them."""

    def __init__(self, gathered: Gathered, vocabulary: Vocabulary) -> None:
        self._gathered, self._vocabulary = gathered, vocabulary
        self._readers: dict[str, Reader] = {}
        self._said_types: dict[tuple[str, str], str] = {}
        self._persons: dict[tuple[str, str], Words] = {}
        self._shut: dict[str, bool] = {}
        self._relatives: dict[str, Words] = {}

    def row(self, shape: str, row: Row) -> Words:
        """Give the words that the row's own columns say, and its id."""
        words: Words = {"id": row["id"]}
        for word, column, kind in self._reader(shape):
            text = row[column]
            if text is not None and (value := _value(kind, text)) is not None:
                words[word] = value
        return words

    def owned(self, shape: str, row: Row) -> Words:
        """Give the words of a row with those that were said of it without a column."""
        return {**self.row(shape, row), **self._said(shape, row["id"])}

    def filing(self, row: Row) -> Words:
        """Give the words of a filing, with the person, denial and rejection that computed words need."""
        return {
            **self.owned("filing", row),
            "person_id": row["person_id"],
            "denied_on": _value("date", row["denied_on"]),
            "rejected_on": _value("date", row["rejected_on"]),
        }

    def employer(self, employer_id: str) -> Words:
        """Give the words of an employer, with its worksites and those who speak and sign for it."""
        work = self._gathered.work
        words = self.owned("employer", work.employers[employer_id])
        whole = self._gathered.complete.get(employer_id, frozenset())
        rows = {"worksites": work.worksites, "contacts": work.contacts}
        for word, (shape, _kept) in lists("employer").items():
            found = rows[word].get(employer_id, [])
            if found or word in whole:
                words[word] = tuple(self._listed(shape, row) for row in found)
        return {**computed.employer_words(words), **words}

    def job(self, row: Row) -> Words:
        """Give the words of a job, with the worksite and the name of the worker."""
        words = self.owned("job", row)
        sites = self._gathered.work.worksites.get(row["employer_id"] or "", ())
        site = next((one for one in sites if one["id"] == row["worksite_id"]), None)
        worked_out: Words = {"worksite": self.row("worksite", site)} if site else {}
        if row["person_id"] in self._gathered.persons:
            worker = self.row("person", self._gathered.persons[row["person_id"]])
            worked_out["worker"] = computed.full_name(worker)
        worked_out["wage_year"] = computed.wage_year(words)
        return {name: value for name, value in {**worked_out, **words}.items() if value is not None}

    def recruitment(self, row: Row) -> Words:
        """Give the words of a recruitment with its steps."""
        words = self.owned("recruitment", row)
        found = self._gathered.work.steps.get(row["id"], [])
        if found or "steps" in self._gathered.complete.get(row["id"], ()):
            words["steps"] = tuple(self._listed("recruitment_step", step) for step in found)
        return words

    def person(self, person_id: str, case_id: str) -> Words:
        """Give all words of a person that `case_id` may see (rows for another case only are left out)."""
        if person_id not in self._shut:
            every = (row for some in self._lists_of(person_id).values() for row in some)
            self._shut[person_id] = any(row.get("only_in_case") for row in every)
        seen_by = case_id if self._shut[person_id] else ""
        if (person_id, seen_by) not in self._persons:
            rows = self._lists_of(person_id)
            open_rows = {
                name: [row for row in some if row.get("only_in_case") in (None, case_id)]
                for name, some in rows.items()
            }
            self._persons[person_id, seen_by] = self._person(person_id, open_rows)
        return self._persons[person_id, seen_by]

    def complete(self, person_id: str) -> frozenset[str]:
        """Give the lists of a person of which somebody has said: that is all."""
        whole = self._gathered.complete.get(person_id, frozenset())
        return whole | {"family_members"} if {"children", "marriages"} <= whole else whole

    def relative(self, person_id: str, kind: str | None) -> Words:
        """Give a person as a relative: the names, the birth, and what the person is to somebody."""
        if person_id not in self._relatives:
            self._relatives[person_id] = self._relative(person_id)
        found = self._relatives[person_id]
        return {**found, "relationship": kind} if kind else dict(found)

    def _relative(self, person_id: str) -> Words:
        words = self.row("person", self._gathered.persons[person_id])
        names = ("id", *OF_A_CHILD.split())
        found = {name: words[name] for name in names if name in words}
        numbers = _numbers(self._gathered.lists["identifier"].get(person_id, []))
        found |= {word: numbers[word] for word in ("a_number", "uscis_account") if word in numbers}
        return found

    def _person(self, person_id: str, rows: dict[str, list[Row]]) -> Words:
        words = self.owned("person", self._gathered.persons[person_id])
        whole = self.complete(person_id)
        words |= _numbers(rows["identifier"]) | _contacts(rows["contact"])
        for word, (shape, kept) in lists().items():
            found = rows[kept.table]
            if found and kept.where:
                found = [row for row in found if all(row[name] == is_ for name, is_ in kept.where)]
            if found or word in whole:
                words[word] = tuple(self._listed(shape, row) for row in found)
        words |= self._family(person_id, words, whole)
        words["full_name"] = computed.full_name(words)
        return {word: value for word, value in words.items() if value is not None}

    def _listed(self, shape: str, row: Row) -> Words:
        return self.owned(shape, row) if shape in SAYING else self.row(shape, row)

    def _family(self, person_id: str, words: Words, whole: frozenset[str]) -> Words:
        children, spouses = [], []
        for relation in self._gathered.relations.get(person_id, []):
            kind, other = relation["kind"], relation["person_id"]
            if relation["until_on"] not in (None, NONE_TEXT):
                continue
            if kind in ("child", "stepchild") and relation["relative_id"] == person_id:
                children.append(self.relative(other, kind))
            elif kind in ("parent", "stepparent") and other == person_id:
                children.append(self.relative(relation["relative_id"], _CHILD_OF[kind]))
            elif kind == "spouse":
                spouses.append(self.relative(_other(relation, person_id), "spouse"))
        found: Words = {}
        children, spouses = _once(children), _once(spouses) or _spouse_by_marriage(words)
        if children or "children" in whole:
            found["children"] = tuple(children)
        if children or spouses or "family_members" in whole:
            found["family_members"] = (*spouses, *children)
        return found

    def _lists_of(self, person_id: str) -> dict[str, list[Row]]:
        return {name: by_person.get(person_id, []) for name, by_person in self._gathered.lists.items()}

    def _said(self, shape: str, owner_id: str) -> Words:
        words: Words = {}
        for row in self._gathered.said.get(owner_id, []):
            kind = self._said_type(shape, row["word"])
            if not kind:
                continue
            value = _value(kind, row["value"])
            first, _, rest = row["word"].partition(".")
            if rest:
                words.setdefault(first, {})[rest] = value
            else:
                words[first] = value
        return words

    def _said_type(self, shape: str, word: str) -> str:
        """Give the type of a word, "" for one that the packs do not know (any more)."""
        if (shape, word) not in self._said_types:
            known = self._vocabulary.has_in(shape, word)
            kind = self._vocabulary.word_in(shape, word, "Records").type if known else ""
            self._said_types[shape, word] = kind
        return self._said_types[shape, word]

    def _reader(self, shape: str) -> Reader:
        if shape not in self._readers:
            words = self._vocabulary.shape(shape)
            self._readers[shape] = tuple(
                (word, column, words[word].type) for word, column in columns(shape).items()
            )
        return self._readers[shape]


_CHILD_OF = {"parent": "child", "stepparent": "stepchild"}


def _value(kind: str, text: Any) -> Any:
    """Give the value of a kept text; a text that cannot be read is asked for again (unknown)."""
    try:
        return text_to_value(kind, text)
    except ValueError:
        return None


def _numbers(rows: list[Row]) -> Words:
    return {row["kind"]: _value("text", row["value"]) for row in rows if row["is_main"] == "yes"}


def _contacts(rows: list[Row]) -> Words:
    """Give the first number of each kind; "do not call here" is for people, not for forms."""
    return {row["kind"]: _value("text", row["value"]) for row in reversed(rows)}


def _other(relation: Row, person_id: str) -> str:
    return str(relation["relative_id"] if relation["person_id"] == person_id else relation["person_id"])


def _once(relatives: list[Words]) -> list[Words]:
    return list({one["id"]: one for one in relatives}.values())


def _spouse_by_marriage(words: Words) -> list[Words]:
    return [
        {
            "id": marriage["id"],
            "relationship": "spouse",
            **{
                name: marriage[f"spouse_{name}"]
                for name in ("family_name", "given_name", "middle_name")
                if f"spouse_{name}" in marriage
            },
        }
        for marriage in words.get("marriages") or ()
        if marriage.get("ended_on") is NONE
    ]
