"""Our office among the settings: its name, its zone, its address; kept in the office, for every desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from immdesk.basics.words import _
from ui.screens.settings_rows import SettingRows

if TYPE_CHECKING:
    from ui.parts.desk import Desk


class OurOffice(SettingRows):
    """A field for each word of the office; it is kept when one leaves the field."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Our office"), _("kept in the office; printed on letters and forms"))
        self._office, self._desk = office, desk
        self._fields: dict[str, QLineEdit] = {}
        self._zone = _zone_box()
        for word, title, words in _words():
            if word == "zone":
                self.add(title, words, self._zone)
                self._zone.activated.connect(self._on_zone)
                continue
            field = self._fields[word] = QLineEdit()
            self.add(title, words, field)
            field.editingFinished.connect(partial(self._on_typed, word))

    def read(self) -> None:
        """Show what the office says of itself now."""
        from immdesk.office import our_office

        self._now = our_office.office_words(self._office)
        for word, field in self._fields.items():
            if not field.hasFocus():
                field.setText(self._now[word])
        if self._zone.count() == 0:
            self._zone.addItems(our_office.zones())
        self._zone.setCurrentText(self._now["zone"])

    def _on_typed(self, word: str) -> None:
        text = self._fields[word].text().strip()
        if text != self._now[word]:
            self._keep(word, text)

    def _on_zone(self, _place: int) -> None:
        if self._zone.currentText() != self._now["zone"]:
            self._keep("zone", self._zone.currentText())

    def _keep(self, word: str, text: str) -> None:
        from immdesk.office import our_office

        self._now[word] = text
        self._desk.work.run(
            self,
            our_office.set_office_word,
            self._office,
            word,
            text,
            done=self._desk.changed,
            failed=self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        self.read()
        self._desk.problem(error)


def _words() -> tuple[tuple[str, str, str], ...]:
    return (
        ("name", _("Name of the office"), ""),
        ("zone", _("Time zone"), _("When a day begins and ends for this office; deadlines rest on it.")),
        (
            "courier_days",
            _("Working days on the way"),
            _("How long a courier needs; send-by days rest on it. Empty: 2, a habit and no law."),
        ),
        *_habits(),
        ("street", _("Street and number"), ""),
        ("unit", _("Suite"), ""),
        ("city", _("City"), ""),
        ("state", _("State"), _("Two letters, such as TX.")),
        ("zip", _("ZIP code"), ""),
        ("phone", _("Telephone"), ""),
        ("fax", _("Fax"), ""),
        ("email", _("E-mail"), ""),
    )


def _habits() -> tuple[tuple[str, str, str], ...]:
    own = _("How many days before the law's day the office means to be done. Empty: none.")
    return (
        (
            "remind_fatal",
            _("Reminders of a fatal date"),
            _("Days before it, with a space between; “never” for none. Empty: 14 7 1, a habit and no law."),
        ),
        ("remind_serious", _("Reminders of a serious date"), _("As above. Empty: 7.")),
        ("remind_normal", _("Reminders of other dates"), _("As above. Empty: none.")),
        ("own_day_fatal", _("Office's own day before a fatal date"), own),
        ("own_day_serious", _("Office's own day before a serious date"), own),
        ("own_day_normal", _("Office's own day before other dates"), own),
        (
            "receipt_days",
            _("Days until a receipt is missed"),
            _("After a mailing; the mail desk then says so. Empty: 30, a habit and no law."),
        ),
    )


def _zone_box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    field = box.lineEdit()
    if field is not None:
        field.setAccessibleName(_("Time zone"))
    return box
