"""Today: what is overdue, what comes next, what waits for a decision, and what was begun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.line import date_line, text_line
from ui.parts.tick_task import tick_off
from ui.screens.date_places import place_of
from ui.screens.today_approvals import approvals_card
from ui.screens.today_reminders import covered_cards, passed_line, reminders_card

if TYPE_CHECKING:
    from immdesk.office.rows import Changed, DateRow, TaskRow
    from immdesk.office.today_rows import TodayPage
    from ui.parts.desk import Desk


class Today(QWidget):
    """The first screen of the day. Its main action is a new intake."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        inner = Page()
        self._page = page_layout(inner)
        self._heading = Heading(_("Today"), " ")
        self._new = button(_("New intake"), partial(desk.go, "intake"), main=True, picture="add")
        self._new.setToolTip("Ctrl+N")
        self._heading.add(button(_("Priority dates"), partial(desk.go, "date-board"), picture="list"))
        self._heading.add(button(_("Workload"), partial(desk.go, "workload"), picture="people"))
        self._heading.add(self._new)
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.L)
        self._page.addWidget(self._heading)
        self._page.addLayout(self._body, 1)
        fill(self, scroll_page(inner))

    def show_ref(self, _ref: str) -> None:
        """Read and show the day."""
        self._read()

    def refresh(self, _changed: Changed) -> None:
        """Every change may touch the day."""
        self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        from immdesk.office import sign_in, today

        self._new.setVisible(sign_in.may(self._office, "work"))
        self._fill(today.today_page(self._office))

    def _fill(self, page: TodayPage) -> None:
        self._heading.set_words(
            " · ".join((on_screen(page.today), n_("{n} open case", "{n} open cases", page.open_cases)))
        )
        clear_layout(self._body)
        if page.backup_warning:
            text, act = page.backup_warning, partial(self._desk.go, "backups")
            self._body.addWidget(Banner(text, "warn", _("Backups"), act, can_close=True))
        for text in page.banners:
            self._body.addWidget(Banner(text, "warn", can_close=True))
        if page.without_date:
            show = partial(self._desk.go, "register", "no-date")
            self._body.addWidget(Banner(page.without_date, "warn", _("Show them"), show, can_close=True))
        if page.drafts:
            self._body.addWidget(self._drafts_banner(page))
        if not page.open_cases:
            self._body.addWidget(self._nothing(), 1)
            return
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addLayout(self._dates(page), 3)
        across.addLayout(self._decisions(page), 2)
        self._body.addLayout(across)
        self._body.addStretch(1)

    def _drafts_banner(self, page: TodayPage) -> Banner:
        from immdesk.office.clock import day_in
        from ui.screens.intake_restored import restored_on_today

        draft = page.drafts[0].id
        return restored_on_today(
            page.drafts,
            day_in(self._office.zone, page.drafts[0].saved_at),
            draft in self._office.drafts,
            partial(self._desk.go, "intake", draft),
            partial(self._ask_to_discard, draft),
        )

    def _ask_to_discard(self, draft: str) -> None:
        from ui.screens.intake_ending import Ending

        ending = Ending(self._office, self._desk, self)
        ending.gone.connect(self._read)
        ending.ask_to_discard(draft)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "cases",
            _("No open case yet"),
            _("A new intake asks a family its questions and opens their case; dates then appear here."),
            _("New intake"),
            partial(self._desk.go, "intake"),
        )  # fmt: skip

    def _dates(self, page: TodayPage) -> QVBoxLayout:
        down, counted = _column(), page.counted
        if page.overdue:
            down.addWidget(self._date_card(_("Overdue"), page.overdue, counted.overdue, "", passed=True))
        reminding = reminders_card(self._office, self._desk)
        if reminding is not None:
            down.addWidget(reminding)
        this_week = _("Nothing is due this week.")
        down.addWidget(self._date_card(_("This week"), page.this_week, counted.this_week, this_week))
        next_weeks = _("Nothing is due in the next four weeks.")
        down.addWidget(self._date_card(_("Coming weeks"), page.next_weeks, counted.next_weeks, next_weeks))
        if page.open_now:
            down.addWidget(self._date_card(_("Open now"), page.open_now, counted.open_now, ""))
        down.addStretch(1)
        return down

    def _date_card(
        self, title: str, rows: tuple[DateRow, ...], count: int, empty: str, *, passed: bool = False
    ) -> Card:
        from immdesk.office.today_rows import COUNTED_TO

        shown = str(count) if count <= COUNTED_TO else f"{COUNTED_TO}+"
        card = Card(title, shown if rows else "")
        card.body.setSpacing(0)
        for row in rows:
            if passed:
                card.body.addLayout(passed_line(self._office, self._desk, row))
                continue
            card.body.addWidget(date_line(row, partial(self._desk.go, *place_of(row))))
        if not rows:
            card.body.addWidget(label(empty, quiet=True, wrap=True))
        if count > len(rows):
            more = n_("{n} more in the calendar", "{n} more in the calendar", count - len(rows))
            if count > COUNTED_TO:
                more = _("All of them in the calendar")
            card.body.addWidget(button(more, partial(self._desk.go, "calendar"), link=True))
        return card

    def _decisions(self, page: TodayPage) -> QVBoxLayout:
        down = _column()
        for card in covered_cards(self._office, self._desk):
            down.addWidget(card)
        waiting = approvals_card(self._office, self._desk)
        if waiting is not None:
            down.addWidget(waiting)
        down.addWidget(self._proposals(page))
        down.addWidget(self._tasks(page))
        if page.enquiries:
            down.addWidget(self._enquiries(page))
        if len(page.drafts) > 1:
            down.addWidget(self._drafts(page))
        if page.cases_without_date:
            down.addWidget(self._without_date(page))
        down.addStretch(1)
        return down

    def _proposals(self, page: TodayPage) -> Card:
        card = Card(_("Dates to look at"))
        card.body.setSpacing(0)
        for case_id, title, count in page.proposals:
            card.body.addWidget(
                text_line(
                    title,
                    _("Worked out, not yet accepted"),
                    partial(self._desk.go, "case", f"{case_id}/dates"),
                    note=n_("{n} date", "{n} dates", count),
                    level="accent",
                )
            )
        _and_more(card, page.counted.proposals - len(page.proposals))
        if not page.proposals:
            card.body.addWidget(label(_("Every date has been looked at."), quiet=True, wrap=True))
        return card

    def _tasks(self, page: TodayPage) -> Card:
        card = Card(_("Tasks"))
        card.body.setSpacing(0)
        for task in page.tasks:
            card.body.addLayout(self._task(task))
        _and_more(card, page.counted.tasks - len(page.tasks))
        if not page.tasks:
            card.body.addWidget(label(_("No task is open."), quiet=True, wrap=True))
        return card

    def _enquiries(self, page: TodayPage) -> Card:
        from ui.screens.enquiries import enquiry_line

        card = Card(_("Enquiries to follow up"))
        card.body.setSpacing(0)
        for row in page.enquiries:
            card.body.addWidget(enquiry_line(row, self._desk))
        _and_more(card, page.counted.enquiries - len(page.enquiries))
        return card

    def _task(self, task: TaskRow) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.XS)
        due = _("due {day}").format(day=on_screen(task.due_on)) if task.due_on else ""
        words = " · ".join(part for part in (due, task.case_title, task.who) if part)
        across.addWidget(text_line(task.title, words, partial(self._desk.go, "case", task.case_id)), 1)
        name = _("Done: {task}").format(task=task.title)
        across.addWidget(button(_("Done"), partial(self._task_done, task.id), link=True, name=name))
        return across

    def _task_done(self, task_id: str) -> None:
        tick_off(self._desk, self._office, self, [task_id])

    def _drafts(self, page: TodayPage) -> Card:
        card = Card(_("Intakes begun"))
        card.body.setSpacing(0)
        for draft in page.drafts:
            words = n_("{n} answer", "{n} answers", draft.answered)
            card.body.addWidget(
                text_line(draft.about or draft.title, words, partial(self._desk.go, "intake", draft.id))
            )
        return card

    def _without_date(self, page: TodayPage) -> Card:
        card = Card(_("No next date"))
        card.body.setSpacing(0)
        for row in page.cases_without_date:
            card.body.addWidget(text_line(row.title, row.number, partial(self._desk.go, "case", row.id)))
        all_of_them = partial(self._desk.go, "register", "no-date")
        card.body.addWidget(button(_("Open the register"), all_of_them, link=True))
        _and_more(card, page.counted.cases_without_date - len(page.cases_without_date))
        return card


def _and_more(card: Card, count: int) -> None:
    if count > 0:
        card.body.addWidget(label(n_("and {n} more", "and {n} more", count), quiet=True))


def _column() -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.L)
    return down
