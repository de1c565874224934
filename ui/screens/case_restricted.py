"""Who may see a case: the card on its overview, where it is restricted, opened to readers, or freed again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import restricted, restricted_on_server, restricting
from immdesk.office.restricted import Choice, Restriction
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label

LATELY = 6
"""How many openings the card names."""


def restricted_banner(row: Restriction) -> Banner | None:
    """Give the banner of a restricted case, None for any other."""
    if row.choice is None:
        return None
    words = _("Restricted. {why}. {says}").format(why=why_words(row), says=row.choice.says)
    return Banner(words, "warn")


def why_words(row: Restriction) -> str:
    """Give the reason in a line, with its law or the office's own words."""
    if row.choice is None:
        return ""
    more = row.words or row.choice.cite
    return f"{row.choice.title} ({more})" if more else row.choice.title


class RestrictedCard(Card):
    """`do` runs a change of the case beside the window: its title, the function, what it is given."""

    def __init__(
        self, office: Any, desk: Desk, do: Callable[..., None], case_id: str, row: Restriction
    ) -> None:
        super().__init__(_("Who may see this case"))
        self._office, self._desk, self._do, self._case, self._row = office, desk, do, case_id, row
        if row.choice is None:
            self.body.addWidget(label(_("Everybody in the office."), quiet=True, wrap=True))
            self.body.addWidget(button(_("Restrict this case…"), self._ask_reason, picture="lock", link=True))
            return
        self.body.addWidget(label(why_words(row), wrap=True))
        always = ", ".join(row.always) or _("Attorneys and administrators")
        self.body.addWidget(label(_("Always: {names}").format(names=always), wrap=True))
        for one in row.readers:
            self.body.addWidget(self._reader(one.staff_id, one.name))
        self.body.addWidget(label(restricted.what_it_means(office), quiet=True, small=True, wrap=True))
        if row.may_change:
            self.body.addWidget(self._changes())
        else:
            self.body.addWidget(label(restricted.ask_words(office), quiet=True, small=True, wrap=True))
        self._openings()

    def _reader(self, staff_id: str, name: str) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S)
        across.addWidget(label(name, wrap=True), 1)
        if self._row.may_change:
            stop = partial(
                self._do, _("Taking a reader away"), restricting.stop_reading, self._case, staff_id
            )
            spoken = _("Let {name} no longer see it").format(name=name)
            across.addWidget(button(_("Take away"), stop, link=True, name=spoken))
        return line

    def _changes(self) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S)
        across.addWidget(button(_("Let somebody see it…"), self._ask_reader, link=True))
        across.addWidget(button(_("Another reason…"), self._ask_reason, link=True))
        across.addWidget(button(_("Lift…"), self._ask_lift, link=True, name=_("Lift the restriction")))
        across.addStretch(1)
        return line

    def _openings(self) -> None:
        if not self._row.openings:
            return
        self.body.addWidget(label(_("Who opened this case"), quiet=True, small=True))
        for who, day in self._row.openings[:LATELY]:
            words = _("{day}: {name}").format(day=on_screen(date.fromisoformat(day)), name=who)
            self.body.addWidget(label(words, small=True, wrap=True))
        if len(self._row.openings) > LATELY:
            words = _("All of them are in the history of the case.")
            self.body.addWidget(label(words, quiet=True, small=True, wrap=True))

    # -- asking -------------------------------------------------------------------------------

    def _ask_reason(self) -> None:
        options = tuple((one.key, _line(one)) for one in restricted.choices())
        self._desk.ask_choice(_("Restrict this case"), _("Reason"), options, _("Restrict"), self._reason)

    def _reason(self, key: str) -> None:
        if key == restricted.OWN:
            restrict = partial(self._restrict, key)
            self._desk.ask_text(
                _("Restrict this case"),
                _("Why, in a few words"),
                _("Restrict"),
                restrict,
                text=self._row.words,
            )
            return
        self._restrict(key)

    def _restrict(self, key: str, words: str = "") -> None:
        self._do(_("Restricting the case"), restricting.restrict, self._case, key, words)

    def _ask_reader(self) -> None:
        options = restricted.staff_to_choose(self._office, self._case)
        if not options:
            self._desk.tell(_("Everybody of the staff may see it already."))
            return
        if restricted_on_server.on_server(self._office):
            asked = partial(self._ask_user, options)
            self._desk.work.run(
                self, restricted_on_server.server_users, self._office, done=asked, failed=self._desk.problem
            )
            return
        title = _("Let somebody see this case")
        self._desk.ask_choice(title, _("Who"), options, _("Let them see it"), self._let_read)

    def _ask_user(self, options: tuple[tuple[str, str], ...], users: tuple[str, ...]) -> None:
        """Ask for the member of the staff, and as whom they connect to the server."""
        fields = (
            ("staff", _("Who"), options),
            ("user", _("Name on the server"), tuple((one, one) for one in users)),
        )
        title = _("Let somebody see this case")
        self._desk.ask_choices(title, fields, _("Let them see it"), self._let_user_read)

    def _let_user_read(self, chosen: dict[str, str]) -> None:
        self._let_read(chosen["staff"], chosen["user"])

    def _let_read(self, staff_id: str, user: str = "") -> None:
        self._do(_("Letting somebody see it"), restricting.let_read, self._case, staff_id, user)

    def _ask_lift(self) -> None:
        choice = self._row.choice
        words = _("Everybody in the office sees the case again, with all its people and papers.")
        said = f"{words} {choice.says}" if choice is not None and choice.cite else words
        lift = partial(self._do, _("Lifting the restriction"), restricting.lift, self._case)
        self._desk.ask(_("Lift the restriction?"), said, _("Lift it"), lift, danger=True)


def _line(one: Choice) -> str:
    return f"{one.title} ({one.cite})" if one.cite else one.title
