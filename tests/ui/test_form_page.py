"""A form in the window: every box over the page, confirmed, changed or left empty by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QListWidget

from immdesk.office import blanks
from immdesk.office.form_sheet import form_sheet
from immdesk.office.office import Office
from tests.desk import DeskDriver
from ui.screens.form_boxes import BoxView


@pytest.fixture
def page(desk: DeskDriver, practice: Office, shared: Path) -> BoxView:
    """Form I-601, of which the packs have no map, opened box by box."""
    blank = blanks.add(practice, shared / "forms" / "I-601_01-20-25.pdf")
    boxes = form_sheet(practice, blank.sha256).boxes
    family_name = next(one for one in boxes if one.asks == "Family Name (Last Name)")
    desk.window.desk.go("form", f"{blank.sha256}/{family_name.name}")
    desk.settle()
    return desk.find(BoxView, "Boxes of the page")


def test_tab_goes_through_the_boxes_in_the_order_of_the_paper(desk: DeskDriver, page: BoxView) -> None:
    assert page.hasFocus()
    seen = []
    for _step in range(4):
        seen.append(page.spoken_now())
        desk.key("Tab", page)
    assert seen == [seen[0], seen[0] + 1, seen[0] + 2, seen[0] + 3]
    assert page.hasFocus()
    desk.key("Shift+Tab", page)
    assert page.spoken_now() == seen[0] + 3


def test_enter_confirms_a_box_and_goes_on_and_the_office_keeps_it(
    desk: DeskDriver, page: BoxView, practice: Office
) -> None:
    sha256 = blanks.listed(practice)[-1].sha256
    before = form_sheet(practice, sha256).confirmed()
    for _box in range(3):
        desk.key("Return", page)
    desk.go_to("Library")
    assert form_sheet(practice, sha256).confirmed() == before + 3
    assert desk.status() == "3 boxes are confirmed."


def test_a_box_gets_another_word_or_stays_empty_with_a_reason(
    desk: DeskDriver, page: BoxView, practice: Office
) -> None:
    sha256 = blanks.listed(practice)[-1].sha256
    first = form_sheet(practice, sha256).boxes[page.spoken_now()]
    desk.key("C", page)
    desk.type_into("Find a word", "email")
    words = desk.find(QListWidget, "Words of the record")
    desk.wait_for(lambda: words.count() and "mail" in words.item(0).text().lower(), "words with mail")
    desk.press("Keep and go on")
    second = form_sheet(practice, sha256).boxes[page.spoken_now()]
    desk.key("E", page)
    desk.find(QComboBox, "Why it stays empty").setEditText("Written by hand.")
    desk.press("Keep and go on")
    desk.go_to("Library")
    kept = {one.name: one for one in form_sheet(practice, sha256).boxes}
    assert "mail" in kept[first.name].said.lower()
    assert kept[second.name].said == "Stays empty: Written by hand."


def test_the_list_finds_a_box_and_the_page_shows_it(desk: DeskDriver, page: BoxView) -> None:
    desk.type_into("Find a box", "province birth")
    boxes = desk.find(QListWidget, "Boxes")
    desk.wait_for(lambda: boxes.count() == 1, "one box")
    desk.key("Return", desk.window.focusWidget())
    desk.wait_for(lambda: "Province" in page.accessibleDescription(), "the box of the province")
    assert "Part 1, item 12" in page.accessibleDescription()
