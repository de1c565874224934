"""Restore: a backup is chosen, read from first page to last, and made an office anew in a new folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Stopped
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.backup_rows import BackupLook, BackupRow, RestoredOffice
    from ui.parts.desk import Desk


class Restore(QWidget):
    """The three steps, one below the other; each appears when the one before it is done.

    `office` is the open office, whose key opens its backups, or None: then the backup's own passphrase is
    asked for. `open_folder` opens the office that was made, `leave` goes back.
    """

    def __init__(
        self, office: Any, desk: Desk, open_folder: Callable[[Path], None], leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._open_folder, self._leave = open_folder, leave
        self._path = Path()
        self._key_of: Any = None  # the open office, when its key opens the backup
        self._passphrase: str | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(theme.L)

    def begin(self, path: Path) -> None:
        """Look at this backup, asking for its passphrase when nothing else opens it."""
        self._path, self._passphrase = path, None
        clear_layout(self._down)
        self._desk.work.run_pure(self, _asks, self._office, path, done=self._know, failed=self._refuse)

    # -- one: the backup ----------------------------------------------------------------------

    def _know(self, asks: tuple[bool, bool]) -> None:
        belongs, passphrase = asks
        self._key_of = self._office if belongs else None
        if belongs or not passphrase:
            self._check()
            return
        card = Card(_("The passphrase of this backup"))
        words = _(
            "It is the one that the office had on the day of the backup; its recovery code opens it too."
        )
        card.body.addWidget(label(words, wrap=True, quiet=True))
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(_("Passphrase"))
        self._field.returnPressed.connect(self._send)
        card.body.addWidget(self._field)
        card.body.addLayout(_feet(self._back_button(), button(_("Check the backup"), self._send, main=True)))
        self._show(card)
        self._field.setFocus()

    def _send(self) -> None:
        if self._field.text():
            self._passphrase = self._field.text()
            self._check()

    def _check(self) -> None:
        self._desk.work.run_pure(
            self,
            partial(_look, office=self._key_of, passphrase=self._passphrase),
            self._path,
            done=self._checked,
            failed=self._refuse,
            title=_("Reading the whole backup…"),
            reports=True,
        )

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        text = " ".join(part for part in (error.happened, error.means, error.do) if part)
        stopped = isinstance(error, Stopped)
        again = partial(self.begin, self._path) if self._passphrase or stopped else None
        level = "info" if stopped else "bad"
        self._show(Banner(text, level, _("Try again") if again else "", again), self._back_row())

    # -- two: what is in it, and where to ------------------------------------------------------

    def _checked(self, look: BackupLook) -> None:
        if not look.ok:
            text = _("This backup is damaged: {why}").format(why=" ".join(look.problems))
            self._show(Banner(text, "bad"), self._back_row())
            return
        card = Card(_("This backup is whole"))
        card.body.addWidget(label(made_on(look.row)))
        card.body.addWidget(label(what_is_in(look.row), quiet=True, wrap=True))
        where = _("A new folder for the office; the backup and any open office stay as they are.")
        card.body.addWidget(label(where, wrap=True))
        self._folder = QLineEdit(str(_offered(look.row)))
        self._folder.setAccessibleName(_("Folder for the restored office"))
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(self._folder, 1)
        across.addWidget(button(_("Choose…"), self._choose, name=_("Choose the folder")))
        card.body.addLayout(across)
        restore = button(_("Restore into this folder"), self._restore, main=True)
        card.body.addLayout(_feet(self._back_button(), restore))
        self._show(card)
        restore.setFocus()

    def _choose(self) -> None:
        self._desk.pick_folder(_("Folder for the restored office"), self._chose)

    def _chose(self, folder: Path) -> None:
        self._folder.setText(str(folder))

    def _restore(self) -> None:
        text = self._folder.text().strip()
        if not text:
            return
        self._desk.work.run_pure(
            self,
            partial(_restore, self._key_of, self._passphrase),
            self._path,
            Path(text).expanduser(),
            done=self._restored,
            failed=self._desk.problem,
            title=_("Restoring the office…"),
            reports=True,
        )

    # -- three: there it is --------------------------------------------------------------------

    def _restored(self, made: RestoredOffice | None) -> None:
        if made is None:
            self._desk.tell(_("Nothing was restored."))
            return
        card = Card(_("The office is there again"))
        card.body.addWidget(label(made.folder, wrap=True))
        for note in made.notes:
            card.body.addWidget(label(note, wrap=True, quiet=True))
        opening = button(
            _("Open the restored office"), partial(self._open_folder, Path(made.folder)), main=True
        )
        card.body.addLayout(_feet(self._back_button(), opening))
        self._show(card)
        opening.setFocus()

    def _show(self, *widgets: QWidget) -> None:
        clear_layout(self._down)
        for one in widgets:
            self._down.addWidget(one)
        self._down.addStretch(1)

    def _back_button(self) -> QWidget:
        return button(_("Back"), self._leave)

    def _back_row(self) -> QWidget:
        row = QWidget()
        across = _feet(self._back_button())
        across.setContentsMargins(0, 0, 0, 0)
        row.setLayout(across)
        return row


def made_on(row: BackupRow) -> str:
    """Give the day and time of a backup: the office's time, or this computer's when no office is open."""
    at = row.at.astimezone() if row.at.tzinfo is UTC else row.at
    return f"{on_screen(at.date())}, {at:%H:%M}"


def what_is_in(row: BackupRow) -> str:
    """Give what a backup holds: "6 cases · 14 people · 23 documents · 1.2 MB"."""
    return " · ".join(
        (
            n_("{n} case", "{n} cases", row.cases),
            n_("{n} person", "{n} people", row.people),
            n_("{n} document file", "{n} document files", row.documents),
            n_("{n:,} change", "{n:,} changes", row.operations),
            f"{row.size / 1e6:,.1f} MB",
        )
    )


def _offered(row: BackupRow) -> Path:
    """Give a folder that is not there yet, named by the day of the backup."""
    base = Path.home() / _("ImmDesk restored {day}").format(day=f"{row.at.astimezone():%Y-%m-%d}")
    names = (base, *(base.with_name(f"{base.name} ({number})") for number in range(2, 100)))
    return next((name for name in names if not name.exists()), base)


def _asks(office: Any, path: Path) -> tuple[bool, bool]:
    """Say whether the open office's key opens the backup, and if not, whether a passphrase must be typed."""
    from immdesk.office import backups

    if office is not None and backups.belongs(office, path):
        return True, False
    return False, backups.needs_passphrase(path)


def _look(path: Path, progress: Any, cancelled: Any, *, office: Any, passphrase: str | None) -> BackupLook:
    from immdesk.office import backups

    return backups.look(path, progress, cancelled, office=office, passphrase=passphrase)


def _restore(
    office: Any, passphrase: str | None, path: Path, folder: Path, progress: Any, cancelled: Any
) -> RestoredOffice | None:
    from immdesk.office import backups

    return backups.restore(path, folder, progress, cancelled, office=office, passphrase=passphrase)


def _feet(*buttons: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addStretch(1)
    for one in buttons:
        across.addWidget(one)
    return across
