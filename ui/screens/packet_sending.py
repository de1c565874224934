"""From the packet on disk to the mailbox: print, parts, payments, label, and the mailing recorded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office import as_filed, filing_address, packet_payment, packet_split, packets, upload_bundle
from immdesk.office.rows import Changed, DateRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label
from ui.printing_file import PagePrinting, printers, send_to_printer, still_there
from ui.screens.mailing_form import Mailed, MailingForm, form_layout
from ui.screens.packet_build import PDF


class PacketSending(QObject):
    """Does what the card asks for, and remembers for the session which files were built for which case."""

    def __init__(self, office: Any, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk
        self.built: dict[str, tuple[Path, ...]] = {}
        self._printing: PagePrinting | None = None

    def card(self, case_id: str, number: str, dates: tuple[DateRow, ...]) -> Card:
        """Give the card for a case; `dates` are the open entries that a mailing may settle."""
        card = Card(_("Print and mail"))
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.S)
        mailing = MailingForm(dates, partial(self._ask_files, case_id))
        for place, (words, then) in enumerate(self._actions(case_id, number, mailing)):
            grid.addWidget(button(words, then), place // 2, place % 2)
        card.body.addWidget(row)
        card.body.addWidget(_Parts(partial(self._ask_parts, case_id, number)))
        card.body.addWidget(mailing)
        return card

    def _actions(self, case_id: str, number: str, mailing: MailingForm) -> tuple[tuple[str, Any], ...]:
        return (
            (_("Print…"), partial(self._with_files, case_id, self._ask_printer)),
            (_("File copy…"), partial(self._with_file, case_id, partial(self._ask_copy, number))),
            (_("Payment sheet…"), partial(self._ask_payments, case_id, number)),
            (_("Mailing label…"), partial(self._ask_address, case_id, number, mailing)),
            (_("Files for an upload…"), partial(self._ask_upload, case_id)),
        )

    def _with_files(self, case_id: str, then: Any) -> None:
        """Go on with the packet that was built, all its parts in order; else ask for one of its files."""
        files = self.built.get(case_id, ())
        if files and all(one.exists() for one in files):
            then(files)
        else:
            title = _("Choose the packet, or one of its parts")
            self._desk.pick_file(title, PDF, lambda path: then(packet_split.parts_beside(path)))

    def _with_file(self, case_id: str, then: Any) -> None:
        files = self.built.get(case_id, ())
        if len(files) == 1 and files[0].exists():
            then(files[0])
        else:
            self._desk.pick_file(_("Choose the packet"), PDF, then)

    def _ask_printer(self, files: tuple[Path, ...]) -> None:
        self._desk.work.run_pure(
            self, printers, done=partial(self._choose_printer, files), failed=self._desk.problem
        )

    def _choose_printer(self, files: tuple[Path, ...], found: tuple[str, ...]) -> None:
        options = [("viewer", _("Open in the PDF viewer and print there"))]
        options += [(f"lp {one}", _("Printer {name}").format(name=one)) for one in found]
        options.append(("desk", _("By the desk, page by page")))
        self._desk.ask_choice(
            _("Print the packet"), _("How"), tuple(options), _("Go on"), partial(self._print, files)
        )

    def _print(self, files: tuple[Path, ...], how: str) -> None:
        if how == "viewer":
            for path in files:
                self._desk.open_outside(path)
        elif how == "desk":
            self._desk.work.run_pure(
                self, _pages_of, files, done=self._print_pages, failed=self._desk.problem
            )
        else:
            printer = how.removeprefix("lp ")
            self._desk.ask_text(
                _("Print the packet"), _("Copies"), _("Print"), partial(self._send, files, printer), text="1"
            )

    def _print_pages(self, pages: list[tuple[Path, int]]) -> None:
        self._desk.printer.print_pages(_("Packet"), partial(_picture_of, pages), len(pages), self._began)

    def _send(self, files: tuple[Path, ...], printer: str, copies: str) -> None:
        self._desk.work.run_pure(
            self, send_to_printer, files, printer, copies, done=self._sent, failed=self._desk.problem
        )

    def _sent(self, _nothing: object) -> None:
        self._desk.tell(_("The packet is on its way to the printer."))

    def _began(self, printing: PagePrinting) -> None:
        """Tell how far the desk's own printing is; asking to stop is one press away."""
        self._printing = printing
        printing.progressed.connect(self._page_printed)
        printing.ended.connect(self._printed)
        printing.failed.connect(self._desk.problem)
        self._desk.ask(
            _("The packet is being printed"),
            _("Pages go to the printer one after another; the desk can be used meanwhile."),
            _("Stop printing"),
            printing.stop,
        )

    def _page_printed(self, page: int, pages: int) -> None:
        self._desk.tell(_("Printing page {n} of {m}").format(n=page, m=pages))

    def _printed(self, well: bool) -> None:
        self._printing = None
        self._desk.tell(_("All pages are at the printer.") if well else _("Printing was stopped."))

    def _ask_copy(self, number: str, path: Path) -> None:
        name = safe_file_name(f"{number}-file-copy.pdf")
        self._desk.pick_save(_("File copy"), name, PDF, partial(self._copy, path))

    def _copy(self, path: Path, out: Path) -> None:
        self._run(_("Making the file copy"), packets.write_copy, path, out, reports=True, done=self._copied)

    def _copied(self, pages: int) -> None:
        self._desk.tell(n_("The file copy has {n} page.", "The file copy has {n} pages.", pages))

    def _ask_payments(self, case_id: str, number: str) -> None:
        name = safe_file_name(f"{number}-payments.pdf")
        self._desk.pick_save(_("Payment sheet"), name, PDF, partial(self._payments, case_id))

    def _payments(self, case_id: str, out: Path) -> None:
        self._run(
            _("Writing the payment sheet"),
            packet_payment.write_payments,
            self._office,
            case_id,
            out,
            done=self._paid,
        )

    def _paid(self, rows: tuple[packet_payment.PaymentRow, ...]) -> None:
        ready = sum(row.form_ready for row in rows)
        words = n_("The sheet is written, with {n} G-1450.", "The sheet is written, with {n} G-1450.", ready)
        missing = next((row.why_not for row in rows if not row.form_ready), "")
        self._desk.tell(f"{words} {missing}".strip())

    def _ask_address(self, case_id: str, number: str, mailing: MailingForm) -> None:
        kept = filing_address.filing_address(self._office, case_id)
        self._desk.ask_text(
            _("Mailing label"),
            _("Address of the agency, from its own page"),
            _("Go on"),
            partial(self._ask_label, case_id, number, mailing.tracking()),
            text=kept.address if kept else "",
            long=True,
        )

    def _ask_label(self, case_id: str, number: str, tracking: str, address: str) -> None:
        name = safe_file_name(f"{number}-label.pdf")
        then = partial(self._label, case_id, address, tracking)
        self._desk.pick_save(_("Mailing label"), name, PDF, then)

    def _label(self, case_id: str, address: str, tracking: str, out: Path) -> None:
        words = _("The label is written. Verify the address on the agency's page.")
        if not tracking:
            none = _("It has no tracking number: none was typed below.")
            words = f"{words} {none}"
        told = partial(self._said, words)
        self._run(
            _("Writing the label"),
            packet_payment.write_label,
            self._office,
            case_id,
            address,
            tracking,
            out,
            done=told,
        )

    def _ask_upload(self, case_id: str) -> None:
        title = _("Where the folder with the files goes")
        self._desk.pick_folder(title, partial(self._upload, case_id))

    def _upload(self, case_id: str, place: Path) -> None:
        args, title = (self._office, case_id, place), _("Writing the files for the upload")
        self._run(title, upload_bundle.build_bundle, *args, reports=True, done=self._uploaded)

    def _uploaded(self, made: upload_bundle.BundleMade) -> None:
        words = n_("{n} file was written.", "{n} files were written.", made.files)
        where = _("The folder: {folder}").format(folder=made.folder)
        draft = _("A draft: nobody has approved the packet as it is.") if made.draft else ""
        self._desk.tell(" ".join(filter(None, (words, draft, where))))

    def _ask_parts(self, case_id: str, number: str, megabytes: str, pages: str) -> None:
        try:
            limits = packet_split.limits_of(megabytes, pages)
        except Problem as problem:
            self._desk.problem(problem)
            return
        name = safe_file_name(f"{number}-packet.pdf")
        then = partial(self._parts, case_id, limits)
        self._desk.pick_save(_("Build in parts"), name, PDF, then)

    def _parts(self, case_id: str, limits: Any, out: Path) -> None:
        self._run(
            _("Building the packet in parts"),
            packet_split.build_parts,
            self._office,
            case_id,
            out,
            limits,
            reports=True,
            done=partial(self._parted, case_id),
        )

    def _parted(self, case_id: str, made: packet_split.PartsMade) -> None:
        self.built[case_id] = tuple(map(Path, made.paths))
        words = n_(
            "The packet is on disk in {n} part.", "The packet is on disk in {n} parts.", len(made.paths)
        )
        if made.left:
            older = _("Parts of an earlier time lie beside it: {names}").format(names=", ".join(made.left))
            words = f"{words} {older}"
        self._desk.changed(Changed(tables=frozenset({"packet"}), cases=frozenset({case_id}), message=words))

    def _ask_files(self, case_id: str, mailed: Mailed) -> None:
        self._with_files(case_id, partial(self._mailed, case_id, mailed))

    def _mailed(self, case_id: str, mailed: Mailed, files: tuple[Path, ...]) -> None:
        record_mailing(self._desk, self, self._office, case_id, mailed, files)

    def _said(self, words: str, _made: object) -> None:
        self._desk.tell(words)

    def _run(self, title: str, function: Any, *args: Any, done: Any, reports: bool = False) -> None:
        self._desk.work.run(
            self, function, *args, done=done, failed=self._desk.problem, title=title, reports=reports
        )


def record_mailing(
    desk: Desk, owner: QObject, office: Any, case_id: str, mailed: Mailed, files: tuple[Path, ...]
) -> None:
    """Keep these files as filed, beside the screen, with what was typed of the mailing."""
    desk.work.run(
        owner,
        partial(as_filed.record_mailing, beside=desk.work.beside, sent=mailed.sent),
        office,
        case_id,
        files,
        mailed.day,
        mailed.tracking,
        (mailed.entry,) if mailed.entry else (),
        reports=True,
        done=desk.changed,
        failed=desk.problem,
        title=_("Keeping the packet as filed"),
    )


class _Parts(QWidget):
    """Asks how large a part may be."""

    def __init__(self, go: Any) -> None:
        super().__init__()
        form = form_layout(self)
        self._size, self._pages = QLineEdit(), QLineEdit()
        form.addRow(label(_("At most MB in a part")), _named(self._size, _("At most MB in a part")))
        form.addRow(label(_("At most pages in a part")), _named(self._pages, _("At most pages in a part")))
        form.addRow("", button(_("Build in parts…"), lambda: go(self._size.text(), self._pages.text())))


def _pages_of(files: tuple[Path, ...]) -> list[tuple[Path, int]]:
    still_there(files)
    return [(path, page) for path in files for page in range(packets.page_count(path))]


def _picture_of(pages: list[tuple[Path, int]], page: int, width: int) -> Any:
    return packets.picture_of(*pages[page], width)


def _named(field: Any, name: str) -> Any:
    field.setAccessibleName(name)
    return field
