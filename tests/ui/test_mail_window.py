"""The mail desk at the window, by keyboard: a number typed, a notice taken down, the note to the client."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from tests.desk import DeskDriver
from tests.office.papers import scan
from tests.ui.notice_sheet import fill_in_rfe


def test_a_notice_is_taken_down_by_keyboard_and_its_note_is_saved(desk: DeskDriver, tmp_path: Path) -> None:
    desk.key("Ctrl+M")
    desk.type_into("What stands on the notice", "IOE0923456790")
    desk.key("Return")
    desk.see("26-0003 · Nguyễn, Văn Đức")
    desk.see("Found I-485 by the receipt number.")
    fill_in_rfe(desk)
    desk.see("Request for evidence: recorded. 1 date proposed.")
    desk.press("Accept 1 date")
    desk.settle()
    desk.choose("Language of the message", "Español")
    text = desk.find(QPlainTextEdit, "Text of the message").toPlainText()
    assert "29 de octubre de 2026" in text
    desk.picker.path = tmp_path / "note.eml"
    desk.press("Save as an e-mail…")
    desk.settle()
    kept = (tmp_path / "note.eml").read_bytes()
    assert b"X-Unsent: 1" in kept
    assert b"Subject: Su caso 26-0003: el gobierno pide" in kept


def test_a_scan_without_letters_asks_for_its_number(desk: DeskDriver, tmp_path: Path) -> None:
    desk.key("Ctrl+M")
    desk.window.screen().take_files([scan(tmp_path / "scan.pdf")])
    desk.settle()
    desk.see("No case is found by what the scan says: type a number or a name below.")
    desk.type_into("Another number or name", "IOE0945678901")
    desk.key("Return")
    assert desk.find(QComboBox, "Case that it belongs to").currentText().startswith("26-0005")
    desk.choose("Kind of notice", "Transfer notice")
    desk.press("Record")
    desk.settle()
    desk.see("Transfer notice: recorded. The scan is with the evidence.")


def test_a_move_is_one_event_with_a_task_for_each_receipt(desk: DeskDriver) -> None:
    desk.key("Ctrl+M")
    desk.press("Client has moved…")
    box = desk.find(QComboBox, "Who has moved")
    box.setCurrentIndex(next(n for n in range(box.count()) if "Nguyễn, Văn" in box.itemText(n)))
    desk.see("Tell USCIS the new address of Nguyễn, Văn Đức for I-130 IOE0923456789")
    for name, text in (
        ("Since which day", "Aug 10 2026"),
        ("Street number and name", "12 New Street"),
        ("City or town", "Austin"),
        ("State", "TX"),
        ("ZIP code", "78701"),
    ):
        desk.type_into(name, text)
    desk.press("Record the move")
    desk.settle()
    assert desk.status() == "The move is recorded. 2 tasks made. 1 date proposed."
