"""A new computer: four ways to bring the office here, and afterwards what came and what the old one needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from immdesk.basics import shown
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from immdesk.office import new_computer
from immdesk.office.rows import Changed
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.card_page import card_page
from ui.parts.desk import Desk
from ui.parts.heading import Heading
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of
from ui.screens.start_doing import way


def ways_here(start: Any, window: Any) -> list[QWidget]:
    """Give the four ways, the best first, and the way back."""
    return [
        way(
            _("The office is on a shared folder or a server"),
            _("The best way: this computer joins it and gets a copy, with your passphrase or recovery code."),
            button(_("Join an office on a shared folder…"), start.ask_to_join, picture="people", main=True),
            button(_("Join an office on a server…"), start.ask_to_join_server, picture="office"),
        ),
        way(
            _("There is a backup on a stick or another disk"),
            _("It becomes the office again, in a new folder, and is checked before it counts."),
            button(_("Restore a backup…"), start.ask_backup, picture="save"),
        ),
        CopyOld(window, start.open_folder, start.say_error),
        button(_("Back"), start.welcome, picture="back", link=True),
    ]


class CopyOld(Card):
    """From the folder of the old computer, on its disk or on a stick: it is copied here and then opened."""

    def __init__(
        self, window: Any, then: Callable[[Path], None], failed: Callable[[BaseException], None]
    ) -> None:
        super().__init__(_("I have the folder of the old computer's office"))
        self._window, self._then, self._failed = window, then, failed
        words = _("Close ImmDesk on the old computer first. The folder is copied and stays as it is.")
        self.body.addWidget(label(words, wrap=True, quiet=True))
        grid = grid_of(self)
        self._old = field_in(grid, 0, _("The old folder"), "", False)
        offered = str(window.settings.new_office_folder())
        self._new = field_in(grid, 1, _("Folder on this computer"), offered, False)
        choose_old = button(_("Choose…"), self._choose_old, name=_("Choose the old folder"))
        choose_new = button(_("Choose…"), self._choose_new, name=_("Choose the folder on this computer"))
        grid.addWidget(choose_old, 0, 2)
        grid.addWidget(choose_new, 1, 2)
        self._copy = button(_("Copy it here and open it"), self._send, picture="folder")
        self.body.addLayout(feet_of(self._copy))
        for field in (self._old, self._new):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self._copy.setEnabled(bool(self._old.text().strip() and self._new.text().strip()))

    def _choose_old(self) -> None:
        self._window.desk.pick_folder(_("The old folder"), lambda folder: self._old.setText(str(folder)))

    def _choose_new(self) -> None:
        self._window.desk.pick_folder(
            _("Folder on this computer"), lambda folder: self._new.setText(str(folder))
        )

    def _send(self) -> None:
        self._copy.setEnabled(False)
        places = Path(self._old.text().strip()), Path(self._new.text().strip())
        self._window.work.run_pure(
            self,
            _copied,
            *places,
            done=self._then,
            failed=self._broke,
            title=_("Copying the office"),
            reports=True,
        )

    def _broke(self, error: BaseException) -> None:
        self._check()
        self._failed(error)


class NewComputer(QWidget):
    """What came to this computer, counted, and what to do with the old one."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        words = _("What came here is counted and checked; then the old computer is made safe.")
        back = button(_("Back"), desk.back, picture="back")
        self._body = card_page(self, Heading(_("A new computer"), words, back))

    def show_ref(self, ref: str) -> None:
        """Count and check beside the screen, then show it."""
        clear_layout(self._body)
        self._body.addWidget(label(_("Checking…"), quiet=True))
        self._desk.work.run(
            self,
            _counted,
            self._office,
            done=self._show,
            failed=self._desk.problem,
            title=_("Checking the records"),
            reports=True,
        )

    def refresh(self, changed: Changed) -> None:
        """What came is counted once, when the page is opened."""

    def _show(self, found: new_computer.Arrived) -> None:
        clear_layout(self._body)
        if found.problems:
            words = " ".join((*found.problems, _("Bring it here again from another copy or backup.")))
            self._body.addWidget(Banner(words, "bad"))
        card = Card(_("On this computer"))
        for line in _came(found):
            card.body.addWidget(label(line, wrap=True))
        self._body.addWidget(card)
        old = Card(_("The old computer"))
        for line in _old_one(found):
            old.body.addWidget(label(line, wrap=True))
        keys = button(_("Passphrase and recovery sheet"), self._go_to_keys, link=True, picture="lock")
        old.body.addLayout(feet_of(keys))
        self._body.addWidget(old)

    def _go_to_keys(self) -> None:
        self._desk.go("keys")


def _came(found: new_computer.Arrived) -> list[str]:
    cases = n_("{n} case", "{n} cases", found.cases)
    people = n_("{n} person", "{n} people", found.people)
    changes = n_("{n} change in an unbroken record", "{n} changes in an unbroken record", found.operations)
    said = [_("{cases}, {people}, {changes}.").format(cases=cases, people=people, changes=changes)]
    if found.newest:
        day = shown.on_screen(date.fromisoformat(found.newest))
        said.append(_("The newest change is of {day}: compare it with the old computer.").format(day=day))
    scans = n_("{n} scan.", "{n} scans.", found.scans)
    if found.scans_missing and found.home:
        missing = n_("{n} comes here in a while.", "{n} come here in a while.", found.scans_missing)
        scans = f"{scans} {missing}"
    elif found.scans_missing:
        missing = n_("{n} is missing here.", "{n} are missing here.", found.scans_missing)
        scans = f"{scans} {missing}"
    return [*said, scans]


def _old_one(found: new_computer.Arrived) -> list[str]:
    said = []
    if found.home:
        said.append(_("1. Open the office there once more, so that what waits is sent; then close it."))
    else:
        said.append(_("1. Do not work there any more: the two copies would go their own ways."))
    said.append(_("2. There, under “Passphrase and recovery sheet”, press “Ask for the passphrase again”."))
    said.append(
        _(
            "3. Have its disk wiped before it leaves the office. Deleting the folder is not enough: deleted "
            "files can be brought back. They are encrypted, and open with your passphrase still."
        )
    )
    said.append(
        _(
            "Is the old computer lost or stolen? Change your passphrase here, and give the office a new key: "
            "then its copy opens nothing that is written from now on."
        )
    )
    return said


def _copied(source: Path, target: Path, progress: Progress, cancelled: Cancelled) -> Path:
    watched = Watched(progress, cancelled, _("Nothing was copied."))
    return new_computer.copy_office(source, target, watched)


def _counted(office: Any, progress: Progress, cancelled: Cancelled) -> new_computer.Arrived:
    return new_computer.arrived(office, Watched(progress, cancelled, _("The check was stopped.")))
