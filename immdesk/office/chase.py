"""What a client still owes the office: only what is missing, asked in their language, and for how long."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.office.clock import day_in
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.client_texts import Message
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading
    from immdesk.workflow.checklist import Item

HOWS = ("e-mail", "letter", "telephone", "visit")


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that somebody still has to bring; `reason` says why what came cannot be used.

    `first_on` and `last_on` are the days on which it was asked for, None for never; `days` since the first.
    """

    item: str
    title: str
    who: str
    person_id: str
    reason: str
    first_on: date | None
    last_on: date | None
    times: int
    days: int

    def asked_words(self) -> str:
        """Say how often and since when it is asked for."""
        if self.first_on is None:
            return _("not asked for yet")
        return _asked(self.first_on, self.times)


@dataclass(frozen=True, slots=True)
class AgeLine:
    """A line of the ageing report: a case and a paper that is missing in it."""

    case_id: str
    number: str
    case: str
    missing: Missing

    @property
    def days(self) -> int:
        """For how many days it has been asked for."""
        return self.missing.days

    @property
    def paper(self) -> str:
        """What is missing."""
        return self.missing.title

    @property
    def times(self) -> int:
        """How often it was asked for."""
        return self.missing.times


def missing_of(office: Office, case_id: str) -> tuple[Missing, ...]:
    """Give what is still to be brought for a case, in the order of its checklist.

    A paper that came and waits to be looked at, or is being translated, is not chased; nor is one of which
    it is not known whether it is needed at all.
    """
    with office.store.read() as read:
        return _missing(office, read, [case_id]).get(case_id, ())


def asked_words(office: Office, case_id: str) -> dict[str, str]:
    """Give for each paper (key of the checklist) that was asked for: how often and since when."""
    rows = office.rows(
        "SELECT item, min(asked_on) AS first, count(*) AS times FROM paper_asked "
        "WHERE case_id = ? GROUP BY item",
        [case_id],
    )
    days = {row["item"]: (iso_day(row["first"] or ""), row["times"]) for row in rows}
    return {item: _asked(day, times) for item, (day, times) in days.items() if day is not None}


def message(
    office: Office, case_id: str, language: str = "", *, only: Collection[str] | None = None
) -> Message:
    """Give the letter that asks a case's client for what is missing, in their language.

    `only` names the papers by their key. Raises Problem when nothing is missing.
    """
    from immdesk.office import client_texts

    missing = [one for one in missing_of(office, case_id) if only is None or one.item in only]
    if not missing:
        raise Problem(
            _("Nothing is missing in this case."),
            _("There is nothing to ask for."),
            _("Look at the checklist."),
        )
    lines = [(one.title, one.who, one.reason) for one in missing]
    return client_texts.papers_wanted(office, case_id, lines, language)


def record_asked(office: Office, case_id: str, items: Collection[str], how: str) -> Changed:
    """Record that these papers (keys of the checklist) were asked for today; `how` is one of HOWS."""
    wanted = [one for one in missing_of(office, case_id) if one.item in items]
    if not wanted:
        raise Problem(
            _("None of these papers is missing any more."), _("Nothing was recorded."), _("Look again.")
        )

    def work(session: Session) -> None:
        from immdesk.records.evidence import PaperAsked

        about = {"asked_on": office.today().isoformat(), "how": how, "by": office.user}
        at = office.now().isoformat()
        for one in wanted:
            person = one.person_id or None
            session.add(PaperAsked(case_id=case_id, person_id=person, item=one.item, at=at, **about))

    told = n_("{n} paper asked for.", "{n} papers asked for.", len(wanted))
    return office.change(_("Ask a client for papers"), work, message=told)[1]


def ageing(office: Office, watched: Watched = ALONE) -> tuple[AgeLine, ...]:
    """Give every paper of open cases that was asked for and is still missing, the longest first."""
    with office.store.read() as read:
        cases = read.all(
            "SELECT id, number, title FROM case_file WHERE closed_on IS NULL AND deleted_at IS NULL "
            "AND id IN (SELECT case_id FROM paper_asked UNION SELECT cd.case_id FROM case_document cd "
            "JOIN document d ON d.id = cd.document_id WHERE d.state IN ('asked', 'wrong') "
            "AND d.deleted_at IS NULL)"
        )
        found: list[AgeLine] = []
        for first in range(0, len(cases), 50):
            watched.step(first, len(cases), _("Reading the checklists"))
            some = cases[first : first + 50]
            missing = _missing(office, read, [one["id"] for one in some])
            found += [
                AgeLine(case["id"], case["number"], case["title"] or "", one)
                for case in some
                for one in missing.get(case["id"], ())
                if one.first_on is not None
            ]
    return tuple(sorted(found, key=lambda one: (-one.missing.days, one.number, one.missing.title)))


def report_columns() -> tuple[str, ...]:
    """Give the titles of the ageing report."""
    return (
        _("Case"),
        _("Paper"),
        _("Whose"),
        _("First asked"),
        _("Last asked"),
        _("Times"),
        _("Days"),
        _("Why"),
    )


def report_cells(line: AgeLine) -> tuple[str, ...]:
    """Give a line of the ageing report in the order of its columns."""
    one = line.missing
    days = [on_screen(day) if day else "" for day in (one.first_on, one.last_on)]
    case = f"{line.number} {line.case}"
    return (case, one.title, one.who, *days, str(one.times), str(one.days), one.reason)


def write_report(office: Office, lines: Sequence[AgeLine], out: Path) -> None:
    """Write the ageing report: .xlsx, .csv, or a PDF. It names clients: keep it with their files."""
    if out.suffix.lower() in (".xlsx", ".csv"):
        from immdesk.office.planning.table_files import write_table

        write_table(report_columns(), [report_cells(one) for one in lines], out, _("Papers asked for"))
        return
    from immdesk.office.calculators.paper import write_pdf

    write_pdf(report_pdf(office, lines), out)


def report_pdf(office: Office, lines: Sequence[AgeLine]) -> bytes:
    """Give the ageing report as a PDF."""
    from immdesk.office.docket_sheets import printed_words
    from immdesk.packets.docket_pages import Column, Group, Paper, list_pages

    shares = (3.0, 2.6, 2.0, 1.4, 1.4, 0.7, 0.7, 2.0)
    columns = [Column(name, share) for name, share in zip(report_columns(), shares, strict=True)]
    about = n_("{n} paper missing", "{n} papers missing", len(lines))
    paper = Paper(_("Papers asked for and still missing"), about, printed_words(office), across=True)
    groups = [Group("", tuple(report_cells(one) for one in lines))] if lines else []
    return list_pages(paper, columns, groups, _("Nothing that was asked for is missing."))


def _asked(first: date, times: int) -> str:
    told = n_("asked {n} time", "asked {n} times", times)
    return _("{times}, first {day}").format(times=told, day=on_screen(first))


def _missing(office: Office, read: Reading, case_ids: Sequence[str]) -> dict[str, tuple[Missing, ...]]:
    from immdesk.office.progress import checklist_in
    from immdesk.records.facts_of import facts_of

    facts = facts_of(read, case_ids, office.library.vocabulary, office.today())
    these = {"ids": json.dumps(list(case_ids))}
    asked: dict[tuple[str, str], list[date]] = {}
    for row in read.all(_ASKED, these):
        day = iso_day(row["asked_on"] or "")
        if day is not None:
            asked.setdefault((row["case_id"], row["item"]), []).append(day)
    steps = {row["document_id"]: row for row in read.all(_STEPS, these)}
    return {
        case_id: tuple(
            _line(office, item, asked.get((case_id, item.key), []), steps.get(item.document_id))
            for item in _owed(checklist_in(office, read, facts[case_id]))
        )
        for case_id in case_ids
        if case_id in facts
    }


_ASKED = """
SELECT case_id, item, asked_on FROM paper_asked
WHERE case_id IN (SELECT value FROM json_each(:ids)) ORDER BY asked_on
"""
_STEPS = """
SELECT s.document_id, s.state, s.reason, s.at FROM document_step s
JOIN case_document cd ON cd.document_id = s.document_id
WHERE cd.case_id IN (SELECT value FROM json_each(:ids)) AND s.state IN ('asked', 'wrong') ORDER BY s.at
"""


def _owed(items: Iterable[Item]) -> Iterable[Item]:
    for item in items:
        owed = item.state == "gap" or (item.document_id and item.note in ("asked", "wrong"))
        if item.kind == "evidence" and owed:
            yield item


def _line(office: Office, item: Item, days: list[date], step: Mapping[str, Any] | None) -> Missing:
    reason = (step["reason"] or "") if step is not None and item.note == "wrong" else ""
    every = list(days)
    if step is not None and step["at"]:
        from datetime import datetime

        every.append(day_in(office.zone, datetime.fromisoformat(step["at"])))
    first, last = (min(every), max(every)) if every else (None, None)
    past = (office.today() - first).days if first else 0
    return Missing(item.key, item.title, item.who, item.person_id, reason, first, last, len(every), past)
