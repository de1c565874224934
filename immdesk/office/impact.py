"""What a change of the law does to the open cases: two packs laid side by side, case by case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.paths import resource
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _, told
from immdesk.office.alerts import cases_reached
from immdesk.office.law_rows import AlertRow
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office
    from immdesk.packs.compare import Change
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts

CHUNK = 100


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """One open case that a change concerns: what changed, what it does there, and what to do.

    `about` is a mark of what changed, such as "rules rfe-deadline" or "forms I-751".
    """

    what: str
    case_id: str
    number: str
    title: str
    says: str
    do: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """The changes in words, and the open cases that they concern."""

    changes: tuple[str, ...]
    rows: tuple[ImpactRow, ...]


def impact_of_alerts(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> Impact:
    """Give the practice alerts in force with the open cases that they reach or may reach."""
    rows = cases_reached(office, progress, cancelled)
    return Impact(tuple(dict.fromkeys(row.title for row in rows)), tuple(map(_of_alert, rows)))


def impact_of_packs(
    office: Office,
    before: Path,
    after: Path | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Impact:
    """Give what changes for the open cases between two packs; without `after`, the shipped one follows.

    Every changed rule is worked out with both; closed days make all rules be worked out twice. Fees and
    editions concern the cases whose packets hold the form and have not been filed. Nothing is changed.
    """
    from immdesk.packs.compare import compare

    changes = compare(before, after or resource("packs", "us"))
    old, new = _library(before), _library(after or resource("packs", "us"))
    return impact_between(office, old, new, changes, progress, cancelled)


def impact_between(
    office: Office,
    old: Library,
    new: Library,
    changes: list[Change],
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Impact:
    """Give what these changes between two libraries do to the open cases. Nothing is changed."""
    rows: list[ImpactRow] = []
    cases = office.rows(
        "SELECT id, number, title FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    )
    for start in range(0, len(cases), CHUNK):
        if cancelled():
            break
        rows += _of_some(office, cases[start : start + CHUNK], changes, old, new)
        progress(min(start + CHUNK, len(cases)), len(cases), _("Looking at {n} cases").format(n=len(cases)))
    rows.sort(key=lambda row: (row.what, row.number))
    return Impact(tuple(change.words() for change in changes), tuple(rows))


def _library(folder: Path) -> Library:
    from immdesk.packs.library import load_library

    whole = (folder / "vocabulary").is_dir()
    return load_library([folder] if whole else [resource("packs", "us"), folder])


def _of_some(
    office: Office, cases: list[dict[str, Any]], changes: list[Change], old: Library, new: Library
) -> Iterator[ImpactRow]:
    from immdesk.records.facts_of import facts_of

    rules = {one.item for one in changes if one.shelf == "rules"}
    if any(one.shelf == "closures" for one in changes):
        rules = {*old.rules, *new.rules}
    forms = _forms(changes, old, new)
    with office.store.read() as read:
        facts = facts_of(read, [one["id"] for one in cases], new.vocabulary, office.today())
    for one in cases:
        case = (one["id"], one["number"], one["title"] or "")
        yield from _of_rules(office, case, facts[one["id"]], rules, old, new)
        yield from _of_forms(office, case, facts[one["id"]], forms)


def _of_rules(
    office: Office,
    case: tuple[str, str, str],
    facts: CaseFacts,
    rules: Collection[str],
    old: Library,
    new: Library,
) -> Iterator[ImpactRow]:
    was, now = (_found(library, facts, rules, office) for library in (old, new))
    for key in {**was, **now}:
        before, after = was.get(key), now.get(key)
        said = [_words(one) if one else "" for one in (before, after)]
        if said[0] == said[1]:
            continue
        either = after or before
        title = told(either.title) if either else key[0]
        do = _("Look at the proposed dates of the case and accept or refuse them.")
        yield ImpactRow(title, *case, _change_words(*said), do, f"rules {key[0]}")


def _found(
    library: Library, facts: CaseFacts, rules: Collection[str], office: Office
) -> dict[tuple[str, str], Finding]:
    from immdesk.law.find import find
    from immdesk.law.rulebook import Rulebook

    book = Rulebook({name: rule for name, rule in library.rules.items() if name in rules})
    found: dict[tuple[str, str], Finding] = {}
    for one in facts.subjects() if book else ():
        for finding in find(
            book, one.facts, subject_kind=one.kind, subject_id=one.id, person_id=one.person_id,
            today=office.today(), library=library, kept=frozenset(),
        ):  # fmt: skip
            found[finding.rule, one.id] = finding
    return found


def _words(finding: Finding) -> str:
    if finding.outcome == "found":
        shown = (on_screen(one.value) for one in finding.outputs if not one.working)
        return ", ".join(shown)
    return _("something must be answered first") if finding.outcome in ("ask", "error") else ""


def _change_words(before: str, after: str) -> str:
    if before and after:
        return _("was {before}, is now {after}").format(before=before, after=after)
    return _("new: {after}").format(after=after) if after else _("no longer: {before}").format(before=before)


def _forms(changes: Iterable[Change], old: Library, new: Library) -> dict[str, str]:
    """Give the forms whose fee or accepted edition changed, with what changed."""
    found: dict[str, str] = {}
    for change in changes:
        if change.shelf == "editions":
            for form in {one.form for one in (*old.editions, *new.editions)}:
                if form in change.place.split() or form in change.item.split():
                    found[form] = change.words()
        elif change.shelf == "fees":
            items = {row.item for row in (*old.fees, *new.fees) if row.item in change.place}
            for form, sheet in new.fee_sheets.items():
                if any(item in items for line in sheet.lines for item, _when in line.items):
                    found[form] = change.words()
    return found


def _of_forms(
    office: Office, case: tuple[str, str, str], facts: CaseFacts, forms: dict[str, str]
) -> Iterator[ImpactRow]:
    from immdesk.office.case_packet import forms_wanted

    filed = {one.facts.get("filing.form") for one in facts.subjects() if one.kind == "filing"}
    wanted = forms_wanted(office, facts) if forms else []
    for form in wanted:
        if form in forms and form not in filed:
            do = _("Look at the packet again: its fee sheet, and the blank of the form.")
            what = _("Form {form}").format(form=form)
            yield ImpactRow(what, *case, forms[form], do, f"forms {form}")


def _of_alert(row: AlertRow) -> ImpactRow:
    reach = _("reaches") if row.reach == "reaches" else _("may reach")
    asked = _("Ask first: {what}").format(what=", ".join(row.ask)) if row.ask else ""
    says = " · ".join(filter(None, (reach, row.who, asked)))
    attorney = _("An attorney decides.")
    return ImpactRow(row.title, row.case_id, row.case_number, row.case_title, says, f"{row.do} {attorney}")


def text_of(impact: Impact) -> list[str]:
    """Give an impact in plain text, for the command line."""
    lines = [f"• {one}" for one in impact.changes]
    what = ""
    for row in impact.rows:
        lines += [] if row.what == what else ["", row.what, f"  {row.do}"]
        what = row.what
        lines.append(f"  {row.number}  {row.title}  {row.says}".rstrip())
    return [*lines, "", _("Open cases concerned: {n}").format(n=len({row.case_id for row in impact.rows}))]


def write_impact(office: Office, impact: Impact, out: Path) -> None:
    """Write the list as a PDF, whole or not at all. It names clients: keep it where their files are kept."""
    from immdesk.packets.impact_page import ImpactGroup, impact_page

    groups: dict[str, ImpactGroup] = {}
    for row in impact.rows:
        one = groups.get(row.what) or ImpactGroup(row.what, row.do, ())
        line = f"{row.number}  {row.title}: {row.says}"
        groups[row.what] = ImpactGroup(one.title, one.do, (*one.lines, line))
    printed = _("Printed on {day}.").format(day=on_screen(office.today()))
    data = impact_page(printed, impact.changes, tuple(groups.values()))
    write_out(out, data, _("The list could not be written."))
