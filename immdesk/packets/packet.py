"""Build the filing packet: lay its parts out, number them, stamp them, and write one PDF."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Refused
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, on_paper
from immdesk.packets import bind, pages, stamp
from immdesk.packets.bind import Source
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.bind_write import Cancel, write
from immdesk.packets.fee_pages import fee_leaves
from immdesk.packets.packet_lines import (
    Laid,
    PageKind,
    bookmark,
    contents_lines,
    enclosures,
    in_roman_letters,
    lettered,
    made_parts,
    missing_parts,
    page_labels,
)
from immdesk.packets.pages import Place
from immdesk.packets.parts import (
    AddendumPart,
    ContentsPart,
    Evidence,
    ExhibitPart,
    FeesPart,
    FormPart,
    GapsPart,
    LetterPart,
    MadePart,
    PacketInput,
    Part,
    all_signatures,
)

"""Told of each step: how many are done, of how many, and what is being done."""


@dataclass(frozen=True, slots=True)
class Made:
    """A packet that was written: where, how many pages and bytes, its SHA-256, its parts, what to look at."""

    path: Path
    pages: int
    size: int
    sha256: str
    parts: tuple[MadePart, ...]
    warnings: tuple[str, ...] = ()


def build(
    packet: PacketInput, out: Path, progress: Progress, cancelled: Cancelled, beside: Beside = in_turn
) -> Made:
    """Build the packet and write it to `out` (a PDF; replaced as a whole when it exists).

    `progress(done, total, text)` is told of each step, `cancelled()` is asked at each. Raises Cancel
    when the person stopped, Refused when a document cannot be read or the disk says no; then nothing
    was written. In a draft a document that cannot be read is replaced by a page that says so.
    """
    work = _Work(packet, progress, cancelled)
    try:
        laid = [work.lay(part, letter) for part, letter in lettered(packet)]
        laid = [one for one in laid if one.length() or isinstance(one.part, ContentsPart)]
        _number(packet, laid)
        joined = work.join(laid)
        written = write(joined, out, work.steps.writing, cancelled, work.shelf, beside)
        parts = [row for one in laid for row in made_parts(one)] + missing_parts(packet)
        warnings = dict.fromkeys(work.warnings + in_roman_letters(packet))
        return Made(out, len(joined.pages), written.size, written.sha256, tuple(parts), tuple(warnings))
    finally:
        work.close()


class _Steps:
    """Tells how far the work is and stops it when the person asks."""

    def __init__(self, packet: PacketInput, progress: Progress, cancelled: Cancelled) -> None:
        documents = sum(len(part.documents) for part in packet.parts if isinstance(part, ExhibitPart))
        self._done, self._total = 0, 2 * documents + 20
        self._documents, self._progress, self._cancelled = documents, progress, cancelled

    def one(self, text: str) -> None:
        """Say that one more document is done."""
        if self._cancelled():
            raise Cancel
        self._done = min(self._done + 1, self._total - 20)
        self._progress(self._done, self._total, text)

    def writing(self, percent: int) -> None:
        """Say how much of the file is written."""
        done = 2 * self._documents + percent * 20 // 100
        if done > self._done:
            self._done = done
            self._progress(done, self._total, _("Writing the packet"))


class _Work:
    """A packet under construction: what is open, and what the person must be told."""

    def __init__(self, packet: PacketInput, progress: Progress, cancelled: Cancelled) -> None:
        self.packet = packet
        self.steps = _Steps(packet, progress, cancelled)
        self.warnings: list[str] = []
        self.shelf, self._opened = Shelf(), list[Pdf]()

    def close(self) -> None:
        """Close every document."""
        for pdf in reversed(self._opened):
            pdf.close()
        self.shelf.close()

    def lay(self, part: Part, letter: str) -> Laid:
        """Make a part's own pages and open its documents."""
        laid = Laid(part, letter, blanks=self.packet.finish.blanks)
        if isinstance(part, LetterPart):
            laid.leaves = pages.letter_leaves(part.letter, enclosures(self.packet))
            said = _("{letter}: not answered yet: {what}")
            self.warnings += [said.format(letter=part.title, what=field) for field in part.letter.missing]
        elif isinstance(part, GapsPart):
            signatures = all_signatures(self.packet)
            if self.packet.gaps or (self.packet.draft and signatures):
                laid.leaves = pages.gap_leaves(part.title, self.packet.gaps, signatures)
        elif isinstance(part, FeesPart):
            laid.leaves = fee_leaves(part) if part.filings else []
        elif isinstance(part, AddendumPart):
            laid.leaves = pages.addendum_leaves(part.title, part.lines) if part.lines else []
        elif isinstance(part, FormPart):
            laid.sources.append(self._read(part.title, part.pdf))
        elif isinstance(part, ExhibitPart):
            sheet = self.packet.finish.sheets or not part.documents
            laid.leaves = [pages.exhibit_sheet(letter, part.title, part.who)] if sheet else []
            laid.sources += [self._evidence(document, letter) for document in part.documents]
        return laid

    def join(self, laid: list[Laid]) -> Pdf:
        """Put all pages into one PDF, stamped, with its links, bookmarks, labels and title."""
        empty = [pages.blank_leaf()] * sum(one.empty() for one in laid)
        content, places = pages.draw(
            [*(leaf for one in laid for leaf in one.leaves), *empty], self.packet.title
        )
        own = list(self._read("", content).pages())
        pictures = [source.picture for one in laid for source in one.sources if source.picture]
        out, shots = bind.begin(pictures)
        self._opened.append(out)
        face, total, drawn = stamp.font(out), sum(one.length() for one in laid), 0
        links: list[tuple[int, tuple[Place, ...]]] = []
        for one in laid:
            bind.join(
                out, own[drawn : drawn + len(one.leaves)] + _empty(own, one.blank_after(len(one.leaves)))
            )
            links += enumerate(places[drawn : drawn + len(one.leaves)], one.first)
            drawn += len(one.leaves)
            for source in one.sources:
                papers = source.pages() or [shots.pop(0)]
                bind.join(out, papers + _empty(own, one.blank_after(len(papers))))
                if one.letter:
                    self.steps.one(_("Joining exhibit {letter}").format(letter=one.letter))
            _stamp(self.packet, out, one, face, total)
        for page, lines in links:
            bind.link(out, page, lines)
        bind.bookmarks(out, [bookmark(one) for one in laid])
        bind.labels(out, page_labels(laid))
        bind.named(out, self.packet.title, self.packet.language)
        return out

    def _read(self, title: str, content: bytes) -> Source:
        self._opened.append(pikepdf.open(BytesIO(content)))
        return Source(title, self._opened[-1])

    def _evidence(self, document: Evidence, letter: str) -> Source:
        self.steps.one(_("Reading exhibit {letter}").format(letter=letter))
        try:
            source = bind.open_evidence(self.shelf, document)
        except Refused as problem:
            return self._instead(letter, document.title, problem)
        if source.pdf is not None:
            self._opened.append(source.pdf)
        return source

    def _instead(self, letter: str, title: str, problem: Refused) -> Source:
        """In a draft, a page that says what is wrong stands for a document that cannot be read."""
        where = _("Exhibit {letter}, {title}").format(letter=letter, title=title)
        if not self.packet.draft:
            raise Refused(f"{where}: {problem.happened}", _("No packet was written."), problem.do) from None
        said = f"{problem.happened} {problem.do}"
        self.warnings.append(f"{where}: {said}")
        return self._read(title, pages.draw([pages.apology_leaf(where, said)], title)[0])


def _number(packet: PacketInput, laid: list[Laid]) -> None:
    """Set the first page of each part, and lay the contents out twice: once to count, once to print."""
    for _turn in range(2):
        first = 0
        for one in laid:
            one.first = first
            if isinstance(one.part, ContentsPart):
                one.leaves = pages.contents_leaves(one.part.title, contents_lines(packet, laid))
            first += one.length()


def _empty(own: list[pikepdf.Page], count: int) -> list[pikepdf.Page]:
    """Take `count` of the empty pages, which stand at the end of our own."""
    return [own.pop() for _page in range(count)]


def _stamp(packet: PacketInput, out: Pdf, one: Laid, face: pikepdf.Object, total: int) -> None:
    """Stamp a part's pages. The agency's forms keep their foot free: their bar codes stand there."""
    form, bates, number = isinstance(one.part, FormPart), packet.finish.bates, 0
    for page, kind in enumerate(one.pages(), one.first):
        marks = [] if form else [stamp.Mark(on_paper("Page {n} of {m}").format(n=page + 1, m=total), "right")]
        if bates:
            marks.append(stamp.Mark(bates.on(page), "head" if form else "left"))
        if kind == "document" and one.letter:
            number += 1
            text = on_paper("Exhibit {letter}, page {n} of {m}")
            marks.append(stamp.Mark(text.format(letter=one.letter, n=number, m=one.document_pages())))
        stamp.put(out, out.pages[page], face, marks, packet.draft and _may_be_draft(one, kind))


def _may_be_draft(one: Laid, kind: PageKind) -> bool:
    """Say whether a page carries DRAFT until an attorney has approved the packet."""
    return kind != "blank" and isinstance(one.part, (FormPart, LetterPart, AddendumPart))
