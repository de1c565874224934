"""One enquiry: who asks and what, when to call again, the look for conflicts, and the case it becomes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.conflict_card import ConflictCard

if TYPE_CHECKING:
    from immdesk.office.enquiries import EnquiryRow
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_NEW = "new"
_SOMEBODY_NEW = "new"


class Enquiry(QWidget):
    """`ref` is an enquiry's id, or "new". The main action keeps it; the next one opens a case from it."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._id = office, desk, ""
        inner = Page()
        page = page_layout(inner)
        self._heading = Heading(_("Enquiry"), " ")
        self._heading.add(button(_("Enquiries"), partial(desk.go, "enquiries"), picture="back"))
        self._open = button(_("Open a case from it…"), self._ask_case, picture="case")
        self._heading.add(self._open)
        self._heading.add(button(_("Keep the enquiry"), self._keep, main=True, picture="check"))
        page.addWidget(self._heading)
        page.addWidget(self._build())
        self._more = QVBoxLayout()
        self._more.setSpacing(theme.L)
        page.addLayout(self._more)
        page.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show an enquiry, or an empty one to fill in."""
        self._id = "" if ref in ("", _NEW) else ref
        self._read()

    def refresh(self, changed: Changed) -> None:
        """Read again what others changed; what is typed and not kept yet is not lost."""
        if self._id and changed.tables & {"enquiry", "conflict_check", "other_party"} and not self._typed():
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _build(self) -> Card:
        card = Card(_("Who asks, and what"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        for place, (word, title) in enumerate(_titles()):
            field = self._field(word, title)
            name = label(title)
            name.setBuddy(field)
            across = 2 if word in ("asks", "note") else 1
            row, column = _PLACES[place]
            grid.addWidget(name, row * 2, column, 1, across)
            grid.addWidget(field, row * 2 + 1, column, 1, across)
        self._outcome = QComboBox()
        self._outcome.setAccessibleName(_("What became of it"))
        name = label(_("What became of it"))
        name.setBuddy(self._outcome)
        grid.addWidget(name, 12, 0)
        grid.addWidget(self._outcome, 13, 0)
        card.body.addLayout(grid)
        return card

    def _field(self, word: str, title: str) -> QLineEdit | QPlainTextEdit:
        field: QLineEdit | QPlainTextEdit = QPlainTextEdit() if word in ("asks", "note") else QLineEdit()
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().height() * 4)
        field.setAccessibleName(title)
        self._fields[word] = field
        return field

    def _read(self) -> None:
        from immdesk.office import enquiries

        clear_layout(self._more)
        row = None
        if self._id:
            try:
                row = enquiries.enquiry(self._office, self._id)
            except Problem as gone:
                self._desk.problem(gone)
                self._id = ""
        self._put(row)
        self._open.setVisible(row is not None and not row.case_id)
        if row is None:
            self._heading.set_title(_("New enquiry"))
            self._heading.set_words(_("No case is opened by this; a name is enough to begin."))
            self._fields["given_name"].setFocus()
            return
        self._heading.set_title(row.name)
        self._heading.set_words(row.outcome_words)
        if row.case_id:
            go = partial(self._desk.go, "case", row.case_id)
            feet = QHBoxLayout()
            feet.addWidget(button(_("Open the case"), go, picture="case"))
            feet.addStretch(1)
            self._more.addLayout(feet)
        self._more.addWidget(ConflictCard(self._office, self._desk, f"enquiry/{self._id}"))

    def _put(self, row: EnquiryRow | None) -> None:
        from immdesk.office import enquiries

        self._shown = {
            word: enquiries.shown_word(word, row.words[word]) if row else "" for word in self._fields
        }
        for word, field in self._fields.items():
            if isinstance(field, QLineEdit):
                field.setText(self._shown[word])
            else:
                field.setPlainText(self._shown[word])
        self._outcome.clear()
        kept = row.outcome if row else "open"
        for one in enquiries.OUTCOMES:
            if one != "case" or kept == "case":
                self._outcome.addItem(enquiries.outcome_words(one), one)
        self._outcome.setCurrentIndex(max(self._outcome.findData(kept), 0))

    def _now(self) -> dict[str, str]:
        return {
            word: field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            for word, field in self._fields.items()
        }

    def _typed(self) -> bool:
        return self._now() != self._shown

    def _keep(self) -> None:
        from immdesk.office import enquiries

        self._desk.work.run(
            self, enquiries.keep, self._office, self._id, self._now(), self._outcome.currentData(),
            done=self._kept, failed=self._desk.problem,
        )  # fmt: skip

    def _kept(self, made: tuple[str, Changed]) -> None:
        self._id, changed = made
        self._shown = self._now()
        self._desk.changed(changed)
        self._desk.go("enquiry", self._id)

    def _ask_case(self) -> None:
        if self._typed():
            self._desk.tell(_("Keep the enquiry first: something typed is not kept yet."))
            return
        types = tuple((name, one.title) for name, one in self._office.library.case_types.items())
        roles = (
            ("beneficiary", _("beneficiary")),
            ("principal", _("principal")),
            ("petitioner", _("petitioner")),
        )
        fields = (
            ("type", _("Kind of case"), types),
            ("role", _("Role of this person"), roles),
            ("person", _("The person"), self._people()),
        )
        self._desk.ask_choices(_("Open a case from this enquiry"), fields, _("Open the case"), self._make)

    def _people(self) -> tuple[tuple[str, str], ...]:
        """Give who may be the same person already; somebody new stands first: nobody is joined unasked."""
        from immdesk.office.same_person import Asked, candidates

        asked = Asked(self._shown["family_name"], self._shown["given_name"])
        known = ((one.person_id, one.words) for one in candidates(self._office, asked))
        return ((_SOMEBODY_NEW, _("somebody new")), *known)

    def _make(self, chosen: dict[str, str]) -> None:
        from immdesk.office import enquiries

        person = "" if chosen["person"] == _SOMEBODY_NEW else chosen["person"]
        self._desk.work.run(
            self, enquiries.make_case, self._office, self._id, chosen["type"], chosen["role"], person,
            done=self._made, failed=self._desk.problem,
        )  # fmt: skip

    def _made(self, made: tuple[str, Changed]) -> None:
        case_id, changed = made
        self._desk.changed(changed)
        self._desk.go("case", f"{case_id}/parties")


_PLACES = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (4, 0), (4, 1), (5, 0))
"""Row and column of each field, in the order of `_titles`."""


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        ("given_name", _("Given name")),
        ("family_name", _("Family name")),
        ("phone", _("Telephone")),
        ("email", _("E-mail")),
        ("languages", _("Languages")),
        ("source", _("How they came to us")),
        ("asks", _("What they ask")),
        ("came_on", _("Came on")),
        ("follow_up_on", _("Follow up on")),
        ("note", _("Remark")),
    )
