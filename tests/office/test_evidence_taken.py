"""Evidence taken in: sound files become documents of the case; a bad one is refused and leaves nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import documents
from immdesk.office.office import Office
from tests.office.papers import bomb, giant_png, locked, picture, scan, scan_bytes

Case = Callable[[str], str]


def attach(office: Office, case_id: str, path: Path, kind: str = "lease", title: str = "Lease") -> str:
    who = office.rows("SELECT person_id FROM case_party WHERE case_id = ? ORDER BY ordinal", [case_id])
    return documents.attach(office, case_id, who[0]["person_id"], kind, title, path).message


def lines(office: Office, case_id: str) -> list[tuple[str, str, str, int]]:
    rows = documents.evidence(office, case_id)
    return [(row.title, row.exhibit, row.state, row.pages) for row in rows if row.kind == "document"]


def traces(office: Office) -> tuple[int, int, int]:
    """Count what a document leaves: rows, operations, files."""
    rows = office.rows("SELECT (SELECT count(*) FROM document) AS d, (SELECT count(*) FROM operation) AS o")[
        0
    ]
    return rows["d"], rows["o"], len(list(office.store.attachments.names()))


@pytest.mark.parametrize(("name", "pages"), [("scan.pdf", 2), ("photo.jpeg", 1), ("photo.png", 1)])
def test_a_pdf_a_jpeg_and_a_png_become_documents(
    practice: Office, case: Case, tmp_path: Path, name: str, pages: int
) -> None:
    path = scan(tmp_path / name, 2) if name == "scan.pdf" else picture(tmp_path / name)
    assert attach(practice, case("26-0006"), path) == "Document added."
    assert lines(practice, case("26-0006")) == [("Lease", "A", "received", pages)]
    document = documents.evidence(practice, case("26-0006"))[0]
    assert documents.document_bytes(practice, document.id) == path.read_bytes()
    drawn = documents.picture(practice, document.id, pages - 1, 120)
    assert drawn.width == 120
    assert documents.pages(practice, document.id) == pages


def test_a_file_is_known_by_its_content_not_by_its_name(practice: Office, case: Case, tmp_path: Path) -> None:
    attach(practice, case("26-0006"), scan(tmp_path / "picture.jpg"))
    picture(tmp_path / "photo.png").rename(tmp_path / "scan")
    attach(practice, case("26-0006"), tmp_path / "scan")
    mimes = practice.rows("SELECT mime FROM document WHERE title = 'Lease' ORDER BY rowid")
    assert [row["mime"] for row in mimes] == ["application/pdf", "image/png"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(scan_bytes()[:200]), "The document is damaged."),
        (locked, "The document is protected by a password."),
        (bomb, "The document swells when it is opened."),
        (lambda path: path.write_bytes(b"MZ\x90\0" * 1000), "The file is not a PDF, JPEG or PNG."),
        (lambda path: path.write_text("Dear officer,"), "The file is not a PDF, JPEG or PNG."),
        (lambda path: path.write_bytes(b""), "The file is empty."),
        (giant_png, "The picture says that it has 900 million points."),
        (lambda path: path.mkdir(), "The file cannot be read."),
        (lambda path: None, "The file cannot be read."),
        (lambda path: os.truncate(path, 201 << 20) if path.touch() is None else None,
         "The file is larger than 200 MB."),
    ],
    ids=["damaged", "locked", "bomb", "program", "text", "empty", "giant", "folder", "missing", "too large"],
)  # fmt: skip
def test_a_bad_file_is_refused_in_plain_words_and_leaves_nothing(
    practice: Office, case: Case, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    before = traces(practice)
    make(tmp_path / "scan.pdf")
    with pytest.raises(Problem) as refused:
        attach(practice, case("26-0006"), tmp_path / "scan.pdf")
    assert refused.value.happened == said
    assert refused.value.means
    assert refused.value.do
    assert traces(practice) == before


def test_after_a_bad_file_a_good_one_is_taken(practice: Office, case: Case, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        attach(practice, case("26-0006"), bomb(tmp_path / "bomb.pdf"))
    assert attach(practice, case("26-0006"), scan(tmp_path / "scan.pdf")) == "Document added."


def test_the_letters_of_the_evidence_are_those_of_the_packet(practice_shared: Office) -> None:
    rows = practice_shared.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    shown = [(title, letter) for title, letter, _s, _p in lines(practice_shared, rows[0]["id"])]
    assert shown == [
        ("Passport of Mexico", "D"),
        ("Birth certificate with translation", "B"),
        ("Marriage certificate", "A"),
        ("Divorce decree with translation", "A"),
        ("Passport of Mexico", "E"),
        ("Birth certificate with translation", "C"),
    ]


def test_a_document_left_out_has_no_letter(practice: Office, case: Case) -> None:
    decree = next(row for row in documents.evidence(practice, case("26-0001")) if "Divorce" in row.title)
    documents.set_include(practice, case("26-0001"), decree.id, False)
    documents.set_state(practice, decree.id, "wrong", "It is not the decree.")
    after = next(row for row in documents.evidence(practice, case("26-0001")) if row.id == decree.id)
    assert (after.exhibit, after.state) == ("", "wrong")


def test_the_checklist_wants_what_is_not_there_and_stops_wanting_it(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    wanted = [row for row in documents.evidence(practice, case("26-0006")) if row.kind == "wanted"]
    birth = next(row for row in wanted if row.title == "Birth certificate")
    assert (birth.who, birth.state) == ("María de los Ángeles Peña Ibáñez", "asked")
    documents.attach(
        practice, case("26-0006"), birth.who_id, birth.document_kind, birth.title, scan(tmp_path / "b.pdf")
    )
    after = [row.id for row in documents.evidence(practice, case("26-0006")) if row.kind == "wanted"]
    assert birth.id not in after
    assert len(after) == len(wanted) - 1


def test_equal_scans_are_stored_once(practice: Office, case: Case, pdf: Path) -> None:
    before = traces(practice)
    attach(practice, case("26-0006"), pdf)
    attach(practice, case("26-0005"), pdf)
    after = traces(practice)
    assert (after[0] - before[0], after[2] - before[2]) == (2, 1)


def test_a_document_without_a_scan_says_so(
    practice: Office, case: Case, set_fact: Callable[..., None]
) -> None:
    set_fact("document", "title = 'Divorce decree with translation'", blob=None)
    row = next(one for one in documents.evidence(practice, case("26-0001")) if "Divorce" in one.title)
    assert row.note == "No scan yet."
    assert documents.pages(practice, row.id) == 0
    with pytest.raises(Problem, match="no scan yet"):
        documents.picture(practice, row.id, 0, 100)
