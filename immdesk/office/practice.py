"""The practice office: fictional cases of every kind whose dates stand around the desk's own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from immdesk.basics.paths import resource
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office import firm
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office
from immdesk.office.practice_access import let_them_in
from immdesk.office.practice_dates import decide
from immdesk.office.practice_kept import keep_filed
from immdesk.office.practice_lent import hand_off
from immdesk.office.practice_letters import write_letters
from immdesk.office.practice_scans import practice_pdf
from immdesk.office.sample_dates import dated
from immdesk.office.search import keep_current

if TYPE_CHECKING:
    from immdesk.store.attachments import Blob

ZONE = "America/Chicago"


def make(
    folder: Path,
    clock: Clock = real_clock,
    user: str = "ana",
    *,
    whole: bool = True,
    watched: Watched = ALONE,
) -> Office:
    """Build the practice office in an empty folder and open it; under five seconds, no network.

    Without `whole` only its first six families are made. Raises Problem when the folder is not empty,
    Stopped when somebody cancelled; what could not be finished is taken away again.
    """
    from immdesk.store.half_made import take_away

    was_there = isdir(folder)
    watched.step(0, 0, _("Starting the practice office"))
    office = firm.new_office(folder, name="", practice=True, zone=ZONE, clock=clock, user=user)
    try:
        _fill(office, whole, watched)
    except BaseException:
        office.close()
        take_away(folder, keep_folder=was_there)
        raise
    return office


def _fill(office: Office, whole: bool, watched: Watched) -> None:
    from immdesk.office.practice_rows import Story, write

    told = _read(office, "office.yaml")
    cases = list(_cases(office, told["families"] + (told["more"] if whole else [])))
    bulletins = [_read(office, name) for name in told["bulletins"][: None if whole else 1]]
    employers = _read(office, told["employers"]) if whole else []
    staff = [one for one in told["staff"] if whole or one.get("whole") != "yes"]
    story = Story(office, told["office"], staff, bulletins, employers, cases, _scans(office, cases), watched)
    office.change(_("Make the practice office"), lambda session: write(session, story))
    keep_filed(office, cases)
    decide(office, cases, watched)
    write_letters(office, cases)
    if whole:
        let_them_in(office, staff, told["waits"])
        hand_off(office, told["hand_off"])
    keep_current(office, cancelled=watched.cancelled)
    watched.look()


def _cases(office: Office, names: Iterable[str]) -> Iterator[Any]:
    """Give the invented cases, each with the purpose that its kind's own questionnaire would have kept."""
    library = office.library
    for name in names:
        for one in _read(office, name):
            asks = library.forms.get(library.case_types[one["case"]["type"]].intake)
            if asks and "case.purpose" in asks.sets:
                one["case"].setdefault("purpose", asks.sets["case.purpose"])
            yield one


def _read(office: Office, name: str) -> Any:
    text = resource("sample_office", name).read_text(encoding="utf-8")
    return dated(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)), office.today())


def _scans(office: Office, cases: list[Any]) -> dict[str, Blob]:
    """Keep one invented scan for each title and number of pages; they name nobody."""
    rows = [row for row in _documents(cases) if row.get("pages")]
    names = {(row["title"], int(row["pages"])) for row in rows}
    put = office.store.attachments.put
    return {f"{title}|{pages}": put(practice_pdf(title, pages)) for title, pages in sorted(names)}


def _documents(cases: list[Any]) -> Iterator[Mapping[str, Any]]:
    for case in cases:
        for one in case["people"]:
            yield from one.get("documents", ())
