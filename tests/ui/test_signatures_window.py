"""Signatures at the desk: pages printed for a signer, taken home, matched by hand, the original entered."""

from __future__ import annotations

from pathlib import Path

from immdesk.office import blanks, cases, signature_run, signatures_home
from immdesk.office.office import Office
from tests.desk import DeskDriver
from tests.office.pen import printed, scanned, sign


def test_signatures_are_printed_come_home_and_are_looked_at(
    desk: DeskDriver, practice: Office, shared: Path, tmp_path: Path
) -> None:
    blanks.add(practice, shared / "forms" / "G-28_09-17-18.pdf")
    [case_id] = cases.case_ids(practice, "26-0001")
    desk.window.desk.go("case", f"{case_id}/signatures")
    desk.settle()
    desk.see("6 signatures are still to be made.")
    desk.picker.path = tmp_path / "pages.pdf"
    desk.press("Print the pages… (Daniel Robert Carter)")
    desk.settle()
    assert desk.status() == "1 page to sign is written."
    paper = printed(desk.picker.path, 1)
    (sheet,) = signatures_home.sheets_of(practice)
    for place in sheet.places:
        sign(paper, place[1:], 5)
    paper.paste((255, 255, 255), (0, 0, paper.width, 62))  # the scanner cut the code off
    desk.picker.path = tmp_path / "scan.pdf"
    desk.picker.path.write_bytes(scanned([paper], tilt=0))
    desk.press("Signed pages came back…")
    desk.settle()
    desk.see("Came back without a code that can be read")
    desk.press("Match it… (Page 1 of a scan)")
    desk.settle()
    desk.see("As it was printed")
    desk.press("It is this page")
    desk.settle()
    assert not desk.sees("Came back without a code")
    row = next(one for one in signature_run.to_sign(practice, case_id) if one.state == "came back")
    desk.press(f"Take it ({row.form} – {row.who}, page {row.page}, {row.label})")
    desk.settle()
    assert desk.status() == "The signature is taken."
    desk.press("Where it lies… (G-28, page 3: " + ", ".join(_names(practice, case_id)) + ")")
    desk.type_into("Where the paper lies from today", "Safe, drawer 2")
    desk.press("Keep")
    desk.settle()
    desk.see("Safe, drawer 2, since Fri Aug 14, 2026")


def _names(practice: Office, case_id: str) -> list[str]:
    from immdesk.office.originals import originals

    return originals(practice, case_id)[0].who.split(", ")


def test_a_press_on_a_box_that_is_not_answered_leads_to_its_question(
    desk: DeskDriver, practice: Office, shared: Path
) -> None:
    blanks.add(practice, shared / "forms" / "G-28_09-17-18.pdf")
    [case_id] = cases.case_ids(practice, "26-0001")
    desk.window.desk.go("case", f"{case_id}/packet")
    desk.settle()
    said = "G-28 – Camila López Ramírez: 3 boxes are not answered"
    words = next(one for one in desk.texts() if one.startswith(said))
    desk.press(f"Answer it ({words})")
    desk.settle()
    assert desk.window.place()[0] == "intake"
    assert desk.window.focusWidget().accessibleName().startswith("Daytime telephone")
