"""The Library: rules and their authority, forms and blanks, closed days, the notebook, the packs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.finder import Finder
from ui.parts.heading import Heading, page_layout
from ui.screens.library_alerts import ChangesShelf
from ui.screens.library_forms import FormsShelf
from ui.screens.library_notebook import Notebook
from ui.screens.library_packs import PacksShelf
from ui.screens.library_rules import RulesShelf
from ui.screens.library_shelves import ClosedDays
from ui.screens.library_tasks import TasksShelf

if TYPE_CHECKING:
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk


_CARES = {"form_blank", "today", "said", "research_note", "research_tag", "research_case"}


class Library(QWidget):
    """`ref` is "", a shelf (rules, forms, days, tasks …), "rules/ID" or "notebook/ID"."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        page = page_layout(self)
        self._heading = Heading(_("Library"), " ")
        self._heading.add(button(_("Priority dates"), partial(desk.go, "date-board"), picture="list"))
        self._heading.add(button(_("Visa bulletin"), partial(desk.go, "bulletin"), picture="list"))
        self._heading.add(button(_("Add a folder of blanks…"), self._pick_folder, picture="folder"))
        self._heading.add(button(_("Add a blank form…"), self._pick, main=True, picture="form"))
        page.addWidget(self._heading)
        self._told = QWidget()
        self._told_in = _tight(self._told)
        page.addWidget(self._told)
        self._finder = Finder(_("Find in the Library"), _("Find a rule, a citation, a form or a day"))
        self._finder.finding.connect(self._on_finding)
        page.addWidget(self._finder)
        self._bar = QTabBar()
        self._bar.setAccessibleName(_("Shelves of the Library"))
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._stack = QStackedWidget()
        self._rules = RulesShelf(office, desk)
        self._notebook = Notebook(office, desk)
        self._packs = PacksShelf(office, desk)
        self._shelves: dict[str, Any] = {
            "rules": self._rules,
            "forms": FormsShelf(desk),
            "days": ClosedDays(),
            "tasks": TasksShelf(office, desk),
            "alerts": ChangesShelf(office, desk),
            "notebook": self._notebook,
            "packs": self._packs,
        }
        for shelf in self._shelves.values():
            self._bar.addTab(shelf.title())
            self._stack.addWidget(shelf)
        self._bar.currentChanged.connect(self._stack.setCurrentIndex)
        self._finder.leaving.connect(self._on_leaving)
        page.addWidget(self._bar)
        page.addWidget(self._stack, 1)

    def show_ref(self, ref: str) -> None:
        """Show the shelf that `ref` names, or the one that was open."""
        shelf, _slash, item = ref.partition("/")
        self._read()
        if shelf in self._shelves:
            self._bar.setCurrentIndex(list(self._shelves).index(shelf))
        if item:
            self._finder.clear()
            (self._notebook if shelf == "notebook" else self._rules).choose(item)

    def refresh(self, changed: Changed) -> None:
        """Read again when a blank came in, or the day changed."""
        if not changed.tables or changed.tables & _CARES:
            self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _read(self) -> None:
        from immdesk.office.library_page import library_page

        page = library_page(self._office)
        packs = ", ".join(f"{one.title}, {on_screen(one.edition)}" for one in page.packs)
        self._heading.set_words(packs)
        clear_layout(self._told_in)
        if page.stale:
            self._told_in.addWidget(Banner(page.stale, "warn", _("Install a pack…"), self._show_packs))
        if page.overdue:
            words = n_(
                "The last check of {n} rule is no longer good: verify it before you rely on it.",
                "The last check of {n} rules is no longer good: verify them before you rely on them.",
                page.overdue,
            )
            self._told_in.addWidget(Banner(words, "warn"))
        if page.unsigned:
            words = n_(
                "{n} rule is not signed off by an attorney of the office.",
                "{n} rules are not signed off by an attorney of the office.",
                page.unsigned,
            )
            self._told_in.addWidget(Banner(words, "info", _("Show them"), self._show_unsigned))
        self._told.setVisible(bool(page.overdue or page.unsigned or page.stale))
        for shelf in self._shelves.values():
            shelf.fill(page)
            shelf.look_for(self._finder.words())

    def _on_finding(self, words: str) -> None:
        for place, shelf in enumerate(self._shelves.values()):
            count = shelf.look_for(words)
            self._bar.setTabText(place, f"{shelf.title()} ({count})" if words else shelf.title())

    def _show_packs(self) -> None:
        self._bar.setCurrentIndex(list(self._shelves).index("packs"))

    def _show_unsigned(self) -> None:
        self._bar.setCurrentIndex(list(self._shelves).index("rules"))
        self._finder.setText(_("not signed off"))

    def _on_leaving(self) -> None:
        shelf = self._stack.currentWidget()
        if shelf is not None:
            shelf.setFocus()

    def _pick(self) -> None:
        title = _("The blank form as the agency gives it")
        self._desk.pick_files(title, "PDF (*.pdf)", partial(add_blanks, self._office, self._desk, self))

    def _pick_folder(self) -> None:
        self._desk.pick_folder(_("The folder with the blank forms"), self._add_folder)

    def _add_folder(self, folder: Path) -> None:
        add_blanks(self._office, self._desk, self, [folder])

    def take_pack(self, path: Path) -> None:
        """Look at a pack that was dropped on the window."""
        self._show_packs()
        self._packs.take(path)

    def add_blank(self, path: Path) -> None:
        """Take a blank form in, beside the screen, and say what it is."""
        add_blank(self._office, self._desk, self, path)


def add_blank(office: Any, desk: Desk, who: QWidget, path: Path) -> None:
    """Take a blank form in, beside the screen; the status bar says which form and edition it is."""
    add_blanks(office, desk, who, [path])


def add_blanks(office: Any, desk: Desk, who: QWidget, paths: list[Path]) -> None:
    """Take in blank forms, files or whole folders; what could not be taken is told, file by file."""
    from immdesk.office import blanks

    desk.work.run(
        who,
        blanks.add_all,
        office,
        paths,
        done=partial(_added, desk),
        failed=desk.problem,
        title=_("Looking at the blanks"),
    )


def _added(desk: Desk, rows: list[Any]) -> None:
    from immdesk.basics.problems import Problem
    from immdesk.office.rows import Changed

    taken, left = [one for one in rows if one.form], [one for one in rows if not one.form]
    said = _("{form}, edition {edition}: {note}.")
    message = n_("{n} blank was looked at.", "{n} blanks were looked at.", len(taken))
    if len(taken) == 1:
        one = taken[0]
        message = said.format(form=one.form, edition=one.edition, note=one.note)
    if taken:
        desk.changed(Changed(tables=frozenset({"form_blank"}), message=message))
    if left or not rows:
        told = "\n".join(f"{one.file}: {one.note}" for one in left[:12])
        head = n_("{n} file was not taken.", "{n} files were not taken.", len(left))
        nothing = _("There is no PDF in the folder.")
        rest = _("The others are in the Library.") if taken else ""
        desk.problem(Problem(head if rows else nothing, told, rest))


def _tight(widget: QWidget) -> Any:
    from PySide6.QtWidgets import QVBoxLayout

    down = QVBoxLayout(widget)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(theme.S)
    widget.hide()
    return down
