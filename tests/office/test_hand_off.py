"""Cases handed off and taken back in: two real offices, what was left out, what clashes, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import never, silent
from immdesk.office import cases, firm
from immdesk.office.clock import stopped_at
from immdesk.office.handing import leaving_out, making, opening, preview, register, returns, review
from immdesk.office.handing.lent import lines, wipe_folder
from immdesk.office.office import Office, open_office
from immdesk.office.sign_in import must
from immdesk.office.today import today_page
from immdesk.records.access import StaffSignIn
from immdesk.records.cases import CaseFile, Task
from immdesk.records.dates import DocketEntry as Entry
from immdesk.records.notes import Note
from immdesk.records.people import Identifier, Person
from immdesk.store.loan.package import open_package
from tests.conftest import DAY

NOW = datetime(2026, 8, 20, 15, tzinfo=UTC)
EVERYTHING = tuple(one.word for one in leaving_out.ENTRIES if one.word != "documents")


def case_of(office: Office, number: str) -> str:
    return str(office.rows("SELECT id FROM case_file WHERE number = ?", [number])[0]["id"])


def person_of(office: Office, name: str) -> str:
    return str(office.rows("SELECT id FROM person WHERE family_name = ?", [name])[0]["id"])


def handed(office: Office, tmp_path: Path, number: str = "26-0001", **wished: object) -> making.Made:
    """Hand Lucía's case off to outside counsel."""
    wish = making.Wish((case_of(office, number),), "Rosa Marsh", "hearing in the fall", "9/14/2026")
    made, _changed = making.make(office, replace(wish, **wished), tmp_path / "a.immhand", silent, never)  # type: ignore[arg-type]
    return made


def outside(office: Office, made: making.Made, folder: Path) -> Office:
    """Open the package on the computer of outside counsel."""
    opening.open_outside(made.path, folder, made.passphrase, DAY)
    return open_office(folder, key=making.key_of(office, made.id), clock=stopped_at(DAY), user="rosa")


def back(office: Office, made: making.Made, lent: Office, out: Path) -> Path:
    """Send back what was done outside."""
    lent.close()
    opening.send_back(lent.folder, making.key_of(office, made.id), out, NOW)
    return out


def rename(office: Office, person_id: str, **values: str) -> None:
    def work(session: object) -> None:
        person = session.get_one(Person, person_id)  # type: ignore[attr-defined]
        for name, value in values.items():
            setattr(person, name, value)

    office.change("Correct a person", work)


def add_note(office: Office, case_id: str, text: str) -> None:
    note = Note(case_id=case_id, text=text, at=office.now().isoformat())
    office.change("Add a note", lambda session: session.add(note))


def test_work_outside_comes_home_with_its_author_and_its_scan(practice: Office, tmp_path: Path) -> None:
    made = handed(practice, tmp_path)
    lucia, case_id = person_of(practice, "Ramírez Ortega"), case_of(practice, "26-0001")
    lent = outside(practice, made, tmp_path / "lent")
    assert lines(lent)[0].startswith("On loan from")
    rename(lent, lucia, birth_city="Xalapa", middle_name="Inés")
    opening.send_back_open(lent, tmp_path / "older.immback")
    add_note(lent, case_id, "Judge moved to room 4")
    blob = lent.store.attachments.put(b"%PDF-1.4 the stamped receipt")
    _attach(lent, case_id, lucia, blob.name)
    rename(practice, lucia, middle_name="Isabel")
    file = back(practice, made, lent, tmp_path / "a.immback")

    received, _changed = returns.receive(practice, file)
    seen = review.review(practice, received.hand_off_id)
    assert [(one.title, one.how) for one in seen.items] == [
        ("Correct a person", "clash"), ("Add a note", "fits"), ("Attach a document", "fits"),
    ]  # fmt: skip
    assert [(w.called, w.base, w.mine, w.theirs) for w in seen.items[0].words] == [
        ("Middle name", "no middle name", "Inés", "Isabel")
    ]
    ids = [one.id for one in seen.items]
    changed = review.take(practice, received.hand_off_id, ids, silent, never)
    assert changed.message == "2 changes were taken in. 1 waits for a choice."
    changed = review.take(practice, received.hand_off_id, ids, silent, never, mine={ids[0]: []})
    assert changed.message == "1 change was taken in."
    row = practice.rows("SELECT middle_name, birth_city FROM person WHERE id = ?", [lucia])[0]
    assert (row["middle_name"], row["birth_city"]) == ("Isabel", "Xalapa")
    assert next(one.who for one in practice.store.history(table="note")) == "rosa (outside: Rosa Marsh)"
    (document,) = practice.rows("SELECT blob FROM document WHERE title = 'Stamped receipt'")
    assert practice.store.attachments.bytes(document["blob"]) == b"%PDF-1.4 the stamped receipt"
    assert practice.store.verify_chain().ok

    with pytest.raises(Problem, match="came back already"):
        returns.receive(practice, file)
    with pytest.raises(Problem, match="A newer package of this hand-off is here"):
        returns.receive(practice, tmp_path / "older.immback")
    assert "3 changes" in review.undo_taking_in(practice, received.hand_off_id).message
    assert not practice.rows("SELECT 1 FROM note WHERE text = 'Judge moved to room 4'")
    assert review.review(practice, received.hand_off_id).count("back") == 3
    assert "0 changes" in review.undo_taking_in(practice, received.hand_off_id).message


def _attach(office: Office, case_id: str, person_id: str, blob: str) -> None:
    from immdesk.records.documents import CaseDocument, Document

    def work(session: object) -> None:
        paper = Document(
            person_id=person_id, kind="notice", title="Stamped receipt", blob=blob, mime="application/pdf"
        )
        session.add(paper)  # type: ignore[attr-defined]
        session.add(CaseDocument(case_id=case_id, document_id=paper.id))  # type: ignore[attr-defined]

    office.change("Attach a document", work)


def test_nothing_that_was_left_out_is_in_the_package(practice: Office, tmp_path: Path) -> None:
    case_id = case_of(practice, "26-0002")
    contact = "Her number is A 098-765-432, SSN 123-45-6789, born December 12, 1976 (12/12/1976)."
    task = Task(case_id=case_id, title=contact)
    practice.change("Add a task", lambda session: session.add(task))
    cutoff = practice.rows("SELECT cutoff FROM bulletin WHERE cutoff LIKE '20%' LIMIT 1")[0]["cutoff"]
    rename(practice, person_of(practice, "Hernández Cruz"), born_on=cutoff)
    made = handed(practice, tmp_path, "26-0002", left_out=EVERYTHING)
    package = open_package(made.path, "hand-off", making.key_of(practice, made.id))
    said = json.dumps(package.told, ensure_ascii=False)
    clear = made.path.read_bytes()
    for planted in (
        "098765432",
        "098-765-432",
        '123456789"',
        "123-45-6789",
        "1976-12-12",
        "12/12/1976",
        "December 12, 1976",
    ):
        assert planted not in said
        assert planted.encode() not in clear
    for other in ("26-0001", "Ramírez", "Nguyễn"):
        assert other not in said
    assert "Soto" not in clear.decode("latin-1")
    assert made.passphrase not in str(made)
    tables = package.told["tables"]
    assert cutoff in str(tables["bulletin"])
    assert cutoff not in str(tables["person"])
    assert "note" not in tables
    assert "payment" not in tables
    assert "packet" not in tables
    assert "Her number is [not in this package]" in said


def test_what_was_left_out_is_never_overwritten_with_emptiness(practice: Office, tmp_path: Path) -> None:
    who, case_id = person_of(practice, "Soto Luna"), case_of(practice, "26-0002")
    old = "Call about A098765432 on Monday"
    task = Task(case_id=case_id, title=old)
    practice.change("Add a task", lambda session: session.add(task))
    made = handed(practice, tmp_path, "26-0002", left_out=EVERYTHING)
    lent = outside(practice, made, tmp_path / "lent")
    assert "A-numbers" in lines(lent)[1]
    assert lent.rows("SELECT born_on FROM person WHERE id = ?", [who]) == [{"born_on": None}]
    facts = {(one.owner_id, one.path): one.shown for one in cases.facts_page(lent, case_id)}
    assert facts[who, "person.a_number"] == facts[who, "person.born_on"] == "not in this package"
    assert facts[who, "person.family_name"] == "Soto Luna"
    title = "Call about [not in this package] on Tuesday"
    lent.change("Change a task", lambda session: setattr(session.get_one(Task, task.id), "title", title))
    number = Identifier(person_id=who, kind="a_number", value="A111111111", is_main="yes")
    lent.change("Correct a number", lambda session: session.add(number))
    received, _changed = returns.receive(practice, back(practice, made, lent, tmp_path / "a.immback"))
    seen = review.review(practice, received.hand_off_id)
    assert [one.how for one in seen.items] == ["fits", "clash"]
    assert (seen.items[1].words[0].mine, seen.items[1].words[0].theirs) == ("A111111111", "A212345678")
    review.take(practice, received.hand_off_id, [one.id for one in seen.items], silent, never)
    assert practice.rows("SELECT title FROM task WHERE id = ?", [task.id])[0]["title"] == (
        "Call about A098765432 on Tuesday"
    )
    kept = practice.rows("SELECT value FROM identifier WHERE person_id = ? AND kind = 'a_number'", [who])
    assert kept == [{"value": "A212345678"}]


def test_a_return_of_two_hundred_changes_is_taken_in(practice: Office, tmp_path: Path) -> None:
    made = handed(practice, tmp_path)
    case_id = case_of(practice, "26-0001")
    lent = outside(practice, made, tmp_path / "lent")
    for place in range(100):
        rename(lent, person_of(lent, "Ramírez Ortega"), birth_city=f"City {place}")
        add_note(lent, case_id, f"note {place}")
    received, _changed = returns.receive(practice, back(practice, made, lent, tmp_path / "a.immback"))
    seen = review.review(practice, received.hand_off_id)
    assert (len(seen.items), seen.count("fits")) == (200, 200)
    left = seen.items[1].id
    review.leave_out(practice, received.hand_off_id, [left])
    changed = review.take(practice, received.hand_off_id, [one.id for one in seen.items], silent, never)
    assert changed.message == "199 changes were taken in."
    assert practice.rows("SELECT birth_city FROM person WHERE family_name = 'Ramírez Ortega'") == [
        {"birth_city": "City 99"}
    ]
    again = review.review(practice, received.hand_off_id)
    assert (again.count("taken"), again.count("left")) == (199, 1)


def test_a_fatal_date_that_was_moved_outside_waits_for_the_attorney(practice: Office, tmp_path: Path) -> None:
    made = handed(practice, tmp_path, "26-0003")
    lent = outside(practice, made, tmp_path / "lent")
    (entry,) = lent.rows("SELECT id, due_on FROM docket_entry WHERE severity = 'fatal' AND state = 'kept'")
    lent.change("Move", lambda s: setattr(s.get_one(Entry, entry["id"]), "due_on", "2026-08-30"))
    add_note(lent, case_of(lent, "26-0003"), "They moved the hearing")
    received, _changed = returns.receive(practice, back(practice, made, lent, tmp_path / "a.immback"))
    let_in(practice, "Ana")
    seen = [one.id for one in review.review(practice, received.hand_off_id).items]
    told = review.take(practice, received.hand_off_id, seen, silent, never).message
    assert told == "1 change was taken in. 1 changes a fatal date: an attorney takes it in."
    practice.slot = "Helen"
    assert (
        review.take(practice, received.hand_off_id, seen, silent, never).message == "1 change was taken in."
    )
    kept = practice.rows("SELECT due_on FROM docket_entry WHERE id = ?", [entry["id"]])
    assert kept == [{"due_on": "2026-08-30"}]


def let_in(office: Office, slot: str) -> None:
    """Let the staff in by name, Helen as their attorney; `slot` sits at the desk."""

    def work(session: object) -> None:
        for one in firm.staff(office):
            role = "administrator" if one.is_attorney else "paralegal"
            session.add(StaffSignIn(staff_id=one.id, slot=one.name.split()[0], role=role))  # type: ignore[attr-defined]

    office.change("Let people in", work)
    office.slot = slot


def test_a_case_deleted_meanwhile_keeps_its_changes_waiting(practice: Office, tmp_path: Path) -> None:
    made = handed(practice, tmp_path)
    case_id = case_of(practice, "26-0001")
    lent = outside(practice, made, tmp_path / "lent")
    add_note(lent, case_id, "Judge moved to room 4")
    practice.change("Delete", lambda s: setattr(s.get_one(CaseFile, case_id), "deleted_at", "2026-08-14"))
    received, _changed = returns.receive(practice, back(practice, made, lent, tmp_path / "a.immback"))
    assert review.review(practice, received.hand_off_id).items[0].how == "waits"
    practice.change("Restore", lambda s: setattr(s.get_one(CaseFile, case_id), "deleted_at", None))
    assert review.review(practice, received.hand_off_id).items[0].how == "fits"


def test_the_loan_opens_no_case_stops_after_its_day_and_is_wiped(practice: Office, tmp_path: Path) -> None:
    made = handed(practice, tmp_path, stops=True, grace=3, wipe=True)
    lent = outside(practice, made, tmp_path / "lent")
    new = CaseFile(number="27-0001", case_type="asylum", title="x", status="open")
    with pytest.raises(Problem, match="done in the office that lent"):
        lent.change("Open a case", lambda session: session.add(new))
    with pytest.raises(Problem, match="done in the office that lent"):
        must(lent, "people")
    add_note(lent, case_of(lent, "26-0001"), "before the day")
    lent.close()
    folder, key = lent.folder, making.key_of(practice, made.id)
    late = open_office(folder, key=key, clock=stopped_at(DAY.replace(month=9, day=16)))
    with late, pytest.raises(Refused, match="can only be read"):
        add_note(late, case_of(late, "26-0001"), "after the day")
    with pytest.raises(Refused, match="that time is over"):
        open_office(folder, key=key, clock=stopped_at(DAY.replace(month=9, day=18)))
    with pytest.raises(Refused, match="can only be read"):  # a clock set back is noticed by then
        add_note(open_office(folder, key=key, clock=stopped_at(DAY)), "x", "set back")
    assert opening.send_back(folder, key, tmp_path / "b.immback", NOW).wipe
    assert "wiped from this computer" in wipe_folder(folder)
    assert not folder.exists()
    with pytest.raises(Problem, match="not an office on loan"):
        wipe_folder(practice.folder)


def test_restricted_cases_leave_only_after_a_second_yes(practice: Office, tmp_path: Path) -> None:
    case_id = case_of(practice, "26-0001")
    practice.change("Restrict", lambda s: setattr(s.get_one(CaseFile, case_id), "restricted", "vawa"))
    with pytest.raises(Problem, match="1367") as asked:
        handed(practice, tmp_path)
    assert "second yes" in asked.value.happened
    assert not (tmp_path / "a.immhand").exists()
    assert handed(practice, tmp_path, agreed=True).records > 20
    assert practice.rows("SELECT state, due_on FROM hand_off") == [{"state": "out", "due_on": "2026-09-14"}]
    docketed = practice.rows("SELECT due_on FROM docket_entry WHERE title LIKE 'Hand-off comes back%'")
    assert docketed == [{"due_on": "2026-09-14"}]
    with open_office(practice.folder, clock=stopped_at(DAY.replace(month=9, day=20))) as later:
        assert [one.state for one in register.register(later)] == ["overdue"]
        assert "Hand-off comes back from Rosa Marsh" in [one.title for one in today_page(later).overdue]
        register.end(later, later.rows("SELECT id FROM hand_off")[0]["id"], "sent by mail")
        assert "Hand-off" not in str([one.title for one in today_page(later).overdue])


def test_what_goes_is_shown_before_it_is_written(practice: Office) -> None:
    wish = making.Wish((case_of(practice, "26-0001"),), left_out=("passport", "documents"), kinds=("notice",))
    seen = preview.preview(practice, wish)
    assert seen.cases == (("26-0001", "Ramírez Ortega, Lucía"),)
    assert "1 case" in seen.counts
    assert seen.size > 1000
    assert {one.kind for one in seen.scans if one.may_show} == {"passport"}
    with pytest.raises(Problem, match="cannot be left out"):
        preview.preview(practice, replace(wish, left_out=("everything",)))
