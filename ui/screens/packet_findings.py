"""Before printing, on the Packet page: each finding with the way to where it is mended, or round it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import filing_address, firm, overriding, scan_measures
from immdesk.office.rows import PreflightRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.icons import icon_label
from ui.parts.labels import label

Do = Callable[..., None]


class PacketFindings(QObject):
    """Draws the findings of a case, and does what is pressed; `approve` and `fees` belong to the page."""

    def __init__(self, office: Any, desk: Desk, parent: QObject, do: Do) -> None:
        super().__init__(parent)
        self._office, self._desk, self._do = office, desk, do
        self._case = ""
        self.approve: Callable[[], None] = lambda: None
        self.fees: Callable[[], None] = lambda: None

    def card(self, case_id: str, rows: tuple[PreflightRow, ...]) -> Card:
        """Give what must be looked at before printing, what stops the packet first."""
        self._case = case_id
        stand = sum(bool(row.overridden) for row in rows)
        note = n_("{n} was let stand", "{n} were let stand", stand) if stand else ""
        card = Card(_("Before printing"), note)
        for row in rows:
            card.body.addWidget(self._finding(row))
        if not rows:
            line = QHBoxLayout()
            line.setSpacing(theme.M)
            line.addWidget(icon_label("check", 18, theme.look_of().good), 0, Qt.AlignmentFlag.AlignTop)
            fine = _("Nothing was found that keeps this packet from being printed.")
            line.addWidget(label(fine, wrap=True), 1)
            card.body.addLayout(line)
        return card

    def _finding(self, row: PreflightRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(theme.M)
        picture, shade, words = _look(row)
        line.addWidget(icon_label(picture, 18, shade), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(2)
        said = label(f"{row.where}: {row.message}" if row.where else row.message, wrap=True)
        said.setAccessibleName(f"{words}: {said.text()}")
        said.setToolTip(" ".join(filter(None, (row.cite, row.verify))))
        down.addWidget(said)
        for text in filter(None, (row.overridden or row.do, row.verify)):
            down.addWidget(label(text, quiet=True, small=True, wrap=True))
        down.addLayout(self._presses(row))
        line.addLayout(down, 1)
        return made

    def _presses(self, row: PreflightRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.M)
        subject = f"{row.where}: {row.message}"
        words = _words_of(row.go[0])
        if words and not row.overridden:
            line.addWidget(button(words, partial(self._go, row), link=True, name=f"{words} ({subject})"))
        if row.overridden:
            again = _("Count it again")
            back = partial(self._take_back, row.mark)
            line.addWidget(button(again, back, link=True, name=f"{again} ({subject})"))
        elif row.override != "nobody" and row.severity != "note":
            stand = _("Let it stand…")
            line.addWidget(button(stand, partial(self._ask_who, row), link=True, name=f"{stand} ({subject})"))
        line.addStretch(1)
        return line

    def _go(self, row: PreflightRow) -> None:
        kind, ref, more = row.go
        case = self._case
        places: dict[str, Callable[[], None]] = {
            "approve": self.approve,
            "fees": self.fees,
            "address": self._ask_address,
            "language": partial(self._ask_language, ref),
            "question": partial(self._desk.go, "intake", f"case:{case}#{ref}@{more}"),
            "day": partial(self._desk.go, "case", f"{case}/dates"),
            "form": partial(self._desk.go, "filled", "/".join((case, *ref.split(" ")))),
            "blank": partial(self._desk.go, *(("form", ref) if ref else ("library", "forms"))),
            "signatures": partial(self._desk.go, "case", f"{case}/signatures"),
            "letter": partial(self._desk.go, "case", f"{case}/letters"),
        }
        places.get(kind, partial(self._desk.go, "case", f"{case}/evidence"))()

    def _ask_address(self) -> None:
        kept = filing_address.filing_address(self._office, self._case)
        self._desk.ask_text(
            _("Address of the filing"),
            _("Address of the agency, as its own page says today"),
            _("Keep"),
            self._keep_address,
            text=kept.address if kept else "",
            long=True,
        )

    def _keep_address(self, address: str) -> None:
        self._do(_("Keeping the address"), filing_address.set_filing_address, self._case, address)

    def _ask_language(self, document_id: str) -> None:
        options = (
            ("english", _("It is in English")),
            ("translated", _("A full translation with the translator's certificate is with it")),
            ("missing", _("The translation is still missing")),
        )
        then = partial(self._say_language, document_id)
        self._desk.ask_choice(_("Language of the document"), _("What is so"), options, _("Keep"), then)

    def _say_language(self, document_id: str, language: str) -> None:
        self._do(_("Keeping the answer"), scan_measures.say_language, document_id, language)

    def _ask_who(self, row: PreflightRow) -> None:
        people = firm.staff(self._office)
        may = [one for one in people if one.is_attorney or row.override == "anyone"]
        name = _("Attorney") if row.override == "attorney" else _("Who answers for it")
        options = tuple((one.id, one.name) for one in may)
        then = partial(self._ask_reason, row)
        self._desk.ask_choice(_("Let this stand?"), name, options, _("Go on"), then)

    def _ask_reason(self, row: PreflightRow, staff_id: str) -> None:
        then = partial(self._override, row.mark, staff_id)
        self._desk.ask_text(row.message, _("Why it may stand"), _("Let it stand"), then, long=True)

    def _override(self, mark: str, staff_id: str, reason: str) -> None:
        self._do(_("Keeping the reason"), overriding.override, self._case, mark, staff_id, reason)

    def _take_back(self, mark: str) -> None:
        self._do(_("Taking it back"), overriding.take_back, self._case, mark)


def _look(row: PreflightRow) -> tuple[str, str, str]:
    look = theme.look_of()
    if row.overridden:
        return "check", look.accent, _("was let stand")
    return {
        "stop": ("warning", look.bad, _("stops the packet")),
        "warn": ("warning", look.warn, _("look at this")),
        "note": ("info", look.accent, _("note")),
    }[row.severity]


def _words_of(kind: str) -> str:
    return {
        "question": _("Answer it"),
        "form": _("Open the form"),
        "document": _("Open the documents"),
        "missing": _("Open the documents"),
        "blank": _("Look at the blank"),
        "fees": _("Look at the fees"),
        "address": _("Enter the address…"),
        "approve": _("An attorney approves…"),
        "signatures": _("Go to the signatures"),
        "language": _("Say so…"),
        "letter": _("Open the letters"),
    }.get(kind, "")
