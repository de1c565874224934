"""The page "Options" of a case: red flags first, then each path with what it needs, blocks, time and cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office.options import CaseOptions, FlagRow, NeedRow, OptionRow, PersonOptions
from ui import theme
from ui.parts.badges import badge, severity_level
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import CaseTab, Column, tab_head

_LEVEL = {"possible": "good", "blocked": "bad", "not known": "warn"}
_STATE = {"yes": "good", "no": "bad", "ask": "warn"}


class CaseOptionsTab(CaseTab):
    """What is open to each person, as far as the record says; the attorney decides."""

    slow = True

    def __init__(self, office: Any, desk: Any) -> None:
        super().__init__(office, desk)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        said = _("Attorney work product. What stands here is no advice: an attorney decides.")
        memo = button(_("Strategy memo as PDF…"), self._ask_where, main=True, picture="print")
        down.addLayout(tab_head(said, memo))
        self._column = Column()
        down.addWidget(self._column, 1)

    def read(self, office: Any, case_id: str) -> CaseOptions:
        """Give the options of everybody in the case."""
        from immdesk.office.options import options_of

        return options_of(office, case_id)

    def draw(self, rows: CaseOptions) -> None:
        """Show a card of flags and a card for each path, person by person."""
        self._column.clear()
        for one in rows.people:
            head = f"{one.name or _('No name yet')} · {one.role}"
            self._column.add(title_label(head, 2, wrap=True), *_person(one))
        if not rows.people:
            self._column.add(label(_("Nobody stands in this case yet."), quiet=True))
        self._column.end()

    def _ask_where(self) -> None:
        from ui.screens.packet_build import PDF

        self.desk.pick_save(_("The strategy memo as a PDF"), "strategy-memo.pdf", PDF, self._write)

    def _write(self, out: Path) -> None:
        from immdesk.office.options import write_memo

        told = _("The memo is on disk. It is privileged: keep it where the file of the case is kept.")
        self.desk.work.run(
            self, write_memo, self.office, self.case_id, out,
            done=lambda _none: self.desk.tell(told), failed=self.desk.problem, title=_("Writing the memo"),
        )  # fmt: skip


def _person(one: PersonOptions) -> list[QWidget]:
    cards: list[QWidget] = [_flags(one)] if one.flags or one.not_asked else []
    cards += [_path(option) for option in one.options]
    if one.worth_asking:
        card = Card(_("Worth asking"), _("nobody has said yet whether these concern the person"))
        for title, about in one.worth_asking:
            card.body.addWidget(label(title, wrap=True))
            card.body.addWidget(label(about, quiet=True, small=True, wrap=True))
        cards.append(card)
    return cards


def _flags(one: PersonOptions) -> Card:
    card = Card(_("Red flags"))
    for flag in one.flags:
        card.body.addLayout(_flag(flag))
    if not one.flags:
        card.body.addWidget(label(_("None is raised by what is recorded."), wrap=True))
    if one.not_asked:
        words = _("Not answered yet: {what}.").format(what="; ".join(one.not_asked))
        card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
    return card


def _flag(flag: FlagRow) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(2)
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    grave = {"fatal": _("grave"), "serious": _("serious")}.get(flag.severity, _("look"))
    across.addWidget(badge(grave, severity_level(flag.severity)), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(title_label(flag.title, 3, wrap=True), 1)
    down.addLayout(across)
    down.addWidget(label(f"{flag.text} {flag.do}", wrap=True))
    down.addWidget(
        label(" · ".join(filter(None, (flag.cite, flag.verify))), quiet=True, small=True, wrap=True)
    )
    return down


def _path(option: OptionRow) -> Card:
    card = Card()
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addWidget(title_label(option.title, 3, wrap=True), 1)
    across.addWidget(badge(option.words, _LEVEL[option.standing]), 0, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(across)
    card.setAccessibleName(f"{option.title}: {option.words}")
    card.body.addWidget(label(option.about, quiet=True, wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    for need in option.needs:
        _row(
            grid,
            need,
            {"yes": _("there"), "no": _("lacks"), "ask": _("asks")}[need.state],
            _STATE[need.state],
        )
    for block in option.blocks:
        if block.state != "no":
            holds = block.state == "yes"
            _row(grid, block, _("blocks") if holds else _("asks"), "bad" if holds else "warn")
    card.body.addLayout(grid)
    for line in _closing(option):
        card.body.addWidget(label(line, small=True, wrap=True))
    cite = " · ".join(filter(None, (option.cite, option.verify)))
    card.body.addWidget(label(cite, quiet=True, small=True, wrap=True))
    return card


def _row(grid: QGridLayout, need: NeedRow, words: str, level: str) -> None:
    row = grid.rowCount()
    grid.addWidget(badge(words, level), row, 0, Qt.AlignmentFlag.AlignTop)
    told = label(f"{need.says} ({need.cite})" if need.cite else need.says, wrap=True)
    grid.addWidget(told, row, 1)
    if need.cure and need.state == "yes":
        grid.addWidget(label(_("Perhaps: {what}").format(what=need.cure), quiet=True, wrap=True), row + 1, 1)


def _closing(option: OptionRow) -> list[str]:
    seen = {one.says for one in (*option.needs, *option.blocks)}
    asks = [one for one in option.asks if one not in seen]
    found = [_("To ask: {what}.").format(what="; ".join(asks))] if asks else []
    found.append(_("Time: {words}").format(words=option.time))
    forms = ", ".join(f"{one.form} {one.shown}" for one in option.costs)
    cost = f"{option.cost} ({forms})" if forms else option.cost
    return [*found, _("Government cost: {words}").format(words=cost), *filter(None, (option.note,))]
