"""Building a packet from a screen: where to, with progress and Cancel in the status bar, then telling."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _, n_
from immdesk.office import packets
from immdesk.office.rows import Changed, PacketMade
from ui.parts.desk import Desk

PDF = "PDF (*.pdf)"


class PacketBuild(QObject):
    """Asks where, builds beside the screen, tells. `busy` while a packet is on its way."""

    busy = Signal(bool)
    made = Signal(str, object)  # case id, PacketMade

    def __init__(self, office: Any, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._desk = office, desk

    def ask(self, case_id: str, number: str) -> None:
        """Ask where the packet of a case is to be written, then build it."""
        name = safe_file_name(f"{number}-packet.pdf")
        self._desk.pick_save(_("Build the packet"), name, PDF, partial(self.build, case_id))

    def build(self, case_id: str, out: Path) -> None:
        """Build the packet into this file."""
        if not out.suffix:
            out = out.with_suffix(".pdf")
        self.busy.emit(True)
        self._desk.work.run(
            self,
            partial(packets.build, beside=self._desk.work.beside),
            self._office,
            case_id,
            out,
            done=partial(self._done, case_id),
            failed=self._failed,
            title=_("Building the packet"),
            reports=True,
        )

    def _done(self, case_id: str, made: PacketMade) -> None:
        self.busy.emit(False)
        words = n_("The packet is on disk: {n} page.", "The packet is on disk: {n} pages.", made.pages)
        self._desk.changed(Changed(tables=frozenset({"packet"}), cases=frozenset({case_id}), message=words))
        self.made.emit(case_id, made)

    def _failed(self, error: BaseException) -> None:
        self.busy.emit(False)
        self._desk.problem(error)
