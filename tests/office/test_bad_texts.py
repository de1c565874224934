"""Whatever a person types or pastes: kept, listed, found, printed, saved and restored letter by letter."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import backups, cases, documents, firm, interviews, lent, packets, people, person_page
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.conftest import DAY
from tests.office.papers import scan, scan_bytes

TEXTS = {
    "markup": "<b>&\"'</b><img src=/etc/passwd>",
    "paragraph": "<para alignment=center>AT&T</para>",
    "quotes": "'; DROP TABLE person; --",
    "formula": "=cmd|' /C calc'!A0",
    "full-width formula": "＝1+1",
    "question": 'AND "',
    "wildcards": "100%_",
    "nul": "a\x00b",
    "emoji": "👩‍👩‍👧 family",
    "right to left": "محمد \u202e أحمد",
    "composed": "Nguyễn",
    "path": "../../etc/passwd",
    "long": "x" * 10_000,
}
PRINTED = {"full-width formula": "1+1", "nul": "ab", "emoji": "family", "right to left": ""}
"""What of a text is found on paper, where it is not the text itself: no font shows what nobody can read."""


@pytest.fixture(scope="module")
def office(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One practice office for this file; each test opens a case of its own in it."""
    folder = tmp_path_factory.mktemp("texts") / "office"
    shutil.copytree(practice_folder, folder)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as opened:
        yield opened


def case_about(office: Office, text: str, tag: str) -> str:
    """Open a case whose beneficiary, employer, note, document and file are all called `text`."""
    draft = interviews.start(office, "family-adjustment").draft_id
    section = interviews.add_section(office, draft, "spouse")
    row = interviews.add_row(office, draft, f"{section}.employment")
    answers = {f"{section}.family_name": text, f"{section}.given_name": tag, f"{row}.employer": text}
    for key, answer in answers.items():
        interviews.answer(office, draft, key, answer)
    case_id, _changed = interviews.finish(office, draft)
    cases.add_note(office, case_id, text)
    documents.attach_bytes(office, case_id, person_of(office, tag), "passport", text, scan_bytes(), text)
    return case_id


def person_of(office: Office, tag: str) -> str:
    return str(office.rows("SELECT id FROM person WHERE given_name = ?", [tag])[0]["id"])


def kept(office: Office, case_id: str, person_id: str) -> list[Any]:
    """Give every place where the text was put, as it is kept."""
    one = office.rows(
        "SELECT p.family_name, e.employer, d.title, d.original_name FROM person p "
        "JOIN employment e ON e.person_id = p.id JOIN document d ON d.person_id = p.id WHERE p.id = ?",
        [person_id],
    )[0]
    return [*one.values(), cases.notes(office, case_id)[0].text]


def printed(office: Office, case_id: str, out: Path) -> str:
    packets.build(office, case_id, out, lambda *_: None, lambda: False)
    pdf = pypdfium2.PdfDocument(out)
    try:
        pages = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    return " ".join(pages.split())


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_kept_listed_found_and_printed_as_it_was_typed(
    office: Office, tmp_path: Path, name: str
) -> None:
    text, tag = TEXTS[name], "Tag" + name.replace(" ", "").replace("-", "")
    case_id = case_about(office, text, tag)
    person_id = person_of(office, tag)
    assert kept(office, case_id, person_id) == [text] * 5
    assert cases.case_rows(office, [case_id])[case_id].title == f"{text}, {tag}"
    assert person_page.person_page(office, person_id).papers[0].original_name == text
    assert people.person_ids(office, tag) == [person_id]
    assert cases.case_ids(office, tag) == [case_id]
    assert case_id in cases.case_ids(office, text)
    paper = printed(office, case_id, tmp_path / "packet.pdf")
    assert "".join(PRINTED.get(name, text).split()) in "".join(paper.split())


def test_every_text_comes_back_from_a_backup(practice: Office, tmp_path: Path) -> None:
    words = dict(enumerate(TEXTS.values()))
    ids = [case_about(practice, text, f"Tag{number:02d}") for number, text in words.items()]
    made = backups.make(practice)
    restored = backups.restore(Path(made.path), tmp_path / "again", office=practice)
    with open_office(Path(restored.folder), clock=stopped_at(DAY)) as again:
        for number, text in words.items():
            assert kept(again, ids[number], person_of(again, f"Tag{number:02d}")) == [text] * 5
            assert cases.case_ids(again, f"Tag{number:02d}") == [ids[number]]
    assert firm.check_office(Path(restored.folder), None).ok


def test_letters_typed_in_two_ways_are_one_name(office: Office) -> None:
    case_id = case_about(office, "Nguye\u0302\u0303n", "Twin")
    assert kept(office, case_id, person_of(office, "Twin"))[:2] == ["Nguyễn", "Nguyễn"]
    assert case_id in cases.case_ids(office, "Nguyễn")


def test_a_note_of_a_megabyte_is_kept_whole(office: Office) -> None:
    case_id = cases.case_ids(office)[0]
    cases.add_note(office, case_id, "Señora " * 150_000)
    assert len(cases.notes(office, case_id)[0].text) == 1_049_999


def test_a_note_of_blanks_is_refused(office: Office) -> None:
    with pytest.raises(Problem, match="The note is empty"):
        cases.add_note(office, cases.case_ids(office)[0], " \t\n\u2003")


def test_a_broken_character_costs_nothing_that_was_typed_before_or_after(practice: Office) -> None:
    draft = interviews.start(practice, "family-adjustment").draft_id
    interviews.answer(practice, draft, "petitioner.family_name", "Ramírez")
    with pytest.raises(Problem, match="broken character"):
        interviews.answer(practice, draft, "petitioner.given_name", "Ro\ud800sa")
    interviews.answer(practice, draft, "petitioner.middle_name", "Elena")
    practice.drafts.clear()
    answers = {line.label: line.shown for line in interviews.review(practice, draft)}
    assert answers["Family name (last name)"] == "Ramírez"
    assert answers["Middle name"] == "Elena"


def test_a_broken_character_finds_nothing_and_breaks_nothing(office: Office) -> None:
    assert cases.id_of(office, "26-0001") is not None
    with pytest.raises(Problem, match="broken character"):
        cases.id_of(office, "26-\udcff")
    assert cases.case_ids(office, "Carter\udcff") == cases.case_ids(office, "Carter")


def test_a_file_whose_name_is_no_text_is_taken(office: Office, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"Ram\xedrez.pdf")
    scan(path)
    case_id = cases.case_ids(office)[1]
    documents.attach(office, case_id, "", "passport", "Old disk", path)
    names = office.rows("SELECT original_name FROM document WHERE title = 'Old disk'")
    assert names == [{"original_name": "Ram\ufffdrez.pdf"}]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../.ssh/config", "ssh config.pdf"),
        ("con", "_con.pdf"),
        (":stream", "stream.pdf"),
        ("Passport\u202egpj", "Passportgpj.pdf"),
        ("T" * 400, "T" * 176 + ".pdf"),
        ("\x00", "document.pdf"),
    ],
)
def test_a_copy_leaves_under_a_name_that_every_disk_can_hold(
    office: Office, tmp_path: Path, title: str, name: str
) -> None:
    case_id = cases.case_ids(office)[2]
    documents.attach_bytes(office, case_id, "", "lease", title, scan_bytes(), "scan.pdf")
    document_id = office.rows("SELECT id FROM document WHERE title = ?", [title])[0]["id"]
    path = lent.lend(office, document_id, tmp_path / "lent")
    assert path.name == name
    assert path.parent.parent == tmp_path / "lent"
    assert path.read_bytes() == documents.document_bytes(office, document_id)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "con.pdf", ":stream", "scan\u202efdp.exe", "x" * 400, "", "a\x00b"]
)
def test_whatever_a_file_is_called_it_lies_under_a_name_of_our_own(office: Office, name: str) -> None:
    case_id = cases.case_ids(office)[1]
    documents.attach_bytes(office, case_id, "", "lease", f"A {name!r}", scan_bytes(text=name), name)
    rows = office.rows("SELECT blob, original_name FROM document WHERE title = ?", [f"A {name!r}"])
    assert rows[0]["original_name"] == name
    assert len(rows[0]["blob"]) == 64
    assert office.store.attachments.path(rows[0]["blob"]).is_file()


def test_two_filings_with_one_receipt_number_are_both_found(practice: Office) -> None:
    first, second = cases.case_ids(practice)[:2]

    def work(session: Any) -> None:
        from immdesk.records.filings import Filing

        for case_id in (first, second):
            session.add(Filing(case_id=case_id, form="I-130", receipt_number="MSC2690000001"))

    practice.change("Record two filings", work)
    assert set(cases.case_ids(practice, "MSC2690000001")) == {first, second}
    for case_id in (first, second):
        assert any("MSC2690000001" in str(one) for one in cases.case_page(practice, case_id).filings)
