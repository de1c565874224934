"""The page of one employer: its facts, worksites, signatories, cases, jobs, documents and conversations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import name
from immdesk.basics.values import NONE_TEXT, read_value
from immdesk.basics.words import _
from immdesk.office.employers import said
from immdesk.office.work_rows import TalkLine, WorkLine, jobs, talks, value_words
from immdesk.office.work_words import groups

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading, Row

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EmployerPage:
    """Everything that the page of an employer shows; `doubts` is what must be looked at."""

    id: str
    name: str
    below: str
    groups: tuple[tuple[str, Pairs], ...]
    doubts: tuple[str, ...]
    worksites: tuple[WorkLine, ...]
    contacts: tuple[WorkLine, ...]
    cases: tuple[WorkLine, ...]
    jobs: tuple[WorkLine, ...]
    documents: tuple[WorkLine, ...]
    talks: tuple[TalkLine, ...]


def employer_page(office: Office, employer_id: str) -> EmployerPage:
    """Give the page of an employer; raises Problem when it is no longer in the office."""
    library = office.library
    with office.store.read() as read:
        row = read.one("SELECT * FROM employer WHERE id = ? AND deleted_at IS NULL", [employer_id])
        if row is None:
            raise Problem(_("This employer is no longer in the office."), "", _("Go back to Employers."))
        contacts = read.all(
            "SELECT * FROM employer_contact WHERE employer_id = ? ORDER BY rowid", [employer_id]
        )
        sites = read.all("SELECT * FROM worksite WHERE employer_id = ? ORDER BY rowid", [employer_id])
        told = dict(
            read.tuples(
                "SELECT word, value FROM said WHERE owner_kind = 'employer' AND owner_id = ?", [employer_id]
            )
        )
        return EmployerPage(
            employer_id,
            row["name"] or _("No name yet"),
            said(row["trade_name"]),
            tuple(_groups(library, {**row, **told})),
            tuple(_doubts(row, contacts)),
            tuple(_worksite(one) for one in sites),
            tuple(_contact(library, one) for one in contacts),
            tuple(_cases(read, employer_id)),
            tuple(jobs(read, library, "employer_id", employer_id)),
            tuple(_documents(read, library, employer_id)),
            talks(read, office, "employer_id", employer_id),
        )


def _doubts(row: Row, contacts: list[Row]) -> Iterator[str]:
    """Say what forms and the law will ask for: nothing of it keeps an employer from being used."""
    if not row["fein"]:
        yield _("No FEIN is recorded. Forms leave its box empty until it is told, or told to be none.")
    elif row["fein"] == NONE_TEXT:
        yield _("This employer has no FEIN. Forms leave its box empty.")
    elif message := read_value("fein", row["fein"], today=date.min).message:
        yield _("FEIN: {words}").format(words=message)
    if not any(one["is_signatory"] == "yes" and said(one["until_on"]) == "" for one in contacts):
        yield _("Nobody is named who signs for this employer.")


def _groups(library: Library, kept: Mapping[str, Any]) -> Iterator[tuple[str, Pairs]]:
    for title, group in groups("employer", library.vocabulary):
        pairs = tuple(
            (one.word.label, shown) for one in group if (shown := value_words(one, kept.get(one.key)))
        )
        if pairs:
            yield title, pairs


def _worksite(row: Row) -> WorkLine:
    parts = (said(row["street"]), said(row["city"]), said(row["state"]), said(row["zip"]))
    place = ", ".join(filter(None, parts)) or _("No address yet")
    whose = said(row["third_party_name"]) if row["third_party"] == "yes" else ""
    words = ", ".join(filter(None, (place if row["name"] else "", said(row["county"]), whose)))
    note = _("main") if row["is_main"] == "yes" else ""
    ended = _("no longer used") if said(row["until_on"]) else note
    return WorkLine(row["id"], said(row["name"]) or place, words, ended)


def _contact(library: Library, row: Row) -> WorkLine:
    phone = read_value("phone", said(row["phone"]), today=date.min).shown or said(row["phone"])
    words = " · ".join(filter(None, (said(row["title"]), phone, said(row["email"]))))
    left = _("left") if said(row["until_on"]) else ""
    note = left or (_("signs") if row["is_signatory"] == "yes" else "")
    roles = dict(library.vocabulary.shape("employer_contact")["role"].choices)
    return WorkLine(row["id"], name(row), words or roles.get(row["role"] or "", ""), note)


def _cases(read: Reading, employer_id: str) -> Iterator[WorkLine]:
    sql = (
        "SELECT id, number, title, status FROM case_file WHERE deleted_at IS NULL "
        "AND (employer_id = :id OR id IN "
        "(SELECT case_id FROM job WHERE employer_id = :id AND deleted_at IS NULL)) "
        "ORDER BY status = 'closed', number DESC"
    )
    for row in read.all(sql, {"id": employer_id}):
        note = _("closed") if row["status"] == "closed" else ""
        yield WorkLine(row["id"], row["title"] or row["number"], row["number"], note)


def _documents(read: Reading, library: Library, employer_id: str) -> Iterator[WorkLine]:
    kinds = dict(library.vocabulary.word("document.kind").choices)
    sql = "SELECT * FROM document WHERE employer_id = ? AND deleted_at IS NULL ORDER BY title, rowid"
    for row in read.all(sql, [employer_id]):
        kind = str(kinds.get(row["kind"], row["kind"]))
        yield WorkLine(row["id"], said(row["title"]) or kind, kind, "" if row["blob"] else _("no scan yet"))
