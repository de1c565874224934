"""The start screen: three ways into an office, the passphrase, and plain words when a way is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Stopped
from immdesk.basics.words import _
from immdesk.office.at_the_door import FirstPassphrase, said_of_tries
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.forgotten import Forgotten
from ui.screens.passphrase import PassphraseCard, feet_of, field_in, grid_of, said_of_new
from ui.screens.start_doing import (
    DATABASE,
    make_here,
    open_here,
    practice_here,
    remember_here,
    remember_office,
)
from ui.screens.start_ways import ways

KINDS = "*.immbak"


class Start(QWidget):
    """Shown while no office is open. `opened` carries the office."""

    opened = Signal(object)

    def __init__(self, window: Any) -> None:
        super().__init__()
        self._window, self._desk = window, window.desk
        self._folder: Path | None = None
        self._remember = self._slot = ""
        self._new_here = False
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
        fill(self, scroll_page(inner))

    # -- the three ways -----------------------------------------------------------------------

    def welcome(self) -> None:
        """Offer the practice office, a new office, and an office that is already there."""
        self._clear(
            _("Welcome to ImmDesk"), _("Choose an office. Its records stay on this computer, encrypted.")
        )
        self._new_here = False
        cards = ways(self, self._window)
        for card in cards:
            self._body.addWidget(card)
        self._window.show_start(self)
        first = getattr(cards[0], "first", None)
        if first is not None:
            first.setFocus()

    def remove_practice(self) -> None:
        """Take the practice office away; it can be made again at any time."""
        from ui.comforts import remove_practice

        remove_practice(self._window, self._window.settings.folder / "practice")

    def open_practice(self) -> None:
        """Open the practice office, made when it is not there yet."""
        self._wait(_("Opening the practice office…"))
        self._run(
            practice_here,
            self._window.settings.folder / "practice",
            failed=self._failed_at_welcome,
            title=_("Opening the practice office…"),
            reports=True,
        )

    def ask_file(self) -> None:
        """Ask for an office file on this computer."""
        self._desk.pick_file(
            _("Open an office"), _("ImmDesk office ({name})").format(name=DATABASE), self._picked
        )

    def ask_backup(self) -> None:
        """Ask for a backup to make an office from."""
        self._desk.pick_file(
            _("Choose a backup"), _("ImmDesk backup ({kinds})").format(kinds=KINDS), self.restore
        )

    def ask_new_computer(self) -> None:
        """Offer the ways in which an office comes to a new computer; what came is checked at the end."""
        from ui.screens.new_computer import ways_here

        self._clear(
            _("I have a new computer"), _("Choose where the office is now. Nothing there is changed.")
        )
        self._new_here = True
        for card in ways_here(self, self._window):
            self._body.addWidget(card)
        self._window.show_start(self)

    def ask_package(self) -> None:
        """Ask for a hand-off package and its passphrase."""
        from ui.screens.hand_off_open import ask_package

        ask_package(self._desk, self, self.open_folder, self._failed_at_welcome)

    def ask_to_join(self) -> None:
        """Ask for what a desk needs to join an office on a shared folder."""
        from ui.screens.joining import Joining

        self._clear(_("Join an office on a shared folder"), _("Three answers, and this desk is part of it."))
        self._begin(Joining(self._window, self._opened, self.say_error, self.welcome))

    def ask_to_join_server(self) -> None:
        """Ask for what a desk needs to join an office on a PostgreSQL server."""
        from ui.screens.joining_server import JoiningServer

        words = _("Where the server is, who you are there, and the passphrase of the office.")
        self._clear(_("Join an office on a server"), words)
        self._begin(JoiningServer(self._window, self._opened, self.say_error, self.welcome))

    def _begin(self, page: Any) -> None:
        self._body.addWidget(page)
        self._window.show_start(self)
        page.begin()

    def restore(self, path: Path) -> None:
        """Show the steps from this backup to an office in a new folder."""
        from ui.screens.restore import Restore

        self._clear(_("Restore an office"), str(path))
        steps = Restore(None, self._desk, self.open_folder, self.welcome)
        self._body.addWidget(steps)
        self._window.show_start(self)
        steps.begin(path)

    def open_folder(self, folder: Path, passphrase: str | None = None, slot: str = "") -> None:
        """Open the office in a folder: by this passphrase, else by the key that this computer keeps.

        With `slot` only the passphrase of that name counts.
        """
        self._folder, self._slot = folder, slot
        self._wait(_("Opening the office…"))
        self._run(open_here, folder, passphrase, slot, failed=partial(self._failed_to_open, passphrase))

    def ask_who(self, folder: Path) -> None:
        """Ask who comes in next: the desk was left to somebody else."""
        self._folder, self._slot = folder, ""
        self.ask_passphrase()

    def open_refused(self, folder: Path, refused: Problem) -> None:
        """Ask for what was to be given by a file that cannot be read, and say why."""
        self._folder = folder
        self._failed_to_open("", refused)

    # -- a new office -------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask for what a new office needs: its name, its folder, a passphrase typed twice."""
        self._clear(_("Start our office"), _("Four answers, and the office is there."))
        card, self._new = Card(), {}
        grid = grid_of(card)
        offered = self._window.settings.new_office_folder()
        for row, (key, words, text, secret) in enumerate(
            (
                ("name", _("Name of the office"), "", False),
                ("folder", _("Folder"), str(offered), False),
                ("passphrase", _("Passphrase"), "", True),
                ("again", _("Passphrase again"), "", True),
            )
        ):
            self._new[key] = field_in(grid, row, words, text, secret)
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
        card.body.addLayout(feet_of(button(_("Back"), self.welcome), self._make))
        self._body.addWidget(card)
        self._window.show_start(self)
        self._check_new()
        self._new["name"].setFocus()

    def _check_new(self) -> None:
        texts = {key: field.text() for key, field in self._new.items()}
        self._new_hint.setText(said_of_new(texts["passphrase"], texts["again"]))
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
            make_here,
            Path(texts["folder"].strip()),
            texts["name"].strip(),
            texts["passphrase"],
            failed=self._failed_to_make,
            done=self._opened_new,
        )

    def _opened_new(self, office: Any) -> None:
        """The office is there: its recovery sheet comes first."""
        self._opened(office)
        self._desk.go("keys", "sheet")

    def _failed_to_make(self, error: BaseException) -> None:
        self.say_error(error)
        self._check_new()

    # -- the passphrase -----------------------------------------------------------------------

    def ask_passphrase(self) -> None:
        """Ask for the passphrase of the office in the folder that was named."""
        self._clear(_("Open the office"), str(self._folder))
        other = button(_("Another office"), self.welcome)
        self._card = PassphraseCard(_("Open the office"), other, self._window.work, self._folder, self._slot)
        self._card.given.connect(self._send_passphrase)
        self._card.forgotten.connect(self._ask_recovery)
        self._body.addWidget(self._card)
        self._window.show_start(self)
        self._card.field.setFocus()

    def _send_passphrase(self, passphrase: str, remember: bool) -> None:
        if self._folder is not None:
            self._remember = passphrase if remember else ""
            self.open_folder(self._folder, passphrase, self._card.slot())

    def _ask_recovery(self) -> None:
        assert self._folder is not None
        self._clear(_("Forgot the passphrase?"), str(self._folder))
        page = Forgotten(self._folder, self._window.work)
        page.back.connect(self.ask_passphrase)
        page.done.connect(self._recovered)
        self._body.addWidget(page)
        page.show()
        page.focus_first()

    def _recovered(self, passphrase: str) -> None:
        if self._folder is not None:
            self.open_folder(self._folder, passphrase)

    def _choose_own(self, slot: str, first: str) -> None:
        """The first passphrase was right: its owner chooses another before anything is opened."""
        from ui.screens.own_passphrase import OwnPassphrase

        assert self._folder is not None
        self._clear(_("Choose a passphrase of your own"), str(self._folder))
        page = OwnPassphrase(self._folder, slot, first, self._window.work)
        page.back.connect(self.ask_passphrase)
        page.done.connect(partial(self.open_folder, self._folder, slot=slot))
        self._body.addWidget(page)
        self._window.show_start(self)
        page.focus_first()

    # -- private ------------------------------------------------------------------------------

    def _picked(self, path: Path) -> None:
        self.open_folder(path.parent)

    def _failed_to_open(self, tried: str | None, error: BaseException) -> None:
        if isinstance(error, FirstPassphrase):
            self._choose_own(error.slot, tried or "")
            return
        there = self._folder is not None and (self._folder / DATABASE).exists()
        if there:
            self.ask_passphrase()
        else:
            self.welcome()
        if tried is not None or not there:
            self.say_error(error)
        elif isinstance(error, Problem):
            self._told.addWidget(label(error.do, wrap=True, quiet=True))
        else:
            self._desk.problem(error)

    def _failed_at_welcome(self, error: BaseException) -> None:
        self.welcome()
        self.say_error(error)

    def say_error(self, error: BaseException) -> None:
        """Say above the page why something was refused."""
        self._window.log.note("office-refused", kind=type(error).__name__)
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        if isinstance(error, FirstPassphrase):  # joined: what was joined opens with one's own
            self._folder, self._slot = error.folder, error.slot
            self.ask_passphrase()
        clear_layout(self._told)
        words = " ".join(filter(None, (error.happened, error.means, error.do)))
        self._told.addWidget(Banner(words, "info" if isinstance(error, Stopped) else "bad"))

    def _run(
        self,
        function: Callable[..., Any],
        *args: Any,
        failed: Callable[[BaseException], None],
        done: Callable[[Any], None] | None = None,
        title: str = "",
        reports: bool = False,
    ) -> None:
        folder = args[0]
        if (folder / DATABASE).exists():
            try:
                self._window.comforts.claim(folder)
            except Refused as taken:
                self._failed_at_welcome(taken)
                return
        self._window.work.run(
            self, function, *args, done=done or self._opened, failed=failed, title=title, reports=reports
        )

    def _opened(self, office: Any) -> None:
        self._window.log.note("office-opened")
        self._window.comforts.claim(office.folder)
        self._window.settings.set("office_folder", str(office.folder))
        self._window.tell(said_of_tries(office.wrong_tries) or _("The office is open."))
        self._clear("ImmDesk", "")
        remember_office(self._window.settings, office)
        self.opened.emit(office)
        if self._new_here:
            self._new_here = False
            self._desk.go("new_computer")
        if self._remember:
            words, self._remember = self._remember, ""
            self._window.work.run(
                self, remember_here, office.folder, words, office.slot, failed=self._desk.problem
            )

    def _wait(self, words: str) -> None:
        self._clear("ImmDesk", words)
        self._window.show_start(self)

    def _clear(self, title: str, words: str) -> None:
        self._heading.set_title(title)
        self._heading.set_words(words)
        clear_layout(self._told)
        clear_layout(self._body)
