"""What else is done about the evidence of a case: asked for, weighed by criteria, taken in by the folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.desk import Desk
from ui.parts.flow import Flow
from ui.scan_folder import ScanFolder


class EvidenceMore(QWidget):
    """A line of buttons, and above it the scans that wait in the scan folder."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._case = desk, ""
        self._waiting: list[Path] = []
        self._folder = ScanFolder(desk.settings, self)
        self._folder.waiting.connect(self._on_waiting)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        self._notes = QVBoxLayout()
        down.addLayout(self._notes)
        flow = Flow()
        for words, then in (
            (_("Ask for what is missing"), partial(self._go, "chase")),
            (_("Criteria"), partial(self._go, "criteria")),
            (_("Credential evaluation"), partial(self._go, "degrees")),
            (_("Copies and binders"), partial(self._go, "copies")),
            (_("Take in several files"), partial(self._go, "take-in")),
            (_("Scan folder…"), self._ask_folder),
        ):
            flow.addWidget(button(words, then, link=True))
        down.addLayout(flow)

    def show_case(self, case_id: str) -> None:
        """Say for which case the buttons are; the scan folder is looked at again."""
        self._case = case_id
        self._folder.begin()

    def _go(self, screen: str) -> None:
        self._desk.go(screen, self._case)

    def _on_waiting(self, paths: list[Path]) -> None:
        if paths == self._waiting:
            return
        self._waiting = paths
        clear_layout(self._notes)
        if paths:
            words = n_("{n} scan waits in the scan folder.", "{n} scans wait in the scan folder.", len(paths))
            banner = Banner(words, "info", _("Take into this case…"), self._take)
            self._notes.addWidget(banner)

    def _take(self) -> None:
        self._desk.go("take-in", "\n".join((self._case, *map(str, self._waiting))))

    def _ask_folder(self) -> None:
        folder = self._desk.settings.get("scan_folder")
        options = [("choose", _("Choose the folder into which the scanner writes…"))]
        if folder:
            move = self._desk.settings.get("scans_after") == "move"
            options.append(
                ("leave", _("Leave scans where they are once they are taken in"))
                if move
                else ("move", _("Move scans into the folder “Taken in” once they are taken in"))
            )
            options.append(("stop", _("Watch no folder any more")))
        self._desk.ask_choice(
            _("Scan folder: {path}").format(path=folder) if folder else _("Scan folder"),
            _("What shall be done?"),
            tuple(options),
            _("Go on"),
            self._chosen,
        )

    def _chosen(self, what: str) -> None:
        settings = self._desk.settings
        if what == "choose":
            self._desk.pick_folder(_("Choose the scan folder"), self._watch)
        elif what == "stop":
            settings.set("scan_folder", "")
            self._folder.begin()
        else:
            settings.set("scans_after", what)
            self._desk.tell(_("This is kept for the scans to come."))

    def _watch(self, folder: Path) -> None:
        self._desk.settings.set("scan_folder", str(folder))
        self._desk.tell(_("New scans in this folder are offered on the page Evidence of each case."))
        self._folder.begin()
