"""The filing packet from its parts to the file: order, numbers, labels, links, stamps, and no half packet."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pikepdf
import pypdf
import pytest

from immdesk.packets.packet import build
from immdesk.packets.parts import (
    AddendumLine,
    AddendumPart,
    Bates,
    ContentsPart,
    ExhibitPart,
    Finish,
    GapsPart,
    PacketInput,
)
from tests.packets.small_packet import ODD, family, letter, make, scan, shown, texts


def test_the_parts_stand_in_their_order_with_their_pages(tmp_path):
    made = make(family(), tmp_path)
    assert [(part.title, part.kind, part.pages, part.first_page) for part in made.parts] == [
        ("Cover letter", "cover letter", 1, 1),
        ("Contents", "contents", 1, 2),
        ("Still needed before filing", "gap", 1, 3),
        (f"Form I-130 – {ODD}", "form", 3, 4),
        (f"Exhibit A: Birth certificate – {ODD}", "exhibit sheet", 1, 7),
        ("Birth certificate", "evidence", 2, 8),
        ("Exhibit B: Passport", "exhibit sheet", 1, 10),
        ("Scan", "evidence", 1, 11),
        ("Pages", "evidence", 4, 12),
        (f"Form I-485: {ODD}", "gap", 0, 0),
    ]
    assert (made.pages, made.size, made.warnings) == (15, (tmp_path / "packet.pdf").stat().st_size, ())


def test_what_is_printed_on_each_page(tmp_path):
    pages = texts(make(family(), tmp_path).path)
    assert ODD in pages[0]
    assert f"Exhibit A: Birth certificate – {ODD}" in pages[0]
    assert "This program does not fill it yet." in pages[2]
    assert "Ana Ortega" in pages[2]
    assert "EXHIBIT A" in pages[6]
    assert ODD in pages[6]
    assert "birth 1" in pages[7]
    assert "Exhibit A, page 1 of 2" in pages[7]
    assert "Page 8 of 15" in pages[7]
    assert "Exhibit B, page 5 of 5" in pages[14]
    assert "Page 15 of 15" in pages[14]


def test_until_it_is_approved_every_form_and_letter_page_says_draft(tmp_path):
    pages = texts(make(family(draft=True), tmp_path).path)
    drafts = [number + 1 for number, text in enumerate(pages) if "DRAFT - not approved for filing" in text]
    assert drafts == [1, 4, 5, 6]
    approved = texts(make(family(draft=False), tmp_path, "approved.pdf").path)
    assert not any("DRAFT" in text for text in approved)


def test_page_labels_bookmarks_title_and_language_are_read_back(tmp_path):
    with pypdf.PdfReader(make(family(), tmp_path).path) as read:
        assert read.page_labels == [
            *("i", "ii", "iii"),
            *("I-130-1", "I-130-2", "I-130-3"),
            *("A", "A-1", "A-2"),
            *("B", "B-1", "B-2", "B-3", "B-4", "B-5"),
        ]
        lines = [
            (line.title, read.get_destination_page_number(line))
            for line in read.outline
            if not isinstance(line, list)
        ]
        assert lines == [
            ("Cover letter", 0),
            ("Contents", 1),
            ("Still needed before filing", 2),
            (f"Form I-130 – {ODD}", 3),
            (f"Exhibit A: Birth certificate – {ODD}", 6),
            ("Exhibit B: Passport", 9),
        ]
        assert read.metadata.title == "Packet"
        assert read.trailer["/Root"]["/Lang"] == "en-US"


def test_each_line_of_the_contents_leads_to_its_page(tmp_path):
    with pikepdf.open(make(family(), tmp_path).path) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        links = list(pdf.pages[1].obj.Annots)
        places = [pages.index(link.Dest[0].objgen) for link in links]
        tops = [float(link.Rect[3]) for link in links]
    assert places == [0, 2, 3, 6, 7, 9, 10, 11]
    assert tops == sorted(tops, reverse=True)


def test_pages_keep_their_size_and_turn(tmp_path):
    with pikepdf.open(make(family(), tmp_path).path) as pdf:
        sizes = [
            (*(round(float(side)) for side in page.mediabox[2:]), int(page.obj.get("/Rotate", 0)))
            for page in pdf.pages
        ]
    assert sizes[6:11] == [(612, 792, 0), (595, 842, 90), (595, 842, 90), (612, 792, 0), (612, 792, 0)]


def test_a_jpeg_goes_in_as_it_is(tmp_path):
    picture = scan(6)
    with pikepdf.open(make(family(), tmp_path).path) as pdf:
        (found,) = pdf.pages[10].get_images().values()
        assert found.read_raw_bytes() == picture


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs the qpdf command")
def test_qpdf_finds_nothing_wrong(tmp_path):
    told = subprocess.run(["qpdf", "--check", make(family(), tmp_path).path], capture_output=True, text=True)
    assert (told.returncode, "No syntax or stream encoding errors" in told.stdout) == (0, True)


def test_a_packet_without_gaps_has_no_sheet_for_them_once_it_is_approved(tmp_path):
    packet = PacketInput("P", (letter(), ContentsPart(), GapsPart()), draft=False)
    assert [part.kind for part in make(packet, tmp_path).parts] == ["cover letter", "contents"]


def test_answers_that_did_not_fit_stand_on_a_page_of_their_own(tmp_path):
    lines = (AddendumLine("3", "2", "14", f"Long answer of {ODD}\nin two lines"),)
    made = make(PacketInput("P", (AddendumPart("Additional information", lines),)), tmp_path)
    text = texts(made.path)[0]
    assert "Page 3, Part 2, Item 14" in text
    assert f"Long answer of {ODD}" in text
    assert "DRAFT" in text


def test_a_letter_with_blanks_and_letters_without_a_font_are_named(tmp_path):
    packet = PacketInput("Packet of 김민준", (letter(missing=("office.name",)),))
    assert make(packet, tmp_path).warnings == (
        "Cover letter: not answered yet: office.name",
        "Printed in Roman letters, for want of a font: 김민준",
    )


def test_progress_goes_up_to_its_end(tmp_path):
    told: list[tuple[int, int, str]] = []
    build(family(), tmp_path / "p.pdf", lambda *step: told.append(step), lambda: False)
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]
    assert {step[2] for step in told} == {
        *("Reading exhibit A", "Reading exhibit B", "Joining exhibit A", "Joining exhibit B"),
        "Writing the packet",
    }


def test_signatures_are_listed_by_signer_with_the_letters_own():
    from immdesk.packets.parts import all_signatures

    assert [(one.signer, one.where) for one in all_signatures(family())] == [
        ("Ana Ortega", "Cover letter"),
        ("Ana Ortega", "Form I-130, page 11"),
        (ODD, "Form I-130, page 10"),
    ]


def test_the_fingerprint_of_a_written_packet(tmp_path):
    from immdesk.packets.seal import fingerprint

    (tmp_path / "p.pdf").write_bytes(b"abc")
    assert (
        fingerprint(tmp_path / "p.pdf") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_the_checksum_counted_while_it_is_written_is_that_of_the_file(tmp_path):
    from immdesk.packets.seal import fingerprint
    from ui.work import Work

    alone = build(family(), tmp_path / "a.pdf", lambda *step: None, lambda: False)
    lent = build(family(), tmp_path / "b.pdf", lambda *step: None, lambda: False, Work().beside)
    assert (alone.sha256, lent.sha256) == (fingerprint(alone.path), fingerprint(lent.path))


def test_the_day_of_a_letter_is_written_out():
    from immdesk.basics.facts import Facts
    from immdesk.packets.letters import LetterText, fill

    text = LetterText(letter="x", title="X", body=())
    assert fill(text, Facts({}), {}, date(2026, 3, 7)).date == "March 7, 2026"


def test_bates_numbers_empty_backs_and_no_sheets_as_chosen(tmp_path):
    finish = Finish(sheets=False, bates=Bates("SMITH-", 41), blanks=True)
    made = make(family(draft=False, finish=finish), tmp_path)
    pages = texts(made.path)
    assert [(part.title, part.kind, part.pages, part.first_page) for part in made.parts if part.pages] == [
        ("Cover letter", "cover letter", 2, 1),
        ("Contents", "contents", 2, 3),
        ("Still needed before filing", "gap", 2, 5),
        (f"Form I-130 – {ODD}", "form", 4, 7),
        ("Birth certificate", "evidence", 2, 11),
        ("Scan", "evidence", 2, 13),
        ("Pages", "evidence", 4, 15),
    ]
    assert all(f"SMITH-{number:06d}" in text for number, text in enumerate(pages, 41))
    blank = [at for at, text in enumerate(pages, 1) if "This page is left blank." in text]
    assert blank == [2, 4, 6, 10, 14]
    assert "Exhibit B, page 2 of 5" in pages[14]
    with pypdf.PdfReader(made.path) as read:
        assert read.page_labels[10:] == ["A-1", "A-2", "B-1", "B", "B-2", "B-3", "B-4", "B-5"]


def test_every_letter_that_the_desk_prints_is_carried_with_the_packet(tmp_path):
    parts = (letter(), ContentsPart(), ExhibitPart(ODD, (shown("王芳 محمد", scan()),)))
    with pikepdf.open(make(PacketInput("P", parts), tmp_path).path) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one]
        carried = [one for one in fonts if "/FontFile2" in one.get("/FontDescriptor", pikepdf.Dictionary())]
        assert len(carried) >= 4
        assert {str(one.BaseFont) for one in fonts} == {str(one.BaseFont) for one in carried}
