"""The forms of the Library: which edition counts, which blank the office has, which the desk fills."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.library_page import FormLine, LibraryPage
    from ui.parts.desk import Desk

_ORDER = ("superseded", "needed", "unknown", "here", "none")


class FormsShelf(Column):
    """A card a form: what wants doing first, then what is here, then what is only known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: tuple[FormLine, ...] = ()

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Forms")

    def fill(self, page: LibraryPage) -> None:
        """Take what there is."""
        self._all = tuple(sorted(page.forms, key=lambda one: (_ORDER.index(one.blank), one.form)))

    def look_for(self, words: str) -> int:
        """Show the forms that hold every one of these words; give how many there are."""
        wanted = words.casefold().split()
        found = [one for one in self._all if all(word in _haystack(one) for word in wanted)]
        self.clear()
        self.add(*(_card(one, self._desk) for one in found))
        if not found:
            self.add(EmptyState("search", _("No form fits"), _("Try fewer letters.")))
        self.end()
        return len(found)


def _haystack(one: FormLine) -> str:
    plain = one.form.replace("-", "")
    return f"{one.form} {plain} {one.title} {one.current}".casefold()


def _card(one: FormLine, desk: Desk) -> Card:
    card = Card()
    card.setAccessibleName(f"{one.form} {one.title}".strip())
    head = QHBoxLayout()
    head.setSpacing(theme.S)
    head.addWidget(title_label(one.form, 2))
    head.addWidget(label(one.title, quiet=True, wrap=True), 1)
    words, level = blank_words(one.blank)
    head.addWidget(badge(words, level))
    card.body.addLayout(head)
    current = _("Today's edition: {edition}").format(edition=one.current) if one.current else ""
    fills = (
        _("The desk fills {boxes}").format(boxes=one.mapped)
        if one.mapped
        else _("Filled by hand on the blank")
    )
    card.body.addWidget(label(" · ".join(filter(None, (current, fills, one.confirmed))), wrap=True))
    for sha256, told in one.held:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(label(_("In the office: {blank}").format(blank=told), wrap=True), 1)
        name = _("Look at the boxes of {form}: {blank}").format(form=one.form, blank=told)
        line.addWidget(button(_("Look at the boxes"), partial(desk.go, "form", sha256), name=name))
        card.body.addLayout(line)
    if one.blank in ("superseded", "needed"):
        words = _("Download {form} from the agency's page and add it here, untouched.")
        said = words.format(form=f"{one.form} ({one.get_at})" if one.get_at else one.form)
        card.body.addWidget(label(said, wrap=True, level="warn"))
    known = [one.note, *one.editions, one.source]
    card.body.addWidget(label(" · ".join(filter(None, known)), wrap=True, quiet=True, small=True))
    return card


def blank_words(blank: str) -> tuple[str, str]:
    """Give how the office stands with a form, in words and as a level."""
    return {
        "here": (_("blank is here"), "good"),
        "superseded": (_("superseded edition"), "bad"),
        "needed": (_("blank needed"), "warn"),
        "unknown": (_("edition not known"), "warn"),
        "none": (_("no blank"), ""),
    }[blank]
