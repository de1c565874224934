"""Join everything into one PDF: pages, bookmarks, labels and links; written whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.packets.bind_images import Picture, book, jpeg, png
from immdesk.packets.bind_streams import LateStream, Shelf
from immdesk.packets.pages import Place
from immdesk.packets.parts import Evidence, Kind

MOST_PAGES = 5000
"""More pages than a filing has; a document that claims more is refused."""

_DAMAGED = (
    pikepdf.PdfError,
    EOFError,
    MemoryError,
    RecursionError,
    ValueError,
    TypeError,
    LookupError,
    OSError,
)
_LEFT_BEHIND = {"/AA", "/Annots", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Tabs", "/Thumb"}


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its title, the page (from 0) and the lines below it."""

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """From page `first` (from 0) on, pages are called `prefix` and a number in `style` ("r", "D", "")."""

    first: int
    prefix: str = ""
    style: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was opened: a PDF with its pages, or a picture that will be one page."""

    title: str
    pdf: Pdf | None = None
    picture: Picture | None = None

    def length(self) -> int:
        """Give how many pages it has."""
        return len(self.pdf.pages) if self.pdf is not None else 1

    def pages(self) -> list[pikepdf.Page]:
        """Give the pages of a PDF; none for a picture, whose page is made by `begin`."""
        return list(self.pdf.pages) if self.pdf is not None else []


def open_evidence(shelf: Shelf, document: Evidence) -> Source:
    """Open one document; a picture's bytes stay where they are until the packet is written.

    Raises Refused in plain words when it is damaged, protected by a password, empty, or neither a
    PDF nor a JPEG or PNG picture.
    """
    try:
        stream = shelf.add(document.open)
        kind = document.kind or kind_of(stream)
        if kind != "pdf":
            return Source(document.title, picture=jpeg(stream) if kind == "jpeg" else png(stream))
        pdf = _open(stream)
        _ready(pdf)
        if shelf.trouble is not None:
            raise EOFError
        return Source(document.title, pdf)
    except pikepdf.PasswordError:
        raise Refused(
            _("The document is protected by a password."),
            _("It cannot be printed."),
            _("Ask for a copy without a password, or print it to a new PDF."),
        ) from None
    except Exception as error:
        torn, shelf.trouble = shelf.trouble is not None, None
        if not torn and (isinstance(error, Problem) or not isinstance(error, _DAMAGED)):
            raise
        raise Refused(
            _("The document is damaged."),
            _("It cannot be printed."),
            _("Ask for it again, or scan it again."),
        ) from None


def begin(pictures: Sequence[Picture]) -> tuple[Pdf, list[pikepdf.Page]]:
    """Give an empty packet, and a page for each picture to be joined to it.

    pikepdf copies what comes from another PDF into memory; the pictures, most of a packet's bytes,
    belong to the packet from the start and go straight from their documents to the disk.
    """
    if not pictures:
        return pikepdf.new(), []
    out = _open(book(pictures))
    pages = list(out.pages)
    del out.pages[:]
    return out, pages


def kind_of(stream: LateStream) -> Kind:
    """Give what a document is by its first bytes; raises Refused when it is none of ours."""
    stream.seek(0)
    head = stream.read(1024) or b""
    stream.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG"):
        return "png"
    if b"%PDF-" in head:
        return "pdf"
    raise Refused(
        _("The document is not a PDF, JPEG or PNG."),
        _("It cannot be printed."),
        _("Save it as a PDF and add it again."),
    )


def join(out: Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Add pages to the end of `out`, leaving behind what must not travel: scripts, links, pop-ups."""
    first = len(out.pages)
    out.pages.extend(pages)
    for page in out.pages[first:]:
        for key in _LEFT_BEHIND & set(page.obj.keys()):
            del page.obj[key]


def link(out: Pdf, page: int, places: Sequence[Place]) -> None:
    """Make each contents line on page `page` (from 0) a link to the page that it names."""
    links = [
        out.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([place.left, place.low, place.right, place.high]),
                Border=Array([0, 0, 0]),
                F=4,
                Dest=Array([out.pages[place.page - 1].obj, Name.Fit]),
            )
        )
        for place in places
        if 0 < place.page <= len(out.pages)
    ]
    if links:
        out.pages[page].obj["/Annots"] = Array(links)


def bookmarks(out: Pdf, lines: Sequence[Bookmark]) -> None:
    """Write the outline."""
    with out.open_outline() as outline:
        outline.root.extend(_outline(line) for line in lines)


def labels(out: Pdf, lines: Sequence[Label]) -> None:
    """Write the page labels (PDF 32000-1, 12.4.2)."""
    numbers = Array()
    for line in lines:
        entry = Dictionary()
        if line.style:
            entry["/S"] = Name(f"/{line.style}")
            entry["/St"] = line.start
        if line.prefix:
            entry["/P"] = String(line.prefix)
        numbers.append(line.first)
        numbers.append(entry)
    out.Root["/PageLabels"] = Dictionary(Nums=numbers)


def named(out: Pdf, title: str, language: str) -> None:
    """Give the packet its title and language, and let a viewer open it with its bookmarks."""
    out.docinfo["/Title"] = String(title)
    out.docinfo["/Creator"] = String("ImmDesk")
    out.Root["/Lang"] = String(language)
    out.Root["/PageMode"] = Name.UseOutlines
    out.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)


def _open(stream: Any) -> Pdf:
    return pikepdf.open(stream, access_mode=pikepdf.AccessMode.stream)


def _ready(pdf: Pdf) -> None:
    """Check a document's pages, and print what its form fields and comments show onto the pages."""
    pages = len(pdf.pages)
    if not 0 < pages <= MOST_PAGES:
        raise Refused(
            _("The document has no pages.") if not pages else _("The document claims too many pages."),
            _("It cannot be printed."),
            _("Ask for it again, or scan it again."),
        )
    if any("/Annots" in page.obj for page in pdf.pages):
        with suppress(pikepdf.PdfError, ValueError, RuntimeError):
            if pdf.acroform.needs_appearances:
                pdf.generate_appearance_streams()
            pdf.flatten_annotations("print")


def _outline(line: Bookmark) -> OutlineItem:
    item = OutlineItem(line.title, line.page)
    item.children.extend(_outline(below) for below in line.below)
    item.is_closed = bool(line.below)
    return item


def as_pdf(data: bytes) -> bytes:
    """Give a document as a PDF: a picture becomes one page of its own, a PDF stays as it is.

    Raises Refused in plain words when it is damaged or none of ours.
    """
    shelf = Shelf()
    try:
        stream = shelf.add(lambda: io.BytesIO(data))
        kind = kind_of(stream)
        if kind == "pdf":
            return data
        return book([jpeg(stream) if kind == "jpeg" else png(stream)]).read()
    finally:
        shelf.close()
