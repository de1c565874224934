"""No text is cut off: with words 40 % longer than English, and with the type twice as large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from immdesk.basics.words import PSEUDO, set_language
from tests.desk import DeskDriver, let_events_pass
from tests.walk import cut_off, told, walk, with_size
from ui.screens.start import Start


@pytest.fixture
def made_up() -> Iterator[None]:
    """The desk speaks the made-up language, and English again afterwards."""
    set_language(PSEUDO)
    yield
    set_language("en")


def test_no_text_is_cut_off_in_a_longer_language(made_up: None, desk: DeskDriver) -> None:
    found = walk(desk, with_size(cut_off, desk))
    assert found == {}, told(found)


def test_no_text_is_cut_off_when_the_type_is_twice_as_large(desk: DeskDriver) -> None:
    desk.window.settings.set("size", "200")
    desk.window.dress()
    try:
        found = walk(desk, cut_off)
    finally:
        desk.window.change_size(0)
    assert found == {}, told(found)


@pytest.mark.parametrize("size", ["100", "200"])
def test_no_text_is_cut_off_before_an_office_is_open(made_up: None, bare_desk: DeskDriver, size: str) -> None:
    bare_desk.window.settings.set("size", size)
    bare_desk.window.dress()
    bare_desk.window.resize(1240, 780)
    start = Start(bare_desk.window)
    found = {}
    for page in (start.welcome, start.ask_new, start.ask_passphrase):
        page()
        bare_desk.settle()
        found[page.__name__] = cut_off(bare_desk.window)
    bare_desk.window.change_size(0)
    assert {place: said for place, said in found.items() if said} == {}


def test_the_walk_sees_what_is_cut_off(qtbot: object, qapp: object) -> None:
    box = QWidget()
    down = QVBoxLayout(box)
    narrow, low, hidden = QPushButton("Open the office"), QLabel("One line\nand another"), QLabel("Elsewhere")
    for one in (narrow, low, hidden, QLabel("This one fits")):
        down.addWidget(one)
    narrow.setFixedWidth(40)
    low.setFixedHeight(12)
    box.show()
    hidden.setGeometry(box.width() - 5, 0, 100, 20)
    let_events_pass()
    hidden.setGeometry(box.width() - 5, 0, 100, 20)
    found = [line.partition(":")[0] for line in cut_off(box)]
    box.close()
    assert found == ["QPushButton 'Open the office'", "QLabel 'One line\\nand another'", "QLabel 'Elsewhere'"]
