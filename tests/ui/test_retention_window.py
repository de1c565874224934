"""Closing a case at the window, and the list of files that are kept."""

from __future__ import annotations

from tests.desk import DeskDriver


def test_a_case_is_closed_with_a_reason_its_file_held_and_let_go(desk: DeskDriver) -> None:
    desk.open_case("26-0001")
    desk.menu("Close the case…")
    desk.press("Originals went back to their owners")
    desk.see("Fri Aug 14, 2026, ana")
    desk.type_into("Closed on", "May 3, 2019")
    desk.choose("Ending", "Approved or granted")
    desk.type_into("Why lines stay open", "An old file")
    desk.press("Close the case")
    desk.see("Closed on Fri May 3, 2019: Approved or granted. An old file")
    desk.menu("Files that are kept")
    desk.see("Nobody has said for how many years closed files are kept. Your state bar's rule says.")
    desk.press("Say how long…")
    desk.type_into("For how many years is a closed file kept? Your state bar's rule says.", "7")
    desk.press("Keep")
    desk.see("1 file, 1 may go now")
    assert desk.rows("Files that are kept")[0][2:] == [
        "Sun May 3, 2026", "the office's own rule: 7 years from closing", "may be destroyed",
    ]  # fmt: skip
    desk.press("Destroy…")
    desk.see("These people are in no other case and go too")
    desk.press("Cancel")
    desk.press("Hold the case…")
    desk.type_into("Why; nothing of it is destroyed until somebody lifts the hold", "A claim was announced")
    desk.press("Hold")
    desk.see("1 file, 0 may go now")
    desk.press("Destroy…")
    desk.see("A legal hold stands: A claim was announced")
