"""What a month of the visa bulletin does to the open cases, and how long the others would wait at a speed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import bulletin_cases
from immdesk.office.bulletins import month_words
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.labels import label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.bulletin_cases import MonthForCases, Turned, Waiting
    from ui.parts.desk import Desk

MANY = 100
_FIRST_SPEED = 2.0


class CasesShelf(QWidget):
    """Who became current or stopped being current in a month; each line opens its case."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._month, self._stale = "", True
        self._found: MonthForCases | None = None
        inner = Page()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, theme.S, 0)
        down.setSpacing(theme.L)
        self._turned = QVBoxLayout()
        self._turned.setSpacing(theme.L)
        down.addLayout(self._turned)
        self._what_if = Card(_("What if the cutoffs advanced steadily?"))
        self._what_if.body.addLayout(self._asked())
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(0)
        self._what_if.body.addLayout(self._waiting)
        down.addWidget(self._what_if)
        down.addStretch(1)
        fill(self, scroll_page(inner))

    def show_month(self, month: str) -> None:
        """Look at the cases for this month, at once when it is seen, else when it will be."""
        self._month, self._stale = month, True
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Look when the page comes to the front."""
        super().showEvent(event)
        if self._stale:
            self._look()

    # -- private ------------------------------------------------------------------------------

    def _asked(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        self._weeks = QDoubleSpinBox()
        self._weeks.setRange(0.0, 60.0)
        self._weeks.setSingleStep(0.5)
        self._weeks.setDecimals(1)
        self._weeks.setValue(_FIRST_SPEED)
        name = label(_("Weeks a month"))
        self._weeks.setAccessibleName(_("Weeks a month"))
        name.setBuddy(self._weeks)
        self._weeks.valueChanged.connect(self._wait)
        across.addWidget(name)
        across.addWidget(self._weeks)
        words = _("No forecast: the State Department sets each cutoff anew, and cutoffs go back.")
        across.addWidget(label(words, quiet=True, small=True, wrap=True), 1)
        return across

    def _look(self) -> None:
        if not self._month:
            return
        self._stale = False
        self._desk.work.run(
            self, bulletin_cases.turned, self._office, self._month,
            done=self._arrived, failed=self._desk.problem, reports=True,
        )  # fmt: skip

    def _arrived(self, found: MonthForCases) -> None:
        if found.month != self._month:
            return
        self._found = found
        clear_layout(self._turned)
        if found.practice:
            self._turned.addWidget(Banner(_("Practice bulletin: invented cutoffs."), "warn"))
        self._turned.addWidget(self._head(found))
        for way in ("became", "stopped"):
            mine = [one for one in found.turned if one.way == way]
            if mine:
                self._turned.addWidget(self._card(way, mine))
        if found.lacking:
            self._turned.addWidget(self._lacking(found))
        self._wait()

    def _head(self, found: MonthForCases) -> Card:
        card = Card(bulletin_cases.head_words(found))
        looked = n_("{n} open case looked at", "{n} open cases looked at", found.looked_at)
        beside = _("{month} beside {before}").format(
            month=month_words(found.month), before=month_words(found.before)
        )
        card.body.addWidget(label(f"{looked} · {beside}", quiet=True, wrap=True))
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(button(_("Dates to decide"), partial(self._desk.go, "decide"), picture="scales"))
        save = button(_("The list as a PDF…"), self._ask_where, picture="print")
        save.setEnabled(bool(found.turned))
        across.addWidget(save)
        across.addStretch(1)
        card.body.addLayout(across)
        return card

    def _card(self, way: str, rows: list[Turned]) -> Card:
        card = Card(bulletin_cases.way_words(way))
        card.body.setSpacing(0)
        mark, level = ("▲", "good") if way == "became" else ("▼", "bad")
        for one in rows[:MANY]:
            go = partial(self._desk.go, "case", f"{one.case_id}/dates")
            card.body.addWidget(
                text_line(f"{one.number}  {one.title}", one.says(), go, note=mark, level=level)
            )
        self._more(card, len(rows))
        return card

    def _lacking(self, found: MonthForCases) -> Card:
        count = len(found.lacking)
        title = n_("{n} case cannot be looked at", "{n} cases cannot be looked at", count)
        card = Card(title)
        card.body.setSpacing(0)
        words = _("its category, chargeability or priority date is not recorded")
        for case_id, number, case in found.lacking[:MANY]:
            go = partial(self._desk.go, "case", f"{case_id}/facts")
            card.body.addWidget(text_line(f"{number}  {case}", words, go))
        self._more(card, count)
        return card

    def _more(self, card: Card, count: int) -> None:
        if count > MANY:
            card.body.addWidget(
                label(_("and {n} more; the PDF names all").format(n=count - MANY), quiet=True)
            )

    def _wait(self, _value: float = 0.0) -> None:
        if self._month:
            self._desk.work.run(
                self, bulletin_cases.waits, self._office, self._month, self._weeks.value(),
                done=self._waited, failed=self._desk.problem,
            )  # fmt: skip

    def _waited(self, rows: tuple[Waiting, ...]) -> None:
        clear_layout(self._waiting)
        if not rows:
            words = _("Every open case with a priority date is current under Final Action Dates.")
            self._waiting.addWidget(label(words, quiet=True, wrap=True))
        for one in rows[:MANY]:
            go = partial(self._desk.go, "case", f"{one.case_id}/overview")
            self._waiting.addWidget(text_line(f"{one.number}  {one.title}", one.says(), go))
        if len(rows) > MANY:
            self._waiting.addWidget(label(n_("and {n} more", "and {n} more", len(rows) - MANY), quiet=True))

    def _ask_where(self) -> None:
        name = f"visa-bulletin-{self._month}.pdf"
        self._desk.pick_save(_("The list as a PDF"), name, "PDF (*.pdf)", self._write)

    def _write(self, out: Path) -> None:
        told = _("The list is on disk.")
        self._desk.work.run(
            self, bulletin_cases.write_turned, self._office, self._found, out,
            done=lambda _none: self._desk.tell(told), failed=self._desk.problem, title=_("Writing the list"),
        )  # fmt: skip
