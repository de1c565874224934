"""The dates of a case: what waits for a decision, what is on the docket, what the law says besides."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _, n_
from immdesk.office import attorney_page, dates, firm
from immdesk.office.rows import DateRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.parts.labels import label, title_label
from ui.screens.case_dates_asking import EXTRA, ask_extra
from ui.screens.case_dates_card import DateCard
from ui.screens.case_dates_words import WAITING
from ui.screens.case_page_tab import CaseTab, Column, tab_head
from ui.screens.packet_build import PDF
from ui.screens.today_approvals import waiting_banner
from ui.who_changed import about as of_record

ACCEPTABLE = ("proposed", "moved", "lifted")


class CaseDates(CaseTab):
    """Dates of one case; each explains itself and waits for a person."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._open: set[str] = set()
        self._words = label("", quiet=True, wrap=True)
        self._all = button("", self._accept_all, main=True, picture="check")
        self._rows: tuple[DateRow, ...] = ()
        self._find = Finder(_("Find a date"))
        self._find.finding.connect(self._fill)
        self._find.hide()
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        page = button(_("Attorney's page…"), self._ask_page, picture="print")
        page.setToolTip(_("All dates with their arithmetic and a line to sign, as a PDF"))
        down.addLayout(tab_head(self._words, self._find, page, self._all))
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Fold everything and find nothing: another case is shown."""
        self._open.clear()
        self._find.clear()

    def read(self, office: Any, case_id: str) -> tuple[DateRow, ...]:
        """Give the dates of the case."""
        return dates.dates_told(office, case_id)

    def draw(self, rows: tuple[DateRow, ...]) -> None:
        """Show the dates in groups, what waits for a decision first."""
        waiting = [row for row in rows if row.state in WAITING]
        ready = sum(row.state in ACCEPTABLE for row in rows)
        self._all.setText(n_("Accept {n} date", "Accept all {n} dates", ready))
        self._all.setAccessibleName(self._all.text())
        self._all.setVisible(bool(ready))
        self._words.setText(
            n_("{n} date waits for your decision.", "{n} dates wait for your decision.", len(waiting))
            if waiting
            else _("Nothing waits for a decision.")
        )
        self._rows = rows
        self._find.stand_by(len(rows))
        self._fill()

    def _fill(self, _words: str = "") -> None:
        rows = [row for row in self._rows if self._find.fits(row.title, row.who, row.shown, row.rule)]
        self._column.clear()
        waits = waiting_banner(self.office, self.desk, self.case_id, ("date",))
        if waits is not None:
            self._column.add(waits)
        self._group(_("Waiting for your decision"), [row for row in rows if row.state in WAITING])
        self._group(_("On the docket"), [row for row in rows if row.state == "kept"])
        self._group(_("What the law says besides"), [row for row in rows if row.state == "finding"])
        self._group(_("Done and not kept"), [row for row in rows if row.state in ("done", "refused")])
        if not rows and self._rows:
            self._column.add(EmptyState("search", _("No date fits"), _("Try fewer letters.")))
        elif not rows:
            self._column.add(_empty())
        self._column.end()

    def _group(self, title: str, rows: list[DateRow]) -> None:
        if not rows:
            return
        self._column.body.addWidget(title_label(title, 2))
        for row in rows:
            card = DateCard(row, row.key in self._open)
            of_record(card, self.desk, "docket_entry", row.entry_id, row.title)
            card.wanted.connect(self._wanted)
            card.asking.connect(self._ask)
            card.unfolded.connect(self._remember)
            self._column.add(card)

    def _remember(self, key: str, open_: bool) -> None:
        (self._open.add if open_ else self._open.discard)(key)

    def _wanted(self, verb: str, ref: str) -> None:
        if verb == "accept":
            self.do(_("Accepting a date"), dates.accept, self.case_id, [ref])
        elif verb == "refuse":
            self.desk.ask_text(
                _("Not this date?"),
                _("Why it is not kept; the attorney reads this in the history"),
                _("Do not keep it"),
                partial(self._refuse, ref),
                long=True,
            )
        elif verb == "attorney":
            self._ask_attorney(ref)
        elif verb == "done":
            self.desk.ask_text(
                _("Done, with what proof?"),
                _("Tracking number, receipt, or how it was done"),
                _("Mark as done"),
                partial(self._done, ref),
            )
        elif verb == "reopen":
            self.do(_("Putting a date back"), dates.reopen, ref)
        elif verb in EXTRA:
            ask_extra(self.desk, self.office, self.do, verb, ref)

    def _ask_page(self) -> None:
        number = next((row.case_number for row in self._rows), "")
        name = safe_file_name(f"{number} dates.pdf")
        self.desk.pick_save(_("Write the attorney's page"), name, PDF, self._write_page)

    def _write_page(self, out: Path) -> None:
        if not out.suffix:
            out = out.with_suffix(".pdf")
        self.desk.work.run(
            self,
            attorney_page.write_page,
            self.office,
            self.case_id,
            out,
            done=self._page_written,
            failed=self.desk.problem,
            title=_("Writing the attorney's page"),
        )

    def _page_written(self, _nothing: None) -> None:
        self.desk.tell(_("The attorney's page is on disk."))

    def _accept_all(self) -> None:
        self.do(_("Accepting dates"), dates.accept_all, self.case_id)

    def _refuse(self, key: str, reason: str) -> None:
        self.do(_("Keeping the reason"), dates.refuse, self.case_id, key, reason)

    def _done(self, entry_id: str, proof: str) -> None:
        self.do(_("Keeping the proof"), dates.done, entry_id, proof)

    def _ask_attorney(self, key: str) -> None:
        attorneys = firm.attorneys_here(self.office)
        self.desk.ask_choice(
            _("Which attorney accepts the later day?"),
            _("Attorney"),
            attorneys,
            _("Go on"),
            partial(self._ask_reason, key),
        )

    def _ask_reason(self, key: str, attorney_id: str) -> None:
        self.desk.ask_text(
            _("Why is the printed day right?"),
            _("Reason, in the attorney's words"),
            _("Accept the printed day"),
            partial(self._accept_for, key, attorney_id),
            long=True,
        )

    def _accept_for(self, key: str, attorney_id: str, reason: str) -> None:
        self.do(_("Accepting a date"), dates.accept, self.case_id, [key], reason, attorney_id)

    def _ask(self, path: str) -> None:
        self.desk.go("intake", f"case:{self.case_id}#{path}@")


def _empty() -> EmptyState:
    return EmptyState(
        "scales",
        _("No dates yet"),
        _("Dates come from answers and notices. Answer the questions of the case, and they appear here."),
    )
