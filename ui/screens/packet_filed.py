"""What was filed: when and how, by whose word, its checksums, and what is not as it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office import as_filed, request_sheets
from immdesk.office.as_filed import FiledRow
from immdesk.office.calculators import paper
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label
from ui.screens.mailing_form import Mailed, MailingForm
from ui.screens.packet_build import PDF

if TYPE_CHECKING:
    from ui.parts.desk import Desk

MOST = 12


class FiledActions(QObject):
    """What can be done with a packet as filed: a copy, its sheet, a correction that names the old record."""

    def __init__(self, office: Any, desk: Desk, parent: QObject, case_id: str, case: str) -> None:
        super().__init__(parent)
        self._office, self._desk, self._case_id, self._case = office, desk, case_id, case

    def save(self, row: FiledRow) -> None:
        """Ask for a folder and write the packet there as it was filed."""
        self._desk.pick_folder(_("Save a copy as filed"), partial(self._save, row.packet_id))

    def sheet(self, row: FiledRow) -> None:
        """Ask where and write the record on a sheet: how it was sent, and the SHA-256 of every part."""
        made = request_sheets.filed_sheet(self._office, self._case, row)
        then = partial(self._write, paper.as_pdf(made))
        self._desk.pick_save(_("The record as a PDF"), paper.file_name_of(made), PDF, then)

    def correct(self, row: FiledRow) -> None:
        """Ask what was recorded wrongly, and why."""
        dialog = _Correction(self._desk, row, partial(self._correct, row))
        dialog.show()

    def _save(self, packet_id: str, folder: Path) -> None:
        self._desk.work.run(
            self,
            as_filed.write_filed,
            self._office,
            self._case_id,
            packet_id,
            folder,
            done=self._saved,
            failed=self._desk.problem,
            title=_("Writing the packet as filed"),
        )

    def _saved(self, _paths: object) -> None:
        self._desk.tell(_("The packet is written as it was filed."))

    def _write(self, pdf: bytes, out: Path) -> None:
        self._desk.work.run_pure(
            self,
            paper.write_pdf,
            pdf,
            out if out.suffix else out.with_suffix(".pdf"),
            done=self._written,
            failed=self._desk.problem,
        )

    def _written(self, _nothing: object) -> None:
        self._desk.tell(_("The page is on disk."))

    def _correct(self, row: FiledRow, mailed: Mailed, done: Callable[[], None]) -> None:
        self._desk.work.run(
            self,
            as_filed.correct_mailing,
            self._office,
            self._case_id,
            row.packet_id,
            mailed.day,
            mailed.tracking,
            mailed.sent,
            mailed.why,
            done=partial(self._corrected, done),
            failed=self._desk.problem,
            title=_("Recording the correction"),
        )

    def _corrected(self, done: Callable[[], None], changed: Any) -> None:
        done()
        self._desk.changed(changed)


class _Correction(QDialog):
    """Asks anew how a packet was sent; it stays open until the correction is recorded."""

    def __init__(self, desk: Desk, row: FiledRow, then: Callable[[Mailed, Callable[[], None]], None]) -> None:
        super().__init__(desk.window)
        self._then = then
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Correct how it was sent")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(title, 2, wrap=True))
        down.addWidget(MailingForm((), self._send, row))
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(button(_("Cancel"), self.reject))
        down.addLayout(feet)
        self.resize(70 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def _send(self, mailed: Mailed) -> None:
        self._then(mailed, self.accept)


def filed_card(row: FiledRow, actions: FiledActions) -> Card:
    """Give the card of a packet that was mailed."""
    title = _("The response, as filed") if row.answers else _("As filed")
    card = Card(title)
    for text in row.troubles:
        card.body.addLayout(_marked(text, "bad"))
    card.body.addWidget(label(" ".join(_sent(row)), wrap=True))
    if row.approved_by:
        approved = _("Approved by {name}, {day}.").format(name=row.approved_by, day=row.approved_at)
        card.body.addWidget(label(approved, wrap=True))
    pages = sum(one.pages for one in row.files)
    files = n_("{n} file", "{n} files", len(row.files))
    told = _("{files}, {pages}; SHA-256 {sum}").format(
        files=files, pages=n_("{n} page", "{n} pages", pages), sum=f"{row.sha256[:16]}…"
    )
    line = label(told, quiet=True, small=True, wrap=True)
    line.setToolTip(row.sha256)
    card.body.addWidget(line)
    for one in row.corrections:
        words = _("Corrected {day} by {name}: {why}").format(day=one.at, name=one.by, why=one.why)
        card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
    for stood in row.overridden:
        words = _("Let stand before printing: {what}").format(what=stood)
        card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
    if row.seal and not row.troubles:
        sound = _("The sealed record and every kept file are as they were filed.")
        card.body.addWidget(label(sound, level="good", small=True, wrap=True))
    _since(card, row)
    feet = QHBoxLayout()
    feet.setSpacing(theme.S)
    feet.addWidget(button(_("Save a copy as filed…"), partial(actions.save, row), link=True))
    feet.addWidget(button(_("The record as a PDF…"), partial(actions.sheet, row), link=True))
    feet.addWidget(button(_("Correct…"), partial(actions.correct, row), link=True))
    feet.addStretch(1)
    card.body.addLayout(feet)
    return card


def _sent(row: FiledRow) -> list[str]:
    words = [_("Mailed {day}.").format(day=row.mailed_on)]
    if row.how == "online":
        words = [_("Filed online {day}.").format(day=row.mailed_on)]
    elif row.how in ("courier", "hand"):
        words = [_("Sent {day}, {way}.").format(day=row.mailed_on, way=row.sent)]
    if row.carrier:
        words.append(_("Carrier: {name}.").format(name=row.carrier))
    if row.tracking:
        words.append(_("Tracking number {number}.").format(number=row.tracking))
    if row.confirmation:
        words.append(_("Confirmation number {number}.").format(number=row.confirmation))
    if row.address:
        words.append(_("To: {address}.").format(address=", ".join(row.address.splitlines())))
    return words


def _since(card: Card, row: FiledRow) -> None:
    if not row.compared:
        return
    if not row.since:
        words = _("Nothing that was in it has changed since.")
        card.body.addWidget(label(words, level="good", wrap=True))
        return
    card.body.addWidget(label(_("Since filing:"), wrap=True))
    for text in row.since[:MOST]:
        card.body.addLayout(_marked(text, "warn"))
    if len(row.since) > MOST:
        more = n_("and {n} more", "and {n} more", len(row.since) - MOST)
        card.body.addWidget(label(more, quiet=True, small=True))


def _marked(text: str, level: str) -> QHBoxLayout:
    look = theme.look_of()
    line = QHBoxLayout()
    line.setSpacing(theme.S)
    colour = look.bad if level == "bad" else look.warn
    line.addWidget(icon_label("warning", 16, colour), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(text, wrap=True, level="bad" if level == "bad" else ""), 1)
    return line
