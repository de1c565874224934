"""Packs installed in the office: taken after a look, gone back from on an attorney's word, on a shelf."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.office.approvals import Asked, hold
from immdesk.office.clock import day_in
from immdesk.office.firm import must_be_attorney, staff
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.pack_review import PackReview
    from immdesk.packs.installed import Entry, Used

TITLES: Final = ("Install a pack", "Go back to the last pack")
"""How these operations are called in the history; Undo does not take them back, an attorney goes back."""


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack in use as the shelf shows it; `made_on` and `at` are days in words.

    With `kept` one can go back: to the version `last`, or with "" to none. `how` is shipped, installed or
    own.
    """

    name: str
    title: str
    version: str
    edition: date
    valid_until: date | None
    stale: bool
    how: str
    signed_by: str = ""
    made_on: str = ""
    by: str = ""
    at: str = ""
    attorney: str = ""
    reason: str = ""
    last: str = ""
    kept: bool = False
    problem: str = ""


def shelf(office: Office) -> tuple[PackCard, ...]:
    """Give the packs in use: the whole one, those laid over it, and the office's own layer."""
    from immdesk.packs.installed import HOME, Issue, in_use, read_list

    issues = read_list(office.folder / HOME)
    used = in_use(office.folder / HOME, resource("packs", "us"))
    cards = []
    for one in used:
        issue = issues.get(one.name, Issue())
        last = (issue.before.version if issue.before else _shipped(one.name)) if issue.kept else ""
        cards.append(replace(_card(office, one), last=last, kept=issue.kept))
    mine = office.folder / "packs"
    return (*cards, *([_own(office, mine)] if mine.is_dir() else []))


def install(office: Office, found: PackReview, staff_id: str = "", reason: str = "") -> Changed:
    """Let a pack that was looked at count from now on; the one before is kept to go back to.

    One that is no newer needs an attorney of the office and a reason; both are recorded. What the changed
    rules make of the cases is proposed as always, nothing on the docket moves by itself. Raises Problem,
    and changes nothing, when something in the pack does not hold.
    """
    from immdesk.packs.installed import HOME, put

    if found.problems:
        raise Problem(
            _("This pack cannot be taken: not everything in it holds."), found.problems[0], _("Get another.")
        )
    words = f"{found.name} {found.version}"
    hold(office, Asked("pack", found.mark, "", words, "", found.version, {"version": words}, found.mark))
    attorney = _attorney(office, staff_id, reason) if found.older or staff_id else ""
    if not (found.staged / found.name / "pack.yaml").is_file():
        raise Problem(_("The unpacked pack is gone."), _("Nothing was changed."), _("Choose its file again."))
    entry = _entry(office, found, attorney, reason)
    return _record(
        office,
        found.name,
        _("Install a pack"),
        _said(entry),
        lambda: put(office.folder / HOME, found.staged, found.name, entry),
        _("The pack {version} is in use. Look at the dates to decide.").format(version=found.version),
    )


def go_back(office: Office, name: str, staff_id: str, reason: str) -> Changed:
    """Let the last pack count again, on an attorney's word and with a reason; both are recorded."""
    from immdesk.packs.installed import HOME, back, read_list

    attorney = _attorney(office, staff_id, reason)
    said = {"by": office.user, "at": office.now().isoformat(), "attorney": attorney, "reason": reason.strip()}
    issue = read_list(office.folder / HOME).get(name)
    version = issue.before.version if issue and issue.before else _shipped(name)
    words = _("The pack {version} is in use again. Look at the dates to decide.")
    if not version:
        words = _("The pack {name} is taken out. Look at the dates to decide.")
    return _record(
        office,
        name,
        _("Go back to the last pack"),
        {"version": version, **said},
        lambda: back(office.folder / HOME, name, said),
        words.format(version=version, name=name),
    )


def attorney_called(office: Office, name: str) -> str:
    """Give the id of the attorney whose name holds these letters, "" for no name; else raises Problem."""
    wanted = name.strip().casefold()
    found = [one for one in staff(office) if wanted and one.is_attorney and wanted in one.name.casefold()]
    if wanted and len(found) != 1:
        names = ", ".join(one.name for one in staff(office) if one.is_attorney)
        raise Problem(
            _("“{name}” is not one attorney of the office.").format(name=name.strip()),
            _("Nothing was changed."),
            _("The attorneys are: {names}.").format(names=names),
        )
    return found[0].id if found else ""


def _attorney(office: Office, staff_id: str, reason: str) -> str:
    """Give the name of the attorney who says so; raises Problem without one, or without a reason."""
    if not staff_id or not reason.strip():
        raise Problem(
            _("An older pack is taken only when an attorney says so, with a reason."),
            _("Older rules may count days that are no longer right. Nothing was changed."),
            _("Choose the attorney and write the reason."),
        )
    must_be_attorney(office, staff_id)
    return next(one.name for one in staff(office) if one.id == staff_id)


def _entry(office: Office, found: PackReview, attorney: str, reason: str) -> Entry:
    from immdesk.packs.installed import Entry

    return Entry(
        folder=f"{found.name}-{found.version}-{found.mark[:8]}",
        version=found.version,
        mark=found.mark,
        signed_by=found.signed_by,
        made_on=found.made_on.isoformat(),
        by=office.user,
        at=office.now().isoformat(),
        attorney=attorney,
        reason=reason.strip(),
    )


def _said(entry: Entry) -> dict[str, str]:
    kept = {"version": entry.version, "mark": entry.mark, "signed_by": entry.signed_by, "by": entry.by}
    return kept | {"at": entry.at, "attorney": entry.attorney, "reason": entry.reason}


def _record(
    office: Office, name: str, title: str, said: dict[str, str], do: Callable[[], object], message: str
) -> Changed:
    """Record it and do it as one: when the list of packs cannot be replaced, nothing is recorded."""
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "office", office_id, f"pack {name}", json.dumps(said, ensure_ascii=False))
        session.flush()
        do()

    _none, changed = office.change(title, work, why=said.get("reason", ""), message=message)
    office.read_packs_again()
    return changed


def _shipped(name: str) -> str:
    from immdesk.packs.installed import manifest_of

    folder = resource("packs", "us")
    return manifest_of(folder).issue if name == folder.name else ""


def missing(office: Office, name: str, version: str) -> str:
    """Say so when the office took a newer pack than `version`, the one that is here: after a restore, say."""
    from immdesk.packs.sealed import number

    rows = office.rows("SELECT value FROM said WHERE owner_kind = 'office' AND word = ?", [f"pack {name}"])
    taken = (str(json.loads(rows[0]["value"])["version"]) if rows else "") or version
    if number(taken) <= number(version):
        return ""
    words = _(
        "The office uses the pack {name} {taken}, which is not on this computer: install its file again."
    )
    return words.format(name=name, taken=taken)


def _card(office: Office, one: Used) -> PackCard:
    from immdesk.packs.installed import manifest_of

    said, entry = manifest_of(one.folder), one.entry
    return PackCard(
        name=said.pack,
        title=told(said.title),
        version=said.issue,
        edition=said.edition,
        valid_until=said.valid_until,
        stale=bool(said.valid_until and said.valid_until < office.today()),
        how="installed" if entry else "shipped",
        signed_by=entry.signed_by if entry else "",
        made_on=_day(office, entry.made_on) if entry else "",
        by=entry.by if entry else "",
        at=_day(office, entry.at) if entry else "",
        attorney=entry.attorney if entry else "",
        reason=entry.reason if entry else "",
        problem=one.problem or missing(office, said.pack, said.issue),
    )


def _day(office: Office, moment: str) -> str:
    """Give the day of a moment, or of a day, that the list of packs keeps, as it is shown."""
    found = datetime.fromisoformat(moment)
    return on_screen(day_in(office.zone, found) if found.tzinfo else found.date())


def _own(office: Office, folder: Path) -> PackCard:
    from immdesk.packs.installed import manifest_of

    said = manifest_of(folder)
    stale = bool(said.valid_until and said.valid_until < office.today())
    return PackCard(said.pack, told(said.title), said.issue, said.edition, said.valid_until, stale, "own")
