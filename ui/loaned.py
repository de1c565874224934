"""The line above every page of an office on loan: whose it is, until when, what is not in it; Send back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui.parts.banner import Banner
from ui.parts.card import clear_layout

if TYPE_CHECKING:
    from immdesk.office.handing.opening import SentBack
    from ui.window import Window

KINDS = "ImmDesk (*.immback)"


class Loaned(QObject):
    """`place` holds the line; it is empty in an office of one's own."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._office: Any = None
        self.place = QWidget()
        self._lines = QVBoxLayout(self.place)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.place.hide()
        window.shown.connect(self._on_shown)
        window.desk.dressing.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    @property
    def on(self) -> bool:
        """Say whether the office that is open is one on loan; it keeps no recovery sheet of its own."""
        office = self._window.office
        return office is not None and office.on_loan

    def forget(self) -> None:
        """Let go of the office, which is being closed."""
        self._office = None
        self._draw()

    @Slot(str)
    def _on_shown(self, _screen: str) -> None:
        if self._office is not self._window.office:
            self._office = self._window.office
            self._draw()

    @Slot()
    def _draw(self) -> None:
        clear_layout(self._lines)
        office = self._office
        found: tuple[str, ...] = ()
        if office is not None and office.on_loan and not office.locked:
            from immdesk.office.handing import lent

            found = lent.lines(office)
        self.place.setVisible(bool(found))
        if found:
            self._lines.addWidget(Banner("\n".join(found), "warn", _("Send back…"), self._ask))

    def _ask(self) -> None:
        name = f"hand-off-{self._office.today().isoformat()}.immback"
        self._window.desk.pick_save(_("Send back what was done"), name, KINDS, self._send)

    def _send(self, out: Path) -> None:
        from immdesk.office.handing import opening

        self._window.work.run(
            self,
            opening.send_back_open,
            self._office,
            out if out.suffix else out.with_suffix(opening.ENDING),
            done=self._sent,
            failed=self._window.desk.problem,
            title=_("Writing what was done"),
        )

    def _sent(self, sent: SentBack) -> None:
        self._window.desk.tell(sent.words())
        if sent.wipe:
            self._window.desk.ask(
                _("Wipe the cases from this computer now?"),
                _(
                    "The office asked for it once the cases were sent back. The file {name} was read again "
                    "and is whole; keep it until the office has it."
                ).format(name=sent.path.name),
                _("Wipe them"),
                partial(self._wipe, self._office.folder),
                danger=True,
            )

    def _wipe(self, folder: Path) -> None:
        from immdesk.office.handing import lent

        self._window.close_office()
        self._window.settings.set("office_folder", "")
        self._window.work.run(
            self, lent.wipe_folder, folder, done=self._window.tell, failed=self._window.desk.problem
        )
