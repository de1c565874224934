"""Hand-offs: what is out, with whom and until when, what came back, and taking a package in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.handing import register, returns
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.flow import Flow
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.tables.kept_columns import keep_columns
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.handing.register import HandOffRow
    from immdesk.office.handing.returns import Received
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

KINDS = "ImmDesk (*.immback)"


class HandOffs(QWidget):
    """The register of hand-offs. Enter opens the review of one that came back."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._rows: dict[str, HandOffRow] = {}
        page = page_layout(self)
        self._heading = Heading(_("Hand-offs"), " ")
        self._heading.add(
            button(_("Hand off cases…"), partial(desk.go, "hand-off"), main=True, picture="add")
        )
        page.addWidget(self._heading)
        self._model = RowsModel(_columns(), self._fetch)
        self._table = Table(self._model, _("Hand-offs"), "")
        keep_columns(self._table, desk.settings, "hand-offs")
        self._table.opened.connect(self._open)
        words = _("Outside counsel, a virtual paralegal or your own laptop gets chosen cases in one file.")
        self._none = EmptyState(
            "people",
            _("Nothing was handed off yet"),
            words,
            _("Hand off cases…"),
            partial(desk.go, "hand-off"),
        )
        self._stack = QStackedWidget()
        for one in (self._table, self._none):
            self._stack.addWidget(one)
        page.addWidget(self._stack, 1)
        feet = Flow()
        self._review = button(_("Review what came back"), self._open_marked, picture="check")
        self._end = button(_("Nothing comes back…"), self._ask_end)
        feet.addWidget(button(_("Take a package in…"), self._ask_file, picture="mail"))
        feet.addWidget(self._review)
        feet.addWidget(self._end)
        page.addLayout(feet)
        told = _(
            "The review shows who changed what, from what to what; nothing is taken in before you say so."
        )
        page.addWidget(label(told, quiet=True, wrap=True))

    def show_ref(self, _ref: str) -> None:
        """Read the register and show it."""
        self._read()
        self._table.setFocus()

    def refresh(self, _changed: Changed) -> None:
        """Read again: one may have been made, come back or ended."""
        if self.isVisible():
            self._read()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        rows = register.register(self._office)
        self._rows = {one.id: one for one in rows}
        self._heading.set_words(register.counts_words(rows))
        marked = self._table.current_id()
        self._model.set_ids(list(self._rows))
        self._table.mark(marked)
        self._stack.setCurrentWidget(self._table if rows else self._none)
        self._review.setEnabled(any(one.back_on for one in rows))
        self._end.setEnabled(any(one.state in ("out", "overdue") for one in rows))

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, HandOffRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _open(self, row_id: str) -> None:
        row = self._rows[row_id]
        if row.back_on is None:
            self._desk.tell(_("Nothing of it came back yet. Take the package in once it is here."))
            return
        self._desk.go("hand-off-review", row_id)

    def _open_marked(self) -> None:
        row = self._rows.get(self._table.current_id())
        back = row if row is not None and row.back_on else None
        if back is None:
            self._desk.tell(_("Mark one that came back."))
            return
        self._desk.go("hand-off-review", back.id)

    def _ask_file(self) -> None:
        self._desk.pick_file(_("Take a package in"), KINDS, self._take_in)

    def _take_in(self, path: Path) -> None:
        self._desk.work.run(
            self, returns.receive, self._office, path,
            done=self._received, failed=self._desk.problem, title=_("Looking at the package"),
        )  # fmt: skip

    def _received(self, found: tuple[Received, Changed]) -> None:
        received, changed = found
        self._desk.changed(changed)
        if received.note:
            self._desk.tell(f"{changed.message} {received.note}")
        self._desk.go("hand-off-review", received.hand_off_id)

    def _ask_end(self) -> None:
        row = self._rows.get(self._table.current_id())
        if row is None or row.state not in ("out", "overdue"):
            self._desk.tell(_("Mark one that is out."))
            return
        self._desk.ask_text(
            _("Nothing comes back from {name}").format(name=row.to_whom),
            _("Why; it stands in the history"),
            _("End it"),
            partial(self._end_it, row.id),
        )

    def _end_it(self, row_id: str, reason: str) -> None:
        self._desk.work.run(
            self, register.end, self._office, row_id, reason,
            done=self._desk.changed, failed=self._desk.problem,
        )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    def level(row: HandOffRow) -> str:
        return {"overdue": "bad", "out": "warn", "back": "good"}.get(row.state, "quiet")

    return (
        Column(_("To whom"), lambda row: f"{row.to_whom}\n{row.why}", 0),
        Column(_("Cases"), lambda row: row.cases, 16),
        Column(_("Went out"), lambda row: f"{on_screen(row.on) if row.on else ''}\n{row.by}", 17),
        Column(_("Comes back by"), lambda row: on_screen(row.due) if row.due else "", 17),
        Column(_("State"), lambda row: row.state_words(), 16, "", level),
        Column(_("Left out"), lambda row: ", ".join(row.left_out) or _("nothing"), 22),
    )
