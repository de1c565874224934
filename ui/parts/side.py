"""The list on the left: where one can go, and at its foot which office is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.icons import icon, no_icon, pixmap
from ui.parts.labels import label, title_label
from ui.screens.registry import Place


class Side(QWidget):
    """The places with their pictures, the present one marked, and the office's name."""

    def __init__(self, places: tuple[Place, ...], go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Places"))
        self._under = {place.id: place.under or place.id for place in places}
        self._buttons: dict[str, QToolButton] = {}
        self._pictures = {place.id: place.icon for place in places}
        self._group = QButtonGroup(self)
        self._go, self._shown, self._turned = go, "", ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.L, theme.M, theme.L)
        layout.setSpacing(theme.XS)
        layout.addLayout(self._brand())
        layout.addSpacing(theme.L)
        for place in places:
            if place.shortcut:
                layout.addWidget(self._add(place))
        layout.addStretch(1)
        self._office = label("", wrap=True)
        self._practice = label(_("Practice: fictional people"), wrap=True, small=True)
        self._who = label("", wrap=True, small=True)
        layout.addWidget(self._office)
        layout.addWidget(self._who)
        self._who.hide()
        layout.addWidget(self._practice)
        self._practice.hide()
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 26 + 2 * theme.M)

    def draw(self) -> None:
        """Draw the pictures: a moment after the first paint, which need not wait for them."""
        self._mark.setPixmap(pixmap("immdesk", "#ffffff", self._mark.width()))
        for screen_id, button in self._buttons.items():
            button.setIcon(icon(self._pictures[screen_id], "#ffffff", theme.look_of().side_text))

    def mark(self, screen_id: str) -> None:
        """Mark the place that a screen belongs to."""
        self._shown, self._turned = self._under.get(screen_id, screen_id), ""
        button = self._buttons.get(self._shown)
        if button is not None:
            button.setChecked(True)

    def set_office(self, name: str, practice: bool, who: str = "") -> None:
        """Show which office is open and, where people come in by name, who sits here."""
        self._office.setText(name)
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self._practice.setVisible(practice)

    def enable(self, enabled: bool) -> None:
        """Let the places be chosen, once an office is open."""
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def _add(self, place: Place) -> QToolButton:
        made = QToolButton()
        made.setObjectName("place")
        made.setText("  " + place.title)
        made.setAccessibleName(place.title)
        made.setToolTip(f"{place.title} ({place.shortcut})")
        side = self.fontMetrics().height() + 2
        made.setIcon(no_icon(side))
        made.setIconSize(QSize(side, side))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(partial(self._on_clicked, place.id))
        made.toggled.connect(partial(self._on_toggled, place.id))
        self._group.addButton(made)
        self._buttons[place.id] = made
        return made

    def _on_toggled(self, screen_id: str, on: bool) -> None:
        """Go there also when a screen reader turns the button on: that is no click to Qt."""
        if on and screen_id != self._shown:
            self._go(screen_id)
            self._turned = screen_id

    def _on_clicked(self, screen_id: str, _checked: bool = False) -> None:
        if self._turned != screen_id:
            self._go(screen_id)
        self._turned = ""

    def _brand(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setContentsMargins(theme.S, 0, 0, 0)
        across.setSpacing(theme.S)
        self._mark, size = QLabel(), QFontMetrics(QGuiApplication.font()).height() + 6
        self._mark.setFixedSize(size, size)
        across.addWidget(self._mark)
        across.addWidget(title_label("ImmDesk", 2))
        across.addStretch(1)
        return across
