"""The typing panel: stays above the browser, with each answer in the order of an agency's online system."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from immdesk.basics.words import _
from immdesk.office import online_typing
from ui import theme
from ui.parts.buttons import button
from ui.parts.clipboard import SECONDS, ShortClipboard, copy_private
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.online_typing import TypingLine, TypingOffer, TypingPage, TypingSheet
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_WIDE, _HIGH = 80, 36  # average letters, lines
_KEY = Qt.ItemDataRole.UserRole


def open_typing(desk: Desk, office: Any, case_id: str) -> None:
    """Open the panel for a case; one that is open comes to the front with this case."""
    for one in desk.window.findChildren(TypingPanel):
        one.close()
    panel = TypingPanel(desk, office, case_id)
    panel.read()


def close_panels(window: Any) -> None:
    """Close every panel: its office is being closed."""
    for one in window.findChildren(TypingPanel):
        one.close()


class TypingPanel(QDialog):
    """Walks through the screens of an online system. Enter or a click copies, Space ticks off."""

    def __init__(self, desk: Desk, office: Any, case_id: str) -> None:
        super().__init__(desk.window, Qt.WindowType.WindowStaysOnTopHint)
        self._desk, self._office, self._case = desk, office, case_id
        self._sheet: TypingSheet | None = None
        self._place = 0
        self._clipboard = ShortClipboard(self)
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Type into an online system"))
        self.setAccessibleName(_("Type into an online system"))
        self._offers = _chooser(_("What is typed, and for whom"))
        self._pages = _chooser(_("Screen of the system"))
        self._list = self._make_list()
        self._about = label("", wrap=True)
        self._warns = label("", wrap=True, level="warn")
        self._copied = label("", wrap=True, quiet=True)
        self._note = label("", wrap=True, quiet=True, small=True)
        self._count = label("")
        self._number_label = label("", wrap=True)
        self._number = QLineEdit()
        self._lay_out()
        self._offers.activated.connect(self._on_offer)
        self._pages.activated.connect(self._on_page)
        desk.changing.connect(self._on_changed)
        letter = self.fontMetrics()
        self.resize(_WIDE * letter.averageCharWidth(), _HIGH * letter.lineSpacing())

    # -- reading -------------------------------------------------------------------------------

    def read(self) -> None:
        """Read whom and what may be typed, then show the first."""
        self._run(online_typing.offers, self._office, self._case, done=self._show_offers)

    def _show_offers(self, offers: tuple[TypingOffer, ...]) -> None:
        self._offers.clear()
        for one in offers:
            self._offers.addItem(one.called(), one)
        self.show()
        if offers:
            self._read_sheet()
        else:
            self._note.setText(
                _("Nobody of this case is typed into an online system. Record who asks for what first.")
            )

    def _read_sheet(self) -> None:
        offer = self._offers.currentData()
        work = partial(online_typing.sheet, self._office, self._case, offer.system, offer.person_id)
        self._run(work, done=self._show_sheet)

    def _show_sheet(self, sheet: TypingSheet) -> None:
        other = self._sheet is None or self._sheet.offer != sheet.offer
        self._sheet, self._place = sheet, 0 if other else min(self._place, len(sheet.pages) - 1)
        self._note.setText(" ".join(filter(None, (sheet.note, sheet.trust))))
        self._number_label.setText(sheet.number_label)
        self._number.setText(sheet.number)
        self._show_page()

    # -- showing -------------------------------------------------------------------------------

    def _show_page(self) -> None:
        assert self._sheet is not None
        at = self._list.currentIndex().row()
        page = self._sheet.pages[self._place]
        self._fill_pages()
        self._list.blockSignals(True)
        self._list.clear()
        for line in page.lines:
            self._list.addTopLevelItem(_item(line))
        self._list.blockSignals(False)
        wanted = self._list.sizeHintForColumn(0) + 3 * theme.L
        self._list.header().resizeSection(0, min(wanted, self._list.width() * 2 // 3))
        self._select(max(0, min(at, len(page.lines) - 1)))
        self._before.setEnabled(self._place > 0)
        self._after.setEnabled(self._place + 1 < len(self._sheet.pages))
        self._count.setText(_("{done} of {all} typed").format(done=self._sheet.done, all=self._sheet.all))
        self._tell_line()

    def _fill_pages(self) -> None:
        assert self._sheet is not None
        self._pages.clear()
        for number, page in enumerate(self._sheet.pages, 1):
            self._pages.addItem(f"{number}. {page.title}  {_done(page)}")
        self._pages.setCurrentIndex(self._place)

    @Slot()
    def _tell_line(self) -> None:
        line, page = self._line(), self._page()
        self._about.setText(" ".join(filter(None, (line.words if line else "", page.note if page else ""))))
        said = [*line.warnings] if line else []
        if line and line.stale:
            said.append(_("The answer has changed since it was ticked off: type it again."))
        self._warns.setText(" ".join(said))
        self._warns.setVisible(bool(said))

    def _line(self) -> TypingLine | None:
        page, at = self._page(), self._list.currentIndex().row()
        return page.lines[at] if page is not None and 0 <= at < len(page.lines) else None

    def _page(self) -> TypingPage | None:
        return self._sheet.pages[self._place] if self._sheet is not None else None

    # -- doing ---------------------------------------------------------------------------------

    def _copy(self) -> None:
        line = self._line()
        if line is None:
            return
        if not line.value:
            self._copied.setText(_("There is nothing to copy for “{label}”.").format(label=line.label))
            return
        copy_private(line.value)
        words = _("Copied: {label}. The clipboard is emptied in {n} seconds.")
        self._copied.setText(words.format(label=line.label, n=SECONDS))

    def _tick(self, item: QTreeWidgetItem, column: int) -> None:
        line = self._line_of(item)
        if column or self._sheet is None or line is None:
            return
        done = item.checkState(0) == Qt.CheckState.Checked
        if done != (line.ticked and not line.stale):
            work = partial(online_typing.tick, self._office, self._sheet, line, done)
            self._run(work, done=self._ticked)

    def _ticked(self, changed: Changed) -> None:
        self._select(self._list.currentIndex().row() + 1)
        self._desk.changed(changed)

    def _select(self, place: int) -> None:
        item = self._list.topLevelItem(place)
        if item is not None:
            self._list.setCurrentItem(item)

    def _keep_number(self) -> None:
        if self._sheet is not None:
            work = partial(online_typing.keep_number, self._office, self._sheet, self._number.text())
            self._run(work, done=self._desk.changed)

    def _step(self, by: int) -> None:
        self._turn_to(self._place + by)

    def _turn_to(self, place: int) -> None:
        if self._sheet is not None and 0 <= place < len(self._sheet.pages) and place != self._place:
            self._place = place
            self._list.clear()
            self._show_page()

    @Slot(int)
    def _on_page(self, place: int) -> None:
        self._turn_to(place)

    @Slot(int)
    def _on_offer(self, _place: int) -> None:
        self._copied.setText("")
        self._read_sheet()

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        if self._sheet is not None and self.isVisible():
            self._read_sheet()

    def _run(self, work: Any, *args: Any, done: Any) -> None:
        self._desk.work.run(self, work, *args, done=done, failed=self._desk.problem)

    def _line_of(self, item: QTreeWidgetItem) -> TypingLine | None:
        page, at = self._page(), self._list.indexOfTopLevelItem(item)
        return page.lines[at] if page is not None and 0 <= at < len(page.lines) else None

    # -- drawing -------------------------------------------------------------------------------

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(_("What is typed on this screen"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(False)
        made.setWordWrap(True)
        made.setHeaderLabels([_("The system asks"), _("Answer")])
        made.setObjectName("ticked")
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        made.currentItemChanged.connect(self._on_line)
        made.itemClicked.connect(self._on_click)
        made.itemChanged.connect(self._tick)
        made.installEventFilter(self)
        return made

    def _lay_out(self) -> None:
        self._before = button("", partial(self._step, -1), picture="left", name=_("Screen before"))
        self._after = button("", partial(self._step, 1), picture="right", name=_("Next screen"))
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(self._before)
        across.addWidget(self._pages, 1)
        across.addWidget(self._after)
        self._number.setAccessibleName(_("Number that the system gave"))
        keep = button(_("Keep in the case"), self._keep_number)
        number = QHBoxLayout()
        number.setSpacing(theme.S)
        number.addWidget(self._number_label, 1)
        number.addWidget(self._number, 1)
        number.addWidget(keep)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addWidget(self._count, 1)
        feet.addWidget(button(_("Copy"), self._copy, main=True))
        feet.addWidget(button(_("Close"), self.close))
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        down.setSpacing(theme.S)
        for one in (self._offers, across, self._list, self._warns, self._about, self._copied, number):
            down.addLayout(one) if isinstance(one, QHBoxLayout) else down.addWidget(one)
        down.setStretchFactor(self._list, 1)
        down.addWidget(self._note)
        down.addLayout(feet)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_line(self, _item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self._tell_line()

    @Slot(QTreeWidgetItem, int)
    def _on_click(self, _item: QTreeWidgetItem, column: int) -> None:
        if column:
            self._copy()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list copies, and does not close the panel."""
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._copy()
                return True
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
                if by:
                    self._step(by)
                    return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay when the window of the desk is put away behind the browser."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.setTransientParent(None)  # type: ignore[arg-type]

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing on the clipboard when the panel goes, also when the desk is locked."""
        self._clipboard.clear()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same, before the panel is thrown away."""
        self._clipboard.clear()
        super().closeEvent(event)


def _chooser(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(24)
    return made


def _done(page: TypingPage) -> str:
    done = sum(line.ticked and not line.stale for line in page.lines)
    return f"({done}/{len(page.lines)})"


def _item(line: TypingLine) -> QTreeWidgetItem:
    shown = {
        "missing": _("not known yet"),
        "open": _("not known"),
        "none": _("none"),
        "by_hand": _("by hand"),
    }.get(line.state, line.value)
    if line.warnings or line.stale:
        shown = _("Look: {answer}").format(answer=shown)
    made = QTreeWidgetItem([line.label, shown])
    made.setData(0, _KEY, line.key)
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    ticked = line.ticked and not line.stale
    made.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    made.setToolTip(1, line.value)
    return made
