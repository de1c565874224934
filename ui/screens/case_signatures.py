"""The signatures of a case: who signs what, printing the pages, taking them home, where originals lie."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _, n_
from immdesk.office import originals, signature_run, signatures_home
from immdesk.office.originals import Original
from immdesk.office.rows import Changed
from immdesk.office.signature_run import ToSign
from immdesk.office.signatures_home import Waiting
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label
from ui.screens.case_page_tab import CaseTab, Column, tab_head
from ui.screens.packet_build import PDF
from ui.screens.packet_parts import state_words
from ui.screens.signature_beside import Beside

SCANS = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
Found = tuple[tuple[ToSign, ...], tuple[Waiting, ...], tuple[Original, ...]]


class CaseSignatures(CaseTab):
    """Every signature by its signer, the pages that wait to be matched, and the register of originals."""

    slow = True

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._house = QCheckBox(_("All open cases of the household"))
        self._house.toggled.connect(self._again)
        self._flags = QCheckBox(_("Flags on the pages"))
        self._flags.setChecked(True)
        self._words = label("", quiet=True, wrap=True)
        take = button(_("Signed pages came back…"), self._ask_scan, main=True, picture="attach")
        self._beside = Beside(office, desk, self)
        self._beside.hide()
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addLayout(tab_head(self._words, self._house, self._flags, take))
        down.addWidget(self._beside)
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Empty the page until the packet has been looked at."""
        self._column.clear()
        self._beside.hide()
        self._words.setText(_("Looking at the signatures…"))

    def read(self, office: Any, case_id: str) -> Found:
        """Give who signs where, what waits to be matched, and where originals lie."""
        rows = signature_run.to_sign(office, case_id, self._house.isChecked())
        return rows, signatures_home.waiting(office, case_id), originals.originals(office, case_id)

    def draw(self, found: Found) -> None:
        """Show them."""
        rows, waiting, papers = found
        left = sum(row.state != "matched" for row in rows)
        said = n_("{n} signature is still to be made.", "{n} signatures are still to be made.", left)
        signed = _("Everything is signed.") if rows else ""
        self._words.setText(said if left else signed)
        self._beside.set_sheets(tuple(row for row in rows if row.sheet_id))
        self._column.clear()
        if waiting:
            self._column.add(self._waiting_card(waiting))
        for name, mine in groupby(rows, key=lambda row: row.name):
            self._column.add(self._signer_card(name, tuple(mine)))
        if not rows:
            words = _("What is signed is read from the forms of the packet: their blanks are missing here.")
            look = partial(self.desk.go, "case", f"{self.case_id}/forms")
            none = _("Nobody signs here yet")
            self._column.add(EmptyState("edit", none, words, _("Look at the forms"), look))
        if papers:
            self._column.add(self._originals_card(papers))
        self._column.end()

    def _again(self, _on: bool) -> None:
        self._stale = True
        self._load()

    def _signer_card(self, name: str, rows: tuple[ToSign, ...]) -> Card:
        words = _("Print the pages…")
        out = partial(self._ask_where, name, rows[0].number)
        left = sum(row.state != "matched" for row in rows)
        press = button(words, out, link=True, name=f"{words} ({name})") if left else None
        card = Card(name, n_("{n} signature", "{n} signatures", len(rows)), action=press)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(rows):
            self._put_row(grid, place, row)
        card.body.addLayout(grid)
        return card

    def _put_row(self, grid: QGridLayout, place: int, row: ToSign) -> None:
        where = f"{row.form} – {row.who}" if row.who else row.form
        where = where if not self._house.isChecked() else f"{row.number} · {where}"
        about = _("page {page}, {label}").format(page=row.page, label=row.label)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(label(f"{where}, {about}", wrap=True))
        if row.reason:
            down.addWidget(label(row.reason, quiet=True, small=True, wrap=True))
        grid.addLayout(down, place, 0)
        words, level = state_words(row.state)
        grid.addWidget(label(words, level=level), place, 1)
        presses = QHBoxLayout()
        presses.setSpacing(theme.S)
        for text, then in self._presses(row):
            presses.addWidget(button(text, then, link=True, name=f"{text} ({where}, {about})"))
        presses.addStretch(1)
        grid.addLayout(presses, place, 2)

    def _presses(self, row: ToSign) -> tuple[tuple[str, Any], ...]:
        if row.state not in ("came back", "matched", "refused"):
            return ()
        look = (_("See the scan"), partial(self._look, row))
        take = (_("Take it"), partial(self._decide, row.place_id, True, ""))
        refuse = (_("Refuse…"), partial(self._ask_refuse, row.place_id))
        return {
            "came back": (look, take, refuse),
            "matched": (look, refuse),
            "refused": (look,),
        }[row.state]

    def _look(self, row: ToSign) -> None:
        self._beside.show_scan(signatures_home.last_page(self.office, row.sheet_id), row.sheet_id)

    def _decide(self, place_id: str, good: bool, reason: str) -> None:
        self.do(_("Keeping what was said"), signatures_home.decide, place_id, good, reason)

    def _ask_refuse(self, place_id: str) -> None:
        then = partial(self._decide, place_id, False)
        self.desk.ask_text(_("Refuse the signature"), _("What is wrong with it"), _("Refuse"), then)

    def _waiting_card(self, rows: tuple[Waiting, ...]) -> Card:
        card = Card(_("Came back without a code that can be read"))
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(theme.M)
            said = _("Page {n} of a scan").format(n=row.page)
            line.addWidget(label(said), 1)
            match, aside = _("Match it…"), _("It is no signed page")
            show = partial(self._beside.show_scan, row.id, "")
            line.addWidget(button(match, show, link=True, name=f"{match} ({said})"))
            line.addWidget(button(aside, partial(self._drop, row.id), link=True, name=f"{aside} ({said})"))
            card.body.addLayout(line)
        return card

    def _drop(self, page_id: str) -> None:
        self.do(_("Putting the page aside"), signatures_home.drop, page_id)

    def _originals_card(self, rows: tuple[Original, ...]) -> Card:
        card = Card(_("Register of originals"))
        why = _("The agency may ask for the paper with the ink at any time.")
        card.body.addWidget(label(why, quiet=True, small=True, wrap=True))
        for row in rows:
            card.body.addWidget(self._original(row))
        return card

    def _original(self, row: Original) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.M)
        said = _("{form}, page {page}: {who}").format(form=row.form, page=row.page, who=row.who)
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addWidget(label(said, wrap=True))
        for text in _lies(row):
            down.addWidget(label(text, quiet=True, small=True, wrap=True))
        line.addLayout(down, 1)
        for words, then in (
            (_("Where it lies…"), partial(self._ask_place, row.sheet_id)),
            (_("Sent on…"), partial(self._ask_sent, row.sheet_id)),
        ):
            line.addWidget(button(words, then, link=True, name=f"{words} ({said})"))
        return made

    def _ask_place(self, sheet_id: str) -> None:
        then = partial(self._lay, sheet_id)
        self.desk.ask_text(_("Register of originals"), _("Where the paper lies from today"), _("Keep"), then)

    def _ask_sent(self, sheet_id: str) -> None:
        then = partial(self._lay, sheet_id, _("sent on"))
        self.desk.ask_text(_("Register of originals"), _("To whom it was sent today"), _("Keep"), then)

    def _lay(self, sheet_id: str, place: str, sent_to: str = "") -> None:
        self.do(_("Keeping the register"), originals.lay, sheet_id, place, sent_to)

    def _ask_where(self, name: str, number: str) -> None:
        offered = safe_file_name(f"{number}-signatures.pdf")
        self.desk.pick_save(_("Signature pages"), offered, PDF, partial(self._print, name))

    def _print(self, name: str, out: Path) -> None:
        out = out if out.suffix else out.with_suffix(".pdf")
        args = (self.office, self.case_id, name, out, self._house.isChecked(), self._flags.isChecked())
        self.desk.work.run(
            self,
            signature_run.write_run,
            *args,
            done=self.desk.changed,
            failed=self.desk.problem,
            title=_("Writing the signature pages"),
            reports=True,
        )

    def _ask_scan(self) -> None:
        self.desk.pick_files(_("Signed pages"), SCANS, self.take_files)

    def take_files(self, files: list[Path]) -> None:
        """Take scans of signed pages one after another."""
        if files:
            self.desk.work.run(
                self,
                signatures_home.take_scan,
                self.office,
                self.case_id,
                files[0],
                done=partial(self._taken, files[1:]),
                failed=self.desk.problem,
                title=_("Looking at the signed pages"),
                reports=True,
            )

    def _taken(self, rest: list[Path], found: tuple[Any, Changed]) -> None:
        self.desk.changed(found[1])
        self.take_files(rest)


def _lies(row: Original) -> tuple[str, ...]:
    if not row.place:
        return (_("Nobody has said where it lies."),)
    words = _("{place}, since {day}").format(place=row.place, day=row.since)
    to = _("to {whom}").format(whom=row.sent_to) if row.sent_to else ""
    return (" ".join(filter(None, (words, to))), *row.before)
