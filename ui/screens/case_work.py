"""Work and fees of a case: its tasks, employer, job and recruitment, and what is due and paid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import money
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.case_tasks import task_cards
from ui.who_changed import about

if TYPE_CHECKING:
    from immdesk.office.case_work import CaseWorkPage
    from ui.parts.desk import Desk


class CaseWork(CaseTab):
    """The employer is chosen here; jobs, recruitment and payments open on a sheet."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._column)

    def read(self, office: Any, case_id: str) -> CaseWorkPage:
        """Give the tasks, the employer, the jobs, the recruitment and the payments."""
        from immdesk.office.case_work import case_work

        return case_work(office, case_id)

    def draw(self, rows: CaseWorkPage) -> None:
        """Show a card for each."""
        self._column.clear()
        self._column.add(
            *task_cards(self.desk, self.office, self, self.do, rows.open_tasks, rows.tasks),
            self._employer(rows),
            self._jobs(rows),
            self._recruitment(rows),
            self._payments(rows),
        )
        self._column.end()

    def _employer(self, page: CaseWorkPage) -> Card:
        card = Card(
            _("Employer"), action=button(_("Add an employer…"), partial(self._open, "employer"), link=True)
        )
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        choice = QComboBox()
        choice.setAccessibleName(_("Employer of this case"))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(24)
        choice.addItem(_("No employer"), "")
        for employer_id, name in page.employers:
            choice.addItem(name, employer_id)
        choice.setCurrentIndex(max(choice.findData(page.employer_id), 0))
        choice.activated.connect(partial(self._choose, choice))
        across.addWidget(choice, 1)
        look = button(_("Open the employer"), partial(self.desk.go, "employer", page.employer_id))
        look.setEnabled(bool(page.employer_id))
        across.addWidget(look)
        card.body.addLayout(across)
        if page.employer_below:
            card.body.addWidget(label(page.employer_below, quiet=True, wrap=True))
        return card

    def _choose(self, choice: QComboBox, _place: int) -> None:
        from immdesk.office import work

        self.do(_("Choosing the employer"), work.put_employer, self.case_id, choice.currentData())

    def _jobs(self, page: CaseWorkPage) -> Card:
        card = Card(_("Jobs"), action=button(_("Add a job…"), partial(self._open, "job"), link=True))
        card.body.setSpacing(0)
        for row in page.jobs:
            line = text_line(row.title, row.words, partial(self._open, "job", row.id), note=row.note)
            about(line, self.desk, "job", row.id, row.title)
            card.body.addWidget(line)
        if not page.jobs:
            words = _("No job is recorded in this case. A petition for a worker begins with its job.")
            card.body.addWidget(label(words, quiet=True, wrap=True))
        return card

    def _recruitment(self, page: CaseWorkPage) -> QWidget:
        add = button(_("Add a recruitment…"), partial(self._open, "recruitment"), link=True)
        card = Card(_("Recruitment (PERM)"), action=add)
        card.body.setSpacing(0)
        for perm in page.recruitments:
            card.body.addWidget(
                text_line(perm.line.title, perm.line.words, partial(self._open, "recruitment", perm.line.id))
            )
            for step in perm.steps:
                open_step = partial(self._open_step, perm.line.id, step.id)
                card.body.addWidget(text_line(step.title, step.words, open_step, note=step.note))
            more = button(_("Add a step…"), partial(self._open_step, perm.line.id), link=True)
            card.body.addWidget(more)
        if not page.recruitments:
            words = _("No recruitment is recorded. Only a labor certification needs one.")
            card.body.addWidget(label(words, quiet=True, wrap=True))
        return card

    def _payments(self, page: CaseWorkPage) -> Card:
        add = button(_("Add a payment…"), partial(self._open, "payment"), link=True)
        card = Card(_("Fees and payments"), action=add)
        card.body.setSpacing(0)
        for row in page.payments.lines:
            open_it = partial(self._open, "payment", row.id)
            line = text_line(row.title, row.words, open_it, note=row.note, level=row.level)
            about(line, self.desk, "payment", row.id, row.title)
            card.body.addWidget(line)
        if not page.payments.lines:
            words = _("No fee and no payment is recorded in this case.")
            card.body.addWidget(label(words, quiet=True, wrap=True))
            return card
        sums = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        sums.setContentsMargins(0, theme.S, 0, 0)
        totals = ((_("Still due"), page.payments.due), (_("Paid"), page.payments.paid))
        words = " · ".join(f"{name}: {money(amount)}" for name, amount in totals)
        if page.payments.refunded:
            words = f"{words} · {_('Given back')}: {money(page.payments.refunded)}"
        sums.addWidget(label(words, wrap=True))
        card.body.addLayout(sums)
        return card

    def _open(self, kind: Any, record_id: str = "") -> None:
        from ui.screens.work_sheet import open_work

        open_work(self.desk, self.office, kind, {"case_id": self.case_id}, record_id)

    def _open_step(self, recruitment_id: str, step_id: str = "") -> None:
        from ui.screens.work_sheet import open_work

        open_work(self.desk, self.office, "step", {"recruitment_id": recruitment_id}, step_id)
