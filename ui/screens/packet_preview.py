"""A look through a document before it is printed: its pages in small at the left, one page in large."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label
from ui.screens.packet_preview_images import DrawPage, PageImages
from ui.screens.packet_preview_paper import EDGE, LETTER, PaperView

SMALL = 110
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
PAGE_POINTS = 816  # the width of a Letter page at 100 %: 8.5 inches at 96 points


class PacketPreview(QWidget):
    """Shows any document whose pages somebody can draw. `thumbnails` False leaves out the small pages.

    `view` may be one of its own kind, such as one with boxes over the page; `turned` says which page shows.
    """

    turned = Signal(int)

    def __init__(
        self, run: Callable[..., Any], *, thumbnails: bool = True, view: PaperView | None = None
    ) -> None:
        super().__init__()
        self._count, self._page, self._zoom = 0, 0, 0.0  # zoom 0 = as wide as the view
        self._images = PageImages(run, self)
        self._images.ready.connect(self._arrived)
        self._images.broke.connect(self._broke)
        self._view = view or PaperView()
        self._view.turning.connect(self._turn)
        self._view.resized.connect(self._redraw)
        self._list = self._build_list()
        if not thumbnails:
            self._list.hide()  # setVisible(True) here would show it as a window of its own
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._want_small)
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        across.addWidget(self._list)
        across.addWidget(self._view, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addLayout(self._build_bar())
        down.addLayout(across, 1)

    def open(self, draw: DrawPage | None, count: int) -> None:
        """Show a document of `count` pages, from its first page; None shows nothing."""
        self._images.open(draw)
        self._count, self._page = count, 0
        self._list.blockSignals(True)
        self._list.clear()
        blank = _blank()
        for page in range(1, count + 1):
            item = QListWidgetItem(blank, str(page), self._list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Page {n}").format(n=page))
        self._list.blockSignals(False)
        self._of.setText(_("of {n}").format(n=count))
        self.show_page(1 if count else 0)
        self._later.start()

    def page(self) -> int:
        """Give the page that is shown, 0 when there is none."""
        return self._page

    def show_page(self, page: int) -> None:
        """Show a page, counted from 1."""
        if not 0 <= page <= self._count:
            return
        self._page = page
        self._number.setText(str(page) if page else "")
        self._list.blockSignals(True)
        self._list.setCurrentRow(page - 1)
        self._list.blockSignals(False)
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < self._count)
        self._view.verticalScrollBar().setValue(0)
        self.turned.emit(page)
        self._redraw()

    def _build_bar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.XS)
        self._back = _tool("left", _("Previous page"), partial(self._turn, -1))
        self._on = _tool("right", _("Next page"), partial(self._turn, 1))
        self._number = QLineEdit()
        self._number.setAccessibleName(_("Page number"))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.setFixedWidth(self._number.fontMetrics().averageCharWidth() * 9)
        self._number.editingFinished.connect(self._asked)
        self._of = label("", quiet=True)
        self._scale = label("", quiet=True)
        line.addWidget(self._back)
        line.addWidget(self._number)
        line.addWidget(self._of)
        line.addWidget(self._on)
        line.addStretch(1)
        line.addWidget(self._scale)
        line.addWidget(button(_("Smaller"), partial(self._step_zoom, -1), link=True))
        line.addWidget(button(_("Larger"), partial(self._step_zoom, 1), link=True))
        line.addWidget(button(_("Fit the width"), self._fit, link=True))
        return line

    def _build_list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(_("Pages"))
        made.setViewMode(QListView.ViewMode.IconMode)
        made.setMovement(QListView.Movement.Static)
        made.setFlow(QListView.Flow.TopToBottom)
        made.setWrapping(False)
        made.setUniformItemSizes(True)
        made.setIconSize(QSize(SMALL, round(SMALL * LETTER)))
        letters = made.fontMetrics().height()
        made.setGridSize(QSize(SMALL + theme.XL, round(SMALL * LETTER) + letters + theme.L))
        made.setFixedWidth(SMALL + theme.XL + 2 * theme.L)
        made.currentRowChanged.connect(self._chosen)
        made.verticalScrollBar().valueChanged.connect(self._scrolled)
        return made

    def _asked(self) -> None:
        text = self._number.text().strip()
        if text.isdecimal() and 1 <= int(text) <= self._count:
            self.show_page(int(text))
        else:
            self._number.setText(str(self._page) if self._page else "")

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.show_page(row + 1)

    def _turn(self, by: int) -> None:
        if 1 <= self._page + by <= self._count:
            self.show_page(self._page + by)

    def _fit(self) -> None:
        self._zoom = 0.0
        self._redraw()

    def _step_zoom(self, by: int) -> None:
        now = self._zoom or self._width() / PAGE_POINTS
        there = [zoom for zoom in ZOOMS if (zoom > now + 0.01 if by > 0 else zoom < now - 0.01)]
        if there:
            self._zoom = there[0] if by > 0 else there[-1]
            self._redraw()

    def _width(self) -> int:
        if self._zoom:
            return round(PAGE_POINTS * self._zoom)
        return max(self._view.viewport().width() - 2 * EDGE - theme.S, 200)

    def _redraw(self) -> None:
        width = self._width()
        self._scale.setText(f"{round(100 * width / PAGE_POINTS)} %")
        if not self._page:
            self._view.paper.put(None, width, _("No page to show."))
            return
        image = self._images.want(self._page, self._pixels(width))
        self._view.paper.put(image, width)
        self._view.setAccessibleDescription(_("Page {n} of {all}").format(n=self._page, all=self._count))

    def _pixels(self, width: int) -> int:
        return max(round(width * self.devicePixelRatioF()), 401)

    def _arrived(self, page: int, width: int, image: QImage) -> None:
        if width <= SMALL * 2:
            item = self._list.item(page - 1)
            if item is not None:
                item.setIcon(_on_paper(image))
        elif page == self._page and width == self._pixels(self._width()):
            self._view.paper.put(image, self._width())

    def _broke(self, page: int, _error: object) -> None:
        if page == self._page:
            self._view.paper.put(None, self._width(), _("This page cannot be read."))

    def _scrolled(self, _value: int) -> None:
        self._later.start()

    def _want_small(self) -> None:
        if self._list.isHidden() or not self._count:
            return
        self._images.forget_small()
        height = max(self._list.gridSize().height(), 1)
        first = self._list.verticalScrollBar().value() // height
        for row in range(first, min(first + self._list.viewport().height() // height + 2, self._count)):
            image = self._images.want(row + 1, SMALL * 2)
            if image is not None:
                self._list.item(row).setIcon(_on_paper(image))


def _tool(picture: str, name: str, then: Callable[[], None]) -> QPushButton:
    made = button("", then, picture=picture, link=True, name=name)
    made.setToolTip(name)
    return made


def _blank() -> QIcon:
    return _on_paper(QImage())


def _on_paper(image: QImage) -> QIcon:
    from PySide6.QtGui import QPainter

    sheet = QPixmap(SMALL * 2, round(SMALL * 2 * LETTER))
    sheet.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sheet)
    box = sheet.rect()
    if not image.isNull():
        size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box.setSize(size)
        box.moveCenter(sheet.rect().center())
    else:
        box.adjust(8, 8, -8, -8)
    painter.fillRect(box, QColor("#ffffff"))
    if not image.isNull():
        painter.drawImage(box, image)
    painter.setPen(QColor(theme.look_of().edge))
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.end()
    sheet.setDevicePixelRatio(2)
    made = QIcon(sheet)
    made.addPixmap(sheet, QIcon.Mode.Selected)
    return made
