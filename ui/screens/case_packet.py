"""The packet of a case: what goes in, what must be looked at, who approves, and Build."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import as_filed, cases, dates, fee_sheet, firm, packet_layout, packets, sign_in
from immdesk.office.fee_sheet import CaseFees, FilingFees, PaidLine
from immdesk.office.rows import DateRow, PacketMade, PacketPage
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label
from ui.screens.case_fees import correct_a_fee, fees_card
from ui.screens.case_page_tab import CaseTab, Column, tab_head
from ui.screens.packet_build import PacketBuild
from ui.screens.packet_choices import ChoicesCard
from ui.screens.packet_filed import FiledActions, filed_card
from ui.screens.packet_findings import PacketFindings
from ui.screens.packet_order import PartList, order_card
from ui.screens.packet_parts import gaps_card, signatures_card
from ui.screens.packet_sending import PacketSending
from ui.screens.today_approvals import waiting_banner

Found = tuple[PacketPage, CaseFees, tuple[as_filed.FiledRow, ...], tuple[DateRow, ...]]
"""The packet as it would be built now, its fees, those that were mailed, and the open dates."""


class CasePacket(CaseTab):
    """Everything about the packet before it is printed; the attorney's word is asked for here."""

    slow = True

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._made: dict[str, PacketMade] = {}
        self._parts: PartList | None = None
        self._chosen = ""
        self._build = PacketBuild(office, desk, self)
        self._build.busy.connect(self._busy)
        self._build.made.connect(self._remember)
        self._sending = PacketSending(office, desk, self)
        self._findings = PacketFindings(office, desk, self, self.do)
        self._findings.approve, self._findings.fees = self._ask_attorney, self._show_fees
        self._fees: QWidget | None = None
        self._words = label("", quiet=True, wrap=True)
        self._approve = button(_("An attorney approves…"), self._ask_attorney, picture="stamp")
        self._main = button(_("Build the packet…"), self._ask_where, main=True, picture="packet")
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addLayout(tab_head(self._words, self._approve, self._main))
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Empty the page until the packet has been looked at."""
        self._forget_parts()
        self._column.clear()
        self._words.setText(_("Looking at the packet…"))

    def read(self, office: Any, case_id: str) -> Found:
        """Give the packet as it would be built now, what it costs, what was mailed, and the open dates."""
        open_dates = tuple(row for row in dates.dates_of(office, case_id) if row.state == "kept")
        filed = as_filed.filed_packets(office, case_id)
        return packets.page(office, case_id), fee_sheet.fees_of_case(office, case_id), filed, open_dates

    def draw(self, found: Found) -> None:
        """Show the packet."""
        rows, fees, filed, open_dates = found
        self._words.setText(_headline(rows))
        words = _("Another attorney approves…") if rows.approved_by else _("An attorney approves…")
        approves = sign_in.may(self.office, "approve")
        self._approve.setText(words if approves else _("Ask an attorney to approve…"))
        focused = self._forget_parts()
        self._column.clear()
        waits = waiting_banner(self.office, self.desk, self.case_id, ("packet", "finding"))
        if waits is not None:
            self._column.add(waits)
        made = self._made.get(self.case_id)
        if made is not None:
            self._column.add(self._made_banner(made))
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.L)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        case = cases.case_rows(self.office, [self.case_id]).get(self.case_id)
        called = f"{case.number}  {case.title}" if case else ""
        actions = FiledActions(self.office, self.desk, both, self.case_id, called)
        right = [filed_card(one, actions) for one in filed]
        right += [_approval_card(rows), self._findings.card(self.case_id, rows.preflight)]
        right += [gaps_card(rows)] if rows.gaps else []
        right += [signatures_card(rows, self._open_signatures)] if rows.signatures else []
        sending = self._sending.card(self.case_id, case.number if case else "", open_dates)
        self._fees = fees_card(fees, self._correct)
        left = [self._parts_card(rows), self._choices_card(), sending, self._fees]
        for column, cards in enumerate((left, right)):
            down = QVBoxLayout()
            down.setSpacing(theme.L)
            for card in cards:
                down.addWidget(card)
            down.addStretch(1)
            grid.addLayout(down, 0, column)
        self._column.add(both)
        self._column.end()
        if focused and self._parts is not None:
            self._parts.setFocus()

    def _parts_card(self, rows: PacketPage) -> Card:
        self._parts = PartList()
        self._parts.show_parts(rows.parts, self._chosen)
        self._parts.arranged.connect(self._arrange)
        return order_card(rows, self._parts, partial(self._arrange, []))

    def _forget_parts(self) -> bool:
        """Let go of the list of parts, remembering which one was chosen; say whether somebody was in it."""
        parts, self._parts = self._parts, None
        self._chosen = parts.current_id() if parts is not None else ""
        return parts is not None and parts.hasFocus()

    def _arrange(self, keys: list[str]) -> None:
        self.do(_("Ordering the packet"), packet_layout.arrange, self.case_id, keys)

    def _choices_card(self) -> Card:
        now = packet_layout.layout_of(self.office, self.case_id).choices
        return ChoicesCard(now, packet_layout.sheets_rule(self.office), self._choose)

    def _choose(self, choices: packet_layout.Choices) -> None:
        self.do(_("Keeping the choices"), packet_layout.choose, self.case_id, choices)

    def _made_banner(self, made: PacketMade) -> Banner:
        draft = _("DRAFT, ") if made.draft else ""
        words = n_("On disk: {n} page", "On disk: {n} pages", made.pages)
        text = f"{words} ({draft}{made.size / 1_000_000:.1f} MB). {made.path}"
        return Banner(text, "good", _("Look through it"), partial(self._look, made.path))

    def _look(self, path: str) -> None:
        self.desk.go("packets", f"{self.case_id}#{path}")

    def _ask_where(self) -> None:
        row = cases.case_rows(self.office, [self.case_id]).get(self.case_id)
        if row is not None:
            self._build.ask(self.case_id, row.number)

    def _show_fees(self) -> None:
        if self._fees is not None:
            self._column.ensureWidgetVisible(self._fees)

    def _open_signatures(self) -> None:
        self.desk.go("case", f"{self.case_id}/signatures")

    def _busy(self, busy: bool) -> None:
        self._main.setEnabled(not busy)

    def _remember(self, case_id: str, made: PacketMade) -> None:
        self._made[case_id] = made
        self._sending.built[case_id] = (Path(made.path),)
        if case_id == self.case_id:
            self._stale = True
            self._load()

    def _correct(self, filing: FilingFees, line: PaidLine) -> None:
        correct_a_fee(self.desk, self.office, self.do, filing, line)

    def _ask_attorney(self) -> None:
        if not sign_in.may(self.office, "approve"):
            words = _("Who approves reads it as it is now. What should they know?")
            ask = partial(self.do, _("Asking"), packets.ask_to_approve, self.case_id)
            title, yes = _("Ask an attorney to approve the packet"), _("Ask an attorney to approve")
            self.desk.ask_text(title, words, yes, ask, long=True)
            return
        me = sign_in.who(self.office).staff_id
        if me:
            self._ask_to_approve(me)
            return
        attorneys = firm.attorneys_here(self.office)
        self.desk.ask_choice(
            _("Who approves this packet?"), _("Attorney"), attorneys, _("Go on"), self._ask_to_approve
        )

    def _ask_to_approve(self, staff_id: str) -> None:
        name = next((one.name for one in firm.staff(self.office) if one.id == staff_id), "")
        self.desk.ask(
            _("Approve the packet?"),
            _(
                "{name} has read every form and letter of it as it is now. When anything in it changes, "
                "it is a draft again."
            ).format(name=name),
            _("Approve"),
            partial(self.do, _("Keeping the approval"), packets.approve, self.case_id, staff_id, ""),
        )


def _headline(page: PacketPage) -> str:
    stops = sum(row.stops for row in page.preflight)
    if stops:
        return n_("{n} thing keeps this packet a draft.", "{n} things keep this packet a draft.", stops)
    if page.draft:
        return _("Every page carries DRAFT until an attorney has approved.")
    return _("Ready to be printed and signed.")


def _approval_card(page: PacketPage) -> Card:
    card = Card(_("Attorney's approval"))
    if page.approved_by:
        words = _("{name} approved it on {day}.").format(name=page.approved_by, day=page.approved_at)
        card.body.addWidget(label(words, level="good", wrap=True))
    else:
        words = _(
            "Nobody has approved it as it is now. Every form and letter carries DRAFT; "
            "signature and date boxes stay empty."
        )
        card.body.addWidget(label(words, wrap=True))
    return card
