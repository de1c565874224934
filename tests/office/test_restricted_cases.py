"""Restricted cases: hidden at one place from those who may not see them, and shown to those who may."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from immdesk.basics.problems import Problem, Refused
from immdesk.commandline.telling import case_named
from immdesk.office import (
    board,
    board_table,
    cases,
    chase,
    client_texts,
    computed,
    conflicts,
    docket_sheets,
    expirations,
    expirations_out,
    find,
    histories,
    history_out,
    interviews,
    month_report,
    people,
    restricted,
    restricting,
    today,
    undo,
)
from immdesk.office.calendar_days import CalendarFilter
from immdesk.office.calendar_files import Wanted, calendar_text
from immdesk.office.conflict_matters import about
from immdesk.office.office import open_office
from immdesk.office.planning import date_board, date_board_out
from immdesk.records.access import StaffSignIn
from immdesk.records.cases import CaseFile
from immdesk.records.contacts import Address

AL_HASSAN = "26-0004"
TABLES = ("history", "ends", "asked", "board", "dates")


@pytest.fixture
def office(practice):
    """Give the practice office in which Ana is a paralegal and Helen an attorney, and Helen sits."""
    staff = {row["given_name"]: row["id"] for row in practice.rows("SELECT * FROM staff")}

    def work(session):
        session.add(StaffSignIn(staff_id=staff["Ana"], slot="ana", role="paralegal"))
        session.add(StaffSignIn(staff_id=staff["Helen"], slot="helen", role="attorney"))

    practice.change("Let people in", work)
    sits(practice, "helen")
    return practice


def sits(office, slot):
    """Let somebody sit down: their way in counts, and what they may not see is hidden."""
    office.slot = slot
    restricted.follow(office)


def case_of(office, number=AL_HASSAN):
    with office.store.read(whole=True) as read:
        return read.value("SELECT id FROM case_file WHERE number = ?", [number])


def ana(office):
    return office.rows("SELECT id FROM staff WHERE given_name = 'Ana'")[0]["id"]


def seen(office):
    return {row["number"] for row in office.rows("SELECT number FROM case_file")}


def test_a_restricted_case_and_all_of_it_is_gone_for_a_paralegal_and_there_for_the_attorney(office):
    case = case_of(office)
    person = office.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case])[0]["person_id"]
    restricting.restrict(office, case, "1367")
    assert AL_HASSAN in seen(office)
    sits(office, "ana")
    assert AL_HASSAN not in seen(office)
    assert len(seen(office)) == 5
    with office.store.read() as read:
        tables = [row[0] for row in read.tuples("SELECT name FROM temp.sqlite_master WHERE type = 'view'")]
        left = [
            (table, row)
            for table in tables
            for row in read.tuples(f'SELECT * FROM "{table}"')
            if {case, person} & set(row)
        ]
    assert len(tables) > 60
    assert left == []


def test_nothing_finds_it_and_the_number_says_whom_to_ask(office):
    restricted_case(office)
    sits(office, "ana")
    for words in ("Hassan", "Mohammed", AL_HASSAN, "Al-Hasan"):
        assert find.find(office, words) == ()
        assert find.did_you_mean(office, words) == ()
        assert cases.case_ids(office, words) == []
        assert people.person_ids(office, words) == []
    assert restricted.words_for_number(office, AL_HASSAN) == "This case is restricted. Ask Helen Whitaker."
    with pytest.raises(Refused, match="restricted"):
        case_named(office, AL_HASSAN)
    sits(office, "helen")
    assert case_named(office, AL_HASSAN) == case_of(office)
    assert [hit.kind for hit in find.find(office, AL_HASSAN)] == ["case"]


def test_a_reader_sees_it_at_the_next_look_and_no_longer_when_that_is_taken_away(office):
    case = restricted_case(office)
    sits(office, "ana")
    assert AL_HASSAN not in seen(office)
    helens(office, restricting.let_read, case, ana(office))
    assert AL_HASSAN in seen(office)
    helens(office, restricting.stop_reading, case, ana(office))
    assert AL_HASSAN not in seen(office)
    helens(office, restricting.lift, case)
    assert AL_HASSAN in seen(office)


def helens(office, function, *args):
    """Let Helen do something in another program while Ana sits here."""
    with open_office(office.folder, clock=office.clock, user="helen") as other:
        sits(other, "helen")
        function(other, *args)


def restricted_case(office, reason="1367", **more):
    case = case_of(office)
    restricting.restrict(office, case, reason, **more)
    return case


def test_what_one_may_not_see_one_cannot_change_either(office):
    case = restricted_case(office)
    sits(office, "ana")
    with pytest.raises(Refused, match="Part of this belongs to a restricted case"):
        office.change("Rename", lambda session: setattr(session.get(CaseFile, case), "title", "x"))
    with pytest.raises(Refused, match="restricted"):
        restricting.restrict(office, case, "own", "ours")
    assert office.store.verify_chain().ok


def test_a_paralegal_who_restricts_a_case_goes_on_seeing_it_and_cannot_lift_it(office):
    sits(office, "ana")
    case = restricted_case(office, "own", words="asked by the client")
    told = restricted.restriction(office, case)
    assert (told.choice.title, told.words) == ("The office’s own choice", "asked by the client")
    assert [one.name for one in told.readers] == ["Ana Morales"]
    assert told.always == ("Helen Whitaker",)
    with pytest.raises(Refused):
        restricting.lift(office, case)
    with pytest.raises(Problem, match="reason is missing"):
        restricting.restrict(office, case, "own", "  ")


def test_who_opened_a_restricted_case_is_kept_once_a_day_and_is_nothing_to_undo(office):
    case = restricted_case(office)
    before = undo.undoable(office).title
    assert restricting.note_opening(office, case)
    assert not restricting.note_opening(office, case)
    assert not restricting.note_opening(office, case_of(office, "26-0001"))
    assert restricted.restriction(office, case).openings == ((office.user, "2026-08-14"),)
    assert undo.undoable(office).title == before
    assert "Open a restricted case" in [row.title for row in histories.of_case(office, case)]


def test_a_conflict_check_finds_it_without_a_name_and_keeps_none(office):
    restricted_case(office)
    (named, *_others) = conflicts.look(office, ["Mohammed Al-Hassan"])
    assert (named.name, named.restricted) == ("Al-Hassan, Mohammed", True)
    sits(office, "ana")
    (hit,) = conflicts.look(office, ["Mohammed Al-Hassan"])
    assert (hit.name, hit.detail) == ("A restricted case", "Ask Helen Whitaker.")
    assert (hit.screen, hit.ref, hit.what) == ("", "", "")
    sits(office, "helen")
    conflicts.record(
        office, about(office, "case/" + case_of(office, "26-0001")), ["Mo Hassan"], [named], "no_conflict"
    )
    sits(office, "ana")
    (kept,) = conflicts.checks_of(office, case_id=case_of(office, "26-0001"))
    assert kept.found == (f"A restricted case · {named.alike} %",)


def test_a_calendar_file_says_nothing_of_it_but_the_day(office):
    restricted_case(office)
    text, _count = calendar_text(office, Wanted(case_id=case_of(office), names="initials"))
    told = text.decode().replace("\r\n ", "")
    assert "SUMMARY:A date of a restricted case\r\n" in told
    assert AL_HASSAN not in told
    assert "Work permit" not in told
    whole, _count = calendar_text(office, Wanted(), whole=True)
    sits(office, "ana")
    assert calendar_text(office, Wanted(), whole=True)[0] == whole
    assert b"restricted" not in calendar_text(office, Wanted())[0]


def test_a_draft_of_a_confidential_kind_is_seen_by_who_began_it_and_becomes_a_restricted_case(office):
    draft = interviews.start(office, "vawa").draft_id
    sits(office, "ana")
    assert today.drafts_of(office) == ()
    with pytest.raises(Problem, match="finished or thrown away"):
        interviews.resume(office, draft)
    mine = interviews.start(office, "asylum").draft_id
    assert [one.id for one in today.drafts_of(office)] == [mine]
    case, _changed = interviews.finish(office, mine)
    told = restricted.restriction(office, case)
    assert (told.choice.key, [one.name for one in told.readers]) == ("208.6", ["Ana Morales"])
    assert (told.choice.cite, told.may_change) == ("8 CFR 208.6, verify", False)
    sits(office, "helen")
    assert [one.id for one in today.drafts_of(office)] == [draft]
    open_to_all, _changed = interviews.finish(office, draft, restrict=False)
    assert restricted.restriction(office, open_to_all).choice is None


def test_what_is_written_to_the_client_of_a_restricted_case_is_quiet_and_goes_to_the_safe_address(
    office, tmp_path
):
    case = restricted_case(office)
    person = client_texts.invitation(office, case, "Sept 3, 10:00")
    assert (person.subject, person.address) == ("A message from our office", ())
    assert person.ask.startswith("8 USC 1367 protects this person")
    assert person.note.startswith("Restricted case, and no safe address is kept")
    client = office.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role = 'beneficiary'", [case]
    )

    def work(session):
        words = {
            "street": "PO Box 77",
            "city": "Tucson",
            "state": "AZ",
            "zip": "85701",
            "care_of": "Casa Alegre",
        }
        session.add(Address(person_id=client[0]["person_id"], kind="safe", **words))

    office.change("Add the safe address", work)
    told = client_texts.invitation(office, case, "Sept 3, 10:00")
    assert told.address == ("c/o Casa Alegre", "PO Box 77", "Tucson, AZ 85701")
    client_texts.write_letter(office, told, tmp_path / "letter.pdf")
    assert "PO Box 77" in PdfReader(tmp_path / "letter.pdf").pages[0].extract_text()
    restricting.lift(office, case)
    open_to_all = client_texts.invitation(office, case, "Sept 3, 10:00")
    assert (open_to_all.ask, open_to_all.subject) == ("", f"An appointment at our office, {AL_HASSAN}")


def test_no_list_that_is_exported_tells_of_it(office, tmp_path):
    computed.catch_up(office)
    restricted_case(office)
    assert "Hassan" in exported(office, tmp_path)
    sits(office, "ana")
    told = exported(office, tmp_path)
    assert [word for word in ("Hassan", "Mohammed", "Leila", AL_HASSAN) if word in told] == []
    assert "26-0003" in told


def exported(office, folder):
    """Give the words of every list that the office writes, as tables and on paper."""
    history_out.write_history(office, folder / "history.csv")
    expirations_out.write_list(expirations.expirations(office, ""), folder / "ends.csv")
    chase.write_report(office, chase.ageing(office), folder / "asked.csv")
    board_table.write(board_table.lines(board.board(office, "family-adjustment")), folder / "board.csv")
    dates = date_board.board(office)
    date_board_out.write_list(office, dates, dates.rows, folder / "dates.csv")
    tables = [(folder / f"{name}.csv").read_text("utf-8-sig") for name in TABLES]
    asked = docket_sheets.Asked(CalendarFilter(), office.today())
    papers = [docket_sheets.sheet_pdf(office, name, asked) for name in docket_sheets.sheet_names()]
    papers.append(month_report.as_pdf(office, "2026-08"))
    pages = [page.extract_text() for pdf in papers for page in PdfReader(io.BytesIO(pdf)).pages]
    return "\n".join((*tables, *pages))


def test_a_row_that_is_read_whole_has_its_columns_and_no_other_for_whoever_reads(office):
    case = case_of(office, "26-0001")
    cases.add_note(office, case, "Called back")
    before = office.rows("SELECT n.* FROM note n ORDER BY n.rowid DESC LIMIT 1")
    restricted_case(office)
    sits(office, "ana")
    assert office.rows("SELECT n.* FROM note n ORDER BY n.rowid DESC LIMIT 1") == before
    assert "rowid" not in office.rows("SELECT * FROM person LIMIT 1")[0]
