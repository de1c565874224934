"""Packets: every open case with the state of its packet, and a look through what was built."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office import cases, edition_ends, packets
from immdesk.office.edition_ends import EndingEdition
from immdesk.office.rows import CaseRow, Changed, PacketMade, PacketPage
from ui import theme
from ui.forms.lines import ID, LineList, ListLine
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import FindField
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import Column
from ui.screens.packet_build import PDF, PacketBuild
from ui.screens.packet_findings import PacketFindings
from ui.screens.packet_parts import gaps_card, parts_card
from ui.screens.packet_preview import PacketPreview

MANY = 200


class Packets(QWidget):
    """Cases at the left; at the right the chosen one's packet. `ref` is "", a case id, or "ID#PATH"."""

    def __init__(self, office: Any, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk
        self._rows: dict[str, CaseRow] = {}
        self._paths: dict[str, str] = {}
        self._case, self._stale = "", True
        self._file: Path | None = None
        self._build = PacketBuild(office, desk, self)
        self._build.busy.connect(self._busy)
        self._build.made.connect(self._made)
        self._findings = PacketFindings(office, desk, self, self._do)
        self._findings.approve = self._findings.fees = self._open_case
        layout = page_layout(self)
        self._main = button(_("Build the packet…"), self._ask_where, main=True, picture="packet")
        look = button(_("Look through a packet file…"), self._pick, picture="eye")
        self._heading = Heading(_("Packets"), _("What is filed, ready to be printed."), look, self._main)
        layout.addWidget(self._heading)
        self._ends = QVBoxLayout()
        layout.addLayout(self._ends)
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._build_list(), 3)
        across.addWidget(self._build_right(), 6)
        layout.addLayout(across, 1)

    def show_ref(self, ref: str) -> None:
        """Show the list; choose a case, and look through a file when the reference names one."""
        case_id, _hash, path = ref.partition("#")
        self._stale = True
        if path:
            self._paths[case_id] = path
        self._case = case_id or self._case
        self._load()
        self._look_at_editions()
        self._list.setFocus()

    def refresh(self, changed: Changed) -> None:
        """Read again when somebody looks."""
        self._stale = True
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is stale now that somebody looks."""
        super().showEvent(event)
        self._load()

    def _build_list(self) -> QWidget:
        self._find = FindField(_("Find a case"))
        self._find.textChanged.connect(self._searched)
        self._list = LineList(_("Open cases"))
        self._list.currentItemChanged.connect(self._chosen)
        self._list.itemActivated.connect(self._open_case)
        side = QWidget()
        letters = side.fontMetrics().averageCharWidth()
        side.setMinimumWidth(24 * letters)
        side.setMaximumWidth(52 * letters)
        down = QVBoxLayout(side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(self._find)
        down.addWidget(self._list, 1)
        return side

    def _build_right(self) -> QWidget:
        right = QWidget()
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        self._title = title_label("", 2, wrap=True)
        self._about = label("", quiet=True, wrap=True)
        self._turn = button("", self._turn_over, link=True)
        self._outside = button(_("Open in the PDF viewer"), self._open_outside, link=True)
        self._open = button(_("Open the case"), self._open_case, link=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._outside)
        head.addWidget(self._turn)
        head.addWidget(self._open)
        down.addLayout(head)
        down.addWidget(self._about)
        self._stack = QStackedWidget()
        self._column = Column()
        self._preview = PacketPreview(self._desk.work.run_pure)
        self._nothing = EmptyState("packet", "", "")
        for page in (self._column, self._preview, self._nothing):
            self._stack.addWidget(page)
        down.addWidget(self._stack, 1)
        return right

    def _load(self) -> None:
        if not self._stale:
            return
        self._stale = False
        try:
            ids = cases.case_ids(self._office, self._find.text())[:MANY]
            self._rows = cases.case_rows(self._office, ids)
            lines = [_line(self._rows[one], *packets.last_made(self._office, one)) for one in ids]
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._list.put(lines, self._case)
        self._show(self._list.current_id())

    def _look_at_editions(self) -> None:
        self._desk.work.run(
            self,
            edition_ends.ending_editions,
            self._office,
            done=self._tell_editions,
            failed=self._desk.problem,
        )

    def _tell_editions(self, ending: tuple[EndingEdition, ...]) -> None:
        clear_layout(self._ends)
        for one in ending[:3]:
            show = partial(self._desk.go, "library", "forms")
            self._ends.addWidget(
                Banner(one.words(), "bad" if one.past else "warn", _("Show the forms"), show)
            )

    def _searched(self, _text: str) -> None:
        self._stale = True
        self._load()

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(str(item.data(ID)))

    def _show(self, case_id: str) -> None:
        self._case = case_id
        self._outside.hide()
        row = self._rows.get(case_id)
        self._main.setEnabled(row is not None)
        self._open.setVisible(row is not None)
        self._title.setText(row.title if row else "")
        if row is None:
            self._turn.hide()
            self._about.setText("")
            words = _("Finish an intake: each open case stands here with the packet that it needs.")
            self._say(_("No open cases"), words)
        elif case_id in self._paths:
            self._show_file(Path(self._paths[case_id]))
        else:
            self._show_parts()

    def _show_parts(self) -> None:
        self._turn.setVisible(self._case in self._paths)
        self._turn.setText(_("Look through it"))
        self._outside.hide()
        self._preview.open(None, 0)
        self._stack.setCurrentWidget(self._column)
        self._about.setText(_("Looking at the packet…"))
        clear_layout(self._column.body)
        self._desk.work.run(
            self,
            packets.page,
            self._office,
            self._case,
            done=partial(self._put_parts, self._case),
            failed=self._no_parts,
        )

    def _turn_over(self) -> None:
        if self._stack.currentWidget() is self._preview:
            self._show_parts()
        elif self._case in self._paths:
            self._show_file(Path(self._paths[self._case]))

    def _put_parts(self, case_id: str, page: PacketPage) -> None:
        if case_id != self._case or self._stack.currentWidget() is not self._column:
            return
        self._about.setText(
            _("Draft: nobody has approved it as it is now.") if page.draft else _("Approved.")
        )
        self._column.clear()
        self._column.add(self._findings.card(case_id, page.preflight), parts_card(page))
        if page.gaps:
            self._column.add(gaps_card(page))
        self._column.end()

    def _do(self, title: str, function: Any, *args: Any) -> None:
        done, failed = self._desk.changed, self._desk.problem
        self._desk.work.run(self, function, self._office, *args, done=done, failed=failed, title=title)

    def _no_parts(self, error: BaseException) -> None:
        happened = getattr(error, "happened", _("The packet cannot be looked at."))
        self._about.setText("")
        self._say(happened, getattr(error, "do", ""))

    def _say(self, title: str, words: str) -> None:
        self._nothing.say(title, words)
        self._stack.setCurrentWidget(self._nothing)

    def _show_file(self, path: Path) -> None:
        try:
            count = packets.page_count(path)
        except (Problem, OSError) as error:
            self._paths.pop(self._case, None)
            self._say(_("This file cannot be shown."), getattr(error, "do", "") or str(path.name))
            return
        self._about.setText(str(path))
        self._turn.setText(_("Show its parts"))
        self._file = path
        self._turn.setVisible(self._case in self._paths)
        self._outside.show()
        self._preview.open(partial(packets.picture_of, path), count)
        self._stack.setCurrentWidget(self._preview)

    def _open_outside(self) -> None:
        if self._file is not None:
            self._desk.open_outside(self._file)

    def _pick(self) -> None:
        self._desk.pick_file(_("Look through a packet"), PDF, self._picked)

    def _picked(self, path: Path) -> None:
        self._show_file(path)

    def _ask_where(self) -> None:
        row = self._rows.get(self._case)
        if row is not None:
            self._build.ask(self._case, row.number)

    def _busy(self, busy: bool) -> None:
        self._main.setEnabled(not busy)

    def _made(self, case_id: str, made: PacketMade) -> None:
        self._paths[case_id] = made.path
        if case_id == self._case:
            self._show_file(Path(made.path))

    def _open_case(self, *_item: object) -> None:
        if self._case:
            self._desk.go("case", f"{self._case}/packet")


def _line(row: CaseRow, pages: int, at: str, draft: bool) -> ListLine:
    built = n_("{n} page", "{n} pages", pages) if pages else _("not built yet")
    below = " · ".join(filter(None, (row.number, row.stage, built)))
    if not at:
        return ListLine(row.id, row.title, below)
    return ListLine(
        row.id, row.title, below, "", _("draft") if draft else _("final"), "warn" if draft else "good"
    )
