"""The visa bulletin: its months at the left; charts, the cases that turned, and a history at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import bulletin_months, bulletins
from ui import theme
from ui.forms.lines import LineList, ListLine
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.screens.bulletin_cases import CasesShelf
from ui.screens.bulletin_charts import ChartsShelf
from ui.screens.bulletin_history import HistoryShelf
from ui.screens.bulletin_review import Review

if TYPE_CHECKING:
    from immdesk.office.bulletins import Plan
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

SUFFIXES = (".html", ".htm", ".mhtml", ".mht", ".csv", ".txt")
_TABLES = frozenset(("bulletin", "bulletin_choice", "today"))
_LIST = 26  # letters of the list's width
_CHARTS, _REVIEW, _EMPTY = range(3)


class BulletinScreen(QWidget):
    """`ref` is "", a month (2025-12), or "month/cases" and "month/history"."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._plan: Plan | None = None
        self.setAcceptDrops(True)
        page = page_layout(self)
        self._heading = Heading(_("Visa bulletin"), " ")
        self._heading.add(button(_("Priority dates"), partial(desk.go, "date-board"), picture="people"))
        self._heading.add(button(_("Paste…"), self._ask_text, picture="note"))
        self._heading.add(button(_("Take a file in…"), self._pick, main=True, picture="folder"))
        page.addWidget(self._heading)
        self._months = LineList(_("Months"))
        self._months.setFixedWidth(_LIST * self.fontMetrics().averageCharWidth())
        self._months.currentItemChanged.connect(self._chosen)
        self._stack = QStackedWidget()
        self._charts = ChartsShelf(self._name_chart, self._show_history)
        self._cases = CasesShelf(office, desk)
        self._history = HistoryShelf(office, desk)
        self._review = Review(self._take, self._leave_review)
        for one in (self._shelves(), self._review, self._empty()):
            self._stack.addWidget(one)
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._months)
        across.addWidget(self._stack, 1)
        page.addLayout(across, 1)

    def show_ref(self, ref: str) -> None:
        """Show a month, or the newest."""
        month, _slash, shelf = ref.partition("/")
        self._read(month)
        if shelf in ("cases", "history"):
            self._bar.setCurrentIndex(1 if shelf == "cases" else 2)

    def refresh(self, changed: Changed) -> None:
        """Read again when a bulletin came in or was taken back, or a case changed."""
        if not changed.tables or changed.tables & _TABLES:
            self._read(self._months.current_id())
        elif changed.cases:
            self._cases.show_month(self._months.current_id())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a saved page, a text or a CSV; what else hangs over the window is the window's."""
        if self._dropped(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def read_file(self, path: Path, month: str = "") -> None:
        """Read a file beside the screen, and show what it would change."""
        self._run(bulletins.read_file, path, month, again=partial(self.read_file, path), reports=True)

    def read_text(self, text: str, month: str = "") -> None:
        """Read what was pasted, and show what it would change."""
        self._run(bulletins.read_text, text, month, again=partial(self.read_text, text))

    # -- private ------------------------------------------------------------------------------

    def _shelves(self) -> QWidget:
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        self._bar = QTabBar()
        self._bar.setAccessibleName(_("Views of the visa bulletin"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._pages = QStackedWidget()
        for title, shelf in (
            (_("Charts"), self._charts),
            (_("Cases"), self._cases),
            (_("History of a cutoff"), self._history),
        ):
            self._bar.addTab(title)
            self._pages.addWidget(shelf)
        self._bar.currentChanged.connect(self._pages.setCurrentIndex)
        down.addWidget(self._bar)
        down.addWidget(self._pages, 1)
        return inner

    def _empty(self) -> QWidget:
        words = _(
            "Save the State Department's page of the month and take it in, paste its text, or take in the "
            "history of many months as CSV."
        )
        return EmptyState("list", _("No visa bulletin is here"), words, _("Take a file in…"), self._pick)

    def _read(self, wanted: str = "") -> None:
        lines = bulletin_months.month_lines(self._office)
        self._months.put([_line(one) for one in lines], wanted)
        practice = bulletins.is_practice(self._office)
        words = n_("{n} month", "{n} months", len(lines))
        if lines:
            newest = bulletins.month_words(lines[0].month)
            words += " · " + _("newest: {month}").format(month=newest)
        now = f"{self._office.today():%Y-%m}"
        if lines and now not in {one.month for one in lines}:
            missing = bulletins.month_words(now)
            words += " · " + _("the bulletin of {month} is not here").format(month=missing)
        if practice:
            words += " · " + _("the practice office has an invented bulletin of its own")
        self._heading.set_words(words)
        if self._stack.currentIndex() != _REVIEW:
            self._stack.setCurrentIndex(_CHARTS if lines else _EMPTY)
        self._show_month(self._months.current_id())

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self._stack.setCurrentIndex(_CHARTS)
            self._show_month(self._months.current_id())

    def _show_month(self, month: str) -> None:
        if month:
            self._charts.put(bulletin_months.month_page(self._office, month))
            self._cases.show_month(month)
            self._history.put(bulletin_months.choices(self._office))

    def _show_history(self, category: str, area: str, table: str) -> None:
        self._history.choose(category, area, table)
        self._bar.setCurrentIndex(2)

    def _name_chart(self, preference: str, chart: str) -> None:
        month = self._months.current_id()
        self._desk.work.run(
            self, bulletins.name_chart, self._office, month, preference, chart,
            done=self._desk.changed, failed=self._desk.problem,
        )  # fmt: skip

    # -- taking one in ------------------------------------------------------------------------

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)

    def _pick(self) -> None:
        kinds = _("Visa bulletins ({kinds})").format(kinds=" ".join(f"*{one}" for one in SUFFIXES))
        self._desk.pick_file(_("The saved page, its text, or a CSV of many months"), kinds, self.read_file)

    def _ask_text(self) -> None:
        self._desk.ask_text(
            _("Paste the visa bulletin"),
            _("Its text from the heading to the last chart, or lines of CSV"),
            _("Read it"),
            self.read_text,
            long=True,
        )

    def _run(self, function: Any, *args: Any, again: Any, reports: bool = False) -> None:
        self._desk.work.run_pure(
            self, function, *args,
            done=self._review_it, failed=partial(self._failed, again),
            title=_("Reading the visa bulletin"), reports=reports,
        )  # fmt: skip

    def _failed(self, again: Any, error: BaseException) -> None:
        """Ask for the month when nothing says it; tell every other problem."""
        if isinstance(error, bulletins.NoMonth):
            title = _("Which month is this bulletin of?")
            self._desk.ask_text(title, _("Month, as 2025-12"), _("Read it"), again)
        else:
            self._desk.problem(error)

    def _review_it(self, read: Any) -> None:
        self._desk.work.run(
            self, bulletins.plan, self._office, read, done=self._planned, failed=self._desk.problem
        )

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        self._review.put(plan)
        self._stack.setCurrentIndex(_REVIEW)
        self._review.take_focus()

    def _leave_review(self) -> None:
        self._plan = None
        self._stack.setCurrentIndex(_CHARTS)
        self._read(self._months.current_id())
        self._months.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, charts: dict[str, str]) -> None:
        self._desk.work.run(
            self, bulletins.take, self._office, self._plan, charts,
            done=self._taken, failed=self._desk.problem,
            title=_("Taking the visa bulletin in"), reports=True,
        )  # fmt: skip

    def _taken(self, changed: Changed) -> None:
        month = self._plan.months[-1] if self._plan else ""
        self._plan = None
        self._stack.setCurrentIndex(_CHARTS)
        self._read(month)
        self._bar.setCurrentIndex(0)
        self._months.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.changed(changed)


def _line(one: bulletin_months.MonthLine) -> ListLine:
    below = n_("{n} cutoff", "{n} cutoffs", one.count)
    if one.practice:
        below = _("practice, invented")
    return ListLine(one.month, bulletins.month_words(one.month), below)
