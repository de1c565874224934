"""Bad documents, full disks, missing folders, torn pictures: plain words, and never half a packet."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.problems import Refused
from immdesk.packets.bind_write import Cancel
from immdesk.packets.packet import build
from immdesk.packets.parts import (
    Evidence,
    ExhibitPart,
    PacketInput,
)
from tests.packets.small_packet import family, make, paper, scan, shown, texts


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


FULL_DISK = """
import io, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from immdesk.basics.problems import Refused
from immdesk.basics.watched import Watched
from immdesk.packets.bundle import BundleRule, write_bundle
from immdesk.packets.packet import build
from immdesk.packets.parts import *
data = Path(sys.argv[1]).read_bytes()
packet = PacketInput("P", (ExhibitPart("E", (Evidence("D", lambda: io.BytesIO(data)),)),))
try:
    build(packet, Path(sys.argv[2]), lambda *a: None, lambda: False)
except Refused as told:
    print(told.happened)
try:
    write_bundle(packet, Path(sys.argv[2]).with_name("upload"), BundleRule(10**9, ("pdf",), ""), Watched())
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
    assert told.stdout.splitlines() == 2 * ["The disk is full."], told.stderr
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
        from immdesk.packets.bind_write import cannot_write

        for number in (errno.EACCES, errno.EROFS):
            assert (
                cannot_write(OSError(number, "x")).happened
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
