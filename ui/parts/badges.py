"""Badges: a word or a count on a soft ground, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme
from ui.parts.labels import label


def badge(text: str, level: str = "") -> QLabel:
    """Give a badge; `level` is "", accent, good, warn or bad."""
    made = label(text, small=True, level=level)
    made.setObjectName("badge")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def severity_level(severity: str) -> str:
    """Give the level that a date's severity is drawn with."""
    return {"fatal": "bad", "serious": "warn", "normal": "accent"}.get(severity, "")


def severity_color(severity: str) -> str:
    """Give the colour of a date's severity in the present look."""
    look = theme.look_of()
    return {"fatal": look.bad, "serious": look.warn, "normal": look.accent}.get(severity, look.quiet)
