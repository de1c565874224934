"""Beginning a letter: which one of the library, and which paragraphs by criterion go into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.forms.lines import LineList, ListLine
from ui.parts.buttons import button
from ui.parts.finder import Finder
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.letter_offers import LetterOffer, ParagraphOffer

Offered = Callable[[str], "tuple[ParagraphOffer, ...]"]
Then = Callable[[str, list[str]], None]


class LetterBegin(QDialog):
    """The library at the left, the paragraphs of the chosen letter at the right."""

    def __init__(
        self, parent: QWidget, offers: tuple[LetterOffer, ...], paragraphs: Offered, then: Then
    ) -> None:
        super().__init__(parent)
        self._offers, self._offered, self._then = offers, paragraphs, then
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin a letter"))
        self.setAccessibleName(_("Begin a letter"))
        self._find = Finder(_("Find a letter"))
        self._find.finding.connect(self._fill)
        self._list = LineList(_("Letters of the library"))
        self._list.currentItemChanged.connect(self._chosen)
        self._list.itemActivated.connect(self._begin)
        self._find.leaving.connect(self._list.setFocus)
        self._paragraphs = QListWidget()
        self._paragraphs.setAccessibleName(_("Paragraphs by criterion"))
        self._words = label("", quiet=True, wrap=True)
        self._build()
        self._find.stand_by(len(offers))
        self._fill()
        self._list.setFocus()
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        wide, high = 120 * metrics.averageCharWidth(), 32 * metrics.lineSpacing()
        self.resize(min(wide, screen.width() - theme.XXL), min(high, screen.height() - 2 * theme.XXL))

    def _build(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("Begin a letter"), 2))
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._find)
        left.addWidget(self._list, 1)
        right.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        right.addWidget(self._paragraphs, 1)
        right.addStretch(0)
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        down.addLayout(across, 1)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.reject))
        feet.addWidget(button(_("Begin"), self._begin, main=True))
        down.addLayout(feet)

    def _fill(self, _typed: str = "") -> None:
        groups = group_words()
        lines = [
            ListLine(
                one.id,
                one.title,
                groups.get(one.group, ""),
                badge="" if one.fits else _("other kinds of cases"),
                quiet=not one.fits,
            )
            for one in self._offers
            if self._find.fits(one.title, groups.get(one.group, ""))
        ]
        self._list.put(lines, self._list.current_id())
        self._chosen()

    def _chosen(self, *_items: QListWidgetItem | None) -> None:
        self._paragraphs.clear()
        chosen = self._list.current_id()
        offer = next((one for one in self._offers if one.id == chosen), None)
        rows = self._offered(chosen) if offer is not None and offer.group in ("support", "response") else ()
        told = _("Paragraphs to put in; more can be put in later.") if rows else ""
        none = _("Its fields are filled from the case; what is not known is asked beside it.")
        self._words.setText(told or (none if offer else ""))
        self._paragraphs.setVisible(bool(rows))
        for one in rows:
            item = QListWidgetItem(f"{one.title}  ({one.cite})", self._paragraphs)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip(one.says)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)

    def _begin(self, _item: QListWidgetItem | None = None) -> None:
        chosen = self._list.current_id()
        if not chosen:
            return
        items = [self._paragraphs.item(row) for row in range(self._paragraphs.count())]
        ids = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        self.accept()
        self._then(chosen, ids)


def group_words() -> dict[str, str]:
    """Give what each shelf of letters is called."""
    return {
        "cover": _("Cover letter"),
        "support": _("Support letter"),
        "employment": _("Employment"),
        "response": _("Response to a notice"),
        "agreement": _("Agreement with clients"),
        "release": _("Release or request of records"),
        "status": _("To the client"),
        "memo": _("Attorney work product"),
        "own": _("Word template of the office"),
        "other": _("Other letter"),
    }
