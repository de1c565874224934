"""The case page: people, facts, dates with their arithmetic, evidence, forms, notes and history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QTabBar, QTreeWidget, QWidget

from immdesk.office import dates, documents, interviews
from tests.desk import DeskDriver
from ui.forms.lines import LineList
from ui.parts.labels import label
from ui.screens.case_dates_card import DateCard
from ui.screens.case_page_tab import CaseTab, Column


def show(desk: DeskDriver, tab: str) -> CaseTab:
    bar = desk.find(QTabBar, "Pages of the case")
    titles = [bar.tabText(place).partition(" (")[0] for place in range(bar.count())]
    bar.setCurrentIndex(titles.index(tab))
    desk.settle()
    return desk.window.screen().page(tab.lower())


def case_id(desk: DeskDriver) -> str:
    return desk.window.place()[1].partition("/")[0]


def cards(desk: DeskDriver) -> list[DateCard]:
    return [one for one in desk.window.screen().findChildren(DateCard) if one.isVisible()]


def test_the_head_says_number_stage_and_who_is_responsible(desk: DeskDriver) -> None:
    desk.open_case("Wiśniewski")
    assert desk.sees("26-0005")
    assert desk.sees("Petition pending")
    assert desk.sees("Responsible: Ana Morales")


def test_a_safe_contact_note_stands_beside_the_person_everywhere(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    assert desk.sees("Speaks only with the female paralegal.")
    show(desk, "Parties")
    assert desk.sees("Safe contact: Speaks only with the female paralegal.")


def test_a_date_explains_itself_line_by_line_when_unfolded(desk: DeskDriver) -> None:
    desk.open_case("Nguyễn")
    show(desk, "Dates")
    card = next(one for one in cards(desk) if one.row.title == "Answer the request for evidence")
    assert not desk.sees("8 CFR 103.8(b)")
    desk.press(f"How this was worked out: {card.row.title}")
    assert desk.sees("8 CFR 103.8(b)")
    desk.press(f"Hide the arithmetic: {card.row.title}")
    assert not desk.sees("8 CFR 103.8(b)")


def test_one_date_is_accepted_and_stands_on_the_docket(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Dates")
    card = next(one for one in cards(desk) if one.row.state == "proposed")
    desk.press(f"Accept {card.row.title}")
    desk.settle()
    assert desk.status() == "1 date accepted."
    kept = [row.title for row in dates.dates_of(desk.window.office, case_id(desk)) if row.state == "kept"]
    assert kept == [card.row.title]
    desk.see("On the docket")


def test_all_dates_are_accepted_at_once_and_the_button_goes(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Dates")
    desk.press("Accept all 6 dates")
    desk.settle()
    assert desk.status() == "6 dates accepted."
    assert desk.sees("Nothing waits for a decision.")
    assert not desk.can_press("Accept all 6 dates")


def test_a_date_is_refused_only_with_a_reason(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Dates")
    card = next(one for one in cards(desk) if one.row.state == "proposed")
    desk.press(f"Not this… {card.row.title}")
    assert not desk.can_press("Do not keep it")
    desk.type_into("Why it is not kept; the attorney reads this in the history", "renewed already")
    desk.press("Do not keep it")
    desk.settle()
    refused = [row for row in dates.dates_of(desk.window.office, case_id(desk)) if row.state == "refused"]
    assert [row.title for row in refused] == [card.row.title]
    assert refused[0].note.startswith("renewed already")


def test_a_date_is_done_with_proof_and_can_be_put_back(desk: DeskDriver) -> None:
    desk.open_case("Nguyễn")
    show(desk, "Dates")
    desk.press("Done… Answer the request for evidence")
    desk.type_into("Tracking number, receipt, or how it was done", "EE123456789US")
    desk.press("Mark as done")
    desk.settle()
    desk.see("Done on Fri Aug 14, 2026: EE123456789US")
    desk.press("Put it back on the docket Answer the request for evidence")
    desk.settle()
    desk.see("Done…")


def test_facts_nobody_has_asked_are_named_so_and_lead_to_the_questions(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    show(desk, "Facts")
    desk.choose("Which facts", "Not asked yet")
    tree = desk.find(QTreeWidget, "Facts of the case")
    first = tree.topLevelItem(0).child(0)
    assert first.text(1) == "not asked yet"
    desk.press("Ask what is missing")
    desk.settle()
    assert desk.window.place() == ("intake", f"case:{case_id_of(desk, 'Soto Luna')}")


def case_id_of(desk: DeskDriver, words: str) -> str:
    from immdesk.office import cases

    return cases.case_ids(desk.window.office, words)[0]


def test_a_fact_is_found_by_plain_letters(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    show(desk, "Facts")
    desk.type_into("Find a fact", "hernandez cruz")
    tree = desk.find(QTreeWidget, "Facts of the case")
    assert tree.topLevelItem(0).child(0).text(1) == "Hernández Cruz"


def test_a_dropped_scan_is_kept_as_evidence_of_the_person(desk: DeskDriver, tmp_path: Path) -> None:
    scan = tmp_path / "marriage <b>& certificate.pdf"
    scan.write_bytes(one_page_pdf())
    desk.open_case("Soto Luna")
    tab = show(desk, "Evidence")
    drop(tab, scan)
    assert desk.sees("marriage <b>& certificate.pdf")
    desk.choose("What is it?", "Marriage certificate")
    desk.type_into("Title", "Marriage certificate")
    desk.press("Add to the case")
    desk.settle()
    rows = [one for one in documents.evidence(desk.window.office, case_id(desk)) if one.kind == "document"]
    assert (rows[-1].title, rows[-1].document_kind, rows[-1].pages) == (
        "Marriage certificate",
        "marriage_certificate",
        1,
    )


def drop(tab: CaseTab, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPoint(50, 50), Qt.DropAction.CopyAction
    tab.dropEvent(QDropEvent(where, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def one_page_pdf() -> bytes:
    import io

    import pikepdf

    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(612, 792))
    made.save(out)
    return out.getvalue()


def test_a_file_that_is_no_document_is_refused_in_plain_words(desk: DeskDriver, tmp_path: Path) -> None:
    fake = tmp_path / "scan.pdf"
    fake.write_bytes(b"not a PDF at all")
    desk.open_case("Soto Luna")
    drop(show(desk, "Evidence"), fake)
    desk.press("Add to the case")
    desk.settle()
    desk.wait_for(lambda: desk.front() is not desk.window, "a message")
    assert not any("Traceback" in text for text in desk.texts())


def test_the_state_of_a_document_is_changed(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    show(desk, "Evidence")
    desk.choose("State of this document", "Wrong document")
    desk.type_into("The client reads it as you write it", "It has expired")
    desk.press("Mark")
    desk.settle()
    rows = documents.evidence(desk.window.office, case_id(desk))
    assert rows[0].state == "wrong"
    assert desk.find(LineList, "Evidence").current_id() == rows[0].id


def test_each_form_says_whether_its_blank_is_there(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Forms")
    desk.see("blank missing")
    assert desk.can_press("Add the agency's blank PDF…")


def test_a_note_is_written_and_stands_there_at_once(desk: DeskDriver) -> None:
    desk.open_case("Wiśniewski")
    show(desk, "Notes")
    desk.type_into("New note", "Called: <b>will</b> send the letter & photos.")
    desk.press("Add the note")
    desk.settle()
    desk.see("Called: <b>will</b> send the letter & photos.")


def test_the_history_says_who_and_what_before_and_after(desk: DeskDriver) -> None:
    desk.open_case("Wiśniewski")
    show(desk, "History")
    assert desk.sees("Make the practice office")
    assert desk.sees("ana")
    assert desk.sees("Łukasz") or desk.sees("Person")


def test_the_questions_open_with_what_the_office_knows(desk: DeskDriver) -> None:
    desk.open_case("Wiśniewski")
    desk.press("Open the questions")
    desk.settle()
    view = interviews.overview(desk.window.office, desk.window.screen().asking._view.draft_id)
    assert view.sections[0].title.startswith("Petitioner: Agnieszka")


def test_enter_on_a_fact_opens_its_question_about_that_person(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    show(desk, "Facts")
    tree = desk.find(QTreeWidget, "Facts of the case")
    heads = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    diego = next(one for one in heads if one.text(0).endswith("Diego Hernández Soto"))
    birth = next(
        diego.child(row) for row in range(diego.childCount()) if diego.child(row).text(0) == "Date of birth"
    )
    tree.itemActivated.emit(birth, 1)
    desk.settle()
    here = desk.window.focusWidget()
    assert here is not None
    assert (here.accessibleName(), here.text()) == ("Date of birth", "2005-10-14")
    desk.see("Child: Diego Hernández Soto")


@pytest.mark.parametrize(
    "tab",
    ["Overview", "Parties", "Facts", "Dates", "Evidence", "Forms", "Packet", "Notes", "History"],
)
def test_everything_that_can_be_used_on_a_page_has_a_name_and_plain_text(desk: DeskDriver, tab: str) -> None:
    desk.open_case("Ramírez Ortega")
    page = show(desk, tab)
    for one in page.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert one.accessibleName(), f"{type(one).__name__} in {type(one.parent()).__name__}"
        if isinstance(one, QLabel) and one.pixmap().isNull():
            assert one.textFormat() == Qt.TextFormat.PlainText, one.text()


def test_a_document_is_left_out_of_the_packet_and_put_back(desk: DeskDriver) -> None:
    desk.open_case("Ramírez Ortega")
    show(desk, "Evidence")
    first = desk.find(LineList, "Evidence").current_id()
    desk.press("Leave out of the packet")
    desk.settle()
    rows = {row.id: row.exhibit for row in documents.evidence(desk.window.office, case_id(desk))}
    assert rows[first] == ""
    desk.press("Put into the packet")
    desk.settle()
    rows = {row.id: row.exhibit for row in documents.evidence(desk.window.office, case_id(desk))}
    assert rows[first] != ""


def test_a_page_that_scrolls_ends_with_its_last_card(qtbot: Any) -> None:
    column = Column()
    column.add(*(label("Whoever is not registered must register. " * 9, wrap=True) for _card in range(20)))
    column.end()
    column.resize(600, 300)
    column.show()
    qtbot.waitUntil(lambda: column.widget().width() > 500)
    inner = column.widget()
    assert inner.height() == inner.heightForWidth(inner.width())
