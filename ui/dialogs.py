"""Every message box and small question of the desk, in one place; none of them stops the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label

_VISITED = ("FileDialog/history", "FileDialog/lastVisited")
"""Where Qt's settings, which all programs made with Qt share, name the folders that a picker was in."""


def ask(
    parent: QWidget | None, title: str, text: str, yes: str, then: Callable[[], None], *, danger: bool = False
) -> QDialog:
    """Ask before something is done; `yes` is the verb on its button."""
    box, body, feet = _box(parent, title, "warning" if danger else "question")
    body.addWidget(label(text, wrap=True))
    _feet(box, feet, yes, partial(_close_then, box, then), danger=danger)
    return _show(box)


def ask_text(
    parent: QWidget | None,
    title: str,
    name: str,
    yes: str,
    then: Callable[[str], None],
    *,
    text: str = "",
    long: bool = False,
) -> QDialog:
    """Ask for a line or some lines of text; an empty answer cannot be sent."""
    box, body, feet = _box(parent, title, "")
    field: QLineEdit | QPlainTextEdit = QPlainTextEdit(text) if long else QLineEdit(text)
    if isinstance(field, QPlainTextEdit):
        field.setTabChangesFocus(True)
    _named_field(body, name, field)
    send = _feet(box, feet, yes, partial(_send_text, box, field, then))
    check = partial(_enable_if_text, send, field)
    field.textChanged.connect(check)
    check()
    return _show(box)


def ask_secrets(
    parent: QWidget | None,
    title: str,
    fields: tuple[tuple[str, str], ...],
    yes: str,
    then: Callable[[dict[str, str]], None],
    look: Callable[[dict[str, str]], tuple[str, bool]] | None = None,
) -> QDialog:
    """Ask for passphrases, shown as dots; `fields` are pairs of key and name.

    `look` says of what is typed so far: a hint, and whether it may be sent.
    """
    box, body, feet = _box(parent, title, "lock")
    typed: dict[str, QLineEdit] = {}
    for key, name in fields:
        typed[key] = QLineEdit()
        typed[key].setEchoMode(QLineEdit.EchoMode.Password)
        _named_field(body, name, typed[key])
    hint = label("", wrap=True, level="warn")
    body.addWidget(hint)
    send = _feet(box, feet, yes, partial(_send_secrets, box, typed, then))
    check = partial(_look_at_secrets, send, hint, typed, look)
    for field in typed.values():
        field.textChanged.connect(check)
    check()
    typed[fields[0][0]].setFocus()
    return _show(box)


def ask_choice(
    parent: QWidget | None,
    title: str,
    name: str,
    options: tuple[tuple[str, str], ...],
    yes: str,
    then: Callable[[str], None],
) -> QDialog:
    """Ask for one of `options`, pairs of id and label."""
    box, body, feet = _box(parent, title, "")
    choice = QComboBox()
    for option_id, text in options:
        choice.addItem(text, option_id)
    _named_field(body, name, choice)
    send = _feet(box, feet, yes, partial(_send_choice, box, choice, then))
    send.setEnabled(bool(options))
    return _show(box)


def ask_choices(
    parent: QWidget | None,
    title: str,
    fields: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...],
    yes: str,
    then: Callable[[dict[str, str]], None],
) -> QDialog:
    """Ask for one of the options of each field; a field is a key, a name and pairs of id and label."""
    box, body, feet = _box(parent, title, "")
    choices: dict[str, QComboBox] = {}
    for key, name, options in fields:
        choices[key] = QComboBox()
        choices[key].setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for option_id, text in options:
            choices[key].addItem(text, option_id)
        _named_field(body, name, choices[key])
    _feet(box, feet, yes, partial(_send_choices, box, choices, then))
    next(iter(choices.values())).setFocus()
    return _show(box)


def tell(parent: QWidget | None, title: str, *lines: str, icon: str = "info") -> QDialog:
    """Tell something that needs more room than the status bar."""
    box, body, feet = _box(parent, title, icon)
    for line in lines:
        if line:
            body.addWidget(label(line, wrap=True))
    close = button(_("Close"), box.accept, main=True)
    feet.addStretch(1)
    feet.addWidget(close)
    return _show(box)


def show_pairs(parent: QWidget | None, title: str, pairs: tuple[tuple[str, str], ...]) -> QDialog:
    """Show a short list of two columns, such as keys and what they do."""
    box, body, feet = _box(parent, title, "info")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.XL)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    for row, (first, second) in enumerate(pairs):
        grid.addWidget(label(first, level="accent"), row, 0)
        grid.addWidget(label(second), row, 1)
    body.addLayout(grid)
    feet.addStretch(1)
    feet.addWidget(button(_("Close"), box.accept, main=True))
    return _show(box)


def show_error(parent: QWidget | None, error: BaseException) -> QDialog:
    """Tell a Problem in its three sentences; anything else opens the crash report."""
    if isinstance(error, Problem):
        return tell(parent, error.happened, error.means, error.do, icon="warning")
    from ui import failures

    return failures.show_report(parent, error, getattr(parent, "log", None))


def pick_path(
    parent: QWidget | None, how: str, title: str, name: str, kinds: str, then: Callable[[Path], None]
) -> QDialog:
    """Open the system's file picker; `how` is open, save or folder."""
    picker = _picker(parent, title)
    if how == "folder":
        picker.setFileMode(QFileDialog.FileMode.Directory)
    elif how == "save":
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    else:
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
    if kinds:
        picker.setNameFilter(kinds)
    if name:
        picker.selectFile(name)
    picker.fileSelected.connect(partial(_picked, then))
    picker.open()
    return picker


def pick_paths(parent: QWidget | None, title: str, kinds: str, then: Callable[[list[Path]], None]) -> QDialog:
    """Open the system's file picker for one file or several."""
    picker = _picker(parent, title)
    picker.setFileMode(QFileDialog.FileMode.ExistingFiles)
    picker.setNameFilter(kinds)
    picker.filesSelected.connect(partial(_picked_all, then))
    picker.open()
    return picker


def _picked(then: Callable[[Path], None], path: str) -> None:
    then(Path(path))


def _picker(parent: QWidget | None, title: str) -> QFileDialog:
    """Make a file picker. Qt would write the folders that it shows, often called by clients, into a file."""
    picker = QFileDialog(parent, title)
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept = {name: settings.value(name) for name in _VISITED}
    picker.destroyed.connect(partial(_forget_visits, kept))
    return picker


def _forget_visits(kept: dict[str, object], _gone: object = None) -> None:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name, value in kept.items():
        if value is None:
            settings.remove(name)
        else:
            settings.setValue(name, value)


def _picked_all(then: Callable[[list[Path]], None], paths: list[str]) -> None:
    then([Path(path) for path in paths])


def _box(parent: QWidget | None, title: str, icon: str) -> tuple[QDialog, QVBoxLayout, QHBoxLayout]:
    box = QDialog(parent)
    box.setObjectName("question")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title.partition("\n")[0])
    box.setAccessibleName(title)
    outer = QVBoxLayout(box)
    outer.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
    outer.setSpacing(theme.L)
    across, body = QHBoxLayout(), QVBoxLayout()
    across.setSpacing(theme.L)
    body.setSpacing(theme.S)
    if icon:
        picture = icon_label(icon, 24)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(body, 1)
    body.addWidget(title_label(title, level=2, wrap=True))
    feet = QHBoxLayout()
    feet.setSpacing(theme.S)
    outer.addLayout(across, 1)
    outer.addLayout(feet)
    box.setMinimumWidth(box.fontMetrics().averageCharWidth() * 64)
    return box, body, feet


def _feet(
    box: QDialog, feet: QHBoxLayout, yes: str, then: Callable[[], None], *, danger: bool = False
) -> QPushButton:
    feet.addStretch(1)
    feet.addWidget(button(_("Cancel"), box.reject))
    send = button(yes, then, main=not danger, danger=danger)
    send.setDefault(True)
    feet.addWidget(send)
    return send


def _named_field(body: QVBoxLayout, name: str, field: QWidget) -> None:
    caption = label(name, wrap=True)
    caption.setBuddy(field)
    field.setAccessibleName(name)
    body.addWidget(caption)
    body.addWidget(field)
    field.setFocus()


def _text_of(field: QLineEdit | QPlainTextEdit) -> str:
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return text.strip()


def _enable_if_text(send: QPushButton, field: QLineEdit | QPlainTextEdit, *_text: str) -> None:
    send.setEnabled(bool(_text_of(field)))


def _send_text(box: QDialog, field: QLineEdit | QPlainTextEdit, then: Callable[[str], None]) -> None:
    text = _text_of(field)
    box.accept()
    then(text)


def _given(typed: dict[str, QLineEdit]) -> dict[str, str]:
    return {key: field.text() for key, field in typed.items()}


def _look_at_secrets(
    send: QPushButton,
    hint: QLabel,
    typed: dict[str, QLineEdit],
    look: Callable[[dict[str, str]], tuple[str, bool]] | None,
    *_text: str,
) -> None:
    given = _given(typed)
    words, fits = look(given) if look is not None else ("", True)
    hint.setText(words)
    send.setEnabled(fits and all(text.strip() for text in given.values()))


def _send_secrets(box: QDialog, typed: dict[str, QLineEdit], then: Callable[[dict[str, str]], None]) -> None:
    given = _given(typed)
    box.accept()
    then(given)


def _send_choice(box: QDialog, choice: QComboBox, then: Callable[[str], None]) -> None:
    chosen = str(choice.currentData())
    box.accept()
    then(chosen)


def _send_choices(
    box: QDialog, choices: dict[str, QComboBox], then: Callable[[dict[str, str]], None]
) -> None:
    chosen = {key: str(one.currentData()) for key, one in choices.items()}
    box.accept()
    then(chosen)


def _close_then(box: QDialog, then: Callable[[], None]) -> None:
    box.accept()
    then()


def _show(box: QDialog) -> QDialog:
    box.show()
    box.raise_()
    box.activateWindow()
    return box
