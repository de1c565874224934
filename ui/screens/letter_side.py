"""Beside a letter: what is still asked, facts that moved, exhibits, paragraphs, remarks, versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.letter_desk import LetterDesk, Moved, Question
    from immdesk.office.letter_rows import VersionRow

TIP = Qt.ItemDataRole.ToolTipRole
Shown = Callable[["VersionRow"], str]
"""Gives in words when and by whom a version was kept."""


class LetterSide(Column):
    """`answered` carries a field and what was typed, `asked` what to do and with what."""

    answered = Signal(str, str)
    asked = Signal(str, object)

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)

    def put(self, desk: LetterDesk) -> None:
        """Show what belongs to a letter."""
        self.clear()
        cards = (
            self._questions(desk) if desk.questions else None,
            self._moved(desk.moved) if desk.moved else None,
            self._left(desk.left) if desk.left else None,
            self._exhibits(desk),
            self._remarks(desk),
            self._paragraphs(desk),
            self._versions(desk),
            self._marks(desk),
        )
        self.add(*(card for card in cards if card is not None))
        self.end()

    # -- private ------------------------------------------------------------------------------

    def _questions(self, desk: LetterDesk) -> Card:
        count = len(desk.questions)
        card = Card(_("Still asked"), n_("{n} field", "{n} fields", count))
        if any(one.said for one in desk.questions):
            fill = partial(self.asked.emit, "fill", None)
            card.body.addWidget(button(_("Fill in what the record says"), fill, main=True))
        for one in desk.questions:
            card.body.addWidget(self._question(one))
        return card

    def _question(self, one: Question) -> QWidget:
        made = QWidget()
        down = QVBoxLayout(made)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.XS)
        down.addWidget(label(one.label, wrap=True))
        if one.said:
            told = _("The record says: {words}").format(words=one.said)
            down.addWidget(label(told, quiet=True, small=True, wrap=True))
        elif one.here:
            down.addLayout(self._field(one))
        elif "." not in one.field:
            told = _("It comes from what the case holds. If there is none, type over it in the letter.")
            down.addWidget(label(told, quiet=True, small=True, wrap=True))
        else:
            go = partial(self.asked.emit, "question", one)
            name = _("Answer: {what}").format(what=one.label)
            down.addWidget(button(_("Open where it is asked"), go, link=True, name=name))
        return made

    def _field(self, one: Question) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        field: QLineEdit | QComboBox
        if one.choices:
            field = QComboBox()
            for value, words in one.choices:
                field.addItem(words, value)
            send = partial(self._send_choice, one.field, field)
        else:
            field = QLineEdit()
            send = partial(self._send_text, one.field, field)
            field.returnPressed.connect(send)
        field.setAccessibleName(one.label)
        across.addWidget(field, 1)
        across.addWidget(button(_("Answer"), send, name=_("Answer: {what}").format(what=one.label)))
        return across

    def _send_text(self, field: str, line: QLineEdit) -> None:
        if line.text().strip():
            self.answered.emit(field, line.text())

    def _send_choice(self, field: str, choice: QComboBox) -> None:
        self.answered.emit(field, str(choice.currentData()))

    def _moved(self, rows: tuple[Moved, ...]) -> Card:
        card = Card(_("The record says otherwise now"))
        for one in rows:
            words = _("was {was}, is {now}").format(was=one.was, now=one.now)
            card.body.addWidget(label(f"{one.label}: {words}", wrap=True, level="warn"))
            name = _("Replace in the letter: {what}").format(what=one.label)
            replace = partial(self.asked.emit, "replace", one)
            card.body.addWidget(button(_("Replace in the letter"), replace, link=True, name=name))
        return card

    def _left(self, left: tuple[str, ...]) -> Card:
        card = Card(_("Still to be written"), n_("{n} place", "{n} places", len(left)))
        for one in left:
            find = partial(self.asked.emit, "find", f"[Write: {one}]")
            card.body.addWidget(text_line(one, "", find))
        return card

    def _exhibits(self, desk: LetterDesk) -> Card:
        card = Card(_("Exhibits"))
        for name in desk.open_exhibits:
            find = partial(self.asked.emit, "find", f"[Exhibit: {name}]")
            card.body.addWidget(text_line(name, "", find, note=_("not in the packet"), level="bad"))
        for one in desk.exhibits:
            if one.used and one.place:
                find = partial(self.asked.emit, "find", f"[Exhibit: {one.name}]")
                card.body.addWidget(text_line(one.name, "", find, note=one.place))
        if not desk.exhibits:
            card.body.addWidget(label(_("The case has no documents yet."), quiet=True, wrap=True))
            return card
        choice = QComboBox()
        choice.setAccessibleName(_("Document to name in the letter"))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for one in desk.exhibits:
            choice.addItem(one.name, one.name)
            choice.setItemData(choice.count() - 1, one.place or _("not in the packet"), TIP)
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        across.addWidget(choice, 1)
        across.addWidget(button(_("Name it here"), partial(self._name_exhibit, choice)))
        card.body.addLayout(across)
        return card

    def _name_exhibit(self, choice: QComboBox) -> None:
        self.asked.emit("put", f"[Exhibit: {choice.currentData()}]")

    def _remarks(self, desk: LetterDesk) -> Card:
        waiting = sum(not one.done_by for one in desk.remarks)
        add = button(_("Remark…"), partial(self.asked.emit, "remark", None), link=True)
        card = Card(_("Remarks"), n_("{n} open", "{n} open", waiting) if waiting else "", add)
        for one in desk.remarks:
            about = f"“{one.about}” " if one.about else ""
            done = _("settled by {name}").format(name=one.done_by) if one.done_by else ""
            version = _("version {n}").format(n=one.number)
            told = " · ".join(filter(None, (one.by, version, done)))
            card.body.addWidget(label(f"{about}{one.text}", wrap=True, quiet=bool(one.done_by)))
            line = QHBoxLayout()
            line.addWidget(label(told, quiet=True, small=True), 1)
            if not one.done_by:
                name = _("Settled: {what}").format(what=one.text[:40])
                line.addWidget(
                    button(_("Settled"), partial(self.asked.emit, "settle", one.id), link=True, name=name)
                )
            card.body.addLayout(line)
        if not desk.remarks:
            card.body.addWidget(label(_("Nobody has remarked on it."), quiet=True))
        return card

    def _paragraphs(self, desk: LetterDesk) -> Card:
        more = button(_("All of the library…"), partial(self.asked.emit, "paragraphs", None), link=True)
        card = Card(_("Paragraphs by criterion"), action=more)
        told = _("Drafts to start from; an attorney reviews each.")
        card.body.addWidget(label(told, quiet=True, small=True, wrap=True))
        for one in desk.paragraphs:
            put = partial(self.asked.emit, "paragraph", one.id)
            verify = (_("verify"), "warn") if one.verify else ("", "")
            line = text_line(one.title, f"{one.set_title} · {one.cite}", put, note=verify[0], level=verify[1])
            line.setToolTip(one.says)
            card.body.addWidget(line)
        return card

    def _versions(self, desk: LetterDesk) -> Card:
        card = Card(_("Versions"))
        for one in desk.row.versions:
            title = _("Version {n}").format(n=one.number)
            note = (_("signed off"), "good") if one.signed_by else ("", "")
            compare = partial(self.asked.emit, "compare", one.number)
            card.body.addWidget(text_line(title, self._shown(one), compare, note=note[0], level=note[1]))
        return card

    def _marks(self, desk: LetterDesk) -> Card:
        card = Card(_("Where it may go"))
        for mark, words, on in (
            ("in_packet", _("Goes into the packet"), desk.row.in_packet),
            ("work_product", _("Attorney work product: stays in the office"), desk.row.work_product),
        ):
            box = QCheckBox(words)
            box.setAccessibleName(words)
            box.setChecked(on)
            box.toggled.connect(partial(self._mark, mark))
            card.body.addWidget(box)
        card.body.addWidget(
            button(_("Remove the letter…"), partial(self.asked.emit, "remove", None), link=True)
        )
        return card

    def _mark(self, mark: str, on: bool) -> None:
        self.asked.emit("mark", (mark, on))
