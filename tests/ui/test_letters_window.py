"""Letters at the desk: begun, answered, changed, signed off, opened in Word and home again."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QLineEdit, QTableWidget

from immdesk.office import letter_rows, letters
from tests.desk import DeskDriver
from ui.forms.lines import LineList
from ui.screens.letter_editor import LetterText


@pytest.fixture
def letter(desk: DeskDriver) -> LetterText:
    """A verification of employment in the first case, begun in the window."""
    desk.open_case("Ramírez Ortega")
    desk.open_tab("Letters")
    desk.press("Begin a letter…")
    listed = desk.find(LineList, "Letters of the library")
    titles = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(titles.index("Letter to the client on where the case stands"))
    desk.press("Begin")
    desk.settle()
    return desk.find(LetterText, "Text of the letter")


def replace(letter: LetterText, old: str, new: str) -> None:
    assert old in letter.toPlainText()
    letter.setPlainText(letter.toPlainText().replace(old, new))


def test_a_letter_is_begun_saved_and_compared(desk: DeskDriver, letter: LetterText) -> None:
    assert "Our file" not in letter.toPlainText() or "26-0001" in letter.toPlainText()
    desk.see("Still to be written")
    replace(letter, "[Write: papers or answers, and until when]", "your passport, until September 1, 2026")
    desk.see("Not saved yet. Ctrl+S keeps it as a new version.")
    desk.press("Save a version")
    desk.settle()
    assert desk.status() == "Version 2 is kept."
    desk.press("Version 2, Fri Aug 14, 2026, 10:00 · ana")
    table = desk.find(QTableWidget, "The two versions line by line")
    marked = [table.item(row, 1).text() for row in range(table.rowCount())]
    (new,) = [text for text in marked if text.startswith("+ ")]
    assert new.startswith("+ What we need from you: your passport")
    desk.see("1 line differs")
    desk.press("Close")


def test_a_question_of_a_letter_is_answered_beside_it(desk: DeskDriver, letter: LetterText) -> None:
    replace(letter, "Receipt numbers:", "Your income: {principal.income} Receipt numbers:")
    desk.press("Save a version")
    desk.settle()
    line = desk.find(QLineEdit, "Yearly income")
    line.setText("41500")
    desk.press("Answer: Yearly income")
    desk.settle()
    desk.press("Fill in what the record says")
    assert "Your income: $41,500" in letter.toPlainText()


def test_an_attorney_signs_off_what_is_saved(desk: DeskDriver, letter: LetterText) -> None:
    for words in ("[Write: papers or answers, and until when]", "{receipt_numbers}", "{dates_to_come}"):
        letter.setPlainText(letter.toPlainText().replace(words, "none"))
    desk.press("An attorney signs off…")
    assert desk.status() == "Save the letter first (Ctrl+S): only what is saved goes on."
    desk.press("Save a version")
    desk.settle()
    desk.press("An attorney signs off…")
    desk.press("Sign off")
    desk.settle()
    desk.see("A change makes a new version.")
    desk.press("Goes into the packet")
    desk.settle()
    case = desk.window.office.rows("SELECT in_packet FROM letter")
    assert [row["in_packet"] for row in case] == ["yes"]


def test_what_is_saved_in_word_comes_home_by_itself(
    desk: DeskDriver, letter: LetterText, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(desk.window.desk, "open_outside", opened.append)
    desk.press("Open in Word")
    desk.settle()
    (path,) = opened
    made = Document(str(path))
    made.add_paragraph("Written in Word.")
    made.save(str(path))
    desk.wait_for(lambda: "Written in Word." in letter.toPlainText(), "the letter is back")
    office = desk.window.office
    rows = letter_rows.letters_of(office, office.rows("SELECT case_id FROM letter")[0]["case_id"])
    assert [(one.number, one.how) for one in rows[0].versions] == [(2, "word"), (1, "begun")]


def test_what_was_typed_is_kept_when_another_page_is_shown(desk: DeskDriver, letter: LetterText) -> None:
    replace(letter, "Please tell us", "Please, tell us")
    desk.open_tab("Notes")
    desk.settle()
    case = desk.window.office.rows("SELECT case_id FROM letter")[0]["case_id"]
    (row,) = letter_rows.letters_of(desk.window.office, case)
    assert row.newest.number == 2
    letters.save(desk.window.office, row.id, letter_rows.version_text(desk.window.office, row.newest.id)[0])
