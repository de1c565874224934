"""Many files taken in: smaller copies with the original kept, bad ones left out, pages turned and split."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Stopped, Watched
from immdesk.office import documents, evidence_import, evidence_log, evidence_pages, search_pages
from immdesk.office.evidence_import import Incoming
from immdesk.office.evidence_log import Check, Provenance
from immdesk.office.office import Office
from immdesk.office.undo import undo
from tests.office.papers import bomb, giant_png, locked, scan

Case = Callable[[str], str]


def colour_scan(path: Path, words: str = "Lease of an apartment") -> Path:
    """Write a colour scan of a Letter page at 300 dots per inch."""
    page = Image.effect_noise((425, 550), 12).resize((2550, 3300)).convert("RGB")
    ImageDraw.Draw(page).text((300, 300), words, fill="black", font_size=120)
    page.save(path, quality=80, dpi=(300, 300))
    return path


def scripted(path: Path) -> Path:
    """Write a PDF that runs a script when it is opened, and carries a file."""
    with pikepdf.open(scan(path.with_suffix(".plain"))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=[]))
        pdf.save(path)
    return path


def no_pages(path: Path) -> Path:
    pikepdf.new().save(path)
    return path


def liar(path: Path) -> Path:
    """Write a JPEG that says it is larger than its data."""
    data = bytearray(colour_scan(path).read_bytes())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\x60\x00\x60\x00"
    path.write_bytes(data)
    return path


def taken(office: Office, case_id: str, *paths: Path, watched: Watched | None = None, kind: str = "lease"):
    person = office.rows("SELECT person_id FROM case_party WHERE case_id = ? ORDER BY ordinal", [case_id])
    files = [Incoming(path, person[0]["person_id"], kind, path.stem) for path in paths]
    given = Provenance("Omar", "2026-08-12", "mail")
    return evidence_import.take_in(office, case_id, files, given, watched or Watched())


def test_a_scan_is_kept_small_and_as_it_came(practice: Office, case: Case, tmp_path: Path) -> None:
    path = colour_scan(tmp_path / "lease.jpg")
    found = taken(practice, case("26-0006"), path)
    (document,) = found.ids
    assert found.after < found.before / 3
    assert evidence_log.original_bytes(practice, document) == path.read_bytes()
    small = Image.open(io.BytesIO(documents.document_bytes(practice, document)))
    assert (small.size, round(small.info["dpi"][0])) == ((1275, 1650), 150)
    assert evidence_log.original_picture(practice, document, 0, 100).width == 100
    log = evidence_log.log_of(practice, document)
    assert log.provenance == Provenance("Omar", "2026-08-12", "mail")
    assert sorted(line.words for line in log.lines) == [
        "given by Omar · by mail · Wed Aug 12, 2026",
        "received",
    ]
    evidence_pages.as_it_came(practice, document)
    assert documents.document_bytes(practice, document) == path.read_bytes()
    photo = taken(practice, case("26-0006"), colour_scan(tmp_path / "p.jpg", "Photo"), kind="photo")
    assert photo.before == photo.after


def test_bad_files_are_left_out_and_the_others_come_in(practice: Office, case: Case, tmp_path: Path) -> None:
    good = scan(tmp_path / "good.pdf", 2)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(scan(tmp_path / "whole.pdf").read_bytes()[:200])
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    bad = [
        cut,
        locked(tmp_path / "locked.pdf"),
        bomb(tmp_path / "bomb.pdf"),
        no_pages(tmp_path / "none.pdf"),
        liar(tmp_path / "liar.jpg"),
        giant_png(tmp_path / "giant.png"),
        huge,
    ]
    found = taken(practice, case("26-0006"), *bad[:3], good, *bad[3:], good)
    assert [one.problem.happened for one in found.left_out] == [
        "The document is damaged.",
        "The document is protected by a password.",
        "The document swells when it is opened.",
        "The document has no pages.",
        "The picture says that it has 603 million points.",
        "The picture says that it has 900 million points.",
        "The file is larger than 200 MB.",
        "The case has this file already.",
    ]
    assert all(one.problem.means for one in found.left_out)
    assert found.changed is not None
    assert found.changed.message == "1 document added. 8 files were left out."


def test_a_script_is_taken_out_and_said(practice: Office, case: Case, tmp_path: Path) -> None:
    path = scripted(tmp_path / "form.pdf")
    (document,) = taken(practice, case("26-0006"), path).ids
    with pikepdf.open(io.BytesIO(documents.document_bytes(practice, document))) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert evidence_log.original_bytes(practice, document) == path.read_bytes()
    row = next(one for one in documents.evidence(practice, case("26-0006")) if one.id == document)
    assert row.note == "It carried a program (script), which was taken out."


def test_an_import_that_is_stopped_leaves_nothing(practice: Office, case: Case, tmp_path: Path) -> None:
    files = [scan(tmp_path / f"{n}.pdf", n + 1) for n in range(3)]
    before = list(practice.store.attachments.names()), documents.evidence(practice, case("26-0006"))
    seen: list[int] = []

    def progress(done: int, _total: int, _text: str) -> None:
        seen.append(done)

    with pytest.raises(Stopped, match="Stopped"):
        taken(practice, case("26-0006"), *files, watched=Watched(progress, lambda: len(seen) == 2))
    assert seen == [0, 1]
    after = list(practice.store.attachments.names()), documents.evidence(practice, case("26-0006"))
    assert after == before


def test_pages_are_turned_split_joined_and_left_out(practice: Office, case: Case, tmp_path: Path) -> None:
    path, case_id = tmp_path / "book.pdf", case("26-0006")
    with pikepdf.open(scan(tmp_path / "three.pdf", 3)) as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.save(path)
    (document,) = taken(practice, case_id, path).ids

    def sizes() -> list[tuple[str, int]]:
        rows = documents.evidence(practice, case_id)
        return [(row.title, row.pages) for row in rows if row.kind == "document"]

    assert evidence_pages.blank_pages(practice, document) == (4,)
    evidence_pages.leave_out(practice, document, [4])
    evidence_pages.turn(practice, document, [2], 90)
    with pikepdf.open(io.BytesIO(documents.document_bytes(practice, document))) as pdf:
        assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [0, 90, 0]
    search_pages.read_pages(practice)
    evidence_pages.split(practice, case_id, document, 3)
    assert document in {one for one, _blob in search_pages.waiting(practice)}
    assert sizes() == [("book", 2), ("book", 1)]
    other = next(row.id for row in documents.evidence(practice, case_id) if row.pages == 1)
    joined = evidence_pages.join(practice, other, [document])
    assert sizes() == [("book", 3)]
    undo(practice, joined.operation)
    assert sizes() == [("book", 2), ("book", 1)]
    assert evidence_log.original_bytes(practice, document) == path.read_bytes()
    with pytest.raises(Problem, match="All pages would be gone"):
        evidence_pages.leave_out(practice, document, [1, 2])
    with pytest.raises(Problem, match="has no page 9"):
        evidence_pages.turn(practice, document, [9], 90)


def test_each_state_and_each_look_stand_in_the_log(practice: Office, case: Case, tmp_path: Path) -> None:
    (document,) = taken(practice, case("26-0006"), scan(tmp_path / "id.pdf")).ids
    with pytest.raises(Problem, match="what is wrong"):
        documents.set_state(practice, document, "wrong")
    documents.set_state(practice, document, "wrong", "Expired last year")
    with pytest.raises(Problem, match="Say who looked"):
        evidence_log.record_check(practice, document, Check("original", " ", ""))
    evidence_log.record_check(
        practice, document, Check("original", "Helen", "2026-08-14", "", "Number: B1 instead of B7")
    )
    log = evidence_log.log_of(practice, document)
    assert (log.state, log.original) == ("wrong", False)
    assert sorted((line.words, line.who, line.bad) for line in log.lines if line.bad) == [
        ("original seen by Helen on Fri Aug 14, 2026 · "
         "differs from the record: Number: B1 instead of B7", "ana", True),
        ("wrong document: Expired last year", "ana", True),
    ]  # fmt: skip
