"""Help: a window beside the desk, open at the page of the present screen; pages are found by a word."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout

from immdesk.basics.words import _
from ui import help_pages, theme
from ui.help_pages import HelpPage
from ui.parts.card import Card
from ui.parts.finder import Finder
from ui.parts.labels import title_label

if TYPE_CHECKING:
    from ui.window import Window

SHORTCUTS = "shortcuts"


class Help(QDialog):
    """Stays open while one works. `show_page` goes to a page."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.setAccessibleName(_("Help"))
        self._pages = (*help_pages.pages(window.settings.get("language")), _shortcuts())
        self._finder = Finder(_("Find in the help"))
        self._finder.finding.connect(self._on_finding)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Pages of the help"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._finder.leaving.connect(self._list.setFocus)
        self._text = QTextBrowser()
        self._text.setAccessibleName(_("Text of the help"))
        self._text.setOpenLinks(False)
        self._text.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self._text.document().setDocumentMargin(0)
        self._text.document().setIndentWidth(theme.L)
        self._title = title_label("", 1, wrap=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        across.setSpacing(theme.L)
        left = QVBoxLayout()
        left.setSpacing(theme.S)
        left.addWidget(title_label(_("Help"), 2))
        left.addWidget(self._finder)
        left.addWidget(self._list, 1)
        across.addLayout(left, 2)
        sheet = Card()
        sheet.body.addWidget(self._title)
        sheet.body.addWidget(self._text, 1)
        across.addWidget(sheet, 3)
        letter = self.fontMetrics().averageCharWidth()
        room = window.screen_size()
        self.resize(min(letter * 120, room.width()), min(letter * 80, room.height()))

    def show_page(self, page_id: str) -> None:
        """Show a page, with the list whole again."""
        self._finder.clear()
        self._put(self._pages, page_id)

    def _put(self, shown: tuple[HelpPage, ...], chosen: str) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for one in shown:
            QListWidgetItem(one.title, self._list).setData(Qt.ItemDataRole.UserRole, one.id)
        ids = [one.id for one in shown]
        self._list.setCurrentRow(ids.index(chosen) if chosen in ids else min(len(ids), 1) - 1)
        self._list.blockSignals(False)
        self._read()

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _on_finding(self, words: str) -> None:
        self._put(help_pages.found(self._pages, words), self._chosen())

    def _on_chosen(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._read()

    def _read(self) -> None:
        chosen = self._chosen()
        page = next((one for one in self._pages if one.id == chosen), None)
        self._title.setText(page.title if page else _("Nothing is found"))
        text = page.text if page else _("Try fewer letters.")
        if chosen == SHORTCUTS:
            self._text.setHtml(text)
        else:
            self._text.setMarkdown(text)


def show_help(window: Window, page_id: str) -> Help:
    """Open the help at a page, or bring it to the front."""
    opened = window.findChild(Help)
    made = opened if isinstance(opened, Help) and opened.isVisible() else Help(window)
    made.show_page(page_id)
    made.show()
    made.raise_()
    made.activateWindow()
    return made


def _shortcuts() -> HelpPage:
    """Give the page of all keys, made from the one table of actions."""
    from ui import actions

    title, rows, menu = _("Shortcuts"), [], ""
    for group, words, keys in actions.shortcuts():
        if group != menu:
            menu = group
            rows.append(f"<tr><td colspan='2'><h4>{escape(group)}</h4></td></tr>")
        rows.append(f"<tr><td><b>{escape(keys)}</b></td><td>{escape(words)}</td></tr>")
    table = f"<table cellpadding='4'>{''.join(rows)}</table>"
    return HelpPage(SHORTCUTS, title, table)
