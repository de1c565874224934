"""Intake at the desk: questions drawn from data, kept as one types, taken back, finished into a case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QListWidget, QWidget

from immdesk.office import interviews
from tests.desk import DeskDriver, let_events_pass
from ui.forms.draw import FormPage
from ui.forms.editors import LineEditor
from ui.forms.field import Field
from ui.forms.segments import Segments


def begin(desk: DeskDriver) -> None:
    desk.menu("New intake")
    desk.press("Begin Family adjustment of status")
    desk.settle()


def page(desk: DeskDriver) -> FormPage:
    return next(one for one in desk.window.screen().findChildren(FormPage) if one.isVisible())


def field(desk: DeskDriver, label: str) -> Field:
    return next(one for one in page(desk).fields() if one.question.label == label)


def message(desk: DeskDriver, label: str) -> tuple[str, str]:
    said = field(desk, label).message
    return said.text(), said.level()


def sections(desk: DeskDriver) -> list[str]:
    listed = desk.find(QListWidget, "Sections of this intake")
    rows = [listed.item(row) for row in range(listed.count())]
    return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows if not row.isHidden()]


def focused(desk: DeskDriver) -> str:
    here = desk.window.focusWidget()
    assert here is not None
    return here.accessibleName()


def draft_text(desk: DeskDriver, label: str) -> str:
    one = field(desk, label)
    draft = desk.window.place()[1]
    view = interviews.section(desk.window.office, draft, "petitioner")
    texts = {
        question.key: question.text
        for block in view.blocks
        for group in ([block] if hasattr(block, "questions") else block.groups)
        for question in group.questions
    }
    return texts[one.key]


def test_the_first_question_has_the_keyboard_and_enter_goes_on(desk: DeskDriver) -> None:
    begin(desk)
    assert focused(desk) == "Family name (last name)"
    desk.key("Return")
    assert focused(desk) == "Given name (first name)"


def test_an_answer_is_kept_at_each_key_as_it_was_typed(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "O'Brien <b>&")
    assert draft_text(desk, "Family name (last name)") == "O'Brien <b>&"


def test_a_date_shows_a_grey_hint_while_typing_and_a_mark_when_left(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Date of birth", "3/7/1988")
    assert message(desk, "Date of birth") == ("Mon Mar 7, 1988", "")
    desk.type_into("Date of birth", "25/12/1990")
    assert message(desk, "Date of birth")[1] == ""
    desk.key("Return")
    assert message(desk, "Date of birth")[1] == "warn"


def test_what_cannot_be_read_is_red_only_after_leaving_and_is_read_aloud(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("A-Number", "12345")
    assert message(desk, "A-Number")[1] == ""
    desk.key("Return")
    assert message(desk, "A-Number") == ("A-Number has 7, 8 or 9 digits; 5 typed.", "bad")
    editor = field(desk, "A-Number").editor
    assert editor.accessibleDescription() == "A-Number has 7, 8 or 9 digits; 5 typed."
    desk.wait_for(lambda: "Petitioner, ✕ 1" in sections(desk), "the badge")


def test_ctrl_z_takes_back_one_field_at_a_time_and_finds_it_again(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "Soto")
    desk.key("Return")
    QTest.keyClicks(desk.window.focusWidget(), "Luz")
    desk.key("Ctrl+Z")
    assert draft_text(desk, "Given name (first name)") == ""
    desk.key("Ctrl+Z")
    assert draft_text(desk, "Family name (last name)") == ""
    desk.key("Ctrl+Y")
    assert draft_text(desk, "Family name (last name)") == "Soto"


def test_no_middle_name_is_an_answer(desk: DeskDriver) -> None:
    begin(desk)
    box = desk.find(QCheckBox, "Middle name: no middle name")
    box.click()
    assert draft_text(desk, "Middle name") == "\u2205"
    assert not field(desk, "Middle name").editor.isEnabled()


def test_a_choice_is_made_with_the_keyboard_and_taken_back_with_delete(desk: DeskDriver) -> None:
    begin(desk)
    segments = field(desk, "Sex").editor
    assert isinstance(segments, Segments)
    segments.setFocus()
    desk.key("Right")
    desk.key("Space")
    assert segments.answer() == "female"
    desk.key("Delete")
    assert segments.answer() == ""


def test_a_screen_reader_chooses_and_takes_back(desk: DeskDriver) -> None:
    begin(desk)
    segments = field(desk, "Sex").editor
    assert isinstance(segments, Segments)
    female = QAccessible.queryAccessibleInterface(segments).child(1)
    assert female.text(QAccessible.Text.Name) == "Sex: Female"
    toggle = QAccessibleActionInterface.toggleAction()
    female.actionInterface().doAction(toggle)
    assert draft_text(desk, "Sex") == "female"
    assert female.state().checked
    female.actionInterface().doAction(toggle)
    assert (segments.answer(), female.state().checked) == ("", 0)


def test_a_question_that_appears_leaves_the_keyboard_where_it_is(desk: DeskDriver) -> None:
    begin(desk)
    page_ids = [one for one in desk.window.screen().asking._side.sections.ids() if "status" in one]
    desk.window.screen().asking.go_to(page_ids[0])
    before = {one.key for one in page(desk).fields()}
    yes_no = next(one for one in page(desk).fields() if one.question.type == "yes_no")
    yes_no.take_focus()
    desk.key("Space")
    desk.wait_for(lambda: {one.key for one in page(desk).fields()} > before, "more questions")
    assert yes_no.has_keyboard()


def test_ctrl_page_down_goes_to_the_next_section(desk: DeskDriver) -> None:
    begin(desk)
    desk.key("Ctrl+PgDown")
    desk.see("How to reach the person")
    assert focused(desk) == "Daytime telephone"
    desk.key("Ctrl+PgUp")
    assert focused(desk) == "Family name (last name)"


def test_a_row_added_to_a_list_takes_the_keyboard_and_names_the_gap(desk: DeskDriver) -> None:
    begin(desk)
    desk.window.screen().asking.go_to("petitioner/addresses")
    count = len(list(page(desk).fields()))
    desk.press("Add an address")
    assert len(list(page(desk).fields())) > count
    assert isinstance(desk.window.focusWidget(), (LineEditor, QCheckBox)) or focused(desk)
    first = next(page(desk).fields()).key
    for word, text in (("street", "1 Elm St"), ("from", "Mar 2025")):
        key = first.rpartition(".")[0] + "." + word
        page(desk).focus_key(key)
        QTest.keyClicks(desk.window.focusWidget(), text)
    desk.key("Return")
    desk.see("Not covered")


def test_a_child_is_added_as_a_section_of_its_own(desk: DeskDriver) -> None:
    begin(desk)
    desk.press("Add a child")
    desk.type_into("Given name (first name)", "Ines")
    desk.wait_for(lambda: any(one.startswith("Child: Ines") for one in sections(desk)), "the section")


def test_somebody_already_in_the_office_is_offered_and_never_merged_unasked(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "Soto Luna")
    desk.type_into("Given name (first name)", "Guadalupe")
    desk.key("Return")
    desk.see("Already in the office? Soto Luna, Guadalupe")
    desk.press("Somebody else")
    desk.wait_for(lambda: not desk.sees("Already in the office?"), "the offer to go")
    assert draft_text(desk, "Date of birth") == ""


def test_a_draft_waits_on_today_and_opens_where_it_was_left(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "Pena")
    draft = desk.window.place()[1]
    desk.go_to("Today")
    desk.window.office.drafts.clear()
    desk.window.desk.go("intake", draft)
    desk.see("Taken up again where it was left.")
    assert field(desk, "Family name (last name)").editor.answer() == "Pena"


def test_looking_at_the_questions_of_a_case_leaves_no_draft_behind(desk: DeskDriver) -> None:
    desk.open_case("Soto")
    desk.press("Open the questions")
    desk.settle()
    assert field(desk, "Family name (last name)").editor.answer() == "Hernández Cruz"
    desk.key("Alt+Left")
    let_events_pass()
    assert desk.window.place()[0] == "case"
    assert desk.window.office.rows("SELECT id FROM draft") == []


def test_typing_makes_no_field_anew_and_keeps_the_cursor(desk: DeskDriver) -> None:
    begin(desk)
    before = list(page(desk).fields())
    editor = field(desk, "Family name (last name)").editor
    assert isinstance(editor, LineEditor)
    desk.type_into("Family name (last name)", "Sto")
    editor.setCursorPosition(1)
    QTest.keyClicks(editor, "o")
    desk.key("Return")
    assert editor.text() == "Soto"
    assert list(page(desk).fields()) == before


def test_a_country_is_picked_from_what_any_part_of_its_name_offers(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Country of birth", "nam")
    editor = field(desk, "Country of birth").editor
    assert isinstance(editor, LineEditor)
    offered = editor.completer()
    offers = [offered.completionModel().index(row, 0).data() for row in range(offered.completionCount())]
    assert "Vietnam" in offers
    offered.popup().hide()
    offered.activated.emit("Vietnam")
    assert draft_text(desk, "Country of birth") == "Vietnam"


def test_drafts_wait_on_the_first_page_of_intake(desk: DeskDriver) -> None:
    begin(desk)
    desk.type_into("Family name (last name)", "Pena")
    desk.menu("New intake")
    desk.see("Drafts that wait")
    desk.press("Go on with Petitioner: Pena")
    desk.settle()
    assert field(desk, "Family name (last name)").editor.answer() == "Pena"


def test_everything_in_every_section_has_a_name(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.press("Open the questions")
    desk.settle()
    asking = desk.window.screen().asking
    for section in asking._side.sections.ids():
        asking.go_to(section)
        for one in page(desk).fields():
            assert one.editor.accessibleName() == one.question.label
    assert nameless(desk.window) == []


def nameless(top: QWidget) -> list[str]:
    return [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in top.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and not one.accessibleName()
    ]


def test_the_home_of_the_petitioner_is_copied_to_a_relative_by_one_button(desk: DeskDriver) -> None:
    begin(desk)
    desk.press("Add the spouse")
    office, draft = desk.window.office, desk.window.place()[1]
    words = {"kind": "residence", "street": "12 Olive Street", "city": "Fresno"}
    for word, text in words.items():
        interviews.answer(office, draft, f"petitioner.addresses[0].{word}", text)
    desk.window.screen().asking.go_to("relatives[0]/addresses")
    desk.press("Same home as Petitioner")
    desk.settle()
    assert interviews.section(office, draft, "relatives[0]/addresses").homes == ()
    desk.see("The client answers this page.")
