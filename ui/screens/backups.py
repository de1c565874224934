"""Backups: those of this office, each with what is in it; make one now, restore one elsewhere."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.card_page import card_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading
from ui.parts.labels import label
from ui.screens.restore import Restore, made_on, what_is_in

if TYPE_CHECKING:
    from immdesk.office.backup_rows import BackupRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

KINDS = "*.immbak"


class Backups(QWidget):
    """`ref` is "" for the list, or the path of a backup to restore."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        words = _("One is made every hour while the desk is open and something changed; older ones rotate.")
        self._heading = Heading(_("Backups"), words)
        self._heading.add(button(_("Restore from elsewhere…"), self._ask_file, picture="folder"))
        self._heading.add(button(_("Make a backup now"), self.make, main=True, picture="save"))
        self._body = card_page(self, self._heading)

    def show_ref(self, ref: str) -> None:
        """Show the list, or begin to restore the backup that `ref` names."""
        if ref:
            self._begin(Path(ref))
        else:
            self._read()

    def refresh(self, _changed: Changed) -> None:
        """A change of the records changes no backup."""

    def make(self) -> None:
        """Make a backup beside all other work, then show the list again."""
        self._desk.work.run_pure(
            self,
            _make,
            self._office,
            done=self._made,
            failed=self._desk.problem,
            title=_("Making a backup…"),
            reports=True,
        )

    # -- private ------------------------------------------------------------------------------

    def _made(self, made: Any) -> None:
        self._desk.tell(_("Backup made and verified.") if made else _("No backup was made."))
        self._read()

    def _read(self) -> None:
        self._desk.work.run_pure(self, _own, self._office, done=self._fill, failed=self._desk.problem)

    def _fill(self, found: Found) -> None:
        rows, warning, there, drilled = found
        clear_layout(self._body)
        if warning:
            self._body.addWidget(Banner(warning, "warn"))
        self._body.addWidget(self._safety(there, drilled, bool(rows)))
        if not rows:
            words = _("The first one is made within an hour of your first change, or now.")
            self._body.addWidget(EmptyState("save", _("No backup yet"), words))
            return
        card = Card()
        for row in rows:
            card.body.addWidget(self._line(row))
        self._body.addWidget(card)
        self._body.addWidget(label(_("They lie in the folder of the office."), quiet=True, wrap=True))

    def _safety(self, there: str, drilled: str, some: bool) -> Card:
        """Give the card of the second place and of the restore drill."""
        card = Card(_("Second place and restore drill"))
        none = _("None is chosen. Choose a folder on a USB disk or another computer: it is written each day.")
        choose = button(_("Choose a folder…"), self._pick_place, picture="folder")
        now = button(_("Write it now"), self._copy, picture="save")
        away = button(_("Use none"), partial(self._choose, None), link=True)
        for one in (now, away):
            one.setVisible(bool(there))
        card.body.addLayout(_row(there or none, choose, now, away))
        never = _("The newest backup is restored, opened and counted each week, then taken away again.")
        try_now = button(_("Try it now"), self._drill, picture="check")
        try_now.setEnabled(some)
        card.body.addLayout(_row(drilled or never, try_now))
        return card

    def _pick_place(self) -> None:
        self._desk.pick_folder(_("Choose the second place of backups"), self._choose)

    def _choose(self, folder: Path | None) -> None:
        self._desk.work.run_pure(
            self, _choose_place, self._office, folder, done=self._read_again, failed=self._desk.problem
        )

    def _copy(self) -> None:
        self._run(_copy_now, _("Writing the second place…"))

    def _drill(self) -> None:
        self._run(_drill_now, _("Restoring the newest backup on trial…"))

    def _run(self, function: Any, title: str) -> None:
        self._desk.work.run_pure(
            self,
            function,
            self._office,
            done=self._read_again,
            failed=self._desk.problem,
            title=title,
            reports=True,
        )

    def _read_again(self, _done: object) -> None:
        self._read()

    def _line(self, row: BackupRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, theme.XS, 0, theme.XS)
        across.setSpacing(theme.M)
        down = QVBoxLayout()
        down.setSpacing(2)
        when = made_on(row)
        down.addWidget(label(when))
        down.addWidget(label(what_is_in(row) if row.ok else row.note, quiet=True, small=True, wrap=True))
        across.addLayout(down, 1)
        state = (_("verified"), "good") if row.ok else (_("cannot be used"), "bad")
        across.addWidget(badge(*state))
        restore = button(
            _("Restore…"), partial(self._begin, Path(row.path)), name=_("Restore {day}").format(day=when)
        )
        restore.setEnabled(row.ok)
        across.addWidget(restore)
        return line

    def _ask_file(self) -> None:
        kinds = _("ImmDesk backup ({kinds})").format(kinds=KINDS)
        self._desk.pick_file(_("Choose a backup"), kinds, self._begin)

    def _begin(self, path: Path) -> None:
        clear_layout(self._body)
        steps = Restore(self._office, self._desk, self._open, self._read)
        self._body.addWidget(steps)
        steps.begin(path)

    def _open(self, folder: Path) -> None:
        self._desk.opening.emit(folder)


def _make(office: Any, progress: Any, cancelled: Any) -> Any:
    from immdesk.office import backups

    return backups.make_watched(office, None, progress, cancelled)


Found = tuple[tuple["BackupRow", ...], str, str, str]
"""The backups, what to warn of, how the second place stands, and what the last drill found."""


def _own(office: Any) -> Found:
    from immdesk.office import backups, drills, second_place

    drilled = drills.last(office)
    told = drilled.words() if drilled else ""
    return backups.own(office), backups.warning(office), second_place.words(office), told


def _row(words: str, *buttons: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.M)
    across.addWidget(label(words, wrap=True), 1)
    for one in buttons:
        across.addWidget(one)
    return across


def _choose_place(office: Any, folder: Path | None) -> None:
    from immdesk.office import second_place

    second_place.choose(office, folder)


def _copy_now(office: Any, progress: Any, cancelled: Any) -> Any:
    from immdesk.office import second_place

    return second_place.copy_now(office, progress, cancelled)


def _drill_now(office: Any, progress: Any, cancelled: Any) -> Any:
    from immdesk.office import drills

    return drills.drill(office, progress, cancelled)
