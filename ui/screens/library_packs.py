"""The shelf of packs: what is in use and who signed it, a new one looked at and taken, the way back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.case_page_tab import Column
from ui.screens.library_pack_review import review_cards

if TYPE_CHECKING:
    from immdesk.office.library_page import LibraryPage
    from immdesk.office.pack_install import PackCard
    from immdesk.office.pack_review import PackReview
    from ui.parts.desk import Desk

KINDS = "ImmDesk (*.immpack)"


class PacksShelf(QWidget):
    """The packs in use, and the one that somebody has chosen to look at."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._found: PackReview | None = None
        self._cards: tuple[PackCard, ...] = ()
        self._lists: list[tuple[str, list[str]]] = []
        self._words = ""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        across = QHBoxLayout()
        self._pick_button = button(_("Install a pack…"), self._pick, picture="scales")
        across.addWidget(self._pick_button)
        says = _("A pack is looked at first: nothing counts before you press Install.")
        across.addWidget(label(says, quiet=True, wrap=True), 1)
        down.addLayout(across)
        self._column = Column()
        down.addWidget(self._column, 1)
        self.setFocusProxy(self._pick_button)

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Packs")

    def fill(self, page: LibraryPage) -> None:
        """Take what there is."""
        from immdesk.office import pack_install

        self._cards = pack_install.shelf(self._office)
        self._lists = [
            (_("Kinds of case"), list(page.case_types)),
            (_("Questionnaires"), list(page.questionnaires)),
            (_("Letters"), list(page.letters)),
        ]

    def look_for(self, words: str) -> int:
        """Show what holds these words; give how many there are."""
        self._words = words
        return self._draw()

    def take(self, path: Path) -> None:
        """Look at a pack's file beside the screen, then show what it would change."""
        from immdesk.office import pack_review

        self._throw_away()
        self._desk.work.run(
            self, pack_review.review, self._office, path,
            done=self._arrived, failed=self._desk.problem, title=_("Looking at the pack"), reports=True,
        )  # fmt: skip

    # -- private ------------------------------------------------------------------------------

    def _pick(self) -> None:
        self._desk.pick_file(_("The pack to look at"), KINDS, self.take)

    def _arrived(self, found: PackReview) -> None:
        self._found = found
        self._draw()
        self._column.verticalScrollBar().setValue(0)

    def _throw_away(self) -> None:
        from immdesk.office import pack_review

        if self._found is not None:
            pack_review.throw_away(self._found.staged)
        self._found = None
        self._draw()

    def _draw(self) -> int:
        self._column.clear()
        wanted, count = self._words.casefold().split(), 0
        if self._found is not None:
            self._column.add(*self._review(self._found))
        for one in self._cards:
            if all(word in f"{one.title} {one.name} {one.version}".casefold() for word in wanted):
                self._column.add(self._card(one))
                count += 1
        for title, lines in self._lists:
            fits = [one for one in lines if all(word in one.casefold() for word in wanted)]
            count += len(fits)
            if fits:
                self._column.add(_list(title, fits))
        self._column.end()
        return count

    def _card(self, one: PackCard) -> Card:
        title = _("Go back to the last pack?") if one.last else _("Take the pack out?")
        go_back = partial(self._ask_who, partial(self._ask_back_why, one), title)
        words = _("Go back to {version}…").format(version=one.last) if one.last else _("Take it out…")
        card = Card(one.title, action=button(words, go_back) if one.kept else None)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(1, 1)
        for place, (name, text) in enumerate(_told(one)):
            grid.addWidget(label(name, quiet=True), place, 0)
            grid.addWidget(label(text, wrap=True), place, 1)
        line = QHBoxLayout()
        line.addWidget(badge(*_how(one)))
        line.addStretch(1)
        card.body.addLayout(line)
        card.body.addLayout(grid)
        if one.stale:
            stale = _("It is past its day: every date that it makes says “verify”. The desk goes on with it.")
            card.body.addWidget(label(stale, wrap=True, level="warn"))
        if one.problem:
            card.body.addWidget(label(one.problem, wrap=True, level="bad"))
        return card

    def _review(self, found: PackReview) -> Iterable[QWidget]:
        buttons = [button(_("Not now"), self._throw_away)]
        if not found.problems and found.older:
            why = partial(self._ask_why, _("Why is an older pack taken?"))
            ask = partial(self._ask_who, why, _("Who says that an older pack is taken?"))
            buttons.append(button(_("An attorney takes it…"), ask, danger=True))
        elif not found.problems:
            buttons.append(button(_("Install"), partial(self._install, "", ""), main=True, picture="check"))
        return review_cards(self._desk, self._office, self, found, buttons)

    def _ask_who(self, then: Any, title: str) -> None:
        from immdesk.office import firm

        attorneys = firm.attorneys_here(self._office)
        self._desk.ask_choice(title, _("Attorney"), attorneys, _("Go on"), then)

    def _ask_why(self, title: str, staff_id: str) -> None:
        says = _("The reason is kept in the history with the attorney's name")
        self._desk.ask_text(title, says, _("Install"), partial(self._install, staff_id))

    def _ask_back_why(self, one: PackCard, staff_id: str) -> None:
        title = _("Why does the office go back to {version}?").format(version=one.last)
        if not one.last:
            title = _("Why is the pack taken out?")
        says = _("The reason is kept in the history with the attorney's name")
        self._desk.ask_text(title, says, _("Go back"), partial(self._back, one.name, staff_id))

    def _install(self, staff_id: str, reason: str) -> None:
        from immdesk.office import pack_install

        found = self._found
        if found is not None:
            self._run(_("Installing the pack"), pack_install.install, found, staff_id, reason)

    def _back(self, name: str, staff_id: str, reason: str) -> None:
        from immdesk.office import pack_install

        self._run(_("Going back to the last pack"), pack_install.go_back, name, staff_id, reason)

    def _run(self, title: str, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args, done=self._done, failed=self._desk.problem, title=title
        )

    def _done(self, changed: Any) -> None:
        self._throw_away()
        self._desk.changed(changed)
        self._column.verticalScrollBar().setValue(0)


def _list(title: str, lines: list[str]) -> Card:
    card = Card(title)
    for one in lines:
        card.body.addWidget(label(one, wrap=True))
    return card


def _how(one: PackCard) -> tuple[str, str]:
    """Give where a pack comes from, in words and as a level."""
    return {
        "shipped": (_("came with the program"), "accent"),
        "installed": (_("installed"), "good"),
        "own": (_("the office's own layer, not signed"), "warn"),
    }[one.how]


def _told(one: PackCard) -> list[tuple[str, str]]:
    lines = [
        (_("Name and version"), f"{one.name} {one.version}"),
        (_("Edition"), on_screen(one.edition)),
        (_("Good until"), on_screen(one.valid_until) if one.valid_until else ""),
        (_("Signed by"), one.signed_by),
        (_("Made on"), one.made_on),
        (_("Installed"), " · ".join(filter(None, (one.at, one.by)))),
        (_("An attorney said so"), one.attorney),
        (_("Reason"), one.reason),
    ]
    return [(name, text) for name, text in lines if text]
