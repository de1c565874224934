"""The start screen: three ways into an office, the passphrase, and plain words when a way is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label

DATABASE = "office.immdesk"


class Start(QWidget):
    """Shown while no office is open. `opened` carries the office."""

    opened = Signal(object)

    def __init__(self, window: Any) -> None:
        super().__init__()
        self._window, self._desk = window, window.desk
        self._folder: Path | None = None
        inner = QWidget()
        layout = page_layout(inner)
        self._heading = Heading("ImmDesk")
        self._told, self._body = QVBoxLayout(), QVBoxLayout()
        self._body.setSpacing(theme.L)
        for one in (self._told, self._body):
            one.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._heading)
        layout.addLayout(self._told)
        layout.addLayout(self._body)
        layout.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll_page(inner))

    # -- the three ways -----------------------------------------------------------------------

    def welcome(self) -> None:
        """Offer the practice office, a new office, and an office that is already there."""
        self._clear(
            _("Welcome to ImmDesk"), _("Choose an office. Its records stay on this computer, encrypted.")
        )
        self._body.addWidget(
            _way(
                _("Look around first"),
                _("Six fictional families with dates due around today. Nothing here is real."),
                button(_("Open the practice office"), self.open_practice, main=True, picture="people"),
            )
        )
        self._body.addWidget(
            _way(
                _("Start our office"),
                _("A new, empty office in a folder of its own, locked with a passphrase that only you know."),
                button(_("Start our office…"), self.ask_new, picture="office"),
            )
        )
        self._body.addWidget(
            _way(
                _("We have an office already"),
                _("Open the file office.immdesk in the folder of your office."),
                button(_("Open an office file…"), self.ask_file, picture="folder"),
            )
        )
        self._window.show_start(self)

    def open_practice(self) -> None:
        """Open the practice office, made when it is not there yet."""
        self._wait(_("Opening the practice office…"))
        self._run(_practice, self._window.settings.folder / "practice", failed=self._failed_at_welcome)

    def ask_file(self) -> None:
        """Ask for an office file on this computer."""
        self._desk.pick_file(
            _("Open an office"), _("ImmDesk office ({name})").format(name=DATABASE), self._picked
        )

    def open_folder(self, folder: Path, passphrase: str | None = None) -> None:
        """Open the office in a folder: by this passphrase, else by the key that this computer keeps."""
        self._folder = folder
        self._wait(_("Opening the office…"))
        self._run(_open, folder, passphrase, failed=partial(self._failed_to_open, passphrase is not None))

    # -- a new office -------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask for what a new office needs: its name, its folder, a passphrase typed twice."""
        self._clear(_("Start our office"), _("Four answers, and the office is there."))
        card, self._new = Card(), {}
        grid = _grid(card)
        offered = Path.home() / "ImmDesk office"
        for row, (key, words, text, secret) in enumerate(
            (
                ("name", _("Name of the office"), "", False),
                ("folder", _("Folder"), str(offered), False),
                ("passphrase", _("Passphrase"), "", True),
                ("again", _("Passphrase again"), "", True),
            )
        ):
            self._new[key] = _field(grid, row, words, text, secret)
            self._new[key].textChanged.connect(self._check_new)
        grid.addWidget(button(_("Choose…"), self._choose_folder, name=_("Choose the folder")), 1, 2)
        card.body.addWidget(
            label(
                _("Write it down and keep it safe: without it nobody, not even we, can open the office."),
                wrap=True,
                quiet=True,
            )
        )
        self._new_hint = label("", wrap=True, level="warn")
        card.body.addWidget(self._new_hint)
        self._make = button(_("Start the office"), self._make_new, main=True)
        card.body.addLayout(_feet(button(_("Back"), self.welcome), self._make))
        self._body.addWidget(card)
        self._window.show_start(self)
        self._check_new()
        self._new["name"].setFocus()

    def _check_new(self) -> None:
        texts = {key: field.text() for key, field in self._new.items()}
        hint = ""
        if texts["again"] and texts["again"] != texts["passphrase"]:
            hint = _("The two passphrases differ.")
        elif texts["passphrase"] and len(texts["passphrase"]) < 12:
            hint = _("Short: four or more unrelated words are easier to remember and much harder to guess.")
        self._new_hint.setText(hint)
        self._make.setEnabled(
            all(text.strip() for text in texts.values()) and texts["again"] == texts["passphrase"]
        )

    def _choose_folder(self) -> None:
        self._desk.pick_folder(_("Folder of the office"), self._chose_folder)

    def _chose_folder(self, folder: Path) -> None:
        self._new["folder"].setText(str(folder))

    def _make_new(self) -> None:
        texts = {key: field.text() for key, field in self._new.items()}
        self._make.setEnabled(False)
        self._run(
            _make,
            Path(texts["folder"].strip()),
            texts["name"].strip(),
            texts["passphrase"],
            failed=self._failed_to_make,
        )

    def _failed_to_make(self, error: BaseException) -> None:
        self._say_error(error)
        self._check_new()

    # -- the passphrase -----------------------------------------------------------------------

    def ask_passphrase(self) -> None:
        """Ask for the passphrase of the office in the folder that was named."""
        self._clear(_("Open the office"), str(self._folder))
        card = Card()
        grid = _grid(card)
        self._passphrase = _field(grid, 0, _("Passphrase"), "", True)
        self._passphrase.returnPressed.connect(self._send_passphrase)
        send = button(_("Open"), self._send_passphrase, main=True, picture="lock")
        card.body.addLayout(_feet(button(_("Another office"), self.welcome), send))
        self._body.addWidget(card)
        self._window.show_start(self)
        self._passphrase.setFocus()

    def _send_passphrase(self) -> None:
        if self._folder is not None and self._passphrase.text():
            self.open_folder(self._folder, self._passphrase.text())

    # -- private ------------------------------------------------------------------------------

    def _picked(self, path: Path) -> None:
        self.open_folder(path.parent)

    def _failed_to_open(self, tried: bool, error: BaseException) -> None:
        there = self._folder is not None and (self._folder / DATABASE).exists()
        if there:
            self.ask_passphrase()
        else:
            self.welcome()
        if tried or not there:
            self._say_error(error)
        elif isinstance(error, Problem):
            self._told.addWidget(label(error.do, wrap=True, quiet=True))
        else:
            self._desk.problem(error)

    def _failed_at_welcome(self, error: BaseException) -> None:
        self.welcome()
        self._say_error(error)

    def _say_error(self, error: BaseException) -> None:
        self._window.log.note("office-refused", kind=type(error).__name__)
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        clear_layout(self._told)
        self._told.addWidget(Banner(" ".join(filter(None, (error.happened, error.means, error.do))), "bad"))

    def _run(self, function: Callable[..., Any], *args: Any, failed: Callable[[BaseException], None]) -> None:
        self._window.work.run(self, function, *args, done=self._opened, failed=failed)

    def _opened(self, office: Any) -> None:
        self._window.log.note("office-opened")
        self._window.settings.set("office_folder", str(office.folder))
        self._window.tell(_("The office is open."))
        self._clear("ImmDesk", "")
        self.opened.emit(office)

    def _wait(self, words: str) -> None:
        self._clear("ImmDesk", words)
        self._window.show_start(self)

    def _clear(self, title: str, words: str) -> None:
        self._heading.set_title(title)
        self._heading.set_words(words)
        clear_layout(self._told)
        clear_layout(self._body)


def _open(folder: Path, passphrase: str | None) -> Any:
    from immdesk.office.office import open_office

    return open_office(folder, passphrase=passphrase)


def _practice(folder: Path) -> Any:
    from immdesk.office import practice

    return _open(folder, None) if (folder / DATABASE).exists() else practice.make(folder)


def _make(folder: Path, name: str, passphrase: str) -> Any:
    from immdesk.office import firm

    return firm.new_office(folder, name=name, passphrase=passphrase)


def _way(title: str, words: str, act: QWidget) -> Card:
    card = Card(title)
    across = QHBoxLayout()
    across.setSpacing(theme.XL)
    across.addWidget(label(words, wrap=True, quiet=True), 1)
    across.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(across)
    return card


def _grid(card: Card) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.S)
    grid.setColumnStretch(1, 1)
    card.body.addLayout(grid)
    return grid


def _field(grid: QGridLayout, row: int, words: str, text: str, secret: bool) -> QLineEdit:
    field, name = QLineEdit(text), label(words)
    field.setAccessibleName(words)
    name.setBuddy(field)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    grid.addWidget(name, row, 0)
    grid.addWidget(field, row, 1)
    return field


def _feet(*buttons: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addStretch(1)
    for one in buttons:
        across.addWidget(one)
    return across
