"""A case: who, what stage, what is next, and one page for each part of the work on it."""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import cases, interviews, restricted, restricting
from immdesk.office.rows import CaseRow, Changed
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.heading import page_layout
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import CaseTab


def tabs() -> tuple[tuple[str, str, str], ...]:
    """Give the pages of a case in their order: id, title, and the class that draws each."""
    return (
        ("overview", _("Overview"), "ui.screens.case_overview:CaseOverview"),
        ("parties", _("Parties"), "ui.screens.case_parties:CaseParties"),
        ("family", _("Family"), "ui.screens.case_family:CaseFamily"),
        ("facts", _("Facts"), "ui.screens.case_facts:CaseFacts"),
        ("options", _("Options"), "ui.screens.case_options:CaseOptionsTab"),
        ("dates", _("Dates"), "ui.screens.case_dates:CaseDates"),
        ("evidence", _("Evidence"), "ui.screens.case_evidence:CaseEvidence"),
        ("forms", _("Forms"), "ui.screens.case_forms:CaseForms"),
        ("letters", _("Letters"), "ui.screens.case_letters:CaseLetters"),
        ("packet", _("Packet"), "ui.screens.case_packet:CasePacket"),
        ("signatures", _("Signatures"), "ui.screens.case_signatures:CaseSignatures"),
        ("work", _("Work and fees"), "ui.screens.case_work:CaseWork"),
        ("talks", _("Contacts"), "ui.screens.case_talks:CaseTalks"),
        ("notes", _("Notes"), "ui.screens.case_notes:CaseNotes"),
        ("history", _("History"), "ui.screens.case_history:CaseHistory"),
    )


class CaseScreen(QWidget):
    """The case page. `ref` is a case id, or "ID/dates" for one of its pages."""

    def __init__(self, office: Any, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._desk, self._case = office, desk, ""
        self._noted: tuple[str, date | None] = ("", None)
        layout = page_layout(self)
        self._head = self._build_head()
        layout.addWidget(self._head)
        self._bar = QTabBar()
        self._bar.setAccessibleName(_("Pages of the case"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._bar.setUsesScrollButtons(True)
        self._pages = QStackedWidget()
        self._tabs: dict[str, CaseTab] = {}
        for _id, title, _class in tabs():
            self._bar.addTab(title)
        self._bar.currentChanged.connect(self._chosen)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        self._gone = EmptyState("lock", "", "", _("All cases"), partial(desk.go, "cases"))
        self._gone.setVisible(False)
        layout.addWidget(self._gone, 1)

    def show_ref(self, ref: str) -> None:
        """Show a case; the page that was open stays open unless the reference names one."""
        case_id, _slash, page = ref.partition("/")
        if not case_id:
            self._desk.go("cases", "")
            return
        self._case = case_id
        ids = [one for one, _title, _class in tabs()]
        place = ids.index(page) if page in ids else max(self._bar.currentIndex(), 0)
        self._bar.blockSignals(True)
        self._bar.setCurrentIndex(place)
        self._bar.blockSignals(False)
        if self._put_head():
            self._show_page(ids[place], again=True)
            self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changed: Changed) -> None:
        """Read again what the change touched."""
        if not self._case:
            return
        if (not changed.cases or self._case in changed.cases) and not self._put_head():
            return
        for tab in self._tabs.values():
            tab.refresh(changed)

    def take_files(self, files: list[Path]) -> None:
        """Take dropped files: a questionnaire that came back is read, all else is evidence of this case."""
        if not any(path.suffix.lower() == ".pdf" for path in files):
            self._take_evidence(self._case, files)
            return
        from immdesk.office.questions_home import questionnaires_among

        self._desk.work.run(
            self,
            questionnaires_among,
            self._office,
            files,
            done=partial(self._sorted, self._case, files),
            failed=self._desk.problem,
            title=_("Looking at the files"),
        )

    def _sorted(self, case_id: str, files: list[Path], questionnaires: tuple[Path, ...]) -> None:
        others = [path for path in files if path not in questionnaires]
        if others:
            self._take_evidence(case_id, others)
        if questionnaires:
            self._desk.go("answers", "\n".join((case_id, *map(str, questionnaires))))

    def _take_evidence(self, case_id: str, files: list[Path]) -> None:
        self.show_ref(f"{case_id}/evidence")
        evidence: Any = self.page("evidence")
        evidence.take_files(files)

    def open_page(self) -> str:
        """Give the id of the page that is open."""
        return tabs()[max(self._bar.currentIndex(), 0)][0]

    def page(self, page: str) -> CaseTab:
        """Give one page of the case; it is made when first asked for."""
        if page not in self._tabs:
            made_by = {one: name for one, _title, name in tabs()}[page]
            module, name = made_by.split(":")
            tab: CaseTab = getattr(import_module(module), name)(self._office, self._desk)
            self._tabs[page] = tab
            self._pages.addWidget(tab)
        return self._tabs[page]

    def _build_head(self) -> QWidget:
        head = QWidget()
        across = QHBoxLayout(head)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.L)
        down = QVBoxLayout()
        down.setSpacing(theme.XS)
        self._title = title_label("", 1, wrap=True)
        self._line = QHBoxLayout()
        self._line.setSpacing(theme.S)
        down.addWidget(self._title)
        down.addLayout(self._line)
        across.addLayout(down, 1)
        self._questions = button(_("Open the questions"), self._open_intake, picture="edit")
        across.addWidget(button(_("Calculators"), self._open_calculators, picture="scales"))
        across.addWidget(button(_("What if?"), self._open_what_if, picture="calendar"))
        across.addWidget(self._questions)
        return head

    def _put_head(self) -> bool:
        """Show what the case is called, or that it is gone; say whether it is there."""
        try:
            row = cases.case_rows(self._office, [self._case]).get(self._case)
        except Problem as problem:
            self._desk.problem(problem)
            return False
        for one in (self._head, self._bar, self._pages):
            one.setVisible(row is not None)
        self._gone.setVisible(row is None)
        self._questions.setVisible(row is not None and interviews.asks(self._office, row.case_type))
        clear_layout(self._line)
        if row is None:
            self._say_why_gone()
            return False
        self._title.setText(row.title)
        self._line.addWidget(badge(row.number, "accent"))
        if row.restricted:
            self._line.addWidget(badge(_("Restricted"), "warn"))
            self._note_opening(row.id)
        if row.stage:
            self._line.addWidget(badge(row.stage))
        self._line.addWidget(label(_about(row), quiet=True, wrap=True), 1)
        ids = [one for one, _title, _class in tabs()]
        words = n_("Dates ({n} new)", "Dates ({n} new)", row.proposals) if row.proposals else _("Dates")
        self._bar.setTabText(ids.index("dates"), words)
        return True

    def _say_why_gone(self) -> None:
        """Say that the case is restricted, and whom to ask, or that it is gone; nothing of it is shown."""
        if restricted.is_hidden(self._office, self._case):
            asked = restricted.refused(self._office)
            self._gone.say(asked.happened, f"{asked.means} {asked.do}")
        else:
            self._gone.say(_("This case is no longer in the office."), "")

    def _note_opening(self, case_id: str) -> None:
        """Let it be kept, once a day, that who sits here opened a restricted case."""
        if (case_id, today := self._office.today()) != self._noted:
            self._noted = (case_id, today)
            self._desk.work.run(self, restricting.note_opening, self._office, case_id)

    def _chosen(self, place: int) -> None:
        if self._case:
            self._show_page(tabs()[place][0])

    def _show_page(self, page: str, *, again: bool = False) -> None:
        tab = self.page(page)
        tab.show_case(self._case, again=again)
        self._pages.setCurrentWidget(tab)

    def _open_intake(self) -> None:
        self._desk.go("intake", f"case:{self._case}")

    def _open_calculators(self) -> None:
        self._desk.go("calculators", self._case)

    def _open_what_if(self) -> None:
        self._desk.go("what-if", self._case)


def _about(row: CaseRow) -> str:
    words = []
    if row.next_due:
        words.append(_("Next: {day}, {title}").format(day=on_screen(row.next_due), title=row.next_title))
    if row.responsible:
        words.append(_("Responsible: {name}").format(name=row.responsible))
    return "  ·  ".join(words)
