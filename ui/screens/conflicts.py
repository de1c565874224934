"""The look for conflicts of interest: the names, who is like them, what was decided, and earlier looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.conflicts import About, CheckRow, Hit
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


class Conflicts(QWidget):
    """`ref` is "case/ID", "enquiry/ID", "person/ID", "staff/ID", or "" to look for any name."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._about: About | None = None
        self._hits: tuple[Hit, ...] = ()
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Look for conflicts"), " ")
        self._heading.add(button(_("Back"), desk.back, picture="back"))
        self._heading.add(button(_("Look for them"), self._look, main=True, picture="search"))
        page.addWidget(self._heading)
        page.addWidget(self._names_card())
        self._results, self._earlier = QVBoxLayout(), QVBoxLayout()
        for one in (self._results, self._earlier):
            one.setSpacing(theme.L)
            page.addLayout(one)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Put the names of the matter in the field and look for them at once."""
        from immdesk.office import conflict_matters

        clear_layout(self._results)
        try:
            self._about = conflict_matters.about(self._office, ref)
        except Problem as gone:
            self._desk.problem(gone)
            return
        self._heading.set_words(self._about.title)
        self._names.setPlainText("\n".join(self._about.names))
        self._show_earlier()
        if self._about.names:
            self._look()
        else:
            self._names.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Show a look that was just kept among the earlier ones."""
        if "conflict_check" in changed.tables:
            self._show_earlier()

    def _names_card(self) -> Card:
        card = Card(_("Names"), _("one a line; also former names, employers, opposing parties"))
        self._names = QPlainTextEdit()
        self._names.setTabChangesFocus(True)
        self._names.setAccessibleName(_("Names to look for"))
        self._names.setFixedHeight(self._names.fontMetrics().height() * 6)
        card.body.addWidget(self._names)
        return card

    def _asked(self) -> list[str]:
        return [line.strip() for line in self._names.toPlainText().splitlines() if line.strip()]

    def _look(self) -> None:
        from immdesk.office import conflicts

        if self._about is None:
            return
        names = self._asked()
        self._desk.work.run(
            self, conflicts.look, self._office, names, self._about.own,
            done=partial(self._found, names), failed=self._desk.problem, title=_("Looking for names…"),
        )  # fmt: skip

    def _found(self, names: list[str], hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        clear_layout(self._results)
        title = n_("{n} may be meant", "{n} may be meant", len(hits)) if hits else _("Nobody is like them")
        card = Card(title, _("by sound, spelling, script and other names used"))
        card.body.setSpacing(0)
        for hit in hits:
            words = " · ".join(part for part in (hit.what, hit.detail, hit.how) if part)
            name = f"{hit.name}  ←  {hit.asked}"
            level = "warn" if hit.alike >= 90 else ""
            go = partial(self._go, hit)
            card.body.addWidget(text_line(name, words, go, note=f"{hit.alike} %", level=level))
        self._results.addWidget(card)
        self._results.addWidget(self._decision(names))

    def _go(self, hit: Hit) -> None:
        if hit.screen == "settings":
            self._desk.go("settings", "")
        elif hit.screen:
            self._desk.go(hit.screen, hit.ref)
        else:
            self._desk.tell(f"{hit.name}. {hit.detail}")

    def _decision(self, names: list[str]) -> Card:
        from immdesk.office import conflicts

        card = Card(_("What was decided"), _("kept with your name and the time"))
        self._result = QComboBox()
        self._result.setAccessibleName(_("Result of the look"))
        for one in conflicts.RESULTS[1:] if self._hits else conflicts.RESULTS[:1]:
            self._result.addItem(conflicts.result_words(one), one)
        self._note = QLineEdit()
        self._note.setAccessibleName(_("Who decided, and why"))
        self._note.setPlaceholderText(_("Who decided, and why"))
        keep = button(_("Keep this look"), partial(self._keep, names), picture="check")
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(self._result)
        across.addWidget(self._note, 1)
        across.addWidget(keep)
        card.body.addLayout(across)
        return card

    def _keep(self, names: list[str]) -> None:
        from immdesk.office import conflicts

        self._desk.work.run(
            self, conflicts.record, self._office, self._about, names, self._hits, self._result.currentData(),
            self._note.text(), done=self._desk.changed, failed=self._desk.problem,
        )  # fmt: skip

    def _show_earlier(self) -> None:
        from immdesk.office import conflicts

        clear_layout(self._earlier)
        if self._about is None:
            return
        rows = conflicts.checks_of(self._office, self._about.id, self._about.case_id or "")
        if not rows:
            return
        card = Card(_("Earlier looks"))
        for row in rows:
            card.body.addWidget(label(_earlier(row), wrap=True))
            told = " · ".join((", ".join(row.names), *row.found[:5]))
            card.body.addWidget(label(told, quiet=True, small=True, wrap=True))
        self._earlier.addWidget(card)


def _earlier(row: CheckRow) -> str:
    from immdesk.office.conflicts import day_of, moment_words

    said = f"{day_of(row)} · {row.looked_by} · {moment_words(row.moment)}: {row.words}"
    return f"{said}. {row.note}" if row.note else said
