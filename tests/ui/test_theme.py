"""The look: text can be read on its ground, type sizes scale, and nothing is written in pixels."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from ui import theme
from ui.theme_style import STYLE

PAIRS = [
    ("text", "ground"), ("text", "card"), ("quiet", "ground"), ("quiet", "card"), ("side_text", "side"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent", "card"), ("accent", "accent_soft"),
    ("good", "good_soft"), ("warn", "warn_soft"), ("bad", "bad_soft"), ("bad", "card"), ("warn", "card"),
    ("good", "card"), ("text", "accent_soft"), ("text", "hover"), ("quiet", "accent_soft"),
]  # fmt: skip


def brightness(code: str) -> float:
    color = QColor(code)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(front: str, back: str) -> float:
    high, low = sorted((brightness(front), brightness(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_have_a_contrast_of_four_and_a_half_or_more(look: theme.Look, front: str, back: str) -> None:
    assert contrast(getattr(look, front), getattr(look, back)) >= 4.5


def test_no_type_is_sized_in_pixels() -> None:
    assert not re.search(r"font(-size)?\s*:[^;]*px", STYLE)


def test_every_colour_word_of_the_style_sheet_is_known() -> None:
    words = set(re.findall(r"@(\w+)@", STYLE)) - {"down_arrow", "tick", "tick_side", "tick_half"}
    assert words <= set(theme.Look.__dataclass_fields__)


def test_the_dark_look_is_put_on_when_asked(qapp: QApplication) -> None:
    assert theme.apply(qapp, dark=True).dark
    assert theme.look_of().dark
    theme.apply(qapp, dark=False)
    assert not theme.look_of().dark


def test_headings_grow_with_the_size_of_type(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=2.0)
    large = theme.type_size(QLabel(), 1).pointSizeF()
    theme.apply(qapp, dark=False, scale=1.0)
    assert large == pytest.approx(2 * theme.type_size(QLabel(), 1).pointSizeF())


def test_a_saved_place_off_every_screen_is_noticed(qapp: QApplication) -> None:
    assert not theme.on_a_screen(QPoint(-9000, -9000))
