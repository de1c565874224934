"""Files dropped on the window: onto a case as evidence; elsewhere the desk asks what they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from immdesk.basics.words import _, n_
from ui import theme

if TYPE_CHECKING:
    from ui.window import Window

PACK = ".immpack"
SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png")
_MANY = 200
MAIL = "mail"
"""Stands for a notice among the choices, and is the screen that takes it down."""

ANSWERS = "answers"
"""Stands for a returned questionnaire among the choices, and is the screen that reads it."""


def files_of(event: QDropEvent) -> list[Path]:
    """Give the files of a drop that the desk can keep: PDF, JPEG, PNG."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


def pack_of(event: QDropEvent) -> list[Path]:
    """Give the pack that was dropped, alone; nothing for other files."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if len(paths) == 1 and paths[0].suffix.lower() == PACK else []


class Dropping(QObject):
    """Watches the window for drops. While a file hangs over it, the target says what will become of it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._target = QLabel(window)
        self._target.setObjectName("target")
        self._target.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._target.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the target, take it away, take the files."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            files = (pack_of(event) or files_of(event)) if self._open() else []
            self._target.hide()
            if files:
                event.acceptProposedAction()
                if kind == QEvent.Type.Drop:
                    self.take(files)
                else:
                    self._show(files)
            return True
        if kind == QEvent.Type.DragLeave:
            self._target.hide()
        return False

    def take(self, files: list[Path]) -> None:
        """Keep the files on the case that is shown, or ask what they are; a pack is looked at first."""
        if files[0].suffix.lower() == PACK:
            self._window.desk.go("library", "packs")
            self._window.screen().take_pack(files[0])
            return
        if self._window.place()[0] == "case":
            self._window.screen().take_files(files)
            return
        if self._window.place()[0] == MAIL:
            self._window.screen().take_files(files)
            return
        words = n_("What is this file?", "What are these {n} files?", len(files))
        self._window.desk.ask_choice(
            words, _("Keep as"), self._choices(files), _("Go on"), partial(self._chosen, files)
        )

    def _open(self) -> bool:
        return self._window.office is not None and not self._window.lock.on

    def _show(self, files: list[Path]) -> None:
        on_case = self._window.place()[0] == "case"
        here, asks = (
            _("Drop here to keep it as evidence of this case"),
            _("Drop here; the desk asks what it is"),
        )
        words = here if on_case else asks
        if files[0].suffix.lower() == PACK:
            words = _("Drop here; the desk looks at the pack and says what it changes")
        self._target.setText(words)
        within, side = self._window.centralWidget(), self._window.findChild(QWidget, "side")
        room = within.geometry() if within is not None else self._window.rect()
        left = side.width() if side is not None else 0
        self._target.setFont(theme.type_size(self._target, 2))
        self._target.setGeometry(room.adjusted(left + theme.XL, theme.XL, -theme.XL, -theme.XL))
        self._target.show()
        self._target.raise_()

    def _choices(self, files: list[Path]) -> tuple[tuple[str, str], ...]:
        from immdesk.office import cases
        from immdesk.office.recent import recent_cases

        office: Any = self._window.office
        found = {one.id: (one.number, one.title) for one in recent_cases(office)}
        rows = cases.case_rows(office, cases.case_ids(office)[:_MANY])
        found |= {row.id: (row.number, row.title) for row in rows.values() if row.id not in found}
        evidence = _("Evidence of {number}, {title}")
        notice = (MAIL, _("A notice from the day's mail"))
        of_cases = tuple((one, evidence.format(number=n, title=t)) for one, (n, t) in found.items())
        if all(path.suffix.lower() == ".pdf" for path in files):
            blank = ("", _("An agency's blank form, for the Library"))
            return (blank, notice, (ANSWERS, _("A questionnaire that came back")), *of_cases)
        return (*of_cases[:1], notice, *of_cases[1:])

    def _chosen(self, files: list[Path], case_id: str) -> None:
        if case_id == MAIL:
            self._window.desk.go(MAIL, "\n".join(map(str, files)))
            return
        if case_id == ANSWERS:
            self._window.desk.go(ANSWERS, "\n".join(("", *map(str, files))))
            return
        if case_id:
            self._window.desk.go("case", f"{case_id}/evidence")
            self._window.screen().take_files(files)
            return
        from ui.screens.library import add_blank

        for path in files:
            add_blank(self._window.office, self._window.desk, self._window, path)
