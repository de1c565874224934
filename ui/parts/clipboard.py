"""The clipboard for private answers: told to forget them, and emptied after a while."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60
"""How long a copied answer stays on the clipboard."""

_KEEP_OUT = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",
    'application/x-qt-mac-mime;value="org.nspasteboard.ConcealedType"': b"",
}
"""What asks the systems' own clipboard histories not to keep the text."""


class ShortClipboard(QObject):
    """Copies a text and takes it away again, unless something else was copied meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._copied = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for a while."""
        held = QMimeData()
        held.setText(text)
        for kind, value in _KEEP_OUT.items():
            held.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(held)
        self._copied = text
        self._timer.start()

    def clear(self) -> None:
        """Take the text away now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
