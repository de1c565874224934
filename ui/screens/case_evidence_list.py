"""The list of a case's evidence, out of which a document can be dragged into a mail or a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem

from ui.forms.lines import ID, LineList


class EvidenceList(LineList):
    """`lend` gives the path of a copy of a document, None for a line that has no file."""

    def __init__(self, name: str, lend: Callable[[str], Path | None]) -> None:
        super().__init__(name)
        self._lend = lend
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def mimeTypes(self) -> list[str]:
        """A document leaves as a file."""
        return ["text/uri-list"]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Give the files of the lines that are dragged."""
        data = QMimeData()
        paths = [self._lend(str(item.data(ID))) for item in items]
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths if path is not None])
        return data
