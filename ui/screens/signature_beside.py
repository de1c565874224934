"""A page of a scan beside the page as it was printed: to match it by hand, or to look at a signature."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office import signatures_home
from immdesk.office.signature_run import ToSign
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label
from ui.screens.packet_preview_images import image_of

WIDE, HIGH = 620, 420


class Beside(Card):
    """The scan on the left, the printed page on the right; a list chooses which page it is."""

    def __init__(self, office: Any, desk: Desk, parent: QWidget) -> None:
        self._close = button(_("Close"), self.hide, link=True)
        super().__init__(_("Side by side"), action=self._close)
        self.setParent(parent)
        self._office, self._desk = office, desk
        self._page = ""
        self._sheets = QComboBox()
        self._sheets.setAccessibleName(_("Which page it is"))
        self._sheets.currentIndexChanged.connect(self._show_printed)
        self._sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._sheets.setMinimumContentsLength(24)
        self._match = button(_("It is this page"), self._do_match)
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(label(_("Which page it is")))
        line.addWidget(self._sheets, 1)
        line.addWidget(self._match)
        self.body.addLayout(line)
        self._scan, self._printed = _Sheet(_("The scan")), _Sheet(_("As it was printed"))
        both = QHBoxLayout()
        both.setSpacing(theme.M)
        both.addWidget(self._scan, 1)
        both.addWidget(self._printed, 1)
        self.body.addLayout(both)
        self._scan.scrolled.valueChanged.connect(self._printed.scrolled.setValue)
        self._printed.scrolled.valueChanged.connect(self._scan.scrolled.setValue)

    def set_sheets(self, rows: tuple[ToSign, ...]) -> None:
        """Offer the pages that were printed, each once."""
        chosen = self._sheets.currentData()
        self._sheets.blockSignals(True)
        self._sheets.clear()
        for row in {row.sheet_id: row for row in rows}.values():
            where = f"{row.form} – {row.who}" if row.who else row.form
            page = _("page {page}").format(page=row.page)
            self._sheets.addItem(f"{where}, {page}", row.sheet_id)
        self._sheets.setCurrentIndex(max(self._sheets.findData(chosen), 0))
        self._sheets.blockSignals(False)

    def show_scan(self, page_id: str, sheet_id: str) -> None:
        """Show a page of a scan; with a sheet only to look, without to be matched."""
        if not page_id:
            return
        self._page = page_id
        self._match.setVisible(not sheet_id)
        self._sheets.setEnabled(not sheet_id)
        if sheet_id:
            self._sheets.blockSignals(True)
            self._sheets.setCurrentIndex(self._sheets.findData(sheet_id))
            self._sheets.blockSignals(False)
        self.show()
        self._draw(signatures_home.picture, page_id, self._scan)
        self._show_printed()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_printed(self, *_place: int) -> None:
        sheet = self._sheets.currentData()
        self._match.setEnabled(bool(sheet))
        if sheet and self.isVisible():
            self._draw(signatures_home.printed_picture, str(sheet), self._printed)

    def _draw(self, function: Any, of: str, view: _Sheet) -> None:
        view.wait()
        width = round(max(view.room(), 240) * self.devicePixelRatioF())
        then = partial(_put, view)
        self._desk.work.run(self, function, self._office, of, width, done=then, failed=self._desk.problem)

    def _do_match(self) -> None:
        args = (self._office, self._page, str(self._sheets.currentData()))
        self._desk.work.run(
            self,
            signatures_home.match,
            *args,
            done=self._matched,
            failed=self._desk.problem,
            title=_("Looking at the signed pages"),
        )

    def _matched(self, changed: Any) -> None:
        self.hide()
        self._desk.changed(changed)


class _Sheet(QWidget):
    """A page as a picture that scrolls."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._picture = title, QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._area = area = QScrollArea()
        area.setWidget(self._picture)
        area.setWidgetResizable(True)
        area.setAccessibleName(title)
        area.setMinimumHeight(HIGH)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.XS)
        down.addWidget(label(title, quiet=True, small=True))
        down.addWidget(area)
        self.scrolled = area.verticalScrollBar()

    def sizeHint(self) -> QSize:
        """Ask for room in which a signature can be told from another."""
        return QSize(WIDE, HIGH + 30)

    def room(self) -> int:
        """Give how wide a page may be without scrolling to the side."""
        return self._area.width() - 24

    def wait(self) -> None:
        """Show nothing until the page is drawn."""
        self._picture.setPixmap(QPixmap())

    def put(self, image: QImage) -> None:
        """Show a page."""
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setAccessibleName(self._title)


def _put(view: _Sheet, drawn: Any) -> None:
    view.put(image_of(drawn))
