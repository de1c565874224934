"""The forms of the Library: which edition counts, which blank the office has, which the desk fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.library_page import FormLine, LibraryPage

_ORDER = ("superseded", "needed", "unknown", "here", "none")


class FormsShelf(Column):
    """A card a form: what wants doing first, then what is here, then what is only known."""

    def __init__(self) -> None:
        super().__init__()
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
        self.add(*(_card(one) for one in found))
        if not found:
            self.add(EmptyState("search", _("No form fits"), _("Try fewer letters.")))
        self.end()
        return len(found)


def _haystack(one: FormLine) -> str:
    plain = one.form.replace("-", "")
    return f"{one.form} {plain} {one.title} {one.current}".casefold()


def _card(one: FormLine) -> Card:
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
    for told in one.blanks:
        card.body.addWidget(label(_("In the office: {blank}").format(blank=told), wrap=True))
    if one.blank in ("superseded", "needed"):
        words = _("Download {form} from the agency's page and add it here, untouched.")
        card.body.addWidget(label(words.format(form=one.form), wrap=True, level="warn"))
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
