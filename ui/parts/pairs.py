"""Facts as a form shows them: a quiet name at the left, the value beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout

from ui import theme
from ui.parts.labels import label

_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop


def pairs(facts: Iterable[tuple[str, str]]) -> QFormLayout:
    """Give a layout with a row for each (name, value); long values go on below."""
    form = QFormLayout()
    form.setHorizontalSpacing(theme.XL)
    form.setVerticalSpacing(theme.S)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignTop)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for name, value in facts:
        told = label(value, wrap=True)
        told.setAlignment(_LEADING)
        caption = label(name, quiet=True, wrap=True)
        caption.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(caption, told)
    return form
