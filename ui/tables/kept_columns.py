"""Columns that a person widened or narrowed stay so, on this computer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from immdesk.settings import Settings
    from ui.tables.table import Table


def window_file(settings: Settings) -> QSettings:
    """Give the small file that keeps the shape of the window and of its tables."""
    return QSettings(str(Path(settings.folder) / "window.ini"), QSettings.Format.IniFormat)


def keep_columns(table: Table, settings: Settings, name: str) -> None:
    """Give the columns of a table the widths of last time, and keep each change.

    They are kept in letters, so that they grow with the type.
    """
    titles = table.horizontalHeader()
    kept = str(window_file(settings).value(f"columns/{name}") or "").split()
    if len(kept) == titles.count() and all(one.isdigit() for one in kept):
        for place, letters in enumerate(kept):
            if titles.sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive:
                titles.resizeSection(place, int(letters) * _letter(table))
    titles.sectionResized.connect(partial(_keep, table, settings, name))


def _letter(table: Table) -> int:
    return max(1, table.fontMetrics().averageCharWidth())


def _keep(table: Table, settings: Settings, name: str, place: int, _old: int, _new: int) -> None:
    titles = table.horizontalHeader()
    if titles.sectionResizeMode(place) != QHeaderView.ResizeMode.Interactive:
        return  # it follows the window: nobody chose its width
    letters = [round(titles.sectionSize(one) / _letter(table)) for one in range(titles.count())]
    window_file(settings).setValue(f"columns/{name}", " ".join(map(str, letters)))
