"""When the program itself is at fault: a report of where, without client data, shown before it is saved."""

from __future__ import annotations

import platform
import sys
import traceback
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileInfo, Qt, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.logs import EventLog
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label


def report_of(error: BaseException, log: EventLog | None = None) -> str:
    """Give the text of a report: frames, versions, the last event words. No values, no foreign texts.

    The message of an exception can hold a client's name, so only its kind is written.
    """
    frames = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines = [
        f"ImmDesk {_version()}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        f"{type(error).__module__}.{type(error).__qualname__}",
        *(frames or ["  (no frames)"]),
    ]
    if log is not None and log.last():
        lines += ["", _("Last events:"), *(f"  {line}" for line in log.last())]
    return "\n".join(lines)


def show_report(parent: QWidget | None, error: BaseException, log: EventLog | None = None) -> QDialog:
    """Show the report; the person reads it first and then saves it, or not. It is never sent."""
    text = report_of(error, log)
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
    picker = QFileDialog(box, _("Save the report"))
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    picker.selectFile("immdesk-report.txt")
    picker.fileSelected.connect(partial(_write, text))
    picker.open()


def _write(text: str, path: str) -> None:
    Path(QFileInfo(path).absoluteFilePath()).write_text(text + "\n", encoding="utf-8")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("immdesk")
    except PackageNotFoundError:
        return "?"


def _explain() -> str:
    return _(
        "What you kept before is safe: nothing is half written. This is our fault, not yours. "
        "The report below says where it happened. It holds no names, numbers or answers, and it goes nowhere "
        "unless you save it and send it yourself."
    )
