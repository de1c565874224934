"""Build the filing packet: lay its parts out, number them, stamp them, and write one PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.packets import bind, pages, stamp
from immdesk.packets.bind import Cancelled, Progress
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.packet_lines import (
    Laid,
    bookmark,
    contents_lines,
    enclosures,
    in_roman_letters,
    lettered,
    made_parts,
    missing_parts,
    page_labels,
)
from immdesk.packets.pages import Leaf, Place
from immdesk.packets.parts import (
    AddendumPart,
    ContentsPart,
    ExhibitPart,
    FormPart,
    GapsPart,
    LetterPart,
    MadePart,
    PacketInput,
    Part,
    all_signatures,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A packet that was written: where, how many pages and bytes, its parts, and what to look at."""

    path: Path
    pages: int
    size: int
    parts: tuple[MadePart, ...]
    warnings: tuple[str, ...] = ()


def build(packet: PacketInput, out: Path, progress: Progress, cancelled: Cancelled) -> Made:
    """Build the packet and write it to `out` (a PDF; replaced as a whole when it exists).

    `progress(done, total, text)` is told of each step, `cancelled()` is asked at each. Raises Cancel
    when the person stopped, Refused when a document cannot be read or the disk says no; then nothing
    was written. In a draft a document that cannot be read is replaced by a page that says so.
    """
    warnings: list[str] = []
    with _documents() as (shelf, opened):
        steps = _Steps(packet, progress, cancelled)
        laid = [
            _lay(part, letter, packet, shelf, opened, steps, warnings) for part, letter in lettered(packet)
        ]
        laid = [one for one in laid if one.length() or isinstance(one.part, ContentsPart)]
        front = _number(packet, laid)
        joined, made = _join(packet, laid, front, steps)
        opened.append(joined)
        warnings += in_roman_letters(packet)
        size = bind.write(joined, out, steps.writing, cancelled)
        return Made(out, len(joined.pages), size, tuple(made), tuple(dict.fromkeys(warnings)))


class _Steps:
    """Tells how far the work is and stops it when the person asks."""

    def __init__(self, packet: PacketInput, progress: Progress, cancelled: Cancelled) -> None:
        documents = sum(len(part.documents) for part in packet.parts if isinstance(part, ExhibitPart))
        self._done, self._total = 0, 2 * documents + 20
        self._documents, self._progress, self._cancelled = documents, progress, cancelled

    def one(self, text: str) -> None:
        """Say that one more document is done."""
        if self._cancelled():
            raise bind.Cancel
        self._done = min(self._done + 1, self._total - 20)
        self._progress(self._done, self._total, text)

    def writing(self, percent: int) -> None:
        """Say how much of the file is written."""
        done = 2 * self._documents + percent * 20 // 100
        if done > self._done:
            self._done = done
            self._progress(done, self._total, _("Writing the packet"))


@contextmanager
def _documents() -> Iterator[tuple[Shelf, list[Pdf]]]:
    shelf, opened = Shelf(), list[Pdf]()
    try:
        yield shelf, opened
    finally:
        for pdf in reversed(opened):
            pdf.close()
        shelf.close()


def _lay(
    part: Part,
    letter: str,
    packet: PacketInput,
    shelf: Shelf,
    opened: list[Pdf],
    steps: _Steps,
    warnings: list[str],
) -> Laid:
    laid = Laid(part, letter)
    if isinstance(part, LetterPart):
        laid.leaves = pages.letter_leaves(part.letter, enclosures(packet))
        warnings += [
            _("{letter}: not answered yet: {what}").format(letter=part.title, what=missing)
            for missing in part.letter.missing
        ]
    elif isinstance(part, GapsPart):
        signatures = all_signatures(packet)
        if packet.gaps or (packet.draft and signatures):
            laid.leaves = pages.gap_leaves(part.title, packet.gaps, signatures)
    elif isinstance(part, AddendumPart):
        laid.leaves = pages.addendum_leaves(part.title, part.lines) if part.lines else []
    elif isinstance(part, FormPart):
        opened.append(pikepdf.open(BytesIO(part.pdf)))
        laid.sources.append((part.title, opened[-1]))
    elif isinstance(part, ExhibitPart):
        laid.leaves = [pages.exhibit_sheet(letter, part.title, part.who)]
        for document in part.documents:
            steps.one(_("Reading exhibit {letter}").format(letter=letter))
            try:
                opened.append(bind.open_evidence(shelf, document))
            except Refused as problem:
                opened.append(_instead(packet, letter, document.title, problem, warnings))
            laid.sources.append((document.title, opened[-1]))
    return laid


def _instead(packet: PacketInput, letter: str, title: str, problem: Refused, warnings: list[str]) -> Pdf:
    where = _("Exhibit {letter}, {title}").format(letter=letter, title=title)
    if not packet.draft:
        raise Refused(f"{where}: {problem.happened}", _("No packet was written."), problem.do) from None
    warnings.append(f"{where}: {problem.happened} {problem.do}")
    content, _places = pages.draw([pages.apology_leaf(where, f"{problem.happened} {problem.do}")], title)
    return pikepdf.open(BytesIO(content))


def _number(packet: PacketInput, laid: list[Laid]) -> list[Leaf]:
    """Set the first page of each part, and lay the contents out twice: once to count, once to print."""
    for _turn in range(2):
        first = 0
        for one in laid:
            one.first = first
            if isinstance(one.part, ContentsPart):
                one.leaves = pages.contents_leaves(one.part.title, contents_lines(packet, laid))
            first += one.length()
    return [leaf for one in laid for leaf in one.leaves]


def _join(
    packet: PacketInput, laid: list[Laid], front: list[Leaf], steps: _Steps
) -> tuple[Pdf, list[MadePart]]:
    content, places = pages.draw(front, packet.title)
    out, own, face = pikepdf.new(), pikepdf.open(BytesIO(content)), None
    with own:
        face = stamp.font(out)
        drawn = 0
        total = sum(one.length() for one in laid)
        where: list[tuple[int, tuple[Place, ...]]] = []
        for one in laid:
            leaves = range(drawn, drawn + len(one.leaves))
            drawn = leaves.stop
            where += [(one.first + place, places[leaf]) for place, leaf in enumerate(leaves)]
            bind.join(out, [own.pages[leaf] for leaf in leaves])
            for _title, source in one.sources:
                bind.join(out, list(source.pages))
                if one.letter:
                    steps.one(_("Joining exhibit {letter}").format(letter=one.letter))
            _stamp(packet, out, one, face, total)
        for page, lines in where:
            bind.link(out, page, lines)
        bind.bookmarks(out, [bookmark(one) for one in laid])
        bind.labels(out, page_labels(laid))
        bind.named(out, packet.title, packet.language)
    return out, [part for one in laid for part in made_parts(one)] + missing_parts(packet)


def _stamp(packet: PacketInput, out: Pdf, one: Laid, face: pikepdf.Object, total: int) -> None:
    """Stamp a part's pages. The agency's forms keep their foot free: their bar codes stand there."""
    if isinstance(one.part, FormPart):
        for number in range(one.first, one.first + one.length()):
            stamp.put(out, out.pages[number], face, (), packet.draft)
        return
    evidence = one.length() - len(one.leaves)
    draft = packet.draft and isinstance(one.part, (LetterPart, AddendumPart))
    for place in range(one.length()):
        number = one.first + place
        marks = [stamp.Mark(_("Page {n} of {m}").format(n=number + 1, m=total), "right")]
        if place >= len(one.leaves):
            text = _("Exhibit {letter}, page {n} of {m}")
            page = place - len(one.leaves) + 1
            marks.append(stamp.Mark(text.format(letter=one.letter, n=page, m=evidence)))
        stamp.put(out, out.pages[number], face, marks, draft)
