"""Facts of cases: a read-only view from vocabulary path to value, for rules, forms and letters.

All cases are read at once, one SELECT a table; nothing here is cached and nothing needs SQLAlchemy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from immdesk.basics.facts import Facts
from immdesk.basics.vocabulary import Vocabulary
from immdesk.records import (
    adjusting,
    computed,
    naturalizing,
    permit_category,
    permits,
    progress,
    relatives,
    residents,
    support,
    workers,
)
from immdesk.records.gathered import Gathered, gather
from immdesk.records.wording import Wording, Words
from immdesk.store.reading import Reading, Row

SubjectKind = Literal["case", "party", "notice", "filing", "document", "status_period", "job", "recruitment"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is about: its kind and id, the person whom it concerns, and the facts in its scope."""

    kind: SubjectKind
    id: str
    person_id: str | None
    facts: Facts


def facts_of(
    reading: Reading, case_ids: Sequence[str], vocabulary: Vocabulary, today: date
) -> dict[str, CaseFacts]:
    """Give the facts of each case that exists, by case id; `today` chooses the visa bulletin of the month."""
    gathered = gather(reading, case_ids, today)
    wording = Wording(gathered, vocabulary)
    return {
        case_id: CaseFacts(case_id, gathered, wording, vocabulary, today)
        for case_id in case_ids
        if case_id in gathered.cases
    }


class CaseFacts:
    """The facts of one case: its subjects for rules, and each person for forms and letters."""

    def __init__(
        self, case_id: str, gathered: Gathered, wording: Wording, vocabulary: Vocabulary, today: date
    ) -> None:
        self.case_id = case_id
        self._gathered, self._wording, self._vocabulary = gathered, wording, vocabulary
        self._today = today
        self._parties = gathered.parties.get(case_id, [])
        self._roots: dict[tuple[str, str], tuple[Words, frozenset[str]]] = {}
        self._filings = [wording.filing(row) for row in gathered.filings.get(case_id, [])]
        self._standing = [one for one in self._filings if not isinstance(one["rejected_on"], date)]
        self._jobs = gathered.work.jobs.get(case_id, [])
        self._case = self._case_words()

    def subjects(self) -> Iterator[Subject]:
        """Give everything that a rule can be about: the case, its parties, notices, filings, documents …"""
        yield Subject("case", self.case_id, self.principal_id, self._scope(self.principal_id, {}))
        for party in self._parties:
            yield self._subject("party", party["id"], party["person_id"], self._party_words(party))
        for row in self._gathered.notices.get(self.case_id, []):
            yield self._subject("notice", row["id"], self._whom(row), self._notice_words(row))
        for words in self._filings:
            yield self._subject("filing", words["id"], words["person_id"], self._filing_words(words))
        for person_id in dict.fromkeys(party["person_id"] for party in self._parties):
            person = self._person("person", person_id)[0]
            for document in person.get("documents") or ():
                yield self._subject(
                    "document", document["id"], person_id, self._document(person_id, document)
                )
            held = person.get("current_status")
            if isinstance(held, Mapping):
                yield self._subject("status_period", held["id"], person_id, self._status(person_id, held))
        for job in self._jobs:
            yield self._of_work("job", job, job)
        for perm in self._gathered.work.recruitments.get(self.case_id, []):
            yield self._of_work("recruitment", perm, self._job_of(perm))

    def _of_work(self, kind: Literal["job", "recruitment"], row: Row, job: Row | None) -> Subject:
        """Give a job or recruitment as a subject: with its own job and employer in scope."""
        worker = (job and job["person_id"]) or self.principal_id
        own = {"recruitment": self._wording.recruitment(row)} if kind == "recruitment" else {}
        return Subject(kind, row["id"], worker, self._scope(worker, own, job))

    def _job_of(self, perm: Row) -> Row | None:
        return next((one for one in self._jobs if one["id"] == perm["job_id"]), None) or self._main_job

    @property
    def _main_job(self) -> Row | None:
        """The job that the case is about: the first that is the case's own, else the principal's first."""
        mine = [one for one in self._jobs if one["case_id"] == self.case_id]
        free = [one for one in self._jobs if one["person_id"] == self.principal_id]
        return next(iter(mine or free), None)

    def for_person(self, person_id: str) -> Facts:
        """Give the facts for a form or letter about one person of the case, with that person's `party`."""
        mine = [party for party in self._parties if party["person_id"] == person_id]
        own = {"party": self._party_words(mine[0])} if mine else {}
        case = {**self._case, "other_petitions": self._petitions_besides(person_id)}
        return self._scope(person_id, {**own, "case": case})

    def for_form(self, person_id: str) -> Facts:
        """Give the facts for a form about one person; relatives in the case bring their own answers."""
        scope = self.for_person(person_id)
        person = scope.root("person")
        if not person:
            return scope
        own = {one: self._person("person", one)[0] for one in self._applicants()}
        return scope.also({"person": relatives.on_a_form(person, own)})

    def for_affidavit(self, person_id: str, sponsor_id: str) -> Facts:
        """Give the facts of an affidavit of support: the immigrant, who signs as `sponsor`, and the sums."""
        scope = self.for_person(person_id)
        sponsor, whole = self._person("sponsor", sponsor_id)
        besides = [one for one in self._parties if one["person_id"] not in (person_id, sponsor_id)]
        family = support.accompanying(besides, self._parties, person_id, self._wording.relative)
        sums = support.affidavit_words(
            sponsor,
            scope.root("person"),
            scope.root("party"),
            support.signs_as(self._parties, sponsor_id),
            family,
            [self._party_words(one) for one in besides if one["own_petition"] == "yes"],
        )
        return scope.also({"sponsor": sponsor, "case": {**scope.root("case"), **known(sums)}}, whole)

    @property
    def petitioner_id(self) -> str | None:
        """The person who petitions."""
        return self._with_role("petitioner")

    @property
    def principal_id(self) -> str | None:
        """The principal, or the first beneficiary of a case without one."""
        return self._with_role("principal") or self._with_role("beneficiary")

    def fingerprint(self) -> str:
        """Give a checksum of all that these facts rest on, the day left out; equal facts, equal checksum."""
        people = [party["person_id"] for party in self._parties]
        gathered = self._gathered
        rows: list[Any] = [gathered.cases[self.case_id], self._parties, gathered.office]
        rows += [gathered.filings.get(self.case_id), gathered.notices.get(self.case_id)]
        for owner in [self.case_id, *people, *(party["id"] for party in self._parties)]:
            rows += [gathered.persons.get(owner), gathered.relations.get(owner), gathered.said.get(owner)]
            rows.append(sorted(gathered.complete.get(owner, ())))
            rows += [by_person.get(owner) for by_person in gathered.lists.values()]
            for relation in gathered.relations.get(owner, ()):
                rows += [gathered.persons[relation[end]] for end in ("person_id", "relative_id")]
        rows += self._rows_of_work()
        rows += [gathered.said.get(owner) for owner in self._owners_of_words(people)]
        rows.append([self._case.get(word) for word in residents.OF_THE_CHART])
        text = json.dumps(rows, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def _rows_of_work(self) -> list[Any]:
        work = self._gathered.work
        perms = work.recruitments.get(self.case_id, [])
        named = {one["employer_id"] for one in [self._gathered.cases[self.case_id], *self._jobs]} - {None}
        rows: list[Any] = [self._jobs, perms, *(work.steps.get(one["id"]) for one in perms)]
        for employer in sorted(named):
            rows += [work.employers.get(employer), work.worksites.get(employer), work.contacts.get(employer)]
        owners = [*named, *(one["id"] for one in [*self._jobs, *perms])]
        rows += [self._gathered.said.get(owner) for owner in sorted(owners)]
        return rows + [sorted(self._gathered.complete.get(owner, ())) for owner in sorted(owners)]

    def _owners_of_words(self, people: Sequence[str]) -> Iterator[str]:
        """Give the ids of the notices, filings, documents and status periods of which words may be said."""
        gathered = self._gathered
        rows = [*gathered.filings.get(self.case_id, ()), *gathered.notices.get(self.case_id, ())]
        for name in ("document", "status_period"):
            rows += [row for person in people for row in gathered.lists[name].get(person, ())]
        return (row["id"] for row in rows)

    def _with_role(self, role: str) -> str | None:
        return next((str(party["person_id"]) for party in self._parties if party["role"] == role), None)

    def _whom(self, row: Row) -> str | None:
        """Give whom a notice concerns: the person it names, else the filing's, else the principal."""
        if row["person_id"]:
            return str(row["person_id"])
        filing = next((one for one in self._filings if one["id"] == row["filing_id"]), None)
        return (filing and filing["person_id"]) or self.principal_id

    def _subject(
        self, kind: SubjectKind, subject_id: str, person_id: str | None, words: Mapping[str, Any]
    ) -> Subject:
        return Subject(kind, subject_id, person_id, self._scope(person_id, {kind: words}))

    def _scope(
        self, person_id: str | None, own: Mapping[str, Mapping[str, Any]], job: Row | None = None
    ) -> Facts:
        roots: dict[str, Mapping[str, Any]] = {"case": self._case, **own}
        complete = self._add_work(roots, job or self._main_job)
        named = (("person", person_id), ("petitioner", self.petitioner_id), ("principal", self.principal_id))
        for root, who in named:
            if who in self._gathered.persons:  # an employer that petitions is no person
                roots[root], whole = self._person(root, who)
                complete |= whole
        if self._gathered.office:
            roots["office"] = self._wording.row("office", self._gathered.office)
        attorney = self._gathered.staff.get(self._gathered.cases[self.case_id]["attorney_id"] or "")
        if attorney:
            roots["attorney"] = self._wording.row("staff", attorney)
        return Facts(roots, complete)

    def _add_work(self, roots: dict[str, Mapping[str, Any]], job: Row | None) -> frozenset[str]:
        """Put the job and the employer in scope, the job's before the case's; give their whole lists."""
        gathered, case = self._gathered, self._gathered.cases[self.case_id]
        if job:
            roots["job"] = self._wording.job(job)
        complete: frozenset[str] = frozenset()
        employer_id = (job and job["employer_id"]) or case["employer_id"]
        if employer_id in gathered.work.employers:
            complete |= self._whole("employer", employer_id)
            roots["employer"] = self._derived("employer", self._wording.employer(employer_id), complete)
        if "recruitment" in roots:
            whole = self._whole("recruitment", roots["recruitment"]["id"])
            roots["recruitment"] = self._derived("recruitment", roots["recruitment"], whole)
            complete |= whole
        return complete

    def _whole(self, root: str, owner_id: str) -> frozenset[str]:
        return frozenset(f"{root}.{word}" for word in self._gathered.complete.get(owner_id, ()))

    def _derived(self, root: str, words: Mapping[str, Any], whole: frozenset[str]) -> Mapping[str, Any]:
        return self._vocabulary.derive_root(root, words, Facts({}, whole))

    def _notice_words(self, row: Row) -> Words:
        """Give the words of a notice with the form of the filing that it is about."""
        form = next((one.get("form") for one in self._filings if one["id"] == row["filing_id"]), None)
        return known({**self._wording.owned("notice", row), "form": form})

    def _petitions_besides(self, person_id: str) -> tuple[Words, ...]:
        """Give the other people of the case for whom a petition of their own is filed."""
        return tuple(
            self._wording.relative(party["person_id"], party["relationship"])
            for party in self._parties
            if party["own_petition"] == "yes" and party["person_id"] != person_id
        )

    def _person(self, root: str, person_id: str) -> tuple[Words, frozenset[str]]:
        """Give a person's words as they stand below `root`, derived words included, and the whole lists."""
        if (root, person_id) not in self._roots:
            words, told = self._wording.person(person_id, self.case_id), self._wording.complete(person_id)
            words = {
                **permits.student_cards(words.get("documents") or ()),
                **workers.stays_words(words, self._today, "status_periods" in told),
                **words,
            }
            if "children" in words:
                children = adjusting.with_applicants(words["children"], self._applicants())
                words["children"] = naturalizing.children_asked(children, self._today)
            whole = frozenset(f"{root}.{word}" for word in told)
            derived = self._vocabulary.derive_root(root, words, Facts({}, whole))
            self._roots[root, person_id] = dict(derived), whole
        return self._roots[root, person_id]

    def _applicants(self) -> frozenset[str]:
        """Give who asks for the green card in this case."""
        asking = ("principal", "beneficiary", "derivative")
        return frozenset(party["person_id"] for party in self._parties if party["role"] in asking)

    def _sent(self, person_id: str | None) -> list[Words]:
        """Give the person's filings but the rejected ones, which keep no day of filing."""
        return [one for one in self._standing if one["person_id"] == person_id]

    def _filing_words(self, words: Words) -> Words:
        """Give the words of a filing; of an asylum application also how far its work permit is."""
        whose = words["person_id"]
        if words.get("form") != permits.ASYLUM or whose not in self._gathered.persons:
            return words
        papers = self._person("person", whose)[0].get("documents") or ()
        return {**permits.asylum_words(words, self._sent(whose), papers), **words}

    def _status(self, person_id: str, held: Mapping[str, Any]) -> Words:
        worked_out = workers.status_words(held, self._case) | permits.lasting_status(held)
        return {**worked_out, **workers.extension_words(held, self._sent(person_id)), **held}

    def _document(self, person_id: str, document: Words) -> Words:
        worked_out = permits.renewal_words(document, self._sent(person_id)) | permits.lasting(document)
        return {**worked_out, **residents.card_words(document), **document}

    def _case_words(self) -> Words:
        words = self._wording.owned("case", self._gathered.cases[self.case_id])
        worked_out = computed.petition_words(self._standing, self.principal_id)
        gathered = self._gathered
        worked_out |= computed.bulletin_words(
            {**worked_out, **words}, gathered.cutoffs, gathered.chosen, self._today
        )
        worked_out |= residents.chart_words({**worked_out, **words}, gathered.cutoffs, self._today)
        worked_out |= residents.in_use_words(
            {**worked_out, **words}, self._standing, gathered.cutoffs, gathered.chosen
        )
        worked_out |= residents.asylum_words(self._standing)
        worked_out["other_petitions"] = self._petitions_besides(self.principal_id or "")
        worked_out |= workers.petition_words(self._standing)
        worked_out["petitioner_is_employer"] = self._is_employer()
        worked_out |= workers.fee_words(words)
        job = self._wording.job(self._main_job) if self._main_job else {}
        worked_out |= workers.classification_words(words, job)
        asked = self.principal_id if permit_category.asks_the_person(words) else None
        told = self._person("person", asked)[0] if asked in gathered.persons and asked else {}
        worked_out |= permit_category.category_words(words, told)
        perms = gathered.work.recruitments.get(self.case_id, [])
        worked_out |= workers.labor_filings(self._standing, perms)
        worked_out |= progress.filed_words(self._standing)
        worked_out |= progress.recruitment_words(perms, gathered.work.steps)
        return known({**worked_out, **words})

    def _is_employer(self) -> bool:
        """Say whether an employer petitions in this case and no person does."""
        return self.petitioner_id is None and bool(self._gathered.cases[self.case_id]["employer_id"])

    def _party_words(self, party: Row) -> Words:
        words = self._wording.owned("party", party)
        worked_out: Words = {"is_child": computed.is_child(words, bool(self.petitioner_id))}
        if words.get("role") not in ("petitioner", "joint_sponsor"):
            worked_out |= computed.adjustment_words(self._standing, party["person_id"])
            worked_out |= residents.petition_words(self._standing, party["person_id"])
            worked_out |= adjusting.receipt_words(self._filings, party["person_id"])
            worked_out |= support.receipt_words(self._filings, party["person_id"])
        worked_out |= residents.role_words({**worked_out, **words})
        person = self._person("person", party["person_id"])[0]
        worked_out |= residents.country_words({**worked_out, **words}, person)
        return known({**worked_out, **words})


def known(words: Words) -> Words:
    """Give the words without those of which nothing is known."""
    return {word: value for word, value in words.items() if value is not None}
