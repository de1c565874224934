"""The desk for requests: a notice that asks for evidence, taken apart, answered, and mailed at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import request_changes, request_sheets, requests, response_packet
from immdesk.office.calculators import paper
from immdesk.office.requests_read import FoundRequest
from immdesk.office.rows import Changed, PacketMade
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.line import text_line
from ui.parts.paper_out import PaperOut
from ui.screens.packet_filed import FiledActions, filed_card
from ui.screens.requests_editor import RequestEditor
from ui.screens.requests_list import RequestList
from ui.screens.requests_notice import NoticeText
from ui.screens.requests_response import ResponseCard
from ui.screens.requests_side import checks_card, due_card, since_card

if TYPE_CHECKING:
    from immdesk.office.as_filed import FiledRow
    from immdesk.office.request_rows import RequestsPage
    from immdesk.office.request_sheets import SinceFiled
    from ui.parts.desk import Desk
    from ui.parts.paper_out import Made


class RequestsScreen(QWidget):
    """`ref` is the id of a notice, or "" for all notices of open cases that ask for an answer."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk, self._ref = office, desk, ""
        self._page: RequestsPage | None = None
        self._since = request_sheets.SinceFiled("")
        self._current = ""
        inner = Page()
        down = page_layout(inner)
        self._heading = Heading(_("Requests"), " ")
        self._back = button(_("Back to the case"), self._open_case, picture="back")
        self._heading.add(self._back)
        self._paper = PaperOut(desk, self._heading, self._sheet)
        down.addWidget(self._heading)
        self._told = QVBoxLayout()
        down.addLayout(self._told)
        self._body = QWidget()
        self._build_body()
        down.addWidget(self._body)
        self._all = Card(_("Notices that ask for an answer"))
        down.addWidget(self._all)
        down.addStretch(1)
        fill(self, scroll_page(inner))

    def show_ref(self, ref: str) -> None:
        """Show the desk of a notice, or the list of all that ask for an answer."""
        if ref != self._ref:
            self._page, self._current = None, ""
            self._since = request_sheets.SinceFiled("")
            self._editor.forget()
            self._notice.begin()
        self._ref = ref
        for one in (self._body, self._back):
            one.setVisible(bool(ref))
        self._paper.show(bool(ref))
        self._all.setVisible(not ref)
        if ref:
            self._read()
        else:
            self._list_all()

    def refresh(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        mine = self._page.head.case_id if self._page else ""
        if not self._ref or not changed.cases or mine in changed.cases:
            self.show_ref(self._ref)

    # -- building -----------------------------------------------------------------------------

    def _build_body(self) -> None:
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.L)
        left, right = QVBoxLayout(), QVBoxLayout()
        for place, column in enumerate((left, right)):
            column.setSpacing(theme.L)
            grid.addLayout(column, 0, place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._list, self._editor, self._notice = RequestList(), RequestEditor(), NoticeText()
        self._response = ResponseCard(self._office, self._desk)
        self._response.built.connect(self._made)
        self._due, self._checks, self._compared = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        left.addLayout(self._due)
        left.addWidget(self._list)
        left.addWidget(self._notice)
        left.addLayout(self._compared)
        left.addStretch(1)
        right.addWidget(self._editor)
        right.addLayout(self._checks)
        right.addWidget(self._response)
        right.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self._list.chosen.connect(self._choose)
        self._list.moving.connect(partial(self._do_kept, _("Moving the request"), request_changes.move))
        self._list.joining.connect(partial(self._do_kept, _("Joining two requests"), request_changes.join))
        self._list.removing.connect(self._ask_to_remove)
        self._list.naming.connect(self._editor.to_title)
        self._list.adding.connect(self._ask_to_add)
        self._editor.keeping.connect(partial(self._do, _("Keeping the request"), request_changes.edit))
        self._editor.splitting.connect(partial(self._do, _("Splitting the request"), request_changes.split))
        self._editor.linking.connect(partial(self._do, _("Adding the document"), request_changes.link))
        self._editor.unlinking.connect(partial(self._do, _("Taking it away"), request_changes.unlink))
        self._notice.choosing.connect(self._of_notice(_("Choosing the scan"), request_changes.choose_scan))
        self._notice.keeping.connect(self._of_notice(_("Keeping the text"), request_changes.keep_text))
        self._notice.taking.connect(self._of_notice(_("Adding requests"), request_changes.add_requests))
        self._notice.reading.connect(self._read_scan)

    def _of_notice(self, title: str, function: Any) -> Any:
        return lambda given: self._do(title, function, self._ref, given)

    # -- reading ------------------------------------------------------------------------------

    def _list_all(self) -> None:
        self._heading.set_title(_("Requests"))
        self._heading.set_words(_("Requests for evidence and notices of intent, the newest first."))
        self._all.clear()
        found = requests.notices_asking(self._office)
        for one in found:
            title = " – ".join(filter(None, (one.title, one.who)))
            words = " · ".join(filter(None, (one.case_number, one.case_title, one.dated, one.form)))
            self._all.body.addWidget(
                text_line(title, words, partial(self._desk.go, "requests", one.notice_id))
            )
        if not found:
            words = _("When the agency asks for evidence, record the notice under Mail: it is listed here.")
            empty = EmptyState("mail", _("No notice asks for an answer"), words, _("Mail"), self._to_mail)
            self._all.body.addWidget(empty)

    def _to_mail(self) -> None:
        self._desk.go("mail")

    def _read(self) -> None:
        self._desk.work.run(
            self, response_packet.read_desk, self._office, self._ref, done=self._draw, failed=self._gone
        )

    def _gone(self, error: BaseException) -> None:
        self._desk.problem(error)
        self.show_ref("")

    def _draw(self, page: RequestsPage) -> None:
        if page.head.notice_id != self._ref:
            return
        first, self._page = self._page is None, page
        head = page.head
        self._heading.set_title(" – ".join(filter(None, (head.title, head.who))))
        words = (head.case_number, head.case_title, head.form, head.receipt)
        self._heading.set_words("  ·  ".join(filter(None, words)))
        ids = [row.id for row in page.requests]
        if self._current not in ids:
            opened = (row.id for row in page.requests if row.missing)
            self._current = next(opened, ids[0] if ids else "")
        self._list.put(page.requests, self._current)
        self._notice.put(page)
        self._put_request()
        self._put_cards(page)
        if first:
            self._list.focus()
        self._compare()

    def _put_cards(self, page: RequestsPage) -> None:
        for layout, card in (
            (self._due, due_card(page, button(_("All dates"), self._open_dates, link=True))),
            (self._checks, checks_card(page.checks)),
        ):
            clear_layout(layout)
            layout.addWidget(card)
        self._response.put(page)

    def _put_request(self) -> None:
        assert self._page is not None
        row = next((one for one in self._page.requests if one.id == self._current), None)
        self._editor.setVisible(row is not None)
        if row is not None:
            self._editor.put(row, self._page)

    def _compare(self) -> None:
        assert self._page is not None
        case_id = self._page.head.case_id
        self._desk.work.run(
            self,
            request_sheets.filed_of,
            self._office,
            case_id,
            self._ref,
            done=partial(self._put_since, self._ref),
            failed=self._desk.problem,
        )

    def _put_since(self, notice_id: str, found: tuple[SinceFiled, tuple[FiledRow, ...]]) -> None:
        if self._page is None or notice_id != self._ref:
            return
        self._since, filed = found
        head = self._page.head
        clear_layout(self._compared)
        called = f"{head.case_number}  {head.case_title}"
        actions = FiledActions(self._office, self._desk, self, head.case_id, called)
        for row in filed:
            self._compared.addWidget(filed_card(row, actions))
        self._compared.addWidget(since_card(self._since))

    # -- doing --------------------------------------------------------------------------------

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

    def _do_kept(self, title: str, function: Any, *args: Any) -> None:
        """Do something with a request once what was typed into it is kept."""
        self._editor.keep()
        self._do(title, function, *args)

    def _choose(self, request_id: str) -> None:
        self._editor.keep()
        self._current = request_id
        if self._page is not None and request_id:
            self._put_request()

    def _ask_to_remove(self, request_id: str) -> None:
        self._desk.ask(
            _("Remove this request?"),
            _("Its paragraph goes with it; its documents stay in the case. Undo brings it back."),
            _("Remove"),
            partial(self._do, _("Removing the request"), request_changes.remove, request_id),
            danger=True,
        )

    def _ask_to_add(self) -> None:
        self._desk.ask_text(_("Add a request"), _("What the notice asks"), _("Add"), self._add, long=True)

    def _add(self, text: str) -> None:
        from immdesk.office.requests_read import title_of

        one = FoundRequest("", title_of(text), text)
        self._do(_("Adding requests"), request_changes.add_requests, self._ref, [one])

    def _read_scan(self, document_id: str) -> None:
        self._desk.work.run(
            self,
            request_changes.read_scan,
            self._office,
            document_id,
            done=self._scan_read,
            failed=self._desk.problem,
            title=_("Reading the notice"),
        )

    def _scan_read(self, words: str) -> None:
        if words.strip():
            self._notice.put_words(words)
        else:
            self._desk.tell(_("The scan is a picture without letters: type or paste what it asks for."))

    def _made(self, made: PacketMade) -> None:
        assert self._page is not None
        clear_layout(self._told)
        words = n_("The response is on disk: {n} page.", "The response is on disk: {n} pages.", made.pages)
        draft = _("It is a DRAFT: look at “Before it is mailed”.") if made.draft else ""
        look = partial(self._desk.go, "packets", f"{self._page.head.case_id}#{made.path}")
        told = " ".join(filter(None, (words, draft)))
        self._told.addWidget(Banner(told, "warn" if made.draft else "good", _("Look through it"), look))
        case = frozenset({self._page.head.case_id})
        self._desk.changed(Changed(tables=frozenset({"packet"}), cases=case, message=words))

    def _sheet(self) -> Made | None:
        if self._page is None:
            return None
        sheet = request_sheets.requests_sheet(self._office, self._page, self._since)
        return sheet.title, paper.file_name_of(sheet), paper.as_pdf(sheet)

    def _open_case(self) -> None:
        if self._page is not None:
            self._desk.go("case", f"{self._page.head.case_id}/overview")

    def _open_dates(self) -> None:
        if self._page is not None:
            self._desk.go("case", f"{self._page.head.case_id}/dates")
