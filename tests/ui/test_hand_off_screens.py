"""Handing cases off, working in them on loan, and taking them back in, as two people do at two desks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from immdesk.office import cases
from immdesk.office.handing import making, opening
from immdesk.office.office import open_office
from tests.conftest import DAY
from tests.desk import DeskDriver


def test_cases_are_handed_off_reviewed_and_taken_in(desk: DeskDriver, tmp_path: Path) -> None:
    office = desk.window.office
    desk.open_case("Ramírez")
    desk.menu("Hand off…")
    desk.see("26-0001  Ramírez Ortega, Lucía")
    desk.type_into("To whom", "Rosa Marsh")
    desk.type_into("Why", "hearing in the fall")
    desk.type_into("Comes back by", "9/14/2026")
    desk.press("Social Security numbers")
    desk.settle()
    desk.see("1 case, 3 people")
    out = tmp_path / "a.immhand"
    desk.picker.path = out
    desk.press("Write the package…")
    desk.settle()
    desk.see("The package is written")
    assert out.exists()
    made = office.rows("SELECT id FROM hand_off")[0]["id"]
    assert not any(made[:8] in text for text in desk.texts())
