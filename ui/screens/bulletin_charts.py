"""The charts of one month of the visa bulletin: what moved, by sign and colour, and which chart counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from immdesk.office import bulletin_months, bulletins
from immdesk.office.bulletin_months import ChartTable, CutoffCell, MonthPage
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.labels import label

_SHORT = {
    "EB5-HIGH-UNEMPLOYMENT": "EB5-HIGH-UN.",
    "EB5-INFRASTRUCTURE": "EB5-INFRA.",
    "EB5-UNRESERVED": "EB5-UNRES.",
}
"""Titles that would leave no room for the cutoffs; whole in the tooltip and to a screen reader."""
_LETTERS = 17
"""Letters of a column's width: "01FEB24  ▲ 365"."""
_LEVELS = {"forward": "good", "back": "bad"}


class ChartsShelf(QWidget):
    """`name_chart` is called with a preference and a chart, `open_history` with category, area and chart."""

    def __init__(
        self, name_chart: Callable[[str, str], None], open_history: Callable[[str, str, str], None]
    ) -> None:
        super().__init__()
        self._name_chart, self._open_history = name_chart, open_history
        inner = Page()
        self._down = QVBoxLayout(inner)
        self._down.setContentsMargins(0, 0, theme.S, 0)
        self._down.setSpacing(theme.L)
        fill(self, scroll_page(inner))

    def put(self, page: MonthPage) -> None:
        """Show a month."""
        clear_layout(self._down)
        if page.practice:
            words = _("Practice bulletin: these cutoffs are invented and are no State Department chart.")
            self._down.addWidget(Banner(words, "warn"))
        head = Card(bulletins.month_words(page.month))
        head.body.addWidget(label(_compared(page), quiet=True, wrap=True))
        if page.month >= bulletins.TWO_CHARTS_SINCE:
            head.body.addLayout(self._named(page))
        self._down.addWidget(head)
        for chart in page.charts:
            self._down.addWidget(self._card(page, chart))
        self._down.addStretch(1)

    def _named(self, page: MonthPage) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        for row, preference in enumerate(bulletins.PREFERENCES):
            words = named_words(preference)
            box = chart_box(words, page.named.get(preference, ""))
            box.activated.connect(partial(self._chosen, preference, box))
            name = label(words, wrap=True)
            name.setBuddy(box)
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(0, 1)
        return grid

    def _chosen(self, preference: str, box: QComboBox, _place: int) -> None:
        self._name_chart(preference, str(box.currentData()))

    def _card(self, page: MonthPage, chart: ChartTable) -> Card:
        counts = page.named.get(chart.preference) == chart.table
        title = bulletins.chart_words(chart.preference, chart.table)
        title = title[:1].upper() + title[1:]
        card = Card(title, "", badge(_("named by USCIS"), "good") if counts else None)
        card.body.addWidget(ChartGrid(chart, title, self._open_history))
        return card


class ChartGrid(QTableWidget):
    """One chart. Arrows move, Enter or a double click opens the history of a cutoff."""

    def __init__(self, chart: ChartTable, title: str, opened: Callable[[str, str, str], None]) -> None:
        super().__init__(len(chart.categories), len(chart.areas))
        self._chart, self._opened = chart, opened
        self.setAccessibleName(title)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        areas = [bulletins.area_words(area) for area in chart.areas]
        self.setHorizontalHeaderLabels([words.replace(", ", ",\n") for words in areas])
        for row, category in enumerate(chart.categories):
            head = QTableWidgetItem(_SHORT.get(category, category))
            head.setToolTip(category)
            head.setData(Qt.ItemDataRole.AccessibleTextRole, category)
            self.setVerticalHeaderItem(row, head)
        self._fill()
        self._size()
        self.cellDoubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the history with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._open(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        look = theme.look_of(self)
        colors = {"good": QColor(look.good), "bad": QColor(look.bad)}
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for row, category in enumerate(self._chart.categories):
            for column, area in enumerate(self._chart.areas):
                cell = self._chart.cells.get((category, area))
                item = QTableWidgetItem(bulletin_months.cell_words(cell) if cell else "–")
                if cell is not None:
                    self._dress(item, cell, colors, bold)
                self.setItem(row, column, item)

    def _dress(
        self, item: QTableWidgetItem, cell: CutoffCell, colors: dict[str, QColor], bold: QFont
    ) -> None:
        words = bulletin_months.spoken(self._chart, cell)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(words)
        level = _LEVELS.get(cell.move.way, "")
        if level:
            item.setForeground(QBrush(colors[level]))
            item.setFont(bold)

    def _size(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumSectionSize(_LETTERS * self.fontMetrics().averageCharWidth())
        across.setHighlightSections(False)
        down.setHighlightSections(False)
        high = self.fontMetrics().height() + theme.L
        down.setDefaultSectionSize(high)
        down.setMinimumSectionSize(high)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bar at the foot a place of its own where not all columns have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        wanted = down.sizeHint().width() + across.minimumSectionSize() * self.columnCount()
        bar = self.horizontalScrollBar().sizeHint().height() if wanted > self.width() else 0
        rows = down.defaultSectionSize() * self.rowCount()
        high = across.sizeHint().height() + rows + 2 * self.frameWidth() + theme.XS + bar
        if high != self.minimumHeight():
            self.setFixedHeight(high)

    def _open(self, row: int, column: int) -> None:
        category, area = self._chart.categories[row], self._chart.areas[column]
        if (category, area) in self._chart.cells:
            self._opened(category, area, self._chart.table)


def named_words(preference: str) -> str:
    """Ask which chart USCIS named, for families or for employment."""
    if preference == "family":
        return _("USCIS named for family cases that adjust here")
    return _("USCIS named for employment cases that adjust here")


def chart_box(name: str, chosen: str) -> QComboBox:
    """Give the choice between the two charts; nothing is chosen beforehand."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(_("not known yet"), "")
    for table in bulletins.TABLES:
        box.addItem(bulletins.table_words(table), table)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _compared(page: MonthPage) -> str:
    if not page.before:
        return _("The month before is not here: nothing says what moved.")
    told = _("Compared with {month}. ▲ advanced, ▼ went back, in days. Enter opens the history of a cutoff.")
    return told.format(month=bulletins.month_words(page.before))
