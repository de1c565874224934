"""One change made away that a colleague's stands against: word by word base, mine, theirs, and the choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.held_cards import HeldCard, HeldWord
from ui import theme
from ui.forms.segments import Segments
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.passphrase import feet_of

Word = tuple[str, str, str]


class ClashCard(Card):
    """`choose` gets the card's id and the words for which one's own were taken, once all are chosen.

    `sides` name the two (Mine and Theirs), `where` says who did it and when.
    """

    def __init__(
        self,
        held: HeldCard,
        choose: Callable[[str, list[Word]], None],
        *,
        sides: tuple[str, str] = ("", ""),
        where: str = "",
    ) -> None:
        super().__init__(held.title, held.about)
        self._held, self._choose = held, choose
        self._mine, self._theirs = sides[0] or _("Mine"), sides[1] or _("Theirs")
        said = where or _("{who}, {day}, away from the shared folder").format(
            who=held.who, day=on_screen(held.at.date())
        )
        self.body.addWidget(label(said, quiet=True, wrap=True))
        if not held.words:
            words = _("It follows on a change above, or on something that is gone; decide that first.")
            self.body.addWidget(label(words, wrap=True))
        self._picks: dict[Word, Segments] = {}
        self._grid(held)
        self._take = button(_("Write it so"), self._send, main=True, picture="check")
        self._take.setAccessibleName(_("Write it so: {title}").format(title=held.title))
        self.body.addLayout(feet_of(self._take))
        self._look()

    def _grid(self, held: HeldCard) -> None:
        if not held.words:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.S)
        heads = ("", _("Before"), self._mine, self._theirs, _("Take"))
        for column, text in enumerate(heads):
            grid.addWidget(label(text, quiet=True), 0, column)
        for row, word in enumerate(held.words, 1):
            for column, text in enumerate(
                (word.called, word.base or "–", word.mine or "–", word.theirs or "–")
            ):
                grid.addWidget(label(text, wrap=True), row, column)
            grid.addWidget(self._pick(word), row, 4)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _pick(self, word: HeldWord) -> Segments:
        options = (("mine", self._mine), ("theirs", self._theirs))
        pick = Segments(options[1:] if word.only_theirs else options, False, self)
        pick.setAccessibleName(_("Take for {word}").format(word=word.called))
        pick.edited.connect(self._look)
        self._picks[word.place] = pick
        return pick

    def _look(self) -> None:
        self._take.setEnabled(all(pick.answer() for pick in self._picks.values()))

    def _send(self) -> None:
        self._take.setEnabled(False)
        mine = [place for place, pick in self._picks.items() if pick.answer() == "mine"]
        self._choose(self._held.id, mine)
