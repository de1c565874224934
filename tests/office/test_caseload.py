"""A caseload from a spreadsheet: titles found, days decided, tried first, made in one step, undone whole."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Stopped
from immdesk.intake.sheets import Sheet, read_sheets
from immdesk.office import caseload, cases, dates, undo
from immdesk.office.caseload import Choices
from immdesk.office.caseload_review import review
from immdesk.office.caseload_trial import Trial
from immdesk.office.office import Office

TITLES = "Case No,Case Type,Last Name,First Name,DOB,A Number,Form,Receipt No,Date Filed,Deadline,Due Date"
FANG = (
    "M-1,Family adjustment,Wang,Fang,3/27/1988,A219876543,I-130,IOE0912345999,2026-01-15,Answer RFE,9/30/2026"
)
ANA = "M-2,Family adjustment,Núñez,Ana,7-Mar-88,,I130,,,,"


def sheet_of(*lines: str, code: str = "utf-8") -> Sheet:
    [sheet] = read_sheets("\r\n".join(lines).encode(code), "cases")
    return sheet


def tried(office: Office, sheet: Sheet) -> tuple[Choices, Trial]:
    choices = replace(caseload.first_choices(office, sheet), default_type="family-adjustment")
    return choices, caseload.trial(office, sheet, choices)


def test_a_kind_of_case_is_never_guessed(practice: Office) -> None:
    sheet = sheet_of("Case No,Name", "M-1,Ek Bo", "M-2,Ek Al")
    with pytest.raises(Problem, match="2 cases name no kind that the desk knows"):
        caseload.trial(practice, sheet, caseload.first_choices(practice, sheet))


def test_people_cases_receipts_and_dates_come_in_as_one_step(practice: Office) -> None:
    _choices, trial = tried(practice, sheet_of(TITLES, FANG, ANA))
    assert trial.counts() == {
        "cases": 2,
        "cases_known": 0,
        "people": 2,
        "people_known": 0,
        "receipts": 2,
        "notices": 0,
        "dates": 1,
    }
    caseload.bring_in(practice, trial)
    case_id = cases.id_of(practice, "M-1")
    assert case_id is not None
    [row] = [one for one in dates.dates_of(practice, case_id) if one.title == "Answer RFE"]
    assert (row.state, row.on) == ("kept", date(2026, 9, 30))
    assert "the desk did not work it out" in row.verify
    assert [one.state for one in dates.dates_of(practice, case_id) if one.title == row.title] == ["kept"]
    assert cases.case_rows(practice, [case_id])[case_id].beneficiaries == "Wang, Fang"


def test_the_step_is_undone_whole(practice: Office) -> None:
    before = practice.rows("SELECT (SELECT count(*) FROM person) p, (SELECT count(*) FROM docket_entry) d")
    changed = caseload.bring_in(practice, tried(practice, sheet_of(TITLES, FANG, ANA))[1])
    undo.undo(practice, changed.operation)
    after = practice.rows("SELECT (SELECT count(*) FROM person) p, (SELECT count(*) FROM docket_entry) d")
    assert cases.id_of(practice, "M-1") is None
    assert after == before


def test_the_same_file_twice_makes_nothing_twice(practice: Office) -> None:
    sheet = sheet_of(TITLES, FANG, ANA)
    caseload.bring_in(practice, tried(practice, sheet)[1])
    counts = tried(practice, sheet)[1].counts()
    assert (counts["cases"], counts["cases_known"], counts["receipts"], counts["dates"]) == (0, 2, 1, 0)
    assert (counts["people"], counts["people_known"]) == (0, 2)


def test_somebody_whom_the_office_knows_is_the_same_person(practice: Office) -> None:
    [row] = practice.rows("SELECT * FROM person WHERE family_name = 'Wiśniewski'")
    line = f"M-9,,Wisniewski,{row['given_name']},{row['born_on']},,,,,,"
    _choices, trial = tried(practice, sheet_of(TITLES, line))
    assert (trial.counts()["people"], trial.counts()["people_known"]) == (0, 1)


def test_what_is_not_understood_is_told_row_by_row_and_nothing_is_guessed(practice: Office) -> None:
    line = "M-3,Lottery,Bad,Day,31/31/2000,A12,Form 7,XX1,,,"
    choices, trial = tried(practice, sheet_of(TITLES, line, ",,,,,,,,,,", "M-4,,,,,,,,,,"))
    told = {(one.row, one.column): one.reason for one in trial.troubles}
    assert told[2, "DOB"] == "A year has 12 months; 31 typed."
    assert (2, "A Number") in told
    assert (2, "Receipt No") in told
    assert "no kind of case" in told[2, "Kind of case"]
    assert told[4, ""] == "The row names no client and was left out."
    assert choices.meant[4] == "born_on"
    report = caseload.report_csv(trial).decode("utf-8-sig")
    assert "2,DOB,31/31/2000,A year has 12 months; 31 typed.,no" in report


def test_a_row_without_a_family_name_is_told_as_below_a_merged_cell(practice: Office) -> None:
    _choices, trial = tried(practice, sheet_of(TITLES, FANG, "M-2,,,Mei,5/6/2012,,,,,,"))
    [told] = [one for one in trial.troubles if one.row == 3]
    assert (told.text, told.kept) == ("Mei", True)
    assert told.reason.startswith("The row gives no family name")


def test_a_second_person_in_a_case_is_kept_as_a_note_and_told(practice: Office) -> None:
    """Two rows of one case, as family cases are listed: nobody says what the second is to the first."""
    _choices, trial = tried(practice, sheet_of(TITLES, FANG, "M-1,,Wang,Mei,5/6/2012,A219876544,,,,,"))
    [case] = trial.cases
    assert (case.client.given, trial.counts()["people"]) == ("Fang", 1)
    assert case.notes == ["Wang, Mei 2012-05-06 A219876544"]
    [told] = [one for one in trial.troubles if one.row == 3]
    assert (told.text, told.kept) == ("Wang, Mei", True)
    caseload.bring_in(practice, trial)
    [note] = practice.rows("SELECT text FROM note ORDER BY rowid DESC LIMIT 1")
    assert "Wang, Mei 2012-05-06" in note["text"]


def test_day_or_month_first_is_decided_for_the_whole_column_and_said(practice: Office) -> None:
    sheet = sheet_of("Name,DOB", '"Ek, Al",25/12/1990', '"Ek, Bo",3/4/1991')
    _choices, trial = tried(practice, sheet)
    assert [case.client.told["born_on"] for case in trial.cases] == ["1990-12-25", "1991-04-03"]
    assert trial.notes == ("Client's date of birth: the day stands first (31/12/2026).",)
    unclear = tried(practice, sheet_of("Name,DOB", '"Ek, Bo",3/4/1991'))[1]
    assert [case.client.told["born_on"] for case in unclear.cases] == ["1991-03-04"]
    assert "nothing shows whether month or day stands first" in unclear.notes[0]


def test_two_rows_of_titles_and_a_heading_above_are_found_and_said(practice: Office) -> None:
    sheet = sheet_of(
        "Open matters,,,", "Client,,Receipt,", "Last Name,First Name,Number,Date", "Ek,Bo,IOE0912345111,"
    )
    choices, trial = tried(practice, sheet)
    assert choices.header.titles == (
        "Client Last Name",
        "Client First Name",
        "Receipt Number",
        "Receipt Date",
    )
    assert choices.meant == {0: "family_name", 1: "given_name", 2: "receipt_number", 3: "filed_on"}
    assert "Rows 2 and 3 were read together as titles." in choices.header.notes
    assert trial.cases[0].filings[0]["receipt_number"] == "IOE0912345111"


def test_what_columns_mean_is_remembered_for_the_same_titles(practice: Office) -> None:
    sheet = sheet_of("Ref,Person,Born", "1,Ek Bo,1990-01-01")
    first = caseload.first_choices(practice, sheet)
    chosen = Choices(
        first.header, {0: "case_number", 1: "name", 2: "born_on"}, "family_first", "family-adjustment"
    )
    caseload.remember(practice, chosen)
    again = caseload.first_choices(practice, sheet)
    assert (again.meant, again.names) == (chosen.meant, "family_first")
    assert caseload.trial(practice, sheet, again).cases[0].client.family == "Ek"


def test_a_column_of_names_must_be_named(practice: Office) -> None:
    sheet = sheet_of("Colour,Size", "red,9")
    with pytest.raises(Problem, match="No column holds the client's name"):
        caseload.trial(practice, sheet, caseload.first_choices(practice, sheet))


def test_stopping_makes_nothing(practice: Office) -> None:
    trial = tried(practice, sheet_of(TITLES, FANG, ANA))[1]
    with pytest.raises(Problem, match="Stopped"):
        caseload.bring_in(practice, trial, cancelled=lambda: True)
    assert cases.id_of(practice, "M-1") is None


def test_reading_and_trying_tell_how_far_they_are_and_stop_at_every_step(
    practice: Office, tmp_path: Path
) -> None:
    file, told = tmp_path / "cases.csv", []
    file.write_text("\n".join((TITLES, *[FANG] * 500)), encoding="utf-8")
    [sheet] = caseload.open_file(file, lambda *step: told.append(step))
    assert told == [(place, 500, "Reading the spreadsheet") for place in (0, 200, 400)]
    told.clear()
    choices = tried(practice, sheet)[0]
    caseload.trial(practice, sheet, choices, lambda *step: told.append(step))
    assert (400, 500, "Reading the rows") in told
    assert (400, 500, "Looking for who is here already") in told
    for steps in range(len(told)):
        countdown = iter([False] * steps)
        with pytest.raises(Stopped, match="Nothing was changed"):
            caseload.trial(practice, sheet, choices, cancelled=lambda c=countdown: next(c, True))
    with pytest.raises(Stopped, match="Nothing was read in"):
        caseload.open_file(file, cancelled=lambda: True)


def workbook(path: Path) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Client", None, "DOB", "Due Date", "Deadline"])
    sheet.append(["Ek, Bo", None, date(1990, 2, 28), "=TODAY()+5", "Reply"])
    sheet.merge_cells("A1:B1")
    book.save(path)
    return path.read_bytes()


def test_merged_cells_and_formulas_of_a_workbook_are_said(practice: Office, tmp_path: Path) -> None:
    [sheet] = read_sheets(workbook(tmp_path / "x.xlsx"), "x")
    assert sheet.notes == (
        "1 group of cells is merged: only its first cell has a text.",
        "1 cell is a formula: its last result is read, empty if it has none.",
    )
    _choices, trial = tried(practice, sheet)
    assert trial.cases[0].client.told["born_on"] == "1990-02-28"
    assert trial.cases[0].notes == ["Reply"]


@pytest.mark.parametrize(
    ("code", "said"), [("utf-8-sig", ()), ("utf-16", ()), ("cp1252", ("Western European",))]
)
def test_letters_of_any_program_are_read(code: str, said: tuple[str, ...]) -> None:
    sheet = sheet_of("Name;DOB", "Núñez, Ana;1990-01-01", code=code)
    assert sheet.rows[1][0] == "Núñez, Ana"
    assert [word in note for word, note in zip(said, sheet.notes, strict=True)] == [True] * len(said)


def bomb() -> bytes:
    """A workbook whose directory says that it unpacks to two gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(out.getvalue())
    size = data.index(b"PK\x01\x02") + 24
    data[size : size + 4] = (2_000_000_000).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old .xls"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\x00\x01\x02", "no spreadsheet"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said):
        read_sheets(data, "x")


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Problem, match="unpacks to more than 400 MB"):
        read_sheets(bomb(), "x")


def test_who_may_be_here_already_is_shown_and_never_joined_unasked(practice: Office) -> None:
    [row] = practice.rows("SELECT * FROM person WHERE family_name = 'Wiśniewski'")
    line = f"M-9,,Vishnievski,Lukasz,{row['born_on']},,,,,,"
    _choices, trial = tried(practice, sheet_of(TITLES, line))
    [person] = trial.people()
    assert (person.id, trial.counts()["people"]) == ("", 1)
    [found] = person.alike
    assert (found.person_id, found.why) == (row["id"], "name 92 %, same date of birth")
    person.id = found.person_id
    caseload.bring_in(practice, trial)
    [party] = practice.rows(
        "SELECT person_id FROM case_party p JOIN case_file c ON c.id = p.case_id WHERE c.number = 'M-9'"
    )
    assert party["person_id"] == row["id"]


def test_what_the_file_says_of_somebody_who_is_here_stands_beside_ours_and_is_taken_by_a_mark(
    practice: Office,
) -> None:
    titles = "Case No,Last Name,First Name,DOB,A Number,Phone,Email,Priority Date"
    caseload.bring_in(
        practice,
        tried(practice, sheet_of(titles, "M-1,Wang,Fang,3/27/1988,A219876543,2135550123,,1/5/2024"))[1],
    )
    later = sheet_of(titles, "M-1,Wang,Fang,3/28/1988,A219876543,2135550199,fang@example.com,2/5/2024")
    trial = tried(practice, later)[1]
    found = {line.label: line for line in review(practice, trial).lines}
    assert {label: (line.state, line.take) for label, line in found.items()} == {
        "A-Number": ("same", False),
        "Date of birth": ("differs", False),
        "Daytime telephone": ("differs", False),
        "E-mail address": ("new", True),
        "Priority date": ("differs", False),
    }
    born = found["Date of birth"]
    assert (born.theirs, born.ours) == ("Mon Mar 28, 1988", "Sun Mar 27, 1988")
    caseload.bring_in(practice, trial, {found["E-mail address"].id, found["Priority date"].id})
    left = {line.label: line.state for line in review(practice, tried(practice, later)[1]).lines}
    assert left["E-mail address"] == left["Priority date"] == "same"
    assert left["Date of birth"] == left["Daytime telephone"] == "differs"
