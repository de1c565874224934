"""The shelf of changes in the Library: practice alerts and packs laid side by side, with the open cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.impact import Impact, ImpactRow
    from immdesk.office.library_page import LibraryPage
    from ui.parts.desk import Desk

MANY = 50


class ChangesShelf(QWidget):
    """What changed in practice or between two packs, which open cases it concerns, and what to do."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._found: Impact | None = None
        self._words = ""
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        across = QHBoxLayout()
        across.addWidget(button(_("Practice alerts"), self._look_at_alerts, picture="search"))
        across.addWidget(button(_("Compare with another pack…"), self._pick))
        across.addStretch(1)
        self._print = button(_("The list as a PDF…"), self._ask_where, picture="print")
        self._print.setEnabled(False)
        across.addWidget(self._print)
        down.addLayout(across)
        self._column = Column()
        down.addWidget(self._column, 1)

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("What changed")

    def fill(self, page: LibraryPage) -> None:
        """Nothing is read before somebody asks: every open case is looked at."""

    def look_for(self, words: str) -> int:
        """Show the cases and changes that hold these words; give how many lines there are."""
        self._words = words
        return self._draw()

    def _look_at_alerts(self) -> None:
        from immdesk.office import impact

        self._run(impact.impact_of_alerts)

    def _pick(self) -> None:
        self._desk.pick_folder(_("The pack that was in use before"), self._compare)

    def _compare(self, folder: Path) -> None:
        from immdesk.office import impact

        self._run(impact.impact_of_packs, folder, None)

    def _run(self, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self, function, self._office, *args,
            done=self._arrived, failed=self._desk.problem,
            title=_("Looking at the open cases"), reports=True,
        )  # fmt: skip

    def _arrived(self, found: Impact) -> None:
        self._found = found
        self._print.setEnabled(True)
        self._draw()

    def _draw(self) -> int:
        self._column.clear()
        if self._found is None:
            words = _("Look which open cases the practice alerts reach, or what another pack would change.")
            self._column.add(label(words, quiet=True, wrap=True))
            self._column.end()
            return 0
        wanted = self._words.casefold().split()
        rows = [row for row in self._found.rows if all(word in _haystack(row) for word in wanted)]
        for what in dict.fromkeys(row.what for row in rows):
            self._column.add(impact_card(self._desk, what, [row for row in rows if row.what == what]))
        if not rows:
            self._column.add(label(_("No open case is concerned."), wrap=True))
        self._column.end()
        return len(rows)

    def _ask_where(self) -> None:
        from ui.screens.packet_build import PDF

        self._desk.pick_save(_("The list as a PDF"), "what-changed.pdf", PDF, self._write)

    def _write(self, out: Path) -> None:
        from immdesk.office import impact

        told = _("The list is on disk.")
        self._desk.work.run(
            self, impact.write_impact, self._office, self._found, out,
            done=lambda _none: self._desk.tell(told), failed=self._desk.problem, title=_("Writing the list"),
        )  # fmt: skip


def impact_card(desk: Desk, what: str, rows: list[ImpactRow]) -> Card:
    """Give the card of one change: what to do, and a line for each open case, which leads to it."""
    card = Card(what, n_("{n} open case", "{n} open cases", len({row.case_id for row in rows})))
    card.body.addWidget(label(rows[0].do, wrap=True))
    for row in rows[:MANY]:
        go = partial(desk.go, "case", f"{row.case_id}/overview")
        card.body.addWidget(text_line(f"{row.title}  {row.number}", row.says, go))
    if len(rows) > MANY:
        words = _("and {n} more; the PDF names all").format(n=len(rows) - MANY)
        card.body.addWidget(label(words, quiet=True))
    return card


def _haystack(row: ImpactRow) -> str:
    return f"{row.what} {row.number} {row.title} {row.says}".casefold()
