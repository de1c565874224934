"""Documents from outside: what each bad one is called, and that none of them stops the desk."""

from __future__ import annotations

import io
import os
import signal
import struct
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from immdesk.packets.evidence import Examiner


def pdf_of(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + tail


def page_drawing(content: bytes, entries: bytes = b"", box: bytes = b"0 0 612 792") -> bytes:
    stream = b"<<%s/Length %d>>stream\n" % (entries, len(content)) + content + b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<>>>>" % box
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def blank_pdf(pages: int, **encryption: str) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(**encryption) if encryption else False)
    return out.getvalue()


def packed_zeros(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(mebibytes)) + packer.flush()


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def lying_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture(scope="module")
def examiner():
    with Examiner() as one:
        yield one


def words(found) -> list[str]:
    return [problem.happened for problem in found.problems]


@pytest.mark.parametrize(
    ("data", "kind", "pages"),
    [
        (blank_pdf(3), "pdf", 3),
        (blank_pdf(2, owner="secret", user=""), "pdf", 2),
        (picture("JPEG"), "jpeg", 1),
        (picture("PNG"), "png", 1),
    ],
    ids=["pdf", "pdf with an empty password", "jpeg", "png"],
)
def test_good_documents_are_recognised(examiner, data, kind, pages):
    found = examiner.examine(data)
    assert (found.kind, found.pages, words(found)) == (kind, pages, [])
    assert found.usable


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"MZ\x90\0" * 1000, "The file is not a PDF, JPEG or PNG."),
        (b"PK\x03\x04 word/document.xml", "This is a file of an office program, not a PDF."),
        (b"II*\0" + bytes(100), "This kind of picture cannot be printed."),
        (b"%PDF-1.7\n" + b"nothing more", "The document is damaged."),
        (blank_pdf(1, owner="a", user="b"), "The document is protected by a password."),
        (
            pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            "The document has no pages.",
        ),
        (picture("JPEG", (400, 300))[:400], "The picture is damaged or cut off."),
        (picture("PNG", (400, 300))[:80], "The picture is damaged or cut off."),
        (lying_png(), "The picture says that it has 900 million points."),
    ],
    ids=["empty", "program", "word", "tiff", "damaged", "password", "no pages", "jpeg", "png", "lying png"],
)
def test_each_bad_document_is_refused_in_plain_words(examiner, data, said):
    found = examiner.examine(data)
    assert words(found) == [said]
    assert not found.usable
    assert all(problem.do for problem in found.problems)


@pytest.mark.parametrize("times", [1, 2])
def test_a_small_file_that_swells_without_end_is_refused(examiner, times):
    content = packed_zeros(256)
    if times == 2:
        content = zlib.compress(content, 9)
        assert len(content) < 5_000
    found = examiner.examine(page_drawing(content, b"/Filter[%s]" % (b"/FlateDecode" * times)))
    assert not found.usable
    assert words(found)[0] == "The document swells when it is opened."
    assert examiner.examine(blank_pdf(1)).pages == 1


@pytest.mark.parametrize(
    "objects",
    [
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"],
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ],
        [
            b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200000 + b"]" * 200000 + b">>",
            b"<</Type/Pages/Kids[]/Count 0>>",
        ],
    ],
    ids=["pages in a circle", "a false count", "nested 200,000 deep"],
)
def test_twisted_documents_do_no_harm(examiner, objects):
    found = examiner.examine(pdf_of(objects))
    assert found.pages <= 1
    assert examiner.examine(blank_pdf(1)).usable


def test_an_impossible_page_size_is_named_with_its_page(examiner):
    found = examiner.examine(page_drawing(b"", box=b"0 0 9000000000 9000000000"))
    assert words(found) == ["Page 1 has an impossible size."]
    assert found.pages == 1


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (b"/Collection<<>>", "This PDF is a folder of other files."),
        (
            b"/AcroForm<</XFA[]/Fields[]>>/NeedsRendering true",
            "This is a form that only shows itself in Adobe Reader.",
        ),
        (b"/OCProperties<</OCGs[4 0 R]/D<</OFF[4 0 R]>>>>", "Some layers of this PDF are hidden."),
    ],
    ids=["portfolio", "dynamic form", "layers"],
)
def test_what_prints_otherwise_than_it_looks_is_named(examiner, entry, said):
    page, layer = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>", b"<</Type/OCG/Name(hidden)>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    found = examiner.examine(pdf_of([b"<</Type/Catalog/Pages 2 0 R" + entry + b">>", tree, page, layer]))
    assert (words(found), found.pages) == ([said], 1)


def test_a_file_over_the_limit_is_not_even_read(examiner, tmp_path):
    large = tmp_path / "large.pdf"
    with open(large, "wb") as file:
        file.truncate(201 << 20)
    with open(large, "rb") as file:
        found = examiner.examine(file)
    assert words(found) == ["The file has 201 MB; 200 MB is the most."]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_the_reading_process_lives_on_and_is_started_again_after_it_was_killed():
    with Examiner() as examiner:
        assert examiner.process_id == 0
        assert examiner.examine(blank_pdf(1)).usable
        first = examiner.process_id
        assert examiner.examine(blank_pdf(2)).pages == 2
        assert examiner.process_id == first
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
        assert examiner.examine(blank_pdf(3)).pages in (0, 3)
        assert examiner.examine(blank_pdf(3)).pages == 3
        assert examiner.process_id not in (0, first)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="limits are read from /proc")
def test_the_reading_process_has_limits():
    with Examiner() as examiner:
        examiner.examine(blank_pdf(1))
        limits = Path(f"/proc/{examiner.process_id}/limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert rows["Max address space"] == str(768 << 20)
    assert rows["Max core file size"] == "0"
    assert rows["Max file size"] == "0"
    assert int(rows["Max cpu time"]) < 60


def test_a_source_that_fails_half_way_leaves_the_reader_ready():
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise RuntimeError("torn")

    with Examiner() as examiner:
        with pytest.raises(RuntimeError):
            examiner.examine(Broken(b"x" * 100))
        assert examiner.examine(blank_pdf(1)).usable
