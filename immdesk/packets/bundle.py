"""A packet as files for an online account: each under the limit, named without private facts, and listed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path

import pikepdf
from pikepdf import Pdf
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Watched
from immdesk.basics.words import _, n_
from immdesk.packets import bind, pages, stamp
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.bind_write import cannot_write, write
from immdesk.packets.packet_lines import enclosures, lettered
from immdesk.packets.pages_text import HEAD, INDENTED, SMALL, TEXT, para
from immdesk.packets.parts import (
    AddendumPart,
    Evidence,
    ExhibitPart,
    FormPart,
    LetterPart,
    MadePart,
    PacketInput,
    Part,
)
from immdesk.packets.split import split
from immdesk.packets.split_plan import Limits

LIST = "00-what-goes-where.pdf"
_PAYMENTS = ("G-1450", "G-1650")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class BundleRule:
    """What the account takes: the most bytes of a file, the kinds, the rule in words with its authority."""

    most: int
    kinds: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of a bundle: its name, where in the account it goes, what it is, pages and bytes."""

    name: str
    where: str
    title: str
    pages: int
    size: int


def write_bundle(packet: PacketInput, folder: Path, rule: BundleRule, watched: Watched) -> list[BundleFile]:
    """Write the files of a packet into `folder`, which is made; all of them or none.

    Raises Problem when the folder is there already, Refused when a document cannot be read, a single page is
    over the limit, or the disk says no, Stopped when the person stopped: then nothing is left.
    """
    if folder.exists():
        raise Problem(
            _("There is already a folder {name}.").format(name=folder.name),
            _("Nothing was written into it."),
            _("Move it away, or choose another place."),
        )
    waiting = folder.with_name(f".immdesk-{secrets.token_hex(8)}.part")
    try:
        waiting.mkdir()
        made = list(_Bundle(packet, waiting, rule, watched).files())
        (waiting / LIST).write_bytes(_listed(packet.title, made, rule))
        waiting.rename(folder)
        return made
    except OSError as error:
        raise cannot_write(error) from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


class _Bundle:
    """Files on their way into a folder that has no name yet."""

    def __init__(self, packet: PacketInput, folder: Path, rule: BundleRule, watched: Watched) -> None:
        self._packet, self._folder, self._rule, self._watched = packet, folder, rule, watched
        self._number = count(1)

    def files(self) -> Iterator[BundleFile]:
        """Write them, one after another."""
        parts = [(part, letter) for part, letter in lettered(self._packet) if _goes(part)]
        text = _("Writing the files for the upload")
        for part, letter in self._watched.each(parts, len(parts), text, every=1):
            if isinstance(part, ExhibitPart):
                for place, document in enumerate(part.documents, 1):
                    self._watched.look()
                    yield from self._document(part, letter, place, document)
            else:
                yield from self._page(part)

    def _page(self, part: Part) -> Iterator[BundleFile]:
        """Write a letter, a form or an addendum."""
        name, content = "addendum", b""
        if isinstance(part, FormPart):
            name, content = f"form-{part.form.lower()}", part.pdf
        elif isinstance(part, LetterPart):
            leaves = pages.letter_leaves(part.letter, enclosures(self._packet))
            name, content = "letter", pages.draw(leaves, part.title)[0]
        elif isinstance(part, AddendumPart):
            content = pages.draw(pages.addendum_leaves(part.title, part.lines), part.title)[0]
        with ExitStack() as opened, pikepdf.open(BytesIO(content)) as pdf:
            shelf = opened.enter_context(closing(Shelf()))
            if self._packet.draft:
                face = stamp.font(pdf)
                for page in pdf.pages:
                    stamp.put(pdf, page, face, (), draft=True)
            yield from self._written(pdf, shelf, name, part.title, part.title)

    def _document(
        self, part: ExhibitPart, letter: str, place: int, document: Evidence
    ) -> Iterator[BundleFile]:
        name = f"exhibit-{letter.lower()}-{place}"
        with ExitStack() as opened:
            shelf = opened.enter_context(closing(Shelf()))
            source = _opened(shelf, letter, document)
            if source.pdf is not None:
                opened.enter_context(source.pdf)
            elif "jpeg" in self._rule.kinds and self._is_jpeg(document):
                yield self._copied(document, name, part.title)
                return
            out, shots = bind.begin([source.picture] if source.picture else [])
            opened.enter_context(out)
            bind.join(out, source.pages() or shots)
            yield from self._written(out, shelf, name, part.title, document.title)

    def _written(self, pdf: Pdf, shelf: Shelf, name: str, where: str, title: str) -> Iterator[BundleFile]:
        """Write a PDF, in parts when it is over the limit."""
        path = self._folder / f"{next(self._number):02d}-{name}.pdf"
        bind.named(pdf, name, self._packet.language)
        written = write(pdf, path, lambda _percent: None, self._watched.cancelled, shelf)
        total = len(pdf.pages)
        if written.size <= self._rule.most:
            yield BundleFile(path.name, where, title, total, written.size)
            return
        made = (MadePart(title, "evidence", total, 1),)
        limits, silent = Limits(size=self._rule.most), lambda *_step: None
        for one in split(path, path, made, title, limits, silent, self._watched.cancelled):
            yield BundleFile(one.path.name, where, title, one.pages, one.size)
        path.unlink()

    def _copied(self, document: Evidence, name: str, where: str) -> BundleFile:
        """Copy a photograph as it is."""
        path = self._folder / f"{next(self._number):02d}-{name}.jpg"
        with document.open() as stream, open(path, "xb") as out:
            for piece in iter(partial(stream.read, _PIECE), b""):
                out.write(piece)
                self._watched.look()
        size = path.stat().st_size
        if size > self._rule.most:
            raise Refused(
                _("The picture “{title}” is larger than the account takes.").format(title=document.title),
                _("Nothing was written."),
                _("Scan it again with fewer dots to the inch, or save it smaller."),
            )
        return BundleFile(path.name, where, document.title, 1, size)

    def _is_jpeg(self, document: Evidence) -> bool:
        with document.open() as stream:
            head: bytes = stream.read(3)
        return head == b"\xff\xd8\xff"


def _opened(shelf: Shelf, letter: str, document: Evidence) -> bind.Source:
    try:
        return bind.open_evidence(shelf, document)
    except Refused as problem:
        where = _("Exhibit {letter}, {title}").format(letter=letter, title=document.title)
        raise Refused(f"{where}: {problem.happened}", _("Nothing was written."), problem.do) from None


def _goes(part: Part) -> bool:
    """Say whether a part is uploaded: what is for the office only and what is paid by card is not."""
    if isinstance(part, FormPart):
        return part.form not in _PAYMENTS
    return isinstance(part, (LetterPart, AddendumPart, ExhibitPart))


def _listed(title: str, files: Sequence[BundleFile], rule: BundleRule) -> bytes:
    """Give the list of what goes where; it stays in the office."""
    items: list[Flowable] = [
        para(_("What goes where in the account"), HEAD, strong=True),
        para(title, TEXT, strong=True),
        para(_("For the office only: this list is not uploaded."), SMALL),
        para(rule.words, SMALL),
        Spacer(1, 12),
    ]
    for one in files:
        size = f"{one.size / 1_000_000:.1f} MB"
        told = " · ".join((n_("{n} page", "{n} pages", one.pages), size))
        lines = [one.where] if one.where == one.title else [one.where, one.title]
        held = [para(one.name, TEXT, strong=True), *(para(line, INDENTED) for line in (*lines, told))]
        items += [pages.Together(held), Spacer(1, 6)]
    return pages.draw(pages.flow(items), _("What goes where in the account"))[0]
