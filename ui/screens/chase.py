"""What a client still has to bring: written in their language, and recorded as asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import cases, chase
from immdesk.office.chase import Missing
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.message_card import open_message

if TYPE_CHECKING:
    from immdesk.office.rows import Changed


class Chase(QWidget):
    """`ref` is a case id."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._case = office, desk, ""
        self._boxes: dict[str, QCheckBox] = {}
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Papers still missing"), " ")
        self._heading.add(button(_("Evidence of the case"), self._back, picture="back"))
        self._heading.add(button(_("All cases"), partial(desk.go, "ageing"), picture="list"))
        self._write = button(_("Write to the client…"), self._open_message, main=True, picture="mail")
        self._heading.add(self._write)
        page.addWidget(self._heading)
        self._how = QComboBox()
        self._how.setAccessibleName(_("How they were asked"))
        for how, words in _hows():
            self._how.addItem(words, how)
        self._asked = button(_("Record as asked today"), self._record, picture="check")
        self._card = Card(_("What is missing"))
        self._card.head.addWidget(self._how)
        self._card.head.addWidget(self._asked)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.S)
        self._card.body.addLayout(self._list)
        page.addWidget(self._card)
        words = _("Every paper of the checklist has come, or waits to be looked at.")
        self._none = EmptyState("check", _("Nothing is missing in this case."), words)
        page.addWidget(self._none)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show what is missing in a case."""
        self._case = ref
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        if self._case and (not changed.cases or self._case in changed.cases):
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        row = cases.case_rows(self._office, [self._case]).get(self._case) if self._case else None
        missing = chase.missing_of(self._office, self._case) if row else ()
        words = n_("{n} paper is missing", "{n} papers are missing", len(missing))
        self._heading.set_words(f"{row.number} {row.title} · {words}" if row else _("No case is chosen."))
        self._card.setVisible(bool(missing))
        self._none.setVisible(not missing)
        self._write.setEnabled(bool(missing))
        clear_layout(self._list)
        self._boxes = {one.item: self._line(one) for one in missing}

    def _line(self, one: Missing) -> QCheckBox:
        box = QCheckBox(f"{one.title} – {one.who}" if one.who else one.title)
        box.setAccessibleName(box.text())
        box.setChecked(True)
        self._list.addWidget(box)
        level = "warn" if one.times and one.days >= _LONG else ""
        days = n_("{n} day", "{n} days", one.days) if one.times else ""
        words = " · ".join(part for part in (one.reason, one.asked_words(), days) if part)
        below = label(words, small=True, quiet=not level, level=level, wrap=True)
        below.setIndent(theme.XL)
        self._list.addWidget(below)
        return box

    def _chosen(self) -> list[str]:
        return [item for item, box in self._boxes.items() if box.isChecked()]

    def _open_message(self) -> None:
        make = partial(chase.message, self._office, self._case, only=self._chosen())
        open_message(self._office, self._desk, _("Papers still missing"), partial(_made, make))

    def _record(self) -> None:
        self._desk.work.run(
            self, chase.record_asked, self._office, self._case, self._chosen(), str(self._how.currentData()),
            done=self._desk.changed, failed=self._desk.problem, title=_("Recording"),
        )  # fmt: skip

    def _back(self) -> None:
        self._desk.go("case", f"{self._case}/evidence" if self._case else "")


_LONG = 14  # days after which what was asked for is written in another colour


def _made(make: Any, language: str) -> Any:
    return make(language=language)


def _hows() -> tuple[tuple[str, str], ...]:
    return (
        ("e-mail", _("by e-mail")),
        ("letter", _("by letter")),
        ("telephone", _("by telephone")),
        ("visit", _("at a visit")),
    )
