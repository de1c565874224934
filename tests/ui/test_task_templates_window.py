"""Tasks at the window: taken on the Work page, templates changed on their shelf, open cases that follow."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox

from immdesk.office import cases, today
from immdesk.office.tasks import taking
from tests.desk import DeskDriver

MEDICAL = "Client books the medical examination"


def mine(desk: DeskDriver) -> str:
    found = cases.id_of(desk.window.office, "26-0006")
    assert found
    return found


def titles(desk: DeskDriver) -> list[str]:
    return [row.title for row in today.open_tasks(desk.window.office, mine(desk))]


def test_proposed_tasks_are_taken_with_one_press_and_ticked_off(desk: DeskDriver) -> None:
    desk.window.desk.go("case", f"{mine(desk)}/work")
    desk.see("The days are a habit of the office, not law.")
    desk.press(f"Leave out: {MEDICAL}")
    desk.settle()
    desk.see("1 task was left out.")
    desk.press("Take all")
    desk.settle()
    assert desk.status() == "1 task taken."
    assert titles(desk) == ["Send the welcome letter with the list of papers"]
    desk.press("Done: Send the welcome letter with the list of papers")
    desk.settle()
    assert desk.can_press("Take: Client finishes the questionnaire")
    desk.press("Propose again")
    desk.settle()
    assert desk.can_press(f"Take: {MEDICAL}")


def test_a_template_is_changed_on_its_shelf_and_an_open_case_follows_by_choice(desk: DeskDriver) -> None:
    taking.take(desk.window.office, mine(desk))
    desk.window.desk.go("library", "tasks")
    kinds = desk.find(QComboBox, "Kind of case whose tasks are shown")
    assert kinds.count() == 26
    desk.choose("Kind of case whose tasks are shown", "Family adjustment of status (12)")
    desk.press(f"Change the day: {MEDICAL}")
    desk.press("Keep")  # as it was: nothing is wrong
    desk.settle()
    desk.choose("Kind of case whose tasks are shown", "Family adjustment of status (12)")
    desk.press(f"Change the day: {MEDICAL}")
    says = "Such as: 7 days after opening, 30 days before rule rfe-deadline, on stage filed"
    desk.type_into(says, "30 days after openin")
    desk.press("Keep")
    desk.see("'openin' is no day of a case. Did you mean 'opening'?")
    desk.press("Close")
    desk.press(f"Change the day: {MEDICAL}")
    desk.type_into(says, "30 days after opening")
    desk.press("Keep")
    desk.settle()
    desk.see("changed by the office")
    desk.press("Look at the open cases")
    desk.settle()
    ticked = [box for box in desk.front().findChildren(QCheckBox) if box.isVisible() and box.isChecked()]
    assert [box.accessibleName() for box in ticked] == [
        f"26-0006 changed: {MEDICAL} – María de los Ángeles Peña Ibáñez, "
        "was due Tue Aug 25, 2026, now Thu Sep 10, 2026"
    ]
    desk.press("Let the marked cases follow")
    desk.settle()
    due = {row.title: row.due_on for row in today.open_tasks(desk.window.office, mine(desk))}
    assert str(due[MEDICAL]) == "2026-09-10"
    desk.window.undoing.take_back("undo")
    desk.settle()
    due = {row.title: row.due_on for row in today.open_tasks(desk.window.office, mine(desk))}
    assert str(due[MEDICAL]) == "2026-08-25"
