"""Signatures: printed for each signer, matched when they come back, refused when no hand gave them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy.orm import Session

from immdesk.basics.problems import Problem
from immdesk.office import blanks, cases, packets, signature_run, signatures_home
from immdesk.office.office import Office
from immdesk.office.signature_run import ToSign
from immdesk.packets.picture import page_count
from immdesk.records.cases import CaseFile, CaseParty
from tests.office.pen import Box, printed, scanned, sign

DANIEL = "Daniel Robert Carter"


@pytest.fixture
def ready(practice: Office, shared: Path) -> Office:
    """The practice office with the blanks of G-28 and I-130."""
    for name in ("G-28_09-17-18", "I-130_04-01-24"):
        blanks.add(practice, shared / "forms" / f"{name}.pdf")
    return practice


@pytest.fixture
def family(ready: Office) -> str:
    case_id = cases.id_of(ready, "26-0001")
    assert case_id
    return case_id


def of_daniel(office: Office, case_id: str) -> list[ToSign]:
    return [one for one in signature_run.to_sign(office, case_id) if one.name == DANIEL]


def run(office: Office, case_id: str, out: Path) -> list[tuple[Image.Image, list[Box]]]:
    """Print Daniel's pages; give each with the boxes in which he signs."""
    signature_run.write_run(office, case_id, DANIEL, out, False, True)
    kept = {
        one.id: {place[0]: place[1:] for place in one.places} for one in signatures_home.sheets_of(office)
    }
    sheets = dict.fromkeys(one.sheet_id for one in of_daniel(office, case_id))
    found = []
    for number, sheet in enumerate(sheets, 1):
        boxes = [kept[sheet][one.box] for one in of_daniel(office, case_id) if one.sheet_id == sheet]
        found.append((printed(out, number), boxes))
    return found


def signed(pages: list[tuple[Image.Image, list[Box]]]) -> list[Image.Image]:
    for seed, (paper, boxes) in enumerate(pages):
        for box in boxes:
            sign(paper, box, seed)
    return [paper for paper, _boxes in pages]


def test_the_pages_of_a_signer_are_printed_signed_scanned_and_stand_in_the_packet(
    ready: Office, family: str, tmp_path: Path
) -> None:
    pages = run(ready, family, tmp_path / "run.pdf")
    assert page_count(tmp_path / "run.pdf") == 1 + 3  # the first sheet, G-28, and Form I-130 for two people
    assert [(one.form, one.page, one.state) for one in of_daniel(ready, family)] == [
        ("G-28", 3, "printed"),
        ("I-130", 9, "printed"),
        ("I-130", 9, "printed"),
    ]
    home, changed = signatures_home.take_bytes(ready, family, scanned(signed(pages)))
    assert (home.matched, home.waiting, home.refused) == (3, 0, ())
    assert changed.message == "3 signed pages were matched."
    assert {one.state for one in of_daniel(ready, family)} == {"matched"}
    helen = [one for one in signature_run.to_sign(ready, family) if one.name.startswith("Helen") and one.code]
    assert [(one.form, one.state, one.reason) for one in helen] == [
        ("G-28", "printed", "Nothing stands in the box.")
    ]
    out = tmp_path / "packet.pdf"
    packets.build(ready, family, out, lambda *_: None, lambda: False)
    with pypdfium2.PdfDocument(out) as packet:
        texts = [page.get_textpage().get_text_range() for page in packet]
        part_six = [page for page, text in enumerate(texts) if "Petitioner's Signature (sign in ink)" in text]
        part_four = [page for page, text in enumerate(texts) if "Client's Consent to Representation" in text]
    assert part_six == []  # both pages are the scans now
    assert part_four  # the attorney has not signed the G-28 yet: its page stays as it is


def test_a_page_upside_down_is_matched_and_one_without_its_code_waits_for_a_person(
    ready: Office, family: str, tmp_path: Path
) -> None:
    pages = signed(run(ready, family, tmp_path / "run.pdf"))
    bare = pages[1].copy()
    bare.paste((255, 255, 255), (0, 0, bare.width, 62))
    home, _changed = signatures_home.take_bytes(ready, family, scanned([pages[2].rotate(180), bare], tilt=0))
    assert (home.matched, home.waiting) == (1, 1)
    (waiting,) = signatures_home.waiting(ready, family)
    sheet = next(one for one in of_daniel(ready, family) if one.state == "printed" and one.form == "I-130")
    signatures_home.match(ready, waiting.id, sheet.sheet_id)
    assert signatures_home.waiting(ready, family) == ()
    found = next(one for one in of_daniel(ready, family) if one.sheet_id == sheet.sheet_id)
    assert found.state == "came back"
    signatures_home.decide(ready, found.place_id, True)
    assert [one.state for one in of_daniel(ready, family)] == ["printed", "matched", "matched"]


def pasted(path: Path, boxes: list[Box], typed: str = "") -> bytes:
    """Give a printed page with a picture or a name laid over its boxes, as people do on a computer."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(612, 792))
    pen = Image.new("RGB", (300, 40), "white")
    sign(pen, (0, 745, 140, 790), 7)
    for left, low, right, high in boxes:
        if typed:
            canvas.drawString(left + 6, low + 4, typed)
        else:
            canvas.drawImage(ImageReader(pen), left + 4, low + 1, right - left - 40, high - low - 2)
    canvas.save()
    with pikepdf.open(path) as whole, pikepdf.open(io.BytesIO(made.getvalue())) as over, pikepdf.new() as out:
        out.pages.append(whole.pages[2])
        out.pages[0].add_overlay(over.pages[0], pikepdf.Rectangle(0, 0, 612, 792))
        data = io.BytesIO()
        out.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "A picture of a signature was pasted into the box."),
        ("Daniel R. Carter", "A name was typed into the box."),
    ],
)
def test_a_pasted_or_typed_signature_is_refused_and_stops_the_packet(
    ready: Office, family: str, tmp_path: Path, typed: str, why: str
) -> None:
    pages = run(ready, family, tmp_path / "run.pdf")
    home, _changed = signatures_home.take_bytes(
        ready, family, pasted(tmp_path / "run.pdf", pages[1][1], typed)
    )
    assert home.refused == (f"Form I-130, page 9, was refused: {why}",)
    assert [one.state for one in of_daniel(ready, family)] == ["printed", "refused", "printed"]
    stops = [row for row in packets.page(ready, family).preflight if row.stops]
    assert f"The signature of {DANIEL} on page 9 was refused: {why}" in [row.message for row in stops]


def test_the_same_picture_of_a_signature_on_two_pages_is_refused(
    ready: Office, family: str, tmp_path: Path
) -> None:
    pages = run(ready, family, tmp_path / "run.pdf")
    for paper, boxes in pages[1:]:
        sign(paper, boxes[0], 11)
    home, _changed = signatures_home.take_bytes(
        ready, family, scanned([paper for paper, _boxes in pages[1:]], tilt=0)
    )
    said = "The same picture of a signature stands on Form I-130: no hand signs twice alike."
    assert home.refused == (f"Form I-130, page 9, was refused: {said}",)


def test_an_answer_that_changed_since_the_page_was_printed_is_named_and_the_page_refused(
    ready: Office, family: str, tmp_path: Path
) -> None:
    from immdesk.office import filled_form
    from immdesk.office.by_hand import FormKey

    pages = signed(run(ready, family, tmp_path / "run.pdf"))
    form, person, _sponsor = of_daniel(ready, family)[1].form_key.split(" ")
    box = next(
        name
        for name in filled_form.filled_sheet(ready, family, FormKey(form, person)).values
        if "FamilyName" in name
    )
    filled_form.set_by_hand(ready, family, FormKey(form, person), box, "Carver", "As on the passport.")
    home, _changed = signatures_home.take_bytes(ready, family, scanned(pages))
    assert home.matched == 2
    (refused,) = home.refused
    assert "Answers have changed since it was printed (Part " in refused
    assert refused.endswith("print the page again.")


def test_what_is_no_scan_is_told_and_nothing_is_kept(ready: Office, family: str) -> None:
    for data in (b"", b"%PDF-1.4 nothing", b"GIF89a", b"\x89PNG\r\n\x1a\n broken"):
        with pytest.raises(Problem) as told:
            signatures_home.take_bytes(ready, family, data)
        assert told.value.happened
        assert told.value.do
    assert signatures_home.waiting(ready, family) == ()


def test_the_register_says_where_the_paper_with_the_ink_lies(
    ready: Office, family: str, tmp_path: Path
) -> None:
    pages = signed(run(ready, family, tmp_path / "run.pdf"))
    signatures_home.take_bytes(ready, family, scanned(pages))
    from immdesk.office import originals

    first = originals.originals(ready, family)[1]
    assert (first.form, first.page, first.place) == ("I-130", 9, "")
    originals.lay(ready, first.sheet_id, "Safe, drawer 2")
    originals.lay(ready, first.sheet_id, "Sent on", "USCIS Chicago lockbox")
    now = originals.originals(ready, family)[1]
    assert (now.place, now.since, now.sent_to) == ("Sent on", "Fri Aug 14, 2026", "USCIS Chicago lockbox")
    assert now.before == ("Safe, drawer 2, since Fri Aug 14, 2026",)
    with pytest.raises(Problem):
        originals.lay(ready, first.sheet_id, " ")


def test_the_run_goes_over_all_open_cases_of_the_household(
    ready: Office, family: str, tmp_path: Path
) -> None:
    lucia = ready.rows("SELECT id FROM person WHERE given_name = 'Lucía'")[0]["id"]

    def work(session: Session) -> None:
        case = CaseFile(number="26-0900", title="Card", case_type="green-card-renewal", status="open")
        session.add(case)
        session.flush()
        session.add(CaseParty(case_id=case.id, person_id=lucia, role="principal"))

    ready.change("Open another case", work)
    alone = [one for one in signature_run.to_sign(ready, family) if one.name.startswith("Lucía")]
    both = [one for one in signature_run.to_sign(ready, family, True) if one.name.startswith("Lucía")]
    assert [(one.number, one.form) for one in alone] == [("26-0001", "G-28")]
    assert [(one.number, one.form) for one in both] == [("26-0001", "G-28"), ("26-0900", "G-28")]
    signature_run.write_run(ready, family, both[0].name, tmp_path / "run.pdf", True, False)
    assert page_count(tmp_path / "run.pdf") == 1 + 2
    with pytest.raises(Problem, match="Nobody Here has nothing to sign"):
        signature_run.write_run(ready, family, "Nobody Here", tmp_path / "none.pdf", True, True)
    assert not (tmp_path / "none.pdf").exists()
