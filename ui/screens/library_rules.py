"""The rules of the Library: a list at the left, the chosen rule's own text at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.forms.lines import LineList, ListLine
from ui.parts.badges import badge
from ui.parts.card import Card, rule
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import Column
from ui.screens.library_signing import sign_card

if TYPE_CHECKING:
    from immdesk.office.library_page import LibraryPage, RuleLine
    from immdesk.office.library_rules import RuleText, VersionText
    from ui.parts.desk import Desk

_NARROW = 90  # letters across, below which the text stands below the list
_SURE = {"sourced": "good", "partly": "warn", "general": "warn"}


class RulesShelf(QWidget):
    """Every rule with its authority, how sure it is, and until when its last check is good."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._all: tuple[RuleLine, ...] = ()
        self._list = LineList(_("Rules"))
        self._list.setMinimumHeight(10 * self.fontMetrics().height())
        self._list.currentItemChanged.connect(self._on_chosen)
        self.setFocusProxy(self._list)
        self._right = Column()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.L)
        self._across.addWidget(self._list, 2)
        self._across.addWidget(self._right, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the text below the list when the type has grown large for the window."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Rules")

    def fill(self, page: LibraryPage) -> None:
        """Take what there is."""
        self._all = page.rules

    def look_for(self, words: str) -> int:
        """Show the rules that hold every one of these words; give how many there are."""
        wanted = words.casefold().split()
        found = [one for one in self._all if all(word in _haystack(one) for word in wanted)]
        chosen = self._list.current_id()
        self._list.put([_line(one) for one in found], chosen)
        self._show(self._list.current_id())
        return len(found)

    def choose(self, rule_id: str) -> None:
        """Mark a rule and show its text."""
        self._list.put([_line(one) for one in self._all], rule_id)
        self._show(rule_id)

    def _on_chosen(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._show(self._list.current_id())

    def _show(self, rule_id: str) -> None:
        from immdesk.office.library_rules import rule_text

        self._right.clear()
        if not rule_id:
            self._right.add(EmptyState("search", _("No rule fits"), _("Try fewer letters.")))
            return
        text = rule_text(self._office, rule_id)
        signing = sign_card(self._desk, self._office, self, text)
        self._right.add(_head(text), signing, *(_version(one) for one in text.versions))
        self._right.end()


def _haystack(one: RuleLine) -> str:
    signed = _("signed off") if one.signed == "good" else _("not signed off")
    return f"{one.title} {one.cite} {one.id} {one.status} {one.confidence} {signed}".casefold()


def _line(one: RuleLine) -> ListLine:
    from immdesk.office.library_page import confidence_words, status_words

    if one.status != "in force":
        return ListLine(one.id, one.title, one.cite, "§", status_words(one.status), "bad")
    if one.signed == "good":
        return ListLine(one.id, one.title, one.cite, "§", _("signed off"), "good")
    if one.signed:
        return ListLine(one.id, one.title, one.cite, "§", _("sign off again"), "warn")
    if one.overdue:
        return ListLine(one.id, one.title, one.cite, "§", _("check again"), "warn")
    return ListLine(
        one.id, one.title, one.cite, "§", confidence_words(one.confidence), _SURE.get(one.confidence, "")
    )


def _head(text: RuleText) -> Card:
    card = Card()
    card.setAccessibleName(text.title)
    card.body.addWidget(title_label(text.title, 2, wrap=True))
    if text.note:
        card.body.addWidget(label(text.note, wrap=True))
    form = _form()
    if text.applies:
        _tell(form, _("Applies when"), text.applies)
    asked = "\n".join(name for name, _path in text.given)
    _tell(form, _("Asks for"), asked)
    cases = n_("{n} worked case beside it", "{n} worked cases beside it", text.worked_cases)
    _tell(form, _("Proved by"), cases)
    _tell(form, _("Known as"), text.id)
    card.body.addLayout(form)
    return card


def _version(one: VersionText) -> Card:
    from immdesk.office.library_page import confidence_words, status_words

    card = Card()
    card.setAccessibleName(one.when)
    head = QHBoxLayout()
    head.setSpacing(theme.S)
    head.addWidget(title_label(one.when, 3, wrap=True), 1)
    head.addWidget(badge(status_words(one.status), "good" if one.status == "in force" else "bad"))
    head.addWidget(badge(confidence_words(one.confidence), _SURE.get(one.confidence, "")))
    card.body.addLayout(head)
    form = _form()
    _tell(form, _("Rests on"), "\n".join(one.cite))
    _tell(form, _("Check"), one.verified)
    if one.opinion:
        _tell(form, _("Opinion"), one.opinion, "warn")
    card.body.addLayout(form)
    if one.note:
        card.body.addWidget(label(one.note, wrap=True, quiet=True))
    card.body.addWidget(rule())
    card.body.addLayout(_steps(one.lines))
    return card


def _steps(lines: tuple[str, ...]) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.XS)
    for line in lines:
        inside = line.startswith(" ")
        row = QHBoxLayout()
        row.setContentsMargins(theme.L if inside else 0, 0, 0, 0)
        row.addWidget(label(line.strip(), wrap=True, quiet=inside), 1)
        down.addLayout(row)
    return down


def _tell(form: QGridLayout, name: str, text: str, level: str = "") -> None:
    """Add a row whose name stands beside the first line of its text."""
    row = form.rowCount()
    form.addWidget(label(name, quiet=True), row, 0, Qt.AlignmentFlag.AlignTop)
    form.addWidget(label(text, wrap=True, level=level), row, 1)


def _form() -> QGridLayout:
    form = QGridLayout()
    form.setHorizontalSpacing(theme.L)
    form.setVerticalSpacing(theme.XS)
    form.setColumnStretch(1, 1)
    return form
