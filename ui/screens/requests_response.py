"""The response as a whole: how much is answered, who approves it, build it, and record that it went out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _
from immdesk.office import firm, request_changes, response_packet, sign_in
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.screens.mailing_form import Mailed, MailingForm
from ui.screens.packet_build import PDF
from ui.screens.packet_sending import record_mailing

if TYPE_CHECKING:
    from immdesk.office.request_rows import How, RequestsPage
    from immdesk.office.rows import PacketMade
    from ui.parts.desk import Desk


class ResponseCard(Card):
    """Approves, builds and records the mailing of one response; `built` comes with the packet."""

    built = Signal(object)

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("The response"))
        self._office, self._desk = office, desk
        self._page: RequestsPage | None = None
        self._notice, self._files = "", dict[str, Path]()
        self._asked: object = None
        self._lay_out()

    def put(self, page: RequestsPage) -> None:
        """Show how much of this notice is answered, and ask how it was mailed."""
        self._page, self._notice = page, page.head.notice_id
        self._how.setCurrentIndex(max(self._how.findData(page.how), 0))
        self._why.setText(page.how_why)
        self._why.setVisible(bool(page.how_why))
        self._build.setEnabled(page.how != "withdraw" and bool(page.requests))
        self._approve.setEnabled(bool(page.requests))
        due = page.due
        dates = (due,) if due is not None and due.entry_id and due.state == "kept" else ()
        about = (page.head.notice_id, page.how, [one.entry_id for one in dates])
        if about != self._asked:
            self._asked = about
            clear_layout(self._mailing)
            if page.how != "withdraw":
                self._mailing.addWidget(MailingForm(dates, self._ask_file, settles=True))

    # -- private ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._how = QComboBox()
        self._how.setAccessibleName(_("What is answered"))
        for how, words in (
            ("complete", _("All requests are answered")),
            ("partial", _("Only a part, with a decision on the record")),
            ("withdraw", _("Nothing: the filing is withdrawn")),
        ):
            self._how.addItem(words, how)
        self._how.activated.connect(self._how_chosen)
        self._why = label("", quiet=True, wrap=True)
        self._approve = button(_("An attorney approves…"), self._ask_attorney, picture="stamp")
        self._build = button(_("Build the response…"), self._ask_where, picture="packet")
        line = QWidget()
        across = QGridLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._approve, 0, 0)
        across.addWidget(self._build, 0, 1)
        self._mailing = QVBoxLayout()
        self.head.addWidget(
            button(_("Letters"), self._open_letters, link=True, name=_("Letters of the case"))
        )
        self.body.addWidget(self._how)
        self.body.addWidget(self._why)
        self.body.addWidget(line)
        self.body.addLayout(self._mailing)

    def _how_chosen(self, _place: int) -> None:
        how: How = self._how.currentData()
        if how == "complete":
            self._do(_("Keeping it"), request_changes.set_how, self._notice, how)
            return
        assert self._page is not None
        self._how.setCurrentIndex(self._how.findData(self._page.how))
        self._desk.ask_text(
            _("Only a part is answered") if how == "partial" else _("The filing is withdrawn"),
            _("Who decided it, and why"),
            _("Keep"),
            lambda why: self._do(_("Keeping it"), request_changes.set_how, self._notice, how, why),
            long=True,
        )

    def _ask_attorney(self) -> None:
        if not sign_in.may(self._office, "approve"):
            self._approved("")  # the desk offers to ask an attorney
            return
        attorneys = firm.attorneys_here(self._office)
        self._desk.ask_choice(
            _("Who approves this response?"), _("Attorney"), attorneys, _("Approve"), self._approved
        )

    def _approved(self, staff_id: str) -> None:
        self._do(_("Keeping the approval"), response_packet.approve_response, self._notice, staff_id)

    def _ask_where(self) -> None:
        assert self._page is not None
        name = safe_file_name(f"{self._page.head.case_number}-response.pdf")
        self._desk.pick_save(_("Build the response"), name, PDF, self._build_it)

    def _build_it(self, out: Path) -> None:
        self._build.setEnabled(False)
        self._desk.work.run(
            self,
            partial(response_packet.build_response, beside=self._desk.work.beside),
            self._office,
            self._notice,
            out if out.suffix else out.with_suffix(".pdf"),
            done=self._made,
            failed=self._not_made,
            title=_("Building the response"),
            reports=True,
        )

    def _made(self, made: PacketMade) -> None:
        self._build.setEnabled(True)
        self._files[self._notice] = Path(made.path)
        self.built.emit(made)

    def _not_made(self, error: BaseException) -> None:
        self._build.setEnabled(True)
        self._desk.problem(error)

    def _ask_file(self, mailed: Mailed) -> None:
        built = self._files.get(self._notice)
        if built is not None and built.exists():
            self._mailed(mailed, built)
        else:
            title = _("Choose the response that was mailed")
            self._desk.pick_file(title, PDF, partial(self._mailed, mailed))

    def _mailed(self, mailed: Mailed, path: Path) -> None:
        assert self._page is not None
        record_mailing(self._desk, self, self._office, self._page.head.case_id, mailed, (path,))

    def _open_letters(self) -> None:
        if self._page is not None:
            self._desk.go("case", f"{self._page.head.case_id}/letters")

    def _do(self, title: str, function: Any, *args: Any) -> None:
        self._desk.work.run(
            self,
            function,
            self._office,
            *args,
            done=self._desk.changed,
            failed=self._desk.problem,
            title=title,
        )
