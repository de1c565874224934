"""The calendar going out of the desk: to the printer, into a PDF, into a file for other calendar programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from ui.calendar.sheets_out import SheetsOut
from ui.parts.buttons import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from immdesk.office.calendar_files import Wanted
    from immdesk.office.docket_sheets import Asked
    from ui.calendar.grid import Pen
    from ui.calendar.paper import Sheet
    from ui.parts.desk import Desk

_PDF = "PDF (*.pdf)"


class GoingOut(QObject):
    """Prints, saves and exports what `sheet()` and `asked()` give at that moment."""

    def __init__(
        self, office: Any, desk: Desk, sheet: Callable[[], Sheet], asked: Callable[[], Asked]
    ) -> None:
        super().__init__()
        self._office, self._desk, self._sheet, self._asked = office, desk, sheet, asked
        self._sheets = SheetsOut(office, desk, asked)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Give the four buttons of the calendar."""
        return (
            button(_("Print…"), self.print_view, name=_("Print the calendar")),
            button(_("Save as PDF…"), self.save_view, name=_("Save the calendar as PDF")),
            self._sheets.button(),
            button(_("Export…"), self.export, name=_("Export for another calendar program")),
        )

    def print_view(self) -> None:
        """Ask for a printer and print what is shown."""
        from ui.calendar import paper

        sheet = self._sheet()
        if sheet.view in ("timeline", "year"):
            self._sheets.print_sheet(sheet.view)
            return
        done = partial(self._desk.tell, _("The calendar went to the printer."))
        self._desk.printer.print_sheets(sheet.title, lambda printer: paper.paint(printer, sheet), done)

    def save_view(self) -> None:
        """Ask where to write what is shown, as a PDF; its name tells nothing of a client."""
        sheet = self._sheet()
        if sheet.view in ("timeline", "year"):
            self._sheets.save_sheet(sheet.view)
            return
        name = f"calendar-{sheet.view}-{sheet.day.isoformat()}.pdf"
        self._desk.pick_save(_("Save the calendar as PDF"), name, _PDF, partial(self._save, sheet))

    def export(self) -> None:
        """Ask what goes into a calendar file, and how clients appear in it."""
        from immdesk.office import calendar_days, firm

        words = calendar_days.filter_words(self._office, self._asked().only)
        shown = [("shown", _("As filtered: {filter}").format(filter=words))] if words else []
        cases = calendar_days.case_choices(self._office)
        options = (
            ("all", _("All dates of the office")),
            *shown,
            *(
                (f"staff {one.id}", _("Cases of {name}").format(name=one.name))
                for one in firm.staff(self._office)
            ),
            *((f"case {one}", _("Case {number}").format(number=title)) for one, title in cases),
            *(
                (f"person {one}", _("Client {name}").format(name=name))
                for one, name in calendar_days.client_choices(self._office)
            ),
        )
        names = (("none", _("Not at all")), ("initials", _("By their initials")))
        fields = (
            ("what", _("What goes into the file"), options),
            ("names", _("How clients appear in the other program"), names),
        )
        self._desk.ask_choices(_("Export the calendar"), fields, _("Choose a place…"), self._pick)

    def _pick(self, chosen: dict[str, str]) -> None:
        wanted = self._wanted(chosen)
        then = partial(self._export, wanted)
        self._desk.pick_save(_("Export the calendar"), "docket.ics", _("Calendar (*.ics)"), then)

    def _wanted(self, chosen: dict[str, str]) -> Wanted:
        from immdesk.office import calendar_days
        from immdesk.office.calendar_files import Wanted

        what, _space, which = chosen["what"].partition(" ")
        names: Any = chosen["names"]
        if what == "shown":
            return calendar_days.wanted_of(self._asked().only, names)
        ids = {f"{what}_id": which} if which else {}
        return Wanted(**ids, names=names)  # type: ignore[arg-type]

    def _export(self, wanted: Wanted, out: Path) -> None:
        from immdesk.office import calendar_files

        target = out if out.suffix else out.with_suffix(".ics")
        self._run(calendar_files.export, self._office, target, wanted, done=self._exported)

    def _exported(self, count: int) -> None:
        self._desk.tell(n_("{n} date is in the file.", "{n} dates are in the file.", count))

    def _save(self, sheet: Sheet, out: Path) -> None:
        from ui.calendar import paper

        target = out if out.suffix else out.with_suffix(".pdf")
        self._run(_write_pdf, target, sheet, paper.pen_on_paper(), done=self._saved)

    def _saved(self, _nothing: object) -> None:
        self._desk.tell(_("The calendar is on disk."))

    def _run(self, work: Callable[..., Any], *args: Any, done: Callable[[Any], None]) -> None:
        self._desk.work.run(
            self._desk.window,
            work,
            *args,
            done=done,
            failed=self._desk.problem,
            title=_("Writing the calendar"),
            reports=True,
        )


def _write_pdf(out: Path, sheet: Sheet, pen: Pen, progress: Progress, cancelled: Cancelled) -> None:
    """Draw the sheet and write it, beside the screen, whole or not at all."""
    from immdesk.office.written import write_out
    from ui.calendar import paper

    watched = Watched(progress, cancelled, _("No file was written."))
    pages = paper.as_pdf(sheet, pen, watched)
    watched.look()
    write_out(out, pages, _("The calendar could not be written."))
