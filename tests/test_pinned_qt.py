"""Why PySide6 is pinned: its next release takes a reference off None at each call until the program dies."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel


def test_the_installed_qt_is_the_pinned_one() -> None:
    assert PySide6.__version__ == "6.11.3"


@pytest.mark.usefixtures("qapp")
def test_five_thousand_calls_into_qt_leave_none_alone() -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(5000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 200
