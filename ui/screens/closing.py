"""Closing a case: the checklist, how it ended, and why lines stay open; a closed one can be opened again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import closing
from ui import theme
from ui.parts.badges import badge
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.closing import ClosingLine, ClosingPage
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class Closing(QWidget):
    """`ref` is a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        outer = page_layout(self)
        self._heading = Heading(_("Close the case"), " ")
        self._heading.add(button(_("Back to the case"), self._go_back, picture="case"))
        outer.addWidget(self._heading)
        inner = Page()
        whole = QVBoxLayout(inner)
        self._down = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.L)
        self._down.setSpacing(theme.L)
        below = QVBoxLayout()
        self._ending = self._make_ending()
        below.addWidget(self._ending)
        below.addStretch(1)
        whole.addLayout(self._down)
        whole.addLayout(below, 1)
        outer.addWidget(scroll_page(inner), 1)

    def show_ref(self, ref: str) -> None:
        """Show the checklist of a case."""
        if ref != self._case:
            self._case = ref
            self._on.setText(on_screen(self._office.today()))
            self._how.setCurrentIndex(0)
            self._why.clear()
        self._fill()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case changed; what is typed stays when only a line was ticked."""
        if self._case and self._case in changed.cases:
            self._fill()

    # -- private ------------------------------------------------------------------------------

    def _fill(self) -> None:
        try:
            page = closing.closing_page(self._office, self._case)
        except Problem as problem:
            self._desk.problem(problem)
            return
        clear_layout(self._down)
        self._heading.set_words(f"{page.number}  {page.title}")
        if page.closed_on:
            self._heading.set_title(_("The case is closed"))
            self._down.addWidget(self._closed(page))
        else:
            self._heading.set_title(_("Close the case"))
        self._down.addWidget(self._checklist(page))
        self._ending.setVisible(page.closed_on is None)
        why = _("Why lines stay open") if page.open_count else _("Remark")
        self._why_name.setText(why)
        self._why.setAccessibleName(why)

    def _closed(self, page: ClosingPage) -> QWidget:
        assert page.closed_on is not None
        words = _("Closed on {day}: {how}.").format(
            day=on_screen(page.closed_on), how=page.ended or _("not said")
        )
        kept = (_("How long files are kept"), partial(self._desk.go, "retention", ""))
        said = " ".join(filter(None, (words, page.why)))
        return Banner(said, "info", _("Open it again…"), self._ask_reopen, more=(kept,))

    def _checklist(self, page: ClosingPage) -> Card:
        card = Card(
            _("Checklist"), n_("{n} line open", "{n} lines open", page.open_count) if page.open_count else ""
        )
        for line in page.lines:
            card.body.addLayout(self._line(line))
        return card

    def _line(self, line: ClosingLine) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        if line.go:
            seen = line.state == "seen"
            across.addWidget(badge(_("done") if seen else _("open"), "good" if seen else "warn"))
            across.addWidget(label(line.text, wrap=True), 1)
            across.addWidget(label(line.note, quiet=True))
            if not seen:
                see = button(_("Look"), partial(self._desk.go, "case", f"{self._case}/{line.go}"))
                see.setAccessibleName(_("Look: {what}").format(what=line.text))
                across.addWidget(see)
            return across
        box = QCheckBox(line.text.replace("&", "&&"))
        box.setAccessibleName(line.text)
        box.setChecked(line.state == "seen")
        box.toggled.connect(partial(self._tick, line.id))
        across.addWidget(box, 1)
        across.addWidget(label(line.note, quiet=True))
        return across

    def _make_ending(self) -> Card:
        card = Card(_("How it ended"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        self._on, self._how, self._why = QLineEdit(), QComboBox(), QLineEdit()
        self._how.addItem(_("choose…"), "")
        for how, words in closing.endings().items():
            self._how.addItem(words, how)
        self._why_name = label("")
        named = (
            (label(_("Closed on")), self._on),
            (label(_("Ending")), self._how),
            (self._why_name, self._why),
        )
        for row, (name, field) in enumerate(named):
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
            field.setAccessibleName(name.text())
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        feet = QHBoxLayout()
        words = _("Its dates leave the calendar and stay in the case. It can be opened again.")
        feet.addWidget(label(words, quiet=True, wrap=True), 1)
        feet.addWidget(button(_("Close the case"), self._close, main=True))
        card.body.addLayout(feet)
        return card

    def _tick(self, line: str, seen: bool) -> None:
        self._do(closing.tick, line, seen)

    def _close(self) -> None:
        self._do(closing.close_case, self._on.text(), self._how.currentData(), self._why.text())

    def _ask_reopen(self) -> None:
        name = _("Why; it stands in the history of the case")
        self._desk.ask_text(
            _("Open the case again"),
            name,
            _("Open it again"),
            partial(self._do, closing.reopen_case),
            long=True,
        )

    def _do(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self,
            function,
            self._office,
            self._case,
            *args,
            done=self._desk.changed,
            failed=self._desk.problem,
        )

    def _go_back(self) -> None:
        self._desk.go("case", self._case)
