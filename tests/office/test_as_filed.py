"""The packet as filed: kept with its checksums when it is mailed, and compared with the case afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import as_filed, dates, documents, packets
from immdesk.office.office import Office
from immdesk.office.packet_kept import packets_of
from immdesk.office.rows import Changed
from immdesk.store.soundness import blobs_in
from tests.office.papers import scan
from tests.office.ready_packets import add_blanks, approve, build

Case = Callable[[str], str]
SetFact = Callable[..., None]


def built(office: Office, case_id: str, out: Path) -> Path:
    return Path(build(office, case_id, out).path)


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def mail(
    office: Office, case_id: str, *files: Path, day: str = "8/14/2026", done: tuple[str, ...] = ()
) -> Changed:
    return as_filed.record_mailing(
        office, case_id, files, day, " 9405 5000 ", done, lambda *_: None, lambda: False
    )


@pytest.fixture
def lucia(practice: Office, shared: Path, case: Case) -> str:
    """The Ramírez case with the blanks of its forms, approved."""
    add_blanks(practice, case("26-0001"), shared)
    approve(practice, case("26-0001"))
    return case("26-0001")


def test_a_mailed_packet_is_kept_with_its_checksums_and_who_approved_it(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    out = built(practice, lucia, tmp_path / "packet.pdf")
    mail(practice, lucia, out)
    (filed,) = as_filed.filed_packets(practice, lucia)
    assert (filed.mailed_on, filed.tracking) == ("Fri Aug 14, 2026", "9405 5000")
    assert (filed.approved_by, filed.approved_at) == ("Helen Whitaker", "Fri Aug 14, 2026")
    assert filed.sha256 == filed.files[0].sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert practice.store.attachments.bytes(filed.files[0].blob) == out.read_bytes()
    sealed = [part for part in filed.parts if part.pages]
    assert {len(part.sha256) for part in sealed} == {64}
    assert filed.since == ()


def test_what_is_approved_holds_no_sheet_for_the_office_and_neither_does_what_is_kept_as_filed(
    practice: Office, lucia: str, tmp_path: Path, set_fact: SetFact
) -> None:
    assert "Still needed before filing" not in [part.title for part in packets.page(practice, lucia).parts]
    mail(practice, lucia, built(practice, lucia, tmp_path / "packet.pdf"))
    filed = as_filed.filed_packets(practice, lucia)[0]
    kinds = [part.kind for part in filed.parts if part.pages]
    assert kinds[:3] == ["cover letter", "contents", "form"]
    assert "For the office only" not in words_of(tmp_path / "packet.pdf")
    assert "Not in this packet yet" not in words_of(tmp_path / "packet.pdf")
    assert {part.title for part in filed.parts if not part.pages} >= {
        "Form G-1450 or G-1650, payment of the fees"
    }
    set_fact("office", "1", street="1 Other Street")
    assert "Still needed before filing" in [part.title for part in packets.page(practice, lucia).parts]
    built(practice, lucia, tmp_path / "draft.pdf")
    assert "For the office only" in words_of(tmp_path / "draft.pdf")
    assert "Not in this packet yet" in words_of(tmp_path / "draft.pdf")


def test_each_form_with_a_receipt_of_its_own_is_recorded_as_mailed(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    before = {row["id"] for row in practice.rows("SELECT id FROM filing WHERE case_id = ?", [lucia])}
    mail(practice, lucia, built(practice, lucia, tmp_path / "packet.pdf"))
    rows = practice.rows(
        "SELECT id, form, postmark_on FROM filing WHERE case_id = ? AND postmark_on = '2026-08-14'", [lucia]
    )
    assert {row["form"] for row in rows} >= {"I-130", "I-485"}
    assert not {row["form"] for row in rows} & {"G-28", "I-864"}
    assert len([row for row in rows if row["form"] == "I-485"]) == 2
    assert len({row["id"] for row in rows} - before) >= 2


def test_what_changed_since_filing_is_told_in_plain_words(
    practice: Office, lucia: str, tmp_path: Path, set_fact: SetFact
) -> None:
    mail(practice, lucia, built(practice, lucia, tmp_path / "packet.pdf"))
    decree = next(row.id for row in documents.evidence(practice, lucia) if "Divorce" in row.title)
    scan(tmp_path / "new.pdf", 3)
    blob = practice.store.attachments.put((tmp_path / "new.pdf").read_bytes()).name
    set_fact("document", f"id = '{decree}'", blob=blob)
    set_fact("office", "1", street="1 Other Street")
    person = practice.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role = 'petitioner'", [lucia]
    )[0]
    set_fact("person", f"id = '{person['person_id']}'", birth_city="Toledo")
    since = as_filed.filed_packets(practice, lucia)[0].since
    assert any("Exhibit" in line and line.endswith("replaced.") for line in since), since
    assert any(line.startswith("Street: now 1 Other Street, filed as ") for line in since), since
    assert any("Daniel" in line and "now Toledo" in line for line in since), since
    assert any(line.startswith("I-130") and "filled otherwise now" in line for line in since), since


def test_a_draft_another_file_and_a_second_mailing_are_refused(
    practice: Office, lucia: str, tmp_path: Path, set_fact: SetFact
) -> None:
    out = built(practice, lucia, tmp_path / "packet.pdf")
    with pytest.raises(Problem, match="not a packet that the desk built"):
        mail(practice, lucia, scan(tmp_path / "other.pdf"))
    with pytest.raises(Problem, match="after today"):
        mail(practice, lucia, out, day="8/15/2026")
    with pytest.raises(Problem, match="cannot be read"):
        mail(practice, lucia, tmp_path / "gone.pdf")
    set_fact("office", "1", street="1 Other Street")
    with pytest.raises(Problem, match="carries DRAFT"):
        mail(practice, lucia, built(practice, lucia, tmp_path / "draft.pdf"))
    assert as_filed.filed_packets(practice, lucia) == ()
    mail(practice, lucia, out)
    with pytest.raises(Problem, match="recorded already"):
        mail(practice, lucia, out)


def test_the_filed_packet_is_written_again_just_as_it_was(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    out = built(practice, lucia, tmp_path / "packet.pdf")
    mail(practice, lucia, out)
    (tmp_path / "again").mkdir()
    filed = as_filed.filed_packets(practice, lucia)[0]
    (again,) = as_filed.write_filed(practice, lucia, filed.packet_id, tmp_path / "again")
    assert again.name == "26-0001-as-filed.pdf"
    assert again.read_bytes() == out.read_bytes()


def test_what_was_filed_goes_into_the_backup(practice: Office, lucia: str, tmp_path: Path) -> None:
    mail(practice, lucia, built(practice, lucia, tmp_path / "packet.pdf"))
    (kept,) = packets_of(practice, lucia)
    with practice.store.read() as read:
        assert {kept.snapshot, kept.files[0].blob} <= blobs_in(read)


def test_the_tracking_number_proves_that_a_date_was_kept(
    practice: Office, lucia: str, tmp_path: Path
) -> None:
    dates.accept_all(practice, lucia)
    entry = next(row.entry_id for row in dates.dates_of(practice, lucia) if row.state == "kept")
    mail(practice, lucia, built(practice, lucia, tmp_path / "packet.pdf"), done=(entry,))
    row = practice.rows("SELECT state, done_proof FROM docket_entry WHERE id = ?", [entry])[0]
    assert row == {"state": "done", "done_proof": "mailed Fri Aug 14, 2026, 9405 5000"}


def test_a_packet_of_an_older_desk_is_still_read(practice: Office, lucia: str) -> None:
    def work(session: Any) -> None:
        from immdesk.records.cases import Packet

        session.add(
            Packet(case_id=lucia, made_at="2026-01-01", pages=1, draft="yes", parts='[["form", 1, 1]]')
        )

    practice.change("Build a packet", work)
    (kept,) = packets_of(practice, lucia)
    assert (kept.parts[0].kind, kept.files, kept.snapshot) == ("form", (), "")
