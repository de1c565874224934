"""Copies and binders at the window: marked papers are written, entered, and a binder shows its gaps."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from immdesk.office import cases
from immdesk.office.documents import attach_bytes
from tests.desk import DeskDriver
from tests.office.papers import scan_bytes


def test_copies_are_marked_written_encrypted_and_entered(desk: DeskDriver, tmp_path: Path) -> None:
    office = desk.window.office
    [case_id] = cases.case_ids(office, "Nguyen")
    attach_bytes(office, case_id, "", "other", "Lease", scan_bytes(text="The lease"), "lease.pdf")
    desk.window.desk.go("copies", case_id)
    desk.press("Write the copies…")
    assert desk.status() == "Mark the papers first that are to be copied."
    desk.find(QCheckBox, "Lease").click()
    desk.type_into("To whom", "Karen Peterson")
    desk.find(QCheckBox, "Encrypt it with a passphrase").click()
    passphrase = desk.find(QLineEdit, "Passphrase").text()
    out = tmp_path / "copies.pdf"
    desk.picker.path = out
    desk.press("Write the copies…")
    desk.see("Fri Aug 14, 2026 · Karen Peterson · by hand")
    desk.see("Copies from case 26-0003 · 2 pages · encrypted · ana · Lease")
    with pikepdf.open(out, password=passphrase) as pdf:
        assert len(pdf.pages) == 2


def test_a_binder_shows_its_sections_takes_papers_by_hand_and_is_bound(
    desk: DeskDriver, tmp_path: Path
) -> None:
    office = desk.window.office
    [case_id] = cases.case_ids(office, "Nguyen")
    attach_bytes(office, case_id, "", "other", "Lease", scan_bytes(text="The lease"), "lease.pdf")
    desk.window.desk.go("copies", case_id)
    desk.see("Notices of the agencies")
    desk.press("Papers of: Notices of the agencies")
    boxes = [one for one in desk.window.findChildren(QCheckBox) if one.accessibleName() == "Lease"]
    boxes[-1].click()
    desk.press("Keep")
    desk.wait_for(lambda: desk.sees("by hand"), "the mark")
    desk.picker.path = tmp_path / "file.pdf"
    desk.press("Bind…")
    desk.wait_for(lambda: (tmp_path / "file.pdf").exists(), "the binder")
    assert desk.find(QWidget, "Binder").isVisible()
    desk.picker.path = tmp_path
    desk.press("Write the folder…")
    desk.wait_for(lambda: (tmp_path / "case 26-0003" / "index.html").exists(), "the folder")
    desk.wait_for(lambda: "in case 26-0003." in desk.status(), "the words")
