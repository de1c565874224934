"""What stands above the questions of a section: its title, red flags, and people already in the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office.rows import IntakeView, PersonOffer, SectionView
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.flow import Flow
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label


class SectionTop(QWidget):
    """Title, help, banners and offers of the section that is shown; redrawn only when they change."""

    removing = Signal(str)
    taking = Signal(str, str)  # section, person id; "" = somebody else
    copying = Signal(str, str)  # section, whose home is copied to its addresses
    denying = Signal(str, int)  # section, how many open questions one "no" would answer

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._section = ""
        self._flags: tuple[str, ...] = ()
        self._refused: set[tuple[str, str]] = set()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        head = QHBoxLayout()
        self._title = title_label("", 2, wrap=True)
        self._remove = button(_("Remove this section"), self._asked, link=True, picture="trash")
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        self._who = label("", quiet=True)
        self._help = label("", quiet=True, wrap=True)
        self._open_no = 0
        self._no = button("", self._denied, picture="check")
        self._no.hide()
        self._homes = Flow()
        self._homes.setSpacing(theme.S)
        self._shown_homes: tuple[tuple[str, str], ...] = ()
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.S)
        down.addLayout(head)
        down.addWidget(self._who)
        down.addWidget(self._help)
        down.addWidget(self._no, 0, Qt.AlignmentFlag.AlignLeft)
        down.addLayout(self._homes)
        down.addLayout(self._notes)

    def put_section(self, view: SectionView) -> None:
        """Show what a section says of itself."""
        self._section, self._flags = view.id, view.banners
        self._title.setText(view.title)
        self._who.setText(_who_answers().get(view.answered_by, ""))
        self._help.setText(view.help)
        self._help.setVisible(bool(view.help))
        count = self._open_no = len(view.open_no)
        words = n_("Answer “no” to the open question…", "Answer “no” to all {n} open questions…", count)
        self._no.setText(words)
        self._no.setAccessibleName(self._no.text())
        self._no.setVisible(bool(view.open_no))
        self._put_homes(view.homes)
        self._take_height()

    def _put_homes(self, homes: tuple[tuple[str, str], ...]) -> None:
        if homes == self._shown_homes:
            return
        self._shown_homes = homes
        clear_layout(self._homes)
        for other, who in homes:
            same = button(
                _("Same home as {who}").format(who=who), partial(self._copied, other), picture="add"
            )
            same.setToolTip(_("Copies the present home into this list of addresses. What is here stays."))
            self._homes.addWidget(same)

    def put(self, view: IntakeView, section: str) -> None:
        """Show the flags and offers that concern a section."""
        badge = next((one for one in view.sections if one.id == section), None)
        self._remove.setVisible(badge is not None and badge.can_remove)
        offers = tuple(
            one
            for one in view.offers
            if one.section == section and (section, one.person_id) not in self._refused
        )
        flags = tuple(dict.fromkeys((*self._flags, *view.banners)))
        if (flags, offers) == self._shown:
            return
        self._shown = (flags, offers)
        clear_layout(self._notes)
        for flag in flags:
            self._notes.addWidget(Banner(flag, "warn"))
        for offer in offers:
            self._notes.addWidget(self._offer(offer))
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the words take at this width, so that large type is never squeezed."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))

    def _offer(self, offer: PersonOffer) -> Card:
        card = Card()
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        employer = offer.kind == "employer"
        across.addWidget(icon_label("office" if employer else "person", 28))
        who = (
            _("{name}, born {born}").format(name=offer.name, born=offer.born_on)
            if offer.born_on
            else offer.name
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title_label(_("Already in the office? {who}").format(who=who), 3, wrap=True))
        words.addWidget(label(offer.why, quiet=True, wrap=True))
        across.addLayout(words, 1)
        across.addWidget(
            button(
                _("Use this employer") if employer else _("Use this person"),
                partial(self.taking.emit, offer.section, offer.person_id),
                name=_("Use {who}").format(who=who),
            )
        )
        across.addWidget(
            button(
                _("Another employer") if employer else _("Somebody else"),
                partial(self._refuse, offer.section, offer.person_id),
                link=True,
            )
        )
        card.body.addLayout(across)
        return card

    def _refuse(self, section: str, person_id: str) -> None:
        self._refused.add((section, person_id))
        self.taking.emit(section, "")

    def _copied(self, other: str) -> None:
        self.copying.emit(self._section, other)

    def _denied(self) -> None:
        self.denying.emit(self._section, self._open_no)

    def _asked(self) -> None:
        self.removing.emit(self._section)


def _who_answers() -> dict[str, str]:
    return {
        "client": _("The client answers this page."),
        "employer": _("The employer answers this page."),
        "staff": _("The office answers this page."),
    }
