"""Passphrase and recovery sheet: how this office is opened, on this computer and when words are forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from immdesk.basics import shown
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import keys, sign_in
from immdesk.office.rows import Changed
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.card_page import card_page
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading
from ui.parts.labels import label
from ui.screens.leaving_card import Leaving
from ui.screens.passphrase import said_of_new
from ui.screens.recovery_sheet import RecoverySheet


class Keys(QWidget):
    """Three cards: this computer, the passphrase, the recovery sheet; or the sheet itself, once made."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._why: str | None = None
        back = button(_("Back"), desk.back, picture="back")
        words = _("Who has one of these can read every record of the office.")
        self._body = card_page(self, Heading(_("Passphrase and recovery sheet"), words, back))

    def show_ref(self, ref: str) -> None:
        """Show the ways in; "sheet" shows the sheet that was not checked yet, "new" asks to make one."""
        sheet = keys.unchecked_sheet(self._office) if ref == "sheet" else None
        if sheet is not None:
            self._show_sheet(sheet)
            return
        self._show_ways()
        if ref == "new":
            self._ask_new_sheet()

    def refresh(self, changed: Changed) -> None:
        """No change of a record changes a key."""

    # -- the three cards ----------------------------------------------------------------------

    def _show_ways(self) -> None:
        ways = keys.ways_in(self._office.folder)
        clear_layout(self._body)
        if ways.practice:
            title = _("The practice office opens to everybody")
            words = _(
                "Its people are invented, so it has no passphrase, no recovery sheet, and is never locked."
            )
            self._body.addWidget(EmptyState("lock", title, words))
            return
        for card in (self._here(ways), self._words(), self._paper(ways), self._lock()):
            self._body.addWidget(card)
        if sign_in.may(self._office, "people"):
            self._body.addWidget(Leaving(self._office, self._desk, self._new_key))
        if self._why is None:
            self._desk.work.run_pure(self, keys.why_not_remembered, done=self._know_why)

    def _here(self, ways: keys.WaysIn) -> Card:
        if ways.remembered:
            self._remember = button(_("Ask for the passphrase again"), self._forget)
            return _card(
                _("On this computer"),
                _("The office opens here without asking, by the system's keyring."),
                self._remember,
            )
        self._remember = button(_("Open on this computer without asking…"), self._ask_to_remember)
        self._remember.setEnabled(self._why == "")
        words = _("The passphrase is asked at each start. The system's keyring can remember for you.")
        card = _card(_("On this computer"), self._why or words, self._remember)
        self._remember.setAccessibleDescription(self._why or "")
        return card

    def _know_why(self, why: str) -> None:
        self._why = why
        self._show_ways()

    def _words(self) -> Card:
        words = _("A change touches no record and takes a moment. Tell everybody who types it.")
        if sign_in.who(self._office).role:
            words = _("A change touches no record and takes a moment. Your passphrase is yours alone.")
        return _card(_("Passphrase"), words, button(_("Change the passphrase…"), self._ask_to_change))

    def _paper(self, ways: keys.WaysIn) -> Card:
        said = {
            "none": _("There is none. If the passphrase is forgotten, nobody can open the office any more."),
            "unchecked": _("Made on {day}; nobody has checked yet that it is on paper."),
            "over": _(
                "The sheet of {day} opens nothing more: the office took a new key since. Print one now."
            ),
            "checked": _("Made on {day} and checked. Keep it away from this computer."),
        }[ways.sheet].format(day=_day(ways.made))
        acts = [button(_("Make a new recovery sheet…"), self._ask_new_sheet)]
        if ways.sheet == "unchecked":
            acts.append(button(_("Check it now"), self._check_now, main=True))
        return _card(_("Recovery sheet"), said, *acts)

    def _lock(self) -> Card:
        words = _("After some minutes without a key or the mouse only the passphrase opens it again.")
        return _card(
            _("Lock"),
            words,
            button(_("Choose the minutes…"), self._go_to_settings, link=True),
            button(_("Lock now"), self._desk.lock),
        )

    # -- doing --------------------------------------------------------------------------------

    def _ask_to_remember(self) -> None:
        fields = (("passphrase", _("Passphrase")),)
        self._desk.ask_secrets(
            _("Open on this computer without asking"), fields, _("Remember"), self._remember_here
        )

    def _remember_here(self, given: dict[str, str]) -> None:
        told = _("This computer opens the office without asking.")
        office = self._office
        self._run(told, keys.remember_here, office.folder, given["passphrase"], office.slot)

    def _forget(self) -> None:
        self._run(_("The passphrase is asked at the next start."), keys.forget_here, self._office.folder)

    def _ask_to_change(self) -> None:
        fields = (
            ("old", _("Present passphrase")),
            ("new", _("New passphrase")),
            ("again", _("New passphrase again")),
        )
        self._desk.ask_secrets(_("Change the passphrase"), fields, _("Change"), self._change, _hint)

    def _change(self, given: dict[str, str]) -> None:
        told = _("The passphrase is changed; the old one opens nothing more.")
        self._run(told, _change, self._office, given["old"], given["new"])

    def _ask_new_sheet(self) -> None:
        fields = (("passphrase", _("Passphrase")),)
        title = _("Make a new recovery sheet: older ones will open nothing")
        self._desk.ask_secrets(title, fields, _("Make the sheet"), self._make_sheet)

    def _make_sheet(self, given: dict[str, str]) -> None:
        self._desk.work.run(
            self,
            keys.make_sheet,
            self._office,
            given["passphrase"],
            done=self._show_sheet,
            failed=self._desk.problem,
        )

    def _new_key(self) -> None:
        """The office has a new key: the sheet of before is over, and a new one comes first."""
        self._desk.keys_changed.emit()
        self._show_ways()
        if keys.ways_in(self._office.folder).sheet == "over":
            self._ask_new_sheet()

    def _check_now(self) -> None:
        self.show_ref("sheet")

    def _show_sheet(self, sheet: keys.Sheet) -> None:
        clear_layout(self._body)
        page = RecoverySheet(self._office, self._desk, sheet)
        page.kept.connect(self._kept)
        page.later.connect(self._later)
        self._body.addWidget(page)

    def _kept(self) -> None:
        self._desk.tell(_("The recovery sheet is right. Keep it away from this computer."))
        self._leave_sheet()

    def _later(self) -> None:
        self._desk.tell(_("The sheet can be checked later; a line above reminds you."))
        self._leave_sheet()

    def _leave_sheet(self) -> None:
        self._desk.keys_changed.emit()
        self._show_ways()
        self._desk.go("today")

    def _go_to_settings(self) -> None:
        self._desk.go("settings")

    def _run(self, told: str, function: Any, *args: Any) -> None:
        self._told = told
        self._desk.work.run(self, function, *args, done=self._done, failed=self._failed)

    def _done(self, _nothing: object) -> None:
        self._desk.tell(self._told)
        self._desk.keys_changed.emit()
        self._show_ways()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._desk.problem(error)


def _change(office: Any, old: str, new: str) -> None:
    keys.change_passphrase(office.folder, old, new, slot=office.slot)


def _day(made: str) -> str:
    return shown.on_screen(date.fromisoformat(made)) if made else ""


def _card(title: str, words: str, *acts: QWidget) -> Card:
    card = Card(title)
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addWidget(label(words, wrap=True, quiet=True), 1)
    for act in acts:
        across.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(across)
    return card


def _hint(given: dict[str, str]) -> tuple[str, bool]:
    return said_of_new(given["new"], given["again"]), given["new"] == given["again"]
