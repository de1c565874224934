"""What goes into a filing packet, in its order: letters, contents, forms, exhibits, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from immdesk.basics.words import told

Opener = Callable[[], BinaryIO]
"""Opens one document as a seekable stream of its clear bytes; called again when the stream was closed."""

Kind = Literal["pdf", "jpeg", "png"]

PartKind = Literal["cover letter", "contents", "fees", "form", "exhibit sheet", "evidence", "gap", "addendum"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that a person still has to give by hand: who signs, and where."""

    signer: str
    where: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the case still needs and the packet does not hold, with the reason.

    `title` is English, for the contents and the record; `shown` is it in the language of the desk, when
    the packs have no words for it.
    """

    title: str
    reason: str
    shown: str = ""

    def for_office(self) -> str:
        """Give the title in the language of the desk."""
        return self.shown or told(self.title)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter; `strong` prints it in bold, the words of `red` are open and stand in red."""

    text: str
    strong: bool = False
    red: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosures:
    """The place in a letter where the list of forms and exhibits goes."""


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter with its fields filled in; `missing` holds the fields that nobody has answered yet."""

    title: str
    head: tuple[str, ...]
    date: str
    to: tuple[str, ...]
    subject: tuple[str, ...]
    body: tuple[Paragraph | Enclosures, ...]
    closing: str
    signer: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A letter from the office; its signer signs by hand above the name."""

    title: str
    letter: FilledLetter


@dataclass(frozen=True, slots=True)
class ContentsPart:
    """The place of the contents page."""

    title: str = "Contents"


@dataclass(frozen=True, slots=True)
class GapsPart:
    """The place of the sheet that names what is still missing; no gap, no sheet."""

    title: str = "Still needed before filing"


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One line of a fee sheet: the amount, what it is for, and the sentences that give its reasons."""

    amount: str
    title: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaidFiling:
    """What one filing costs; `told` is what was taken as given for it."""

    title: str
    lines: tuple[PaidLine, ...]
    total: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeesPart:
    """The fee sheet of the packet; `ending` holds its total and how one may pay. No filing, no sheet."""

    title: str
    filings: tuple[PaidFiling, ...]
    ending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """An official form, filled and flattened (`pdf` holds its bytes), for one person."""

    form: str
    title: str
    pdf: bytes
    who: str = ""
    edition: str = ""
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """An answer that did not fit into its box: the box's page, part and item, and the whole answer."""

    page: str
    part: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class AddendumPart:
    """The page that carries the answers that did not fit into a form."""

    title: str
    lines: tuple[AddendumLine, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document of an exhibit. `kind` "" means: look at its first bytes."""

    title: str
    open: Opener
    kind: Kind | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class ExhibitPart:
    """A lettered exhibit: a plain sheet with its title, then its documents."""

    title: str
    documents: tuple[Evidence, ...]
    who: str = ""


Part = LetterPart | ContentsPart | FeesPart | GapsPart | FormPart | AddendumPart | ExhibitPart


@dataclass(frozen=True, slots=True)
class Bates:
    """A number on every page, counted through the packet: a prefix and six digits, from `start` on."""

    prefix: str = ""
    start: int = 1

    def on(self, page: int) -> str:
        """Give the number of a page, which counts from 0."""
        return f"{self.prefix}{self.start + page:06d}"


@dataclass(frozen=True, slots=True)
class Finish:
    """How a packet is finished: a sheet before each exhibit or none, numbers on all pages, and `blanks`,
    empty pages so that every part and document begins on a new sheet when it is printed on both sides.
    """

    sheets: bool = True
    bates: Bates | None = None
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class PacketInput:
    """A packet before it is built.

    While `draft` holds, every form and letter page carries DRAFT. `approver` names the attorney who
    approved it. `language` is the language of the document for screen readers ("en-US").
    """

    title: str
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...] = ()
    signatures: tuple[Signature, ...] = ()
    draft: bool = True
    approver: str = ""
    language: str = "en-US"
    finish: Finish = Finish()


@dataclass(frozen=True, slots=True)
class MadePart:
    """One part of a written packet.

    `first_page` counts from 1; `note` is the letter of an exhibit, the edition of a form, a gap's reason.
    """

    title: str
    kind: PartKind
    pages: int
    first_page: int
    note: str = ""


def exhibit_letter(number: int) -> str:
    """Give the letter of the exhibit `number`, which counts from 0: A … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def all_signatures(packet: PacketInput) -> tuple[Signature, ...]:
    """Give every signature that the packet needs, grouped by signer in the order of first appearance."""
    given = [*packet.signatures]
    for part in packet.parts:
        if isinstance(part, FormPart):
            given += part.signatures
        elif isinstance(part, LetterPart) and part.letter.signer:
            given.append(Signature(part.letter.signer[0], part.title))
    signers = list(dict.fromkeys(one.signer for one in given))
    return tuple(sorted(dict.fromkeys(given), key=lambda one: signers.index(one.signer)))
