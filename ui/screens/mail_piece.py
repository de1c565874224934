"""One piece of mail being taken down: its case, the notice as printed, and Record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.forms.draw import FormPage
from ui.parts.buttons import button
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.mail import Candidate, Piece, Taken
    from ui.parts.desk import Desk


class PieceView(QWidget):
    """Shows a piece; `taken` comes when it is recorded, `aside` when it is put away, `changed` when found."""

    taken = Signal(object)
    aside = Signal()
    changed = Signal(object)

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._piece: Piece | None = None
        self._sheet: Any = None
        self._texts: dict[str, str] = {}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        self._title = title_label("", 2, wrap=True)
        self._note = label("", wrap=True, level="warn")
        down.addWidget(self._title)
        down.addWidget(self._note)
        down.addLayout(self._case_rows())
        self._page = FormPage(self)
        self._page.typed.connect(self._typed)
        self._page.past_the_end.connect(self._to_the_button)
        down.addWidget(self._page, 1)
        self._trouble = label("", wrap=True, level="bad")
        self._trouble.hide()
        down.addWidget(self._trouble)
        down.addLayout(self._feet())

    def _case_rows(self) -> QVBoxLayout:
        rows, across = QVBoxLayout(), QHBoxLayout()
        rows.setSpacing(theme.XS)
        across.setSpacing(theme.S)
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Case that it belongs to"))
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(24)
        self._choice.activated.connect(self._on_case)
        self._why = label("", quiet=True, wrap=True)
        self._other = QLineEdit()
        self._other.setAccessibleName(_("Another number or name"))
        self._other.setPlaceholderText(_("Another number or name"))
        self._other.setToolTip(_("Another number or name"))
        self._other.returnPressed.connect(self._find)
        across.addWidget(self._choice, 1)
        rows.addLayout(across)
        beside = QHBoxLayout()
        beside.setSpacing(theme.S)
        beside.addWidget(self._why, 1)
        beside.addWidget(self._other, 1)
        beside.addWidget(button(_("Find"), self._find, name=_("Find another case")))
        rows.addLayout(beside)
        return rows

    def _feet(self) -> QHBoxLayout:
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        self._scan = button(_("Look at the scan"), self._show_scan, link=True, picture="eye")
        feet.addWidget(self._scan)
        feet.addStretch(1)
        feet.addWidget(button(_("Not now"), self.aside.emit))
        self._record_button = button(_("Record"), self._record, main=True)
        feet.addWidget(self._record_button)
        return feet

    # showing

    def put(self, piece: Piece) -> None:
        """Show a piece of mail; the surest case is chosen, and can be changed."""
        self._piece = piece
        self._texts = {}
        self._title.setText(piece.name)
        self._scan.setVisible(piece.path is not None)
        self._put_cases(piece)

    def _put_cases(self, piece: Piece) -> None:
        self._note.setText(piece.note)
        self._note.setVisible(bool(piece.note))
        self._choice.clear()
        for one in piece.candidates:
            self._choice.addItem(f"{one.number} · {one.title}", one.case_id)
        self._choice.setEnabled(bool(piece.candidates))
        self._why.setText("")
        if piece.candidates:
            self._open(piece.candidates[0])
        else:
            self._sheet = None
            self._page.hide()
            self._record_button.setEnabled(False)
            self._other.setFocus()

    def _open(self, candidate: Candidate) -> None:
        from immdesk.office import event_sheets, mail

        assert self._piece is not None
        try:
            self._sheet = event_sheets.sheet(self._office, "notice", candidate.case_id)
        except Problem as gone:
            self._desk.problem(gone)
            return
        self._texts = mail.first_texts(self._piece, candidate, self._sheet)
        self._why.setText(_("Found {how}.").format(how=candidate.why))
        self._page.show()
        self._record_button.setEnabled(True)
        self._draw()
        self._page.focus_first()

    def _draw(self) -> None:
        from immdesk.office import event_sheets

        self._trouble.hide()
        self._page.put(event_sheets.view(self._sheet, self._texts))

    def _on_case(self, place: int) -> None:
        if self._piece is not None and 0 <= place < len(self._piece.candidates):
            self._open(self._piece.candidates[place])

    @Slot()
    def _find(self) -> None:
        from immdesk.office import mail

        words = self._other.text().strip()
        if self._piece is None or not words:
            return
        self._piece = mail.with_typed(self._office, self._piece, words)
        self.changed.emit(self._piece)
        self._put_cases(self._piece)

    def _show_scan(self) -> None:
        if self._piece is not None and self._piece.path is not None:
            self._desk.open_outside(self._piece.path)

    # answering

    @Slot(str, str)
    def _typed(self, key: str, text: str) -> None:
        if self._texts.get(key) != text:
            self._texts[key] = text
            self._draw()

    @Slot()
    def _to_the_button(self) -> None:
        self._record_button.setFocus()

    def _record(self) -> None:
        from immdesk.office import mail

        if self._sheet is None or self._piece is None or not self._record_button.isEnabled():
            return
        self._record_button.setEnabled(False)
        self._desk.work.run(
            self,
            mail.take,
            self._office,
            self._sheet,
            dict(self._texts),
            self._piece.path,
            done=self._recorded,
            failed=self._refused,
            title=_("Recording…"),
        )

    def _recorded(self, made: Taken) -> None:
        self._record_button.setEnabled(True)
        self.taken.emit(made)
        self._desk.changed(made.changed)

    def _refused(self, error: BaseException) -> None:
        self._record_button.setEnabled(True)
        if not isinstance(error, Problem):
            self._desk.problem(error)
            return
        self._trouble.setText(" ".join(filter(None, (error.happened, error.means, error.do))))
        self._trouble.show()
