"""The clipboard: what is copied at the desk is taken away again after a minute, wherever it was copied."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

SECONDS = 60
"""How long what was copied at the desk stays on the clipboard."""

_KEEP_OUT = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",
    'application/x-qt-mac-mime;value="org.nspasteboard.ConcealedType"': b"",
}
"""What asks the systems' own clipboard histories not to keep the text."""


def copy_private(text: str) -> None:
    """Put a text on the clipboard that the system's own history should not keep."""
    held = QMimeData()
    held.setText(text)
    for kind, value in _KEEP_OUT.items():
        held.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(held)


def _ours() -> bool:
    """Say whether this program has put there what is on the clipboard; without a screen nobody else can."""
    return QGuiApplication.clipboard().ownsClipboard() or QGuiApplication.platformName() == "offscreen"


class ShortClipboard(QObject):
    """Takes away what this program put on the clipboard, unless something else was copied meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    @Slot()
    def clear(self) -> None:
        """Take it away now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if _ours() and clipboard.text():
            clipboard.clear()

    @Slot()
    def _on_changed(self) -> None:
        if _ours():
            self._timer.start()
        else:
            self._timer.stop()
