"""Makes pictures from the running program: `.venv/bin/python -m tests.pictures` the README's own.

`python -m tests.pictures FOLDER` takes every screen of the whole practice office there, light and dark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from immdesk.basics.paths import resource
from immdesk.office import interviews, practice
from immdesk.office.calculators import registry as registry_of_calculators
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.desk import DeskDriver, open_desk
from tests.walk import SHELVES, TABS, open_dialogs, opened_by_menus
from ui.screens import registry

DAY = date(2026, 8, 14)
WIDTH, HEIGHT = 1240, 780
LOOKS = ("light", "dark")
KINDS = ("h1b-extension", "family-adjustment")
PAGES = 4  # pictures of one page that scrolls, at most
CASELOAD = (
    "Ref,Client,DOB,Receipt,Deadline,Due\n"
    'M-1,"Ek, Bo",31/31/2000,IOE0912345111,Reply,9/30/2026\n'
    'M-2,"Ek, Al",3/27/1990,,,\n'
)
Take = Callable[[QWidget, str], None]


def main() -> None:
    """Build the practice office, walk through its screens, and save what is seen."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        office = practice.make(Path(folder) / "office", stopped_at(DAY))
        desk = open_desk(Path(folder) / "settings", office)
        desk.window.resize(WIDTH, HEIGHT)
        if sys.argv[1:]:
            every_look(desk, Path(folder), Path(sys.argv[1]))
        else:
            for_the_readme(desk)
        desk.close()
        office.close()
    app.quit()


def for_the_readme(desk: DeskDriver) -> None:
    """Take the two pictures of the README."""
    save = partial(_save, desk, resource("pictures"))
    save(desk.window, "today")
    desk.open_case("Soto")
    desk.open_tab("Dates")
    desk.press("Accept")
    desk.settle()
    desk.press("How this was worked out")
    save(desk.window, "dates")


def every_look(desk: DeskDriver, folder: Path, out: Path) -> None:
    """Take every screen in each look, into a folder of its own."""
    for look in LOOKS:
        (out / look).mkdir(parents=True, exist_ok=True)
        _dress(desk, look)
        take = partial(_save_all, desk, out / look)
        for screen_id, ref, name in places(desk.window.office):
            desk.window.desk.go(screen_id, ref)
            desk.settle()
            take(desk.window, name)
        calendars(desk, take)
        intake(desk, take)
        caseload(desk, folder, take)
        sheets(desk, take)
        explained(desk, take)
    locked(desk, folder, out)


def places(office: Office) -> Iterator[tuple[str, str, str]]:
    """Give every screen with what it shows and the name of its picture: two cases with every tab."""
    for one in registry.places():
        if one.id not in ("case", "person", "employer", "lifeline"):
            yield one.id, "", one.id
    for shelf in (*SHELVES, "alerts", "rules/h1b-six-year-max", "rules/i94-governs"):
        yield "library", shelf, f"library-{shelf.replace('/', '-')}"
    for kept in ("expirations", "no-date", "entered", "second-look", "age-out"):
        yield "register", kept, f"register-{kept}"
    for table in ("person", "employer"):
        yield table, office.rows(f"SELECT id FROM {table} ORDER BY id")[0]["id"], table
    held = "SELECT person_id FROM status_period GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 1"
    yield "lifeline", office.rows(held)[0]["person_id"], "lifeline"
    yield from calculators(office)
    for kind in KINDS:
        found = office.rows(
            "SELECT id FROM case_file WHERE case_type = :kind ORDER BY number", {"kind": kind}
        )
        yield from (("case", f"{found[0]['id']}/{tab}", f"{kind}-{tab}") for tab in TABS)
        yield "packets", found[0]["id"], f"{kind}-packets"


def calculators(office: Office) -> Iterator[tuple[str, str, str]]:
    """Give each calculator with the first case that it is of use for."""
    wanted = [one.id for one in registry_of_calculators.calculators()]
    for row in office.rows("SELECT id FROM case_file ORDER BY number"):
        for one in registry_of_calculators.offered(office, row["id"]):
            if one.fits and one.id in wanted:
                wanted.remove(one.id)
                yield "calculators", f"{row['id']}/{one.id}/{one.person_id}", f"calculator-{one.id}"


def calendars(desk: DeskDriver, take: Take) -> None:
    """Take the calendar's month, week and agenda."""
    desk.window.desk.go("calendar")
    for name in ("Week", "Agenda", "Timeline", "Year", "Month"):
        desk.settle()
        desk.press(name)
        desk.settle()
        take(desk.window, f"calendar-{name.lower()}")


def intake(desk: DeskDriver, take: Take) -> None:
    """Take every section of a new intake of each kind, and its review."""
    office = desk.window.office
    for kind in KINDS:
        draft = interviews.start(office, kind).draft_id
        desk.window.desk.go("intake", draft)
        desk.settle()
        asking = desk.window.screen().asking
        for section in interviews.overview(office, draft).sections:
            asking.go_to(section.id)
            desk.settle()
            take(desk.window, f"intake-{kind}-{section.id}")
        asking.show_review()
        desk.settle()
        take(desk.window, f"intake-{kind}-review")


def caseload(desk: DeskDriver, folder: Path, take: Take) -> None:
    """Take the bringing in of a caseload: the columns, then the trial."""
    desk.picker.path = folder / "cases.csv"
    desk.picker.path.write_text(CASELOAD, encoding="utf-8")
    desk.menu("Bring in a caseload…")
    desk.press("Choose a file…")
    desk.see("What the columns hold")
    take(desk.window, "caseload-columns")
    desk.choose("Kind of case where a row names none", "Family adjustment of status")
    desk.choose("What “Ref” holds", "Case number")
    desk.press("Try it")
    desk.settle()
    take(desk.window, "caseload-trial")


def sheets(desk: DeskDriver, take: Take) -> None:
    """Take every dialog of the menus, and what the palette finds."""
    for name in opened_by_menus(desk):
        if name == "find":
            desk.type_into("Find anything", "soto")
            desk.see("found")
        desk.settle()
        for dialog in open_dialogs(desk):
            take(dialog, f"sheet-{name}")
            dialog.close()
        desk.settle()


def explained(desk: DeskDriver, take: Take) -> None:
    """Take the arithmetic of a date, opened."""
    desk.open_case("Chen, Wei")
    desk.open_tab("Dates")
    desk.press("How this was worked out: File a PERM or I-140 by (no gap after the six years)")
    desk.settle()
    take(desk.window, "explained")


def locked(desk: DeskDriver, folder: Path, out: Path) -> None:
    """Take what a locked desk shows, last of all: the office again, behind a passphrase."""
    desk.window.close_office()
    desk.settle()
    key = open_key(folder / "office")
    (folder / "office" / "keys.json").unlink()
    add_passphrase(
        folder / "office", key, "four unrelated plain words", cost=Cost(memory=64, passes=1, lanes=1)
    )
    clock = stopped_at(DAY)
    with open_office(folder / "office", passphrase="four unrelated plain words", clock=clock) as office:
        desk.window.set_office(office)
        desk.settle()
        desk.window.lock.lock()
        for look in LOOKS:
            _dress(desk, look)
            _save(desk, out / look, desk.window, "lock")


def _dress(desk: DeskDriver, look: str) -> None:
    desk.window.settings.set("look", look)
    desk.window.dress()


def _save_all(desk: DeskDriver, out: Path, widget: QWidget, name: str) -> None:
    """Save what is seen, and what is seen further down a page that scrolls."""
    _save(desk, out, widget, name)
    areas = [one for one in widget.findChildren(QScrollArea) if one.isVisible() and _more(one)]
    area = max(areas, key=lambda one: one.width() * one.height(), default=None)
    bar = area.verticalScrollBar() if area is not None else None
    for page in range(2, PAGES + 1):
        if bar is None or bar.value() >= bar.maximum():
            break
        bar.setValue(bar.value() + bar.pageStep())
        _save(desk, out, widget, f"{name}-{page}")


def _more(area: QScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0


def _save(desk: DeskDriver, out: Path, widget: QWidget, name: str) -> None:
    desk.settle()
    widget.grab().save(str(out / f"{name}.png"))


if __name__ == "__main__":
    main()
