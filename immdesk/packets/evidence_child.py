"""The walled-off process that opens files from outside: whatever they do, they do it here.

It reads a line of JSON and then the file's bytes from its input, and answers with a line of JSON made
of code words and numbers only; asked for the text or the boxes, with these. It keeps nothing.
`python -m immdesk.packets.evidence_child` starts it.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from contextlib import suppress
from typing import Any, BinaryIO

from immdesk.packets import scan_quality

MEMORY = 768 << 20
SECONDS = 15
LARGEST = 200 << 20
MOST_PAGES = 2000
MOST_POINTS = 100_000_000
MOST_CONTENT = 64 << 20
MOST_TEXT = 150_000
"""As JSON at most six times as many bytes, which is less than the longest answer that is read."""

LONGEST_SIDE = 14_400.0  # the largest page that PDF viewers promise (PDF 32000-1, annex C)

Answer = dict[str, Any]


def main() -> int:
    """Answer requests until the input ends."""
    said = sys.stdout.buffer
    sys.stdout = sys.stderr
    _wall()
    while True:
        line = sys.stdin.buffer.readline(1000)
        if not line:
            return 0
        asked = json.loads(line)
        data = _exactly(sys.stdin.buffer, int(asked["size"]))
        _seconds(SECONDS)
        answer = _answered(data, asked)
        made = answer.pop("made", b"")
        said.write(json.dumps({**answer, "bytes": len(made)}).encode() + b"\n")
        said.write(made)
        said.flush()


def _answered(data: bytes, asked: Answer) -> Answer:
    """Do what is wanted with a file; `first` bytes before it are the places to look at, as JSON."""
    wanted = asked.get("wanted")
    if wanted in ("text", "lines"):
        return {"text": text_of(data, in_lines=wanted == "lines")}
    if wanted == "boxes":
        from immdesk.packets.answers_child import boxes_of

        return boxes_of(data)
    if wanted == "spots":
        from immdesk.packets.answers_child import spots_of

        first = int(asked["first"])
        return spots_of(data[first:], json.loads(data[:first]))
    if wanted == "signed":
        from immdesk.packets.signed_child import signed_of

        first = int(asked["first"])
        return signed_of(data[first:], json.loads(data[:first]))
    if wanted in ("press", "arrange", "blanks"):
        from immdesk.packets.evidence_work import worked

        first = int(asked["first"])
        return worked(str(wanted), json.loads(data[:first]), data[first:])
    return examine(data)


def examine(data: bytes) -> Answer:
    """Give `kind`, `pages`, and `troubles`: [code, page from 1 or 0, number]."""
    head = data[:1024]
    try:
        if not data:
            return _answer("", 0, "empty")
        if head.startswith(b"\xff\xd8\xff"):
            return _picture(data, "jpeg")
        if head.startswith(b"\x89PNG"):
            return _picture(data, "png")
        if b"%PDF-" in head:
            return _pdf(data)
        return _answer("", 0, _foreign(head))
    except MemoryError:
        return _answer("", 0, "too_large")
    except RecursionError:
        return _answer("", 0, "damaged")


def text_of(data: bytes, *, in_lines: bool = False) -> str:
    """Give what the pages of a PDF say, at most MOST_TEXT letters; "" for anything else.

    `in_lines` keeps the lines of the pages apart.
    """
    import pypdfium2

    texts: list[str] = []
    if b"%PDF-" not in data[:1024]:
        return ""
    with suppress(pypdfium2.PdfiumError, MemoryError, ValueError, UnicodeError):
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number in range(min(len(pdf), MOST_PAGES)):
                if sum(map(len, texts)) > MOST_TEXT:
                    break
                page = pdf[number]
                letters = page.get_textpage()
                said = letters.get_text_range()
                parts = said.splitlines() if in_lines else [said]
                texts.append("\n".join(" ".join(part.split()) for part in parts))
                letters.close()
                page.close()
        finally:
            pdf.close()
    return "\n".join(texts)[:MOST_TEXT]


def _pdf(data: bytes) -> Answer:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count == 0:
                return _answer("pdf", 0, "no_pages")
            if count > MOST_PAGES:
                return _answer("pdf", 0, "too_many_pages", number=count)
            dots: dict[int, float] = {}
            troubles = [
                trouble for number, page in enumerate(pdf.pages, 1) if (trouble := _page(page, number, dots))
            ]
            if sum(code == "page_damaged" for code, _number, _more in troubles) == count:
                return _answer("pdf", 0, "damaged")
            harm = any(code == "bomb" for code, _number, _more in troubles)
            quality = scan_quality.empty() if harm else scan_quality.of_pdf(data, dots)
            return {"kind": "pdf", "pages": count, "troubles": [*troubles, *_whole(pdf)], "quality": quality}
    except pikepdf.PasswordError:
        return _answer("pdf", 0, "password")
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OSError):
        return _answer("pdf", 0, "damaged")


def _page(page: Any, number: int, dots: dict[int, float]) -> list[Any] | None:
    """Read what a page draws, so that a bomb goes off here; say when it cannot be read.

    `dots` takes the points to the inch of a page that is a scan.
    """
    import pikepdf

    pieces: list[Any] = []
    try:
        left, low, right, high = (float(one) for one in page.mediabox)
        if not 1 <= abs(right - left) <= LONGEST_SIDE or not 1 <= abs(high - low) <= LONGEST_SIDE:
            return ["page_size", number, 0]
        contents = page.obj.get("/Contents")
        every = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        pieces = [piece for piece in every if isinstance(piece, pikepdf.Stream)]
        if any(map(_swells, pieces)):
            return ["bomb", number, 0]
        for piece in pieces:
            piece.read_bytes()
        for shot in page.get_images().values():
            if int(shot.Width) * int(shot.Height) > 4 * MOST_POINTS:
                return ["bomb", number, 0]
        dots[number] = scan_quality.dots_of(page)
    except MemoryError:
        return ["bomb", number, 0]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return ["page_damaged", number, 0]
    return None


def _swells(piece: Any) -> bool:
    """Say whether a stream grows beyond all measure when it is unpacked, without unpacking it all."""
    import pikepdf

    filters = piece.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    data = piece.read_raw_bytes()
    for name in names:
        if str(name) not in ("/FlateDecode", "/Fl"):
            return False
        try:
            data = zlib.decompressobj().decompress(data, MOST_CONTENT + 1)
        except zlib.error:
            return False
        if len(data) > MOST_CONTENT:
            return True
    return False


def _whole(pdf: Any) -> list[list[Any]]:
    """Say what will not print as it looks on a screen."""
    troubles: list[list[Any]] = []
    with suppress(Exception):
        root = pdf.Root
        if "/AcroForm" in root and "/XFA" in root.AcroForm and bool(root.get("/NeedsRendering", False)):
            troubles.append(["dynamic_form", 0, 0])
        if "/Collection" in root:
            troubles.append(["portfolio", 0, 0])
        if "/OCProperties" in root and len(root.OCProperties.D.get("/OFF", [])):
            troubles.append(["hidden_layers", 0, 0])
        if any("Resources is missing" not in str(warning) for warning in pdf.get_warnings()):
            troubles.append(["repaired", 0, 0])
    return troubles


def _picture(data: bytes, kind: str) -> Answer:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit stands below
    try:
        with Image.open(io.BytesIO(data), formats=(kind.upper(),)) as picture:
            points = picture.width * picture.height
            if points > MOST_POINTS:
                return _answer(kind, 0, "picture_size", number=points)
            if kind == "jpeg" and (picture.info.get("progressive") is None and _odd_jpeg(data)):
                return _answer(kind, 0, "odd_jpeg")
            picture.info["whole"] = picture.size
            if kind == "jpeg":
                picture.draft("L", (max(1, picture.width // 8), max(1, picture.height // 8)))
            picture.load()
            quality = scan_quality.of_picture(picture)
    except MemoryError:
        return _answer(kind, 0, "too_large")
    except (OSError, ValueError, SyntaxError, TypeError, IndexError, OverflowError):
        return _answer(kind, 0, "picture_damaged")
    return {"kind": kind, "pages": 1, "troubles": [], "quality": quality}


def _odd_jpeg(data: bytes) -> bool:
    """Say whether a JPEG is coded in a way that PDF does not know (lossless, arithmetic, 12 bits)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return marker not in (0xC0, 0xC1, 0xC2) or data[at + 4] != 8
        at += 2 + size
    return False


def _foreign(head: bytes) -> str:
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "office_file"
    if head[4:8] == b"ftyp" or head.startswith((b"II*\0", b"MM\0*", b"GIF8", b"BM", b"RIFF")):
        return "other_picture"
    return "not_evidence"


def _answer(kind: str, pages: int, code: str, page: int = 0, number: int = 0) -> Answer:
    return {"kind": kind, "pages": pages, "troubles": [[code, page, number]]}


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _wall() -> None:
    """Limit memory, and write no core file that would hold a client's papers."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _seconds(more: int) -> None:
    """Allow `more` seconds of work from now on."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + more + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    sys.exit(main())
