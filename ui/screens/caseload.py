"""Bring in a caseload: a spreadsheet is chosen, its columns named, tried, and brought in as one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.parts.take_list import TakeList
from ui.screens.caseload_columns import ColumnsCard

if TYPE_CHECKING:
    from immdesk.office.caseload import Choices, Sheet
    from immdesk.office.caseload_trial import Trial
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

KINDS = "*.csv *.xlsx *.txt *.tsv"
CSV = "CSV (*.csv)"
_SHOWN = 60
_LIST_HIGH = 220


class Caseload(QWidget):
    """The steps stand one below the other; the main action is always the next one."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._trial: Trial | None = None
        inner = Page()
        page = page_layout(inner)
        heading = Heading(_("Bring in a caseload"), _("From a CSV or Excel file with one row a case"))
        heading.add(button(_("Choose a file…"), self._pick, picture="folder"))
        page.addWidget(heading)
        self._body, self._results = QVBoxLayout(), QVBoxLayout()
        for one in (self._body, self._results):
            one.setSpacing(theme.L)
            page.addLayout(one)
        page.addStretch(1)
        fill(self, scroll_page(inner))
        self._begin()

    def show_ref(self, _ref: str) -> None:
        """Stay where one was."""

    def refresh(self, _changed: Changed) -> None:
        """Nothing here follows the records; the trial says what would be made when it is made."""

    # -- one: the file ------------------------------------------------------------------------

    def _begin(self) -> None:
        clear_layout(self._body)
        clear_layout(self._results)
        words = _(
            "Cases that the office kept elsewhere. Nothing is changed before you have seen what it makes."
        )
        self._body.addWidget(
            EmptyState("folder", _("No file is chosen"), words, _("Choose a file…"), self._pick)
        )

    def _pick(self) -> None:
        kinds = _("Spreadsheets ({kinds})").format(kinds=KINDS)
        self._desk.pick_file(_("Choose the spreadsheet"), kinds, self._read)

    def _read(self, path: Path) -> None:
        from immdesk.office import caseload

        self._desk.work.run_pure(
            self,
            caseload.open_file,
            path,
            done=self._sheets,
            failed=self._desk.problem,
            title=_("Reading the spreadsheet…"),
            reports=True,
        )

    # -- two: what its columns mean -----------------------------------------------------------

    def _sheets(self, sheets: tuple[Sheet, ...]) -> None:
        from immdesk.office import caseload

        clear_layout(self._body)
        clear_layout(self._results)
        types = tuple((name, one.title) for name, one in self._office.library.case_types.items())
        columns = ColumnsCard(sheets, types, partial(caseload.first_choices, self._office))
        self._columns = columns
        self._body.addWidget(columns)
        self._body.addLayout(_at_the_right(button(_("Try it"), self._try, main=True)))
        columns.setFocus()

    def _try(self) -> None:
        from immdesk.office import caseload

        self._desk.work.run(
            self,
            caseload.trial,
            self._office,
            self._columns.sheet(),
            self._columns.choices(),
            done=partial(self._tried, self._columns.choices()),
            failed=self._desk.problem,
            title=_("Trying the caseload…"),
            reports=True,
        )

    # -- three: what it would make ------------------------------------------------------------

    def _tried(self, choices: Choices, trial: Trial) -> None:
        clear_layout(self._results)
        self._trial = trial
        counts = trial.counts()
        card = Card(_("What would be made"))
        for words in _made_words(counts):
            card.body.addWidget(label(words, wrap=True))
        for note in trial.notes:
            card.body.addWidget(Banner(note, "info"))
        self._put_alike(trial)
        self._review = QVBoxLayout()
        self._results.addLayout(self._review)
        self._look_again()
        go = n_("Bring in {n} case", "Bring in {n} cases", counts["cases"])
        if not counts["cases"]:
            go = _("Take in what is new")
        bring_in = button(go, partial(self._bring_in, choices), main=True, picture="check")
        card.body.addLayout(_at_the_right(bring_in))
        self._results.addWidget(card)
        bring_in.setFocus()
        if trial.troubles:
            self._results.addWidget(self._troubles(trial))

    def _put_alike(self, trial: Trial) -> None:
        from ui.screens.caseload_alike import AlikeCard

        people = [one for one in trial.people() if one.alike]
        if people:
            alike = AlikeCard(people[:_SHOWN], len(people) - _SHOWN)
            alike.chosen.connect(self._look_again)
            self._results.addWidget(alike)

    def _look_again(self) -> None:
        """Lay what the file says of those who are here beside what the office has."""
        from immdesk.office.caseload_review import review

        clear_layout(self._review)
        self._taking: TakeList | None = None
        found = review(self._office, self._trial) if self._trial else None
        if found is None or all(line.state == "same" for line in found.lines):
            return
        card = Card(found.title, _("nothing of theirs is overwritten unasked; mark what to take"))
        self._taking = TakeList(found.title, _("In the file"))
        self._taking.setMinimumHeight(_LIST_HIGH)
        self._taking.put(found)
        card.body.addWidget(self._taking)
        self._review.addWidget(card)

    def _troubles(self, trial: Trial) -> Card:
        title = n_("{n} cell was not understood", "{n} cells were not understood", len(trial.troubles))
        save = button(_("Save the report…"), self._pick_report, link=True)
        card = Card(title, "", save)
        for one in trial.troubles[:_SHOWN]:
            where = _("Row {row}").format(row=one.row)
            told = " · ".join(part for part in (where, one.column, one.text[:80]) if part)
            card.body.addWidget(label(told, wrap=True))
            reason = f"{one.reason} {_('Kept all the same.')}" if one.kept else one.reason
            card.body.addWidget(label(reason, quiet=True, small=True, wrap=True))
        more = len(trial.troubles) - _SHOWN
        if more > 0:
            words = n_("{n} more in the report.", "{n} more in the report.", more)
            card.body.addWidget(label(words, quiet=True))
        return card

    def _pick_report(self) -> None:
        name = safe_file_name("caseload-report.csv")
        self._desk.pick_save(_("Save the report"), name, CSV, self._write_report)

    def _write_report(self, out: Path) -> None:
        from immdesk.office import caseload

        self._desk.work.run_pure(
            self,
            caseload.write_report,
            self._trial,
            out,
            done=self._report_written,
            failed=self._desk.problem,
        )

    def _report_written(self, _nothing: None) -> None:
        self._desk.tell(_("The report is on disk. It holds what the clients told: keep it safe."))

    # -- four: there they are -----------------------------------------------------------------

    def _bring_in(self, choices: Choices) -> None:
        from immdesk.office import caseload

        caseload.remember(self._office, choices)
        self._desk.work.run(
            self,
            caseload.bring_in,
            self._office,
            self._trial,
            self._taking.taken() if self._taking else frozenset(),
            done=self._brought_in,
            failed=self._desk.problem,
            title=_("Bringing in the caseload…"),
            reports=True,
        )

    def _brought_in(self, changed: Changed) -> None:
        clear_layout(self._body)
        clear_layout(self._results)
        card = Card(changed.message)
        words = _("Their dates are worked out in a moment. Undo (Ctrl+Z) takes all of it back.")
        card.body.addWidget(label(words, wrap=True))
        look = button(_("Look at the cases"), partial(self._desk.go, "cases"), main=True)
        card.body.addLayout(_at_the_right(look))
        self._body.addWidget(card)
        self._desk.changed(changed)


def _at_the_right(one: QWidget) -> QHBoxLayout:
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(one)
    return across


def _made_words(counts: dict[str, int]) -> tuple[str, ...]:
    here = _("{n} here already").format(n=counts["cases_known"])
    known = _("{n} here already").format(n=counts["people_known"])
    return (
        n_("{n} case", "{n} cases", counts["cases"]) + f" ({here})",
        n_("{n} person", "{n} people", counts["people"]) + f" ({known})",
        n_("{n} receipt", "{n} receipts", counts["receipts"]),
        n_("{n} notice", "{n} notices", counts["notices"]),
        n_("{n} open date, to be verified", "{n} open dates, to be verified", counts["dates"]),
    )
