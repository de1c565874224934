"""When the program itself is at fault: a report of where, without client data, shown before it is saved."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.crash import report_of
from immdesk.logs import EventLog
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label


def show_report(parent: QWidget | None, error: BaseException, log: EventLog | None = None) -> QDialog:
    """Show the report; the person reads it first and then saves it, or not. It is never sent."""
    text = report_of(error, log, f"Qt {qVersion()}")
    box = QDialog(parent)
    box.setObjectName("question")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(_("The desk made a mistake"))
    box.setAccessibleName(_("The desk made a mistake"))
    layout = QVBoxLayout(box)
    layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
    layout.setSpacing(theme.M)
    layout.addWidget(title_label(_("The desk made a mistake"), 2))
    layout.addWidget(label(_explain(), wrap=True))
    layout.addWidget(_text_view(text), 1)
    feet = QHBoxLayout()
    feet.addStretch(1)
    feet.addWidget(button(_("Save the report…"), partial(_save, box, text)))
    feet.addWidget(button(_("Close"), box.accept, main=True))
    layout.addLayout(feet)
    box.resize(box.fontMetrics().averageCharWidth() * 90, box.fontMetrics().height() * 26)
    box.show()
    return box


def tell(parent: QWidget, error: BaseException, log: EventLog) -> None:
    """Tell a Problem in its words; show the report of anything else."""
    if isinstance(error, Problem):
        from ui import dialogs

        log.note("problem", kind=type(error).__name__)
        dialogs.show_error(parent, error)
        return
    log.note("crash", kind=type(error).__name__)
    sys.stderr.write(report_of(error) + "\n")
    show_report(parent, error, log)


def _text_view(text: str) -> QPlainTextEdit:
    view = QPlainTextEdit(text)
    view.setReadOnly(True)
    view.setAccessibleName(_("The report"))
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return view


def _save(box: QDialog, text: str) -> None:
    from ui import dialogs

    title, name, save = _("Save the report"), "immdesk-report.txt", partial(_write, box, text)
    desk = getattr(box.parent(), "desk", None)
    if desk is not None:
        desk.pick_save(title, name, "", save)
    else:
        dialogs.pick_path(box, "save", title, name, "", save)


def _write(box: QDialog, text: str, path: Path) -> None:
    """Write the report for this user's eyes only."""
    try:
        opened = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError as error:
        from ui import dialogs

        reason = _("The disk refused: {reason}").format(reason=error.strerror or type(error).__name__)
        dialogs.show_error(box, Refused(_("The report was not saved."), reason, _("Choose another place.")))


def _explain() -> str:
    return _(
        "What you kept before is safe: nothing is half written. This is our fault, not yours. "
        "The report below says where it happened. It holds no names, numbers or answers, and it goes nowhere "
        "unless you save it and send it yourself."
    )
