"""What the calendar shows of all dates: by staff, client, employer and kinds, in words, undone at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from immdesk.basics.words import _
from ui.parts.buttons import button
from ui.parts.flow import Flow
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.calendar_days import CalendarDates, CalendarFilter
    from immdesk.office.timelines import Spots

_LETTERS = 11


class FilterBar(QWidget):
    """Boxes that hold together. `changed` carries the new filter, `clearing` that all is wanted."""

    changed = Signal(object)
    clearing = Signal()

    def __init__(self, office: Any, only: CalendarFilter, *buttons: QWidget) -> None:
        super().__init__()
        from immdesk.office import calendar_days

        self._office = office
        self._staff = _box(_("Cases of"), _("All staff"), _staff(office), only.staff_id)
        self._client = _box(_("Client"), _("All clients"), (), "")
        self._client.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._client.setMinimumContentsLength(max(_LETTERS, len(_("All clients"))))
        self._kind = _box(_("Kind of date"), _("All kinds"), calendar_days.kinds().items(), only.kind)
        severities = calendar_days.severities().items()
        self._severity = _box(_("Severity"), _("Any severity"), severities, only.severity)
        self._told: QLabel = label("", quiet=True)
        self._clear = button(_("Show all dates"), self.clearing.emit, link=True)
        flow = Flow()
        self.setLayout(flow)
        self._employer = _box(_("Employer"), _("All employers"), (), "")
        self._type = _box(_("Kind of case"), _("All kinds of cases"), (), "")
        for long in (self._employer, self._type):
            long.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            long.setMinimumContentsLength(max(_LETTERS, len(long.itemText(0))))
        self._boxes = (
            self._staff,
            self._client,
            self._employer,
            self._type,
            self._kind,
            self._severity,
        )
        for one in self._boxes:
            flow.addWidget(one)
            one.activated.connect(self._on_chosen)
        for two in (self._told, self._clear, *buttons):
            flow.addWidget(two)
        self._person_id = only.person_id
        self._employer_id, self._case_type = only.employer_id, only.case_type

    def only(self) -> CalendarFilter:
        """Give the filter as it is chosen now."""
        from immdesk.office.calendar_days import CalendarFilter

        chosen = [str(box.currentData() or "") for box in (self._staff, self._kind, self._severity)]
        return CalendarFilter(
            chosen[0], self._person_id, chosen[1], chosen[2], self._employer_id, self._case_type
        )

    def clear(self) -> None:
        """Ask for all dates."""
        self._person_id = self._employer_id = self._case_type = ""
        for box in self._boxes:
            box.setCurrentIndex(0)

    def tell(self, found: CalendarDates | Spots, shown: int) -> None:
        """Say how many of the dates are shown; offer the staff, and the clients that have dates here."""
        from immdesk.office import calendar_days

        office = self._office
        _fill(self._staff, _("All staff"), _staff(office), self.only().staff_id)
        _fill(self._client, _("All clients"), found.clients, self._person_id)
        _fill(self._employer, _("All employers"), calendar_days.employer_choices(office), self._employer_id)
        _fill(self._type, _("All kinds of cases"), calendar_days.case_types(office), self._case_type)
        narrowed = shown < found.total or self.only().asks()
        self._told.setText(shown_words(shown, found.total) if narrowed else "")
        self._told.setVisible(narrowed)
        self._clear.setVisible(narrowed)

    def _on_chosen(self, _place: int) -> None:
        self._person_id = str(self._client.currentData() or "")
        self._employer_id = str(self._employer.currentData() or "")
        self._case_type = str(self._type.currentData() or "")
        self.changed.emit(self.only())


def _staff(office: Any) -> list[tuple[str, str]]:
    from immdesk.office import firm

    return [(one.id, one.name) for one in firm.staff(office)]


def shown_words(shown: int, total: int) -> str:
    """Give "3 of 41 dates shown"."""
    return _("{n} of {total} dates shown").format(n=shown, total=total)


def _box(name: str, everything: str, options: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    _fill(box, everything, options, chosen)
    return box


def _fill(box: QComboBox, everything: str, options: Iterable[tuple[str, str]], chosen: str) -> None:
    """Offer these, and keep what is chosen; nothing is told of it."""
    box.clear()
    box.addItem(everything, "")
    for one, words in options:
        box.addItem(words, one)
    box.setCurrentIndex(max(0, box.findData(chosen)))
