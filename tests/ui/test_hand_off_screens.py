"""Handing cases off, working in them on loan, and taking them back in, as two people do at two desks."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from immdesk.basics.watched import never, silent
from immdesk.office import cases
from immdesk.office.clock import stopped_at
from immdesk.office.handing import making, opening
from immdesk.office.office import Office, open_office
from immdesk.records.people import Person
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


def test_what_came_back_is_reviewed_word_by_word(desk: DeskDriver, tmp_path: Path) -> None:
    office = desk.window.office
    (row,) = office.rows("SELECT id, responsible_id FROM case_file WHERE number = '26-0001'")
    wish = making.Wish((row["id"],), "Rosa Marsh", "hearing", "8/13/2027")
    made, _changed = making.make(office, wish, tmp_path / "a.immhand", silent, never)
    opening.open_outside(made.path, tmp_path / "lent", made.passphrase, DAY)
    key, person = making.key_of(office, made.id), office.rows("SELECT id FROM person WHERE sex = 'female'")
    with open_office(tmp_path / "lent", key=key, clock=stopped_at(DAY), user="rosa") as lent:
        cases.add_note(lent, row["id"], "Judge moved to room 4")
        _say(lent, person[0]["id"], "Inés")
        opening.send_back_open(lent, tmp_path / "a.immback")
    _say(office, person[0]["id"], "Isabel")
    desk.menu("Hand-offs")
    desk.see("1 package is out.")
    desk.picker.path = tmp_path / "a.immback"
    desk.press("Take a package in…")
    desk.settle()
    desk.see("1 fits · 1 clashes")
    desk.press("Take in the marked")
    desk.settle()
    desk.see("1 clashes · 1 taken in")
    desk.press("Outside")
    desk.press("Write it so: Correct a person")
    desk.settle()
    assert office.rows("SELECT middle_name FROM person WHERE id = ?", [person[0]["id"]]) == [
        {"middle_name": "Inés"}
    ]
    assert office.rows("SELECT text FROM note WHERE text LIKE 'Judge%'")
    desk.see("2 taken in")


def test_an_office_on_loan_says_so_above_every_page(desk: DeskDriver, tmp_path: Path) -> None:
    office = desk.window.office
    (row,) = office.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    wish = making.Wish((row["id"],), "Rosa Marsh", "hearing", "9/14/2026", ("ssn",), wipe=True)
    made, _changed = making.make(office, wish, tmp_path / "a.immhand", silent, never)
    folder = tmp_path / "lent"
    opening.open_outside(made.path, folder, made.passphrase, DAY)
    key = making.key_of(office, made.id)
    desk.window.close_office()
    desk.window.set_office(open_office(folder, key=key, clock=stopped_at(DAY), user="rosa"))
    desk.settle()
    desk.see("On loan from Practice Office (fictional), back by Mon Sep 14, 2026.")
    desk.see("Not in this package: Social Security numbers.")
    for place in ("Cases", "Calendar", "Packets", "People", "Library", "Settings"):
        desk.go_to(place)
        desk.see("On loan from Practice Office (fictional)")
    desk.picker.path = tmp_path / "home.immback"
    desk.press("Send back…")
    desk.settle()
    desk.press("Wipe them")
    desk.settle()
    assert (tmp_path / "home.immback").exists()
    assert not folder.exists()
    assert "are wiped from this computer" in desk.status()


def _say(office: Office, person_id: str, middle: str) -> None:
    def work(session: Session) -> None:
        session.get_one(Person, person_id).middle_name = middle

    office.change("Correct a person", work)
