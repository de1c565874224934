"""The filing packet from its parts to the file: order, numbers, labels, links, stamps, and no half packet."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.problems import Refused
from immdesk.packets.bind_write import Cancel
from immdesk.packets.packet import Made, build
from immdesk.packets.parts import (
    AddendumLine,
    AddendumPart,
    ContentsPart,
    Enclosures,
    Evidence,
    ExhibitPart,
    FilledLetter,
    FormPart,
    Gap,
    GapsPart,
    LetterPart,
    PacketInput,
    Paragraph,
    Signature,
)

ODD = "Nguyễn Łódź <b>&\"'"


def paper(pages: int, words: str = "paper", size: tuple[int, int] = (612, 792), rotate: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(72, 400, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = rotate
        turned = io.BytesIO()
        pdf.save(turned)
    return turned.getvalue()


def scan(orientation: int = 1) -> bytes:
    """A page 85 × 110 wide at 10 dots … as a scanner writes it: 850 × 1100 at 100 dots per inch."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    size = (850, 1100) if orientation < 5 else (1100, 850)
    Image.new("RGB", size, "khaki").save(out, "JPEG", dpi=(100, 100), exif=exif)
    return out.getvalue()


def shown(title: str, data: bytes) -> Evidence:
    return Evidence(title, lambda: io.BytesIO(data))


def letter(**changes) -> LetterPart:
    body = (Paragraph("Dear Officer:"), Enclosures())
    given = {"missing": (), "signer": ("Ana Ortega", "Attorney"), **changes}
    return LetterPart(
        "Cover letter",
        FilledLetter("Letter", ("Office",), "March 7, 2026", ("USCIS",), (ODD,), body, "Sincerely,", **given),
    )


def family(draft: bool = True, **changes) -> PacketInput:
    form = FormPart(
        "I-130",
        "Form I-130",
        paper(3, "I-130 page"),
        ODD,
        "04/01/24",
        (Signature(ODD, "Form I-130, page 10"), Signature("Ana Ortega", "Form I-130, page 11")),
    )
    birth = ExhibitPart(
        "Birth certificate", (shown("Birth certificate", paper(2, "birth", (595, 842), 90)),), ODD
    )
    passport = ExhibitPart("Passport", (shown("Scan", scan(6)), shown("Pages", paper(4, "passport"))))
    gaps = (Gap(f"Form I-485: {ODD}", "This program does not fill it yet."),)
    parts = (letter(), ContentsPart(), GapsPart(), form, birth, passport)
    return PacketInput("Packet", parts, gaps, draft=draft, **changes)


def make(packet: PacketInput, folder: Path, name: str = "packet.pdf") -> Made:
    return build(packet, folder / name, lambda *_step: None, lambda: False)


def texts(path: Path) -> list[str]:
    pdf = pdfium.PdfDocument(path)
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    pdf.close()
    return pages


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
    packet = PacketInput("Packet of 王小明", (letter(missing=("office.name",)),))
    assert make(packet, tmp_path).warnings == (
        "Cover letter: not answered yet: office.name",
        "Printed in Roman letters, for want of a font: 王小明",
    )


def bad(data: bytes) -> PacketInput:
    return PacketInput("P", (ExhibitPart("Papers", (shown("Lease", data), shown("Good", paper(1)))),))


def locked() -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The document is not a PDF, JPEG or PNG."),
        (b"MZ\x90\0" * 100, "The document is not a PDF, JPEG or PNG."),
        (b"%PDF-1.7 nothing", "The document is damaged."),
        (locked(), "The document is protected by a password."),
        (scan()[:60], "The picture is damaged."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "The picture is damaged."),
    ],
    ids=["empty", "program", "damaged", "password", "jpeg", "png"],
)
def test_a_bad_document_is_a_named_page_in_a_draft_and_stops_the_real_packet(tmp_path, data, said):
    made = make(bad(data), tmp_path)
    assert made.warnings[0].startswith(f"Exhibit A, Lease: {said}")
    assert said in texts(made.path)[1]
    approved = bad(data)
    approved = PacketInput(approved.title, approved.parts, draft=False)
    with pytest.raises(Refused) as told:
        make(approved, tmp_path, "approved.pdf")
    assert told.value.happened == f"Exhibit A, Lease: {said}"
    assert [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]


def test_a_pdf_with_an_empty_password_goes_in(tmp_path):
    pdf, out = pikepdf.open(io.BytesIO(paper(2, "words"))), io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    packet = PacketInput("P", (ExhibitPart("Papers", (shown("Lease", out.getvalue()),)),))
    made = make(packet, tmp_path)
    assert "words 2" in texts(made.path)[2]


def test_scripts_links_and_form_fields_of_evidence_do_not_travel(tmp_path):
    pdf, out = pikepdf.open(io.BytesIO(paper(1))), io.BytesIO()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = script
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=script
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
    pdf.save(out)
    made = make(PacketInput("P", (ExhibitPart("Papers", (shown("Lease", out.getvalue()),)),)), tmp_path)
    assert b"JavaScript" not in made.path.read_bytes()


def test_stopping_leaves_nothing_behind_and_the_old_packet_as_it_was(tmp_path):
    (tmp_path / "packet.pdf").write_bytes(b"the old one")
    for steps in (0, 2, 4, 7, 9):
        answers = iter([False] * steps + [True] * 100)
        with pytest.raises(Cancel):
            build(family(), tmp_path / "packet.pdf", lambda *_step: None, answers.__next__)
        assert [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]
    assert (tmp_path / "packet.pdf").read_bytes() == b"the old one"


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


FULL_DISK = """
import io, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from immdesk.basics.problems import Refused
from immdesk.packets.packet import build
from immdesk.packets.parts import *
data = Path(sys.argv[1]).read_bytes()
packet = PacketInput("P", (ExhibitPart("E", (Evidence("D", lambda: io.BytesIO(data)),)),))
try:
    build(packet, Path(sys.argv[2]), lambda *a: None, lambda: False)
except Refused as told:
    print(told.happened)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_leaves_nothing_behind(tmp_path):
    picture, out = tmp_path / "noise.jpg", tmp_path / "out"
    Image.effect_noise((1200, 1200), 90).save(picture, "JPEG", quality=95)
    out.mkdir()
    assert picture.stat().st_size > 300_000
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, picture, out / "p.pdf"], capture_output=True, text=True
    )
    assert told.stdout.strip() == "The disk is full.", told.stderr
    assert list(out.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Refused) as told:
        make(family(), tmp_path / "nowhere")
    assert told.value.happened == "The folder is not there."


def test_a_folder_in_the_packets_place_is_named_and_nothing_is_left(tmp_path):
    (tmp_path / "packet.pdf").mkdir()
    with pytest.raises(Refused, match="could not be written"):
        make(family(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    if os.geteuid() == 0:
        from immdesk.packets.bind_write import _no_room

        for number in (errno.EACCES, errno.EROFS):
            assert (
                _no_room(OSError(number, "x")).happened
                == "The folder, or the packet that is there, cannot be written to."
            )
        return
    tmp_path.chmod(0o500)
    with pytest.raises(Refused) as told:
        make(family(), tmp_path)
    assert told.value.happened == "The folder, or the packet that is there, cannot be written to."


class Torn(io.BytesIO):
    """A document whose file turns out to be damaged beyond its first bytes."""

    def readinto(self, into) -> int:
        if self.tell() > 4000:
            raise RuntimeError("the seal of this piece is broken")
        return super().readinto(memoryview(into)[:100])


@pytest.mark.parametrize("cut", [False, True], ids=["torn", "shorter than it said"])
def test_a_picture_that_tears_while_it_is_written_leaves_nothing_behind(tmp_path, cut):
    data = scan()
    assert len(data) > 5000

    class Cut(io.BytesIO):
        def readinto(self, into) -> int:
            return super().readinto(memoryview(into)[: max(0, 4000 - self.tell())])

    parts = (ExhibitPart("E", (Evidence("D", lambda: (Cut if cut else Torn)(data)),)),)
    with pytest.raises(Refused) as told:
        make(PacketInput("P", parts), tmp_path)
    assert told.value.happened == "A document of the packet could not be read to its end."
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_that_tears_while_it_is_read_is_named(tmp_path):
    parts = (ExhibitPart("E", (Evidence("D", lambda: Torn(paper(30))),)),)
    made = make(PacketInput("P", parts), tmp_path)
    assert made.warnings[0].startswith("Exhibit A, D: The document is damaged.")


def test_more_documents_than_a_process_may_open_are_no_trouble(tmp_path):
    """Every stream is closed at the end, and no more than sixteen are open at once."""
    opened: list[io.BytesIO] = []
    most = 0

    def opener() -> io.BytesIO:
        nonlocal most
        opened.append(io.BytesIO(scan()))
        most = max(most, sum(not stream.closed for stream in opened))
        return opened[-1]

    parts = (ExhibitPart("E", tuple(Evidence(f"D{number}", opener) for number in range(40))),)
    assert make(PacketInput("P", parts), tmp_path).pages == 41
    assert most <= 16
    assert all(stream.closed for stream in opened)


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


def test_the_day_of_a_letter_is_written_out():
    from immdesk.basics.facts import Facts
    from immdesk.packets.letters import LetterText, fill

    text = LetterText(letter="x", title="X", body=())
    assert fill(text, Facts({}), {}, date(2026, 3, 7)).date == "March 7, 2026"


def written(objects: list[bytes]) -> bytes:
    """A PDF written by hand from its objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            len(out),
        )
    )


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def test_a_page_inherits_its_size_and_turn_from_its_tree(tmp_path):
    content = b"<</Length 37>>stream\nBT /F 20 Tf 50 50 Td (inherited) Tj ET\nendstream"
    font = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 500]/Rotate 90/Resources %s>>" % font
    data = written([CATALOGUE, tree, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", content])
    made = make(PacketInput("P", (ExhibitPart("E", (shown("D", data),)),)), tmp_path)
    with pikepdf.open(made.path) as pdf:
        page = pdf.pages[1].obj
        assert [int(side) for side in page.MediaBox] == [0, 0, 300, 500]
        assert page.Rotate == 90
    assert "inherited" in texts(made.path)[1]
    assert "Exhibit A, page 1 of 1" in texts(made.path)[1]


@pytest.mark.parametrize(
    "objects",
    [
        [CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"],
        [CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"],
        [CATALOGUE, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>"],
        [CATALOGUE[:-2] + b"/X " + b"[" * 100000 + b"]" * 100000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"],
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox 7/Contents 9>>",
        ],
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Parent 2 0 R/Resources[1]/Annots 5/Rotate/A>>",
        ],
    ],
    ids=["circle", "empty", "false count", "deep", "wrong kinds", "wrong entries"],
)
def test_twisted_evidence_ends_in_a_page_or_in_plain_words(tmp_path, objects):
    packet = PacketInput("P", (ExhibitPart("E", (shown("Lease", written(objects)), shown("G", paper(1)))),))
    made = make(packet, tmp_path)
    assert made.pages >= 3
    assert "paper 1" in texts(made.path)[-1]
    assert all("The document" in warning for warning in made.warnings)


def test_answers_in_a_form_that_somebody_filled_are_printed(tmp_path):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.acroForm.textfield(name="a", x=100, y=500, width=200, height=30, value="old")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        (field,) = pdf.pages[0].obj.Annots
        field.V = pikepdf.String("Written by hand")
        del field["/AP"]
        filled = io.BytesIO()
        pdf.save(filled)
    parts = (ExhibitPart("E", (shown("Questionnaire", filled.getvalue()),)),)
    made = make(PacketInput("P", parts), tmp_path)
    assert "Written by hand" in texts(made.path)[1]
    with pikepdf.open(made.path) as pdf:
        assert "/Annots" not in pdf.pages[1].obj


def test_a_document_whose_file_is_gone_is_named(tmp_path):
    def gone() -> io.BytesIO:
        raise Refused("An attachment is missing.", "", "Restore it from a backup.")

    made = make(PacketInput("P", (ExhibitPart("E", (Evidence("Lease", gone),)),)), tmp_path)
    assert made.warnings == ("Exhibit A, Lease: An attachment is missing. Restore it from a backup.",)
