"""Hand off cases: which ones, to whom and until when, what is left out; what is in it is shown before."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import cases
from immdesk.office.handing import leaving_out, making, preview
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, rule, scroll_page
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.hand_off_made import MadeCard

if TYPE_CHECKING:
    from immdesk.office.handing.making import Made
    from immdesk.office.handing.preview import Preview
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

KINDS = "ImmDesk (*.immhand)"
FOUND = 8
"""How many cases the finder shows; all that fit can be added at once."""
GRACES = (0, 1, 3, 7, 14, 30)
"""Days after the agreed one that may be given until a package stops opening."""


class HandOffMake(QWidget):
    """`ref` holds the ids of the cases to begin with, parted by spaces."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._ids: list[str] = []
        self._looks = 0
        self._kinds: dict[str, QCheckBox] = {}
        outer = page_layout(self)
        words = _("Chosen cases in one encrypted file: somebody works in them outside, and sends them back.")
        self._heading = Heading(_("Hand off cases"), words)
        self._heading.add(button(_("All hand-offs"), partial(desk.go, "hand-offs"), picture="list"))
        outer.addWidget(self._heading)
        inner = Page()
        self._down = QVBoxLayout(inner)
        self._down.setContentsMargins(0, 0, theme.M, theme.L)
        self._down.setSpacing(theme.L)
        self._made = MadeCard(desk)
        self._made.hide()
        for one in (self._made, self._which(), self._whom(), self._without(), self._inside()):
            self._down.addWidget(one)
        self._down.addStretch(1)
        outer.addWidget(scroll_page(inner), 1)

    def show_ref(self, ref: str) -> None:
        """Begin with these cases; without any, go on with what was chosen."""
        if ref:
            self._ids = list(dict.fromkeys(ref.split()))
            self._made.forget()
        self._show_cases()
        self._to.setFocus() if self._ids else self._finder.setFocus()

    def refresh(self, _changed: Changed) -> None:
        """Read again what would be in the package."""
        if self.isVisible():
            self._show_cases()

    # -- the four cards -----------------------------------------------------------------------

    def _which(self) -> Card:
        card = Card(_("1. Which cases"))
        self._list = QVBoxLayout()
        card.body.addLayout(self._list)
        self._finder = Finder(_("Add a case"), _("A name or a case number"))
        self._finder.finding.connect(self._find)
        card.body.addWidget(self._finder)
        self._found = QVBoxLayout()
        card.body.addLayout(self._found)
        return card

    def _whom(self) -> Card:
        card = Card(_("2. To whom, why, until when"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        self._to, self._why, self._due = QLineEdit(), QLineEdit(), QLineEdit()
        self._due.setPlaceholderText(_("A day, such as 8/28/2026; empty for none"))
        named = (
            (_("To whom"), self._to),
            (_("Why"), self._why),
            (_("Comes back by"), self._due),
        )
        for row, (name, field) in enumerate(named):
            field.setAccessibleName(name)
            grid.addWidget(label(name), row, 0)
            grid.addWidget(field, row, 1)
        card.body.addLayout(grid)
        self._stops = _box(_("It becomes read-only after that day, and stops opening some days later"))
        self._grace = QComboBox()
        self._grace.setAccessibleName(_("Days after which it stops opening"))
        for days in GRACES:
            self._grace.addItem(n_("{n} day later", "{n} days later", days), days)
        self._grace.setCurrentIndex(GRACES.index(7))
        across = QHBoxLayout()
        across.addWidget(self._grace)
        across.addStretch(1)
        self._later = QWidget()
        self._later.setLayout(across)
        across.setContentsMargins(theme.XL, 0, 0, 0)
        self._stops.toggled.connect(self._later.setVisible)
        self._later.hide()
        self._wipe = _box(
            _("It is wiped there once it was sent back (your own laptop, a border, a detention center)")
        )
        for one in (self._stops, self._later, self._wipe):
            card.body.addWidget(one)
        told = _("A clock that is set back opens it longer. Who has the passphrase can copy what they see.")
        card.body.addWidget(label(told, quiet=True, wrap=True))
        return card

    def _without(self) -> Card:
        card = Card(_("3. What is left out"))
        self._left: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        words = [one.word for one in leaving_out.ENTRIES if one.word != leaving_out.DOCUMENTS]
        for place, word in enumerate(words):
            self._left[word] = box = _box(leaving_out.called(word))
            box.toggled.connect(self._look)
            grid.addWidget(box, place // 2, place % 2)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addWidget(rule())
        card.body.addWidget(label(_("Scans of these kinds stay in the office:")))
        self._kind_grid = QGridLayout()
        self._kind_grid.setColumnStretch(2, 1)
        card.body.addLayout(self._kind_grid)
        told = _(
            "Numbers that are left out are taken out of notes and texts too, and what was printed stays "
            "home. A scan shows what it shows: leave its kind out as well."
        )
        card.body.addWidget(label(told, quiet=True, wrap=True))
        return card

    def _inside(self) -> Card:
        card = Card(_("4. What is in it"))
        self._seen = QVBoxLayout()
        card.body.addLayout(self._seen)
        self._write = button(_("Write the package…"), self._ask, main=True, picture="save")
        feet = QHBoxLayout()
        feet.addWidget(self._write)
        feet.addStretch(1)
        card.body.addLayout(feet)
        told = _(
            "For somebody without ImmDesk, “Copies and binders” of a case writes it as a folder of pages."
        )
        card.body.addWidget(label(told, quiet=True, wrap=True))
        return card

    # -- what happens -------------------------------------------------------------------------

    def _wish(self, agreed: bool = False) -> making.Wish:
        left = [word for word, box in self._left.items() if box.isChecked()]
        kinds = tuple(kind for kind, box in self._kinds.items() if box.isChecked())
        return making.Wish(
            tuple(self._ids), self._to.text(), self._why.text(), self._due.text(),
            (*left, *((leaving_out.DOCUMENTS,) if kinds else ())), kinds,
            self._stops.isChecked(), int(self._grace.currentData()), self._wipe.isChecked(), agreed,
        )  # fmt: skip

    def _show_cases(self) -> None:
        found = cases.case_rows(self._office, self._ids)
        self._ids = [one for one in self._ids if one in found]
        clear_layout(self._list)
        if not self._ids:
            none = _("No case is chosen yet: type a name below.")
            self._list.addWidget(label(none, quiet=True, wrap=True))
        for one in self._ids:
            row, line = found[one], QHBoxLayout()
            line.addWidget(label(f"{row.number}  {row.title}", wrap=True), 1)
            name = _("Take {number} out").format(number=row.number)
            line.addWidget(button("", partial(self._take_out, one), picture="close", link=True, name=name))
            self._list.addLayout(line)
        self._look()

    def _find(self, words: str) -> None:
        clear_layout(self._found)
        if not words.strip():
            return
        ids = [one for one in cases.case_ids(self._office, words) if one not in self._ids]
        for row in cases.case_rows(self._office, ids[:FOUND]).values():
            title = _("Add {case}").format(case=f"{row.number}  {row.title}")
            self._found.addWidget(button(title, partial(self._add, [row.id]), link=True, picture="add"))
        if len(ids) > 1:
            words = n_("Add the {n} case that is found", "Add all {n} cases that are found", len(ids))
            self._found.addWidget(button(words, partial(self._add, ids), link=True))
        if not ids:
            self._found.addWidget(label(_("No open case fits."), quiet=True))

    def _add(self, ids: list[str]) -> None:
        self._ids = list(dict.fromkeys([*self._ids, *ids]))
        self._finder.clear()
        clear_layout(self._found)
        self._made.forget()
        self._show_cases()
        self._finder.setFocus()

    def _take_out(self, case_id: str) -> None:
        self._ids.remove(case_id)
        self._show_cases()

    def _look(self) -> None:
        self._write.setEnabled(bool(self._ids))
        if not self._ids:
            self._show_kinds(())
            clear_layout(self._seen)
            self._seen.addWidget(label(_("Nothing yet."), quiet=True))
            return
        self._looks += 1
        self._desk.work.run_pure(
            self, preview.preview, self._office, self._wish(),
            done=partial(self._saw, self._looks), failed=self._desk.problem,
        )  # fmt: skip

    def _saw(self, look: int, seen: Preview) -> None:
        if look != self._looks:
            return  # something else was marked meanwhile
        self._show_kinds(seen.kinds)
        clear_layout(self._seen)
        for words, level in _lines(seen):
            self._seen.addWidget(Banner(words, level) if level else label(words, wrap=True))

    def _show_kinds(self, kinds: tuple[tuple[str, str, int], ...]) -> None:
        named = {kind: f"{words} ({count})" for kind, words, count in kinds}
        if list(named) == list(self._kinds) and all(self._kinds[k].text() == named[k] for k in named):
            return
        marked = {kind for kind, box in self._kinds.items() if box.isChecked()}
        clear_layout(self._kind_grid)
        self._kinds = {}
        for place, (kind, words) in enumerate(named.items()):
            self._kinds[kind] = box = _box(words)
            box.setChecked(kind in marked)
            box.toggled.connect(self._look)
            self._kind_grid.addWidget(box, place // 3, place % 3)
        if not named:
            self._kind_grid.addWidget(label(_("There is no scan in these cases."), quiet=True), 0, 0)

    def _ask(self) -> None:
        if not self._to.text().strip():
            self._desk.tell(_("Type first who gets the package."))
            self._to.setFocus()
            return
        if not self._why.text().strip():
            self._desk.tell(_("Type in a few words why the cases go out."))
            self._why.setFocus()
            return
        if restricted := making.restricted_of(self._office, self._ids):
            self._desk.ask(
                _("Do restricted cases leave the office?"),
                making.restricted_question(restricted),
                _("Hand them off"),
                partial(self._ask_where, True),
                danger=True,
            )
            return
        self._ask_where(False)

    def _ask_where(self, agreed: bool) -> None:
        wish = self._wish(agreed)
        name = making.file_name(self._office, wish)
        self._desk.pick_save(_("Write the package"), name, KINDS, partial(self._begin, wish))

    def _begin(self, wish: making.Wish, out: Path) -> None:
        self._write.setEnabled(False)
        self._desk.work.run(
            self, making.make, self._office, wish, out if out.suffix else out.with_suffix(making.ENDING),
            done=self._done, failed=self._failed, title=_("Writing the package"), reports=True,
        )  # fmt: skip

    def _done(self, done: tuple[Made, Changed]) -> None:
        made, changed = done
        self._ids = []
        self._made.show_made(made)
        self._desk.changed(changed)
        self._show_cases()

    def _failed(self, error: BaseException) -> None:
        self._write.setEnabled(True)
        self._desk.problem(error)


def _box(words: str) -> QCheckBox:
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    return box


def _lines(seen: Preview) -> list[tuple[str, str]]:
    """Give what is in the package line by line, each with the level of its banner or ""."""
    lines: list[tuple[str, str]] = []
    if seen.restricted:
        lines.append((making.restricted_question(seen.restricted), "warn"))
    counts = ", ".join(seen.counts)
    size = preview.size_words(seen.size)
    lines.append((_("{what}; about {size}.").format(what=counts, size=size), ""))
    lines.append((_("People: {names}.").format(names="; ".join(seen.people)), ""))
    if seen.names_only:
        lines.append((_("Only by name: {names}.").format(names="; ".join(seen.names_only)), ""))
    if seen.employers:
        lines.append((_("Employers: {names}.").format(names="; ".join(seen.employers)), ""))
    if seen.scans:
        lines.append((_("Scans: {titles}.").format(titles="; ".join(one.title for one in seen.scans)), ""))
    if showing := [one.title for one in seen.scans if one.may_show]:
        words = _("These scans usually show what is left out: {titles}.").format(titles="; ".join(showing))
        lines.append((words, "warn"))
    return lines
