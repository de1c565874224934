"""A form of a case in the window: a box written by hand, taken back, and the form saved in two ways."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget

from immdesk.office import blanks, cases, packets
from immdesk.office.by_hand import FormKey
from immdesk.office.filled_form import filled_sheet
from immdesk.office.office import Office
from immdesk.packets.inspect import inspect
from tests.desk import DeskDriver


def test_a_form_is_looked_at_written_by_hand_and_saved(
    desk: DeskDriver, practice: Office, shared: Path, tmp_path: Path
) -> None:
    blanks.add(practice, shared / "forms" / "I-130A_04-01-24.pdf")
    [case_id] = cases.case_ids(practice, "26-0001")
    desk.window.desk.go("case", f"{case_id}/forms")
    row = next(one for one in packets.forms_of(practice, case_id) if one.form == "I-130A")
    desk.settle()
    desk.press(f"Look at I-130A, {row.who}")
    desk.settle()
    desk.see("Sign here, by hand:")
    desk.type_into("Find a box", "street number")
    boxes = desk.find(QListWidget, "Boxes")
    desk.wait_for(lambda: 0 < boxes.count() < 12, "boxes of a street")
    desk.key("Return", desk.window.focusWidget())
    desk.type_into("What stands in the box", "1 Elm Street")
    desk.press("Write by hand")
    desk.see("What is written by hand needs a reason.")
    desk.press("Close")
    desk.type_into("What stands in the box", "1 Elm Street")
    desk.type_into("Why by hand", "Moved yesterday")
    desk.press("Write by hand")
    desk.settle()
    desk.see("1 by hand")
    key = FormKey("I-130A", row.person_id)
    [hand] = filled_sheet(practice, case_id, key).hand.values()
    assert (hand.value, hand.reason, hand.by) == ("1 Elm Street", "Moved yesterday", "ana")
    desk.picker.path = tmp_path / "filing.pdf"
    desk.press("Save the filing copy…")
    desk.wait_for(desk.picker.path.exists, "the filing copy")
    desk.settle()
    assert inspect(desk.picker.path).fields == ()
    desk.press("As the record says")
    desk.settle()
    desk.see("1 changed since it was printed")
    assert filled_sheet(practice, case_id, key).hand == {}
