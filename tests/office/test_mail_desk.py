"""The mail desk: a notice finds its case, is taken down as printed, and sets going what follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import dates, event_sheets, mail, undo
from immdesk.office.mail_reading import read_letters
from immdesk.office.office import Office

Case = Callable[[str], str]
APPROVAL = """U.S. Citizenship and Immigration Services Form I-797A, Notice of Action
Receipt Number
IOE0912345678
Received Date 06/01/2026
Notice Date 08/10/2026
Beneficiary A012 345 678 OKAFOR, CHIDI
Notice Type: Approval Notice
Class: H1B
Valid from 10/01/2026 to 09/30/2029
Date of Birth: 03/07/1990
I-94# 123456789A1
NAME OKAFOR, CHIDI
VALID FROM 10/01/2026 UNTIL 03/15/2029"""


def test_an_approval_notice_is_read_as_printed() -> None:
    read = read_letters(APPROVAL)
    assert (read.kind, read.receipt, read.a_number) == ("approval", "IOE0912345678", "012345678")
    assert dict(read.texts) == {
        "dated_on": "08/10/2026",
        "printed_born_on": "03/07/1990",
        "printed_class": "H1B",
        "valid_from": "10/01/2026",
        "valid_until": "09/30/2029",
        "printed_i94_until": "03/15/2029",
        "printed_family_name": "OKAFOR",
        "printed_given_name": "CHIDI",
        "receipt_number": "IOE0912345678",
    }


IN_COLUMNS = """Form I-797, Notice of Action
Receipt Number Case Type
IOE0945678901 I130 - PETITION FOR ALIEN RELATIVE
Received Date Priority Date Petitioner
09/18/2025 09/17/2025 WISNIEWSKA-BROWN, ANNA
Notice Date Page Beneficiary A098 765 432
08/10/2026 1 of 1 WISNIEWSKI, LUKASZ JAN
Notice Type: Approval Notice"""


def test_a_notice_in_columns_is_read_below_its_titles_and_never_names_the_petitioner() -> None:
    read = read_letters(IN_COLUMNS)
    assert (read.received, read.texts["dated_on"]) == ("09/18/2025", "08/10/2026")
    assert (read.family_name, read.given_name) == ("WISNIEWSKI", "LUKASZ JAN")
    assert read_letters(IN_COLUMNS.replace("Notice Date Page Beneficiary", "Page")).family_name == ""


def test_the_head_of_a_notice_says_its_kind_and_nothing_is_guessed() -> None:
    rfe = read_letters("Request for Evidence\nWAC-26-123-45678\nrespond within 84 days, may be denied")
    assert (rfe.kind, rfe.receipt, rfe.texts["response_days"]) == ("rfe", "WAC2612345678", "84")
    assert read_letters("Dear client, greetings from the agency") == type(rfe)()


def test_a_receipt_number_finds_its_case_and_its_filing(practice: Office) -> None:
    piece = mail.typed(practice, "ioe 0923-456-790")
    assert [(one.number, one.why) for one in piece.candidates] == [("26-0003", "I-485 by the receipt number")]
    assert piece.sure
    assert [one.number for one in mail.typed(practice, "Wisniewski").candidates] == ["26-0005"]
    assert mail.typed(practice, "IOE0000000001").note == (
        "No case is found by this. Try the A-Number or the name."
    )


def take(office: Office, number: str, text: str) -> mail.Taken:
    """Take a notice down with nothing typed but what was read."""
    piece = mail.Piece("scan", None, read_letters(text), *mail.candidates(office, number))
    sheet = event_sheets.sheet(office, "notice", piece.candidates[0].case_id)
    return mail.take(office, sheet, mail.first_texts(piece, piece.candidates[0], sheet), None)


def open_tasks(office: Office, case_id: str) -> list[str]:
    rows = office.rows(
        "SELECT title FROM task WHERE case_id = ? AND done_on IS NULL AND due_on = '2026-08-14'", [case_id]
    )
    return [row["title"] for row in rows]


def test_an_approval_is_proof_read_and_each_difference_is_a_task(practice: Office, case: Case) -> None:
    text = APPROVAL.replace("IOE0912345678", "IOE0945678901").replace("03/07/1990", "06/16/1989")
    taken = take(practice, "IOE0945678901", text.replace("OKAFOR, CHIDI", "WISNIEWSKI, LUKAS"))
    assert open_tasks(practice, case("26-0005")) == [
        "Name: the notice says “WISNIEWSKI, LUKAS”, the record “Wiśniewski, Łukasz”. Ask for a correction.",
        "Date of birth: the notice says Fri Jun 16, 1989, the record Thu Jun 15, 1989. Ask for a correction.",
        "The I-94 ends Thu Mar 15, 2029, before the petition (Sun Sep 30, 2029): the I-94 governs the stay. "
        "Docket it and tell the client (8 CFR 214.1(a)(3)).",
    ]
    assert "3 tasks from it." in taken.changed.message
    undo.undo(practice, taken.changed.operation)
    assert open_tasks(practice, case("26-0005")) == []


def test_a_rejection_puts_back_what_the_filing_had_closed(practice: Office, case: Case) -> None:
    here = case("26-0003")
    deadline = next(row for row in dates.dates_of(practice, here) if row.state == "kept")
    filing = practice.rows("SELECT id FROM filing WHERE receipt_number = 'IOE0923456790'")[0]["id"]
    dates.done(practice, deadline.entry_id, "IOE0923456790, by courier")
    told = take(practice, "IOE0923456790", "Rejection Notice\nIOE0923456790\nNotice Date 08/10/2026")
    assert "1 date is back on the docket." in told.changed.message
    again = [row for row in dates.dates_of(practice, here) if row.entry_id == deadline.entry_id]
    assert [row.state for row in again] == ["kept"]
    assert practice.rows("SELECT status FROM filing WHERE id = ?", [filing])[0]["status"] == "rejected"
    assert open_tasks(practice, here) == ["I-485 was rejected: mend what was wrong and file it again."]


def test_a_scan_with_letters_is_read_line_by_line_and_finds_its_case(
    practice: Office, tmp_path: Path
) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "notice.pdf"), pagesize=(612, 792))
    for row, line in enumerate(IN_COLUMNS.splitlines()):
        canvas.drawString(60, 740 - 16 * row, line)
    canvas.save()
    piece = mail.opened(practice, tmp_path / "notice.pdf")
    assert [(one.number, one.why) for one in piece.candidates] == [("26-0005", "I-130 by the receipt number")]
    assert (piece.letters.kind, piece.letters.texts["dated_on"]) == ("approval", "08/10/2026")
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(Problem, match="The file is empty"):
        mail.opened(practice, tmp_path / "empty.pdf")
