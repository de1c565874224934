"""What was filed cannot be changed quietly: seals, corrections by a new record, a flipped byte is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import never, silent
from immdesk.office import as_filed, cases, request_changes, response_packet
from immdesk.office.filed_record import records_of, seal_of
from immdesk.office.office import Office
from immdesk.store.engine import connect

SetFact = Callable[..., None]
COURIER = as_filed.Sent("courier", "FedEx", "USCIS\n 1 Example Road \n\nAnytown, TX 75001", "")


@pytest.fixture
def notice(practice: Office) -> str:
    return str(practice.rows("SELECT id FROM notice WHERE kind = 'rfe'")[0]["id"])


@pytest.fixture
def case_id(practice: Office, notice: str) -> str:
    return str(practice.rows("SELECT case_id FROM notice WHERE id = ?", [notice])[0]["case_id"])


@pytest.fixture
def mailed(practice: Office, notice: str, case_id: str, tmp_path: Path) -> Path:
    """The response of the practice office, answered in part, approved, built and sent by courier."""
    request_changes.set_how(practice, notice, "partial", "Ms. Whitaker has decided.")
    helen = practice.rows("SELECT id FROM staff WHERE family_name = 'Whitaker'")[0]["id"]
    response_packet.approve_response(practice, notice, helen)
    out = tmp_path / "response.pdf"
    assert not response_packet.build_response(practice, notice, out, silent, never).draft
    as_filed.record_mailing(practice, case_id, [out], "8/14/2026", "7712", (), silent, never, sent=COURIER)
    return out


def filed(office: Office, case_id: str) -> as_filed.FiledRow:
    rows = as_filed.filed_packets(office, case_id)
    return next(row for row in rows if row.answers)


def behind_its_back(office: Office, statement: str) -> None:
    """Change the database as somebody with the key could."""
    connection = connect(office.store.database, office.store.key_for("database"))
    connection.execute(statement)
    connection.close()


def test_who_approved_how_it_was_sent_and_the_hash_of_every_part_are_kept(
    practice: Office, case_id: str, notice: str, mailed: Path
):
    row = filed(practice, case_id)
    assert (row.approved_by, row.sent, row.carrier, row.tracking) == (
        "Helen Whitaker",
        "by courier",
        "FedEx",
        "7712",
    )
    assert row.address == "USCIS\n1 Example Road\nAnytown, TX 75001"
    assert (row.answers, row.since, row.troubles) == (notice, (), ())
    assert {len(part.sha256) for part in row.parts if part.pages} == {64}
    first, record = records_of(practice, case_id)
    assert record.seal == row.seal == seal_of(first.seal, record.told)
    assert row.sha256 in record.told


def test_a_correction_is_a_new_record_that_names_the_old(practice: Office, case_id: str, mailed: Path):
    packet = filed(practice, case_id).packet_id
    again = as_filed.Sent("mail", "USPS", COURIER.address)
    with pytest.raises(Problem, match="reason of the correction"):
        as_filed.correct_mailing(practice, case_id, packet, "8/13/2026", "7712", again, " ")
    with pytest.raises(Problem, match="Nothing is otherwise"):
        as_filed.correct_mailing(practice, case_id, packet, "8/14/2026", "7712", COURIER, "why not")
    as_filed.correct_mailing(practice, case_id, packet, "8/13/2026", "9405", again, "The receipt says so.")
    row = filed(practice, case_id)
    assert (row.mailed_on, row.sent, row.tracking) == ("Thu Aug 13, 2026", "by mail", "9405")
    assert [(one.by, one.why) for one in row.corrections] == [("ana", "The receipt says so.")]
    _filing, first, second = records_of(practice, case_id)
    assert (second.corrects_id, second.seal) == (first.id, seal_of(first.seal, second.told))
    assert first.mailing["tracking"] == "7712"
    assert row.troubles == ()
    assert "Correct the mailing of a packet" in [one.title for one in cases.history(practice, case_id)]


def test_an_online_filing_needs_its_confirmation(practice: Office, case_id: str, mailed: Path):
    packet = filed(practice, case_id).packet_id
    with pytest.raises(Problem, match="has a confirmation"):
        as_filed.correct_mailing(practice, case_id, packet, "today", "", as_filed.Sent("online"), "Online.")


def test_a_flipped_byte_of_the_kept_file_is_told_and_no_copy_goes_out(
    practice: Office, case_id: str, mailed: Path, tmp_path: Path
):
    row = filed(practice, case_id)
    kept = practice.store.attachments.path(row.files[0].blob)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    (trouble,) = filed(practice, case_id).troubles
    assert trouble.startswith("The packet's file: An attachment is damaged.")
    with pytest.raises(Refused, match="damaged"):
        as_filed.write_filed(practice, case_id, row.packet_id, tmp_path)
    kept.unlink()
    assert filed(practice, case_id).troubles[0].startswith("The packet's file: An attachment is missing.")
    assert not list(tmp_path.glob("*as-filed*"))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE filed_record SET told = replace(told, '7712', '7713')", "somebody changed it outside"),
        ("UPDATE filed_record SET seal = replace(seal, 'a', 'b')", "somebody changed it outside"),
        ("DELETE FROM filed_record", "was taken out"),
        ("UPDATE packet SET parts = replace(parts, '7712', '7713')", "differs from the sealed record"),
    ],
    ids=["its text", "its seal", "taken out", "the packet"],
)
def test_a_record_that_was_changed_behind_the_desk_is_told(
    practice: Office, case_id: str, mailed: Path, statement: str, told: str
):
    behind_its_back(practice, statement)
    (trouble,) = filed(practice, case_id).troubles
    assert told in trouble


def test_a_record_forged_with_its_seal_is_not_what_history_holds(
    practice: Office, case_id: str, mailed: Path
):
    first, record = records_of(practice, case_id)
    told = record.told.replace("FedEx", "FedUp")
    seal, quoted = seal_of(first.seal, told), told.replace("'", "''")
    behind_its_back(
        practice, f"UPDATE filed_record SET told = '{quoted}', seal = '{seal}' WHERE id = '{record.id}'"
    )
    assert "somebody changed it outside" in filed(practice, case_id).troubles[0]


def test_what_changed_since_the_response_was_sent_is_told_by_its_own_papers(
    practice: Office, case_id: str, mailed: Path, set_fact: SetFact
):
    set_fact("document", "title = 'Rental contract of the home'", title="Contract of 2026")
    assert filed(practice, case_id).since == (
        "Exhibit B, Rental contract of the home: now called Contract of 2026.",
    )


def test_the_filing_of_the_practice_office_is_told_against_the_case_as_it_is_now(
    practice: Office, case_id: str
):
    (row,) = as_filed.filed_packets(practice, case_id)
    assert (row.mailed_on, row.sent, row.troubles) == ("Tue Feb 10, 2026", "by courier", ())
    assert sorted(row.since) == [
        "Karen Anne Peterson: Daytime telephone: now +12105550191, filed as +12105550177.",
        "Văn Đức Nguyễn: Daytime telephone: now +12105550192, filed as +12105550178.",
    ]
