"""Evidence at the window: many scans at once, one document with its facts and log, what is missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from immdesk.office import chase, documents
from immdesk.office.cases import id_of
from tests.desk import DeskDriver
from tests.office.papers import scan
from ui.scan_folder import ScanFolder

MRZ = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def case_of(desk: DeskDriver, number: str = "26-0006") -> str:
    return id_of(desk.window.office, number) or ""


def titles(desk: DeskDriver, case_id: str) -> list[tuple[str, int]]:
    rows = documents.evidence(desk.window.office, case_id)
    return [(row.title, row.pages) for row in rows if row.kind == "document"]


def test_several_files_are_taken_in_at_once_and_a_bad_one_is_named(desk: DeskDriver, tmp_path: Path) -> None:
    case_id, files = case_of(desk), [scan(tmp_path / "lease_1.pdf", 2), tmp_path / "cut.pdf"]
    files[1].write_bytes(b"%PDF-1.4 cut")
    desk.open_case("26-0006")
    desk.window.screen().take_files(files)
    desk.wait_for(lambda: desk.window.place()[0] == "take-in", "the page that takes in")
    desk.find(QComboBox, "What is lease_1.pdf").setCurrentText("Lease")
    desk.type_into("Title of lease_1.pdf", "Lease of Pecan Street")
    desk.type_into("Given by", "Omar")
    desk.press("Take 2 files in")
    desk.settle()
    desk.see("cut.pdf: The document is damaged. Ask for it again, or scan it again.")
    assert titles(desk, case_id) == [("Lease of Pecan Street", 2)]
    assert desk.can_press("Take 1 file in")


def test_a_document_is_turned_split_and_its_facts_are_kept_beside_the_picture(
    desk: DeskDriver, tmp_path: Path
) -> None:
    office, case_id = desk.window.office, case_of(desk)
    people = office.rows("SELECT person_id FROM case_party WHERE case_id = ? ORDER BY ordinal", [case_id])
    path = scan(tmp_path / "p.pdf", 3)
    documents.attach(office, case_id, people[1]["person_id"], "passport", "Passport", path)
    document = documents.documents_of(office, case_id)[0]["id"]
    desk.window.desk.go("document", f"{case_id}/{document}")
    desk.settle()
    desk.press("Turn right")
    desk.settle()
    desk.see("Show the original")
    desk.press("Next page")
    desk.press("Split before this page")
    desk.settle()
    assert titles(desk, case_id) == [("Passport", 1), ("Passport", 2)]
    desk.find(QPlainTextEdit, "Machine-readable lines, if any").setPlainText(MRZ)
    desk.see("Check digits of the machine-readable lines fit.")
    assert desk.find(QLineEdit, "Number").text() == "L898902C3"
    take = desk.find(QCheckBox, "The document counts: Family name (last name)")
    assert not take.isChecked()
    desk.press("Keep the facts")
    desk.settle()
    assert desk.status().startswith("Kept, except what differs from the record: Family name")
    desk.press("Record the look")
    desk.settle()
    desk.see("Eriksson on the document")


def test_what_is_missing_is_written_for_and_recorded(desk: DeskDriver) -> None:
    case_id = case_of(desk)
    desk.open_case("26-0006")
    desk.open_tab("Evidence")
    desk.press("Ask for what is missing")
    desk.settle()
    desk.see("not asked for yet")
    first, *rest = chase.missing_of(desk.window.office, case_id)
    for one in rest:
        desk.find(QCheckBox, f"{one.title} – {one.who}").setChecked(False)
    desk.press("Write to the client…")
    body = desk.find(QPlainTextEdit, "Text of the message").toPlainText()
    assert body.count("\n– ") == 1
    desk.press("Close")
    desk.press("Record as asked today")
    desk.settle()
    desk.see("asked 1 time, first Fri Aug 14, 2026")
    desk.menu("Papers asked for")
    assert [row[1].split("\n")[0] for row in desk.rows("Papers asked for")] == [first.title]


def test_a_degree_is_kept_and_says_what_it_lacks(desk: DeskDriver) -> None:
    desk.window.desk.go("degrees", case_of(desk))
    desk.settle()
    desk.type_into("Degree", "Licenciatura")
    desk.type_into("Institution", "UNAM")
    desk.press("Keep the degree")
    desk.settle()
    desk.see("lacks: country, equivalence, evaluator, document")


def test_scans_are_offered_when_they_are_whole_and_left_alone_afterwards(
    desk: DeskDriver, tmp_path: Path
) -> None:
    settings, folder = desk.window.settings, tmp_path / "scanner"
    folder.mkdir()
    settings.set("scan_folder", str(folder))
    seen: list[list[str]] = []
    watch = ScanFolder(settings, desk.window, settle=20)
    watch.waiting.connect(lambda paths: seen.append([path.name for path in paths]))
    watch.begin()
    scan(folder / "one.pdf")
    (folder / "empty.pdf").touch()
    (folder / "notes.txt").write_text("no scan")
    desk.wait_for(lambda: ["one.pdf"] in seen, "the scan that is whole")
    desk.open_case("26-0006")
    desk.open_tab("Evidence")
    desk.see("1 scan waits in the scan folder.")
    desk.press("Take into this case…")
    desk.press("Take 1 file in")
    desk.settle()
    assert titles(desk, case_of(desk)) == [("One", 1)]
    assert sorted(os.listdir(folder)) == ["empty.pdf", "notes.txt", "one.pdf"]
    seen.clear()
    watch.begin()
    assert seen == [[]]
    settings.set("scans_after", "move")
    moved: Any = scan(folder / "two.pdf")
    from ui.scan_folder import finished

    finished(settings, [moved, tmp_path / "elsewhere.pdf"])
    assert sorted(os.listdir(folder / "Taken in")) == ["two.pdf"]
