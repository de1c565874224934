"""Letters: a text from the packs with facts in its fields. What nobody has told us stays a blank line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import model_validator

from immdesk.basics import shown
from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.strictyaml import Shape
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.packets.parts import Enclosures, FilledLetter, Paragraph

BLANK = "__________"
LISTS = ("enclosures", "paragraphs", "requests")
_FIELD = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")


class LetterBlock(Shape):
    """One block of a letter: a paragraph of text, a line in bold, or a list.

    `enclosures` is the list of what is in the packet, `paragraphs` the place of the paragraphs that are
    chosen by criterion, `requests` that of the answers to a notice, request by request.
    """

    text: str = ""
    strong: str = ""
    list: str = ""

    @model_validator(mode="after")
    def _one_of_them(self) -> LetterBlock:
        if sum(bool(one) for one in (self.text, self.strong, self.list)) != 1:
            raise ValueError("a block has exactly one of text, strong, list")
        if self.list and self.list not in LISTS:
            raise ValueError(f"the lists are: {', '.join(LISTS)}")
        return self


class LetterText(Shape):
    """A file of resources/packs/*/letters: the text of one letter.

    `{petitioner.full_name}` is a field: a vocabulary path, or one of the words that the office gives
    (`words_needed`). Everything else is printed as it stands. `group` is the shelf of the letter desk;
    `fits` the kinds of cases that it is offered for (none: all), `criteria` whose paragraphs it takes.
    A letter of `work_product` is the attorney's own and never goes to a client.
    """

    letter: str
    title: str
    group: Literal[
        "cover", "support", "employment", "response", "agreement", "release", "status", "other", "memo"
    ] = "other"
    fits: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    work_product: bool = False
    review: str = "draft; attorney reviews"
    source: str = ""
    language: str = "en"
    words: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    body: tuple[LetterBlock, ...]
    closing: str = "Respectfully submitted,"
    signer: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fields_are_known(self) -> LetterText:
        for field in self.fields():
            if "." not in field and field not in self.words:
                raise ValueError(f"the field {{{field}}} is neither a path nor one of the letter's words")
        return self

    def fields(self) -> tuple[str, ...]:
        """Give every field that the letter uses, in order: for checking that the paths exist."""
        texts = [self.title, *self.head, *self.to, *self.subject, self.closing, *self.signer]
        texts += [block.text + block.strong for block in self.body]
        return tuple(dict.fromkeys(field for text in texts for field in _FIELD.findall(text)))


def fill(text: LetterText, facts: Facts, words: Mapping[str, str], on: date) -> FilledLetter:
    """Give the letter with its fields filled from `facts` and `words`; `on` is the day that it bears.

    Unknown facts are printed as a blank line and listed in `missing`; a fact that is known to be none
    prints nothing, and a line that is left empty is dropped.
    """
    missing: dict[str, None] = {}

    def line(given: str) -> str:
        filled = _FIELD.sub(lambda found: _field(found.group(1), facts, words, missing), given)
        return re.sub(r" {2,}", " ", filled).strip(" ,").strip()

    def lines(given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filled for filled in map(line, given) if filled)

    body = tuple(_block(block, line) for block in text.body if block.list in ("", "enclosures"))
    return FilledLetter(
        title=line(text.title),
        head=lines(text.head),
        date=shown.in_letter(on),
        to=lines(text.to),
        subject=lines(text.subject),
        body=body,
        closing=text.closing,
        signer=lines(text.signer),
        missing=tuple(missing),
    )


def _block(block: LetterBlock, line: Any) -> Paragraph | Enclosures:
    if block.list == "enclosures":
        return Enclosures()
    filled = _FIELD.search(block.text + block.strong)
    text = block.text or block.strong
    return Paragraph(line(text) if filled else text, strong=bool(block.strong))


def _field(path: str, facts: Facts, words: Mapping[str, str], missing: dict[str, None]) -> str:
    value: Any = words.get(path)
    if value is None:
        value = facts.get(path) if "." in path else Unknown(path)
    if isinstance(value, Unknown):
        missing[path] = None
        return BLANK
    return in_letter(value)


def in_letter(value: Any) -> str:
    """Give a fact as a letter writes it; what is known to be none is ""."""
    if isinstance(value, Nothing):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (date, PartialDate)):
        return shown.in_letter(value)
    return shown.money(value) if isinstance(value, Decimal) else str(value)


class LetterParagraph(Shape):
    """A document of resources/packs/*/paragraphs: a starting draft for a criterion (or for equal ones).

    `{exhibits}` is the place of the documents that show it. `cite` is what the paragraph rests on.
    """

    paragraph: str
    criterion: tuple[str, ...]
    title: str
    text: tuple[str, ...]
    cite: str
    confidence: Literal["sourced", "verify"] = "verify"

    def fields(self) -> tuple[str, ...]:
        """Give every field that the paragraph uses, in order."""
        return tuple(dict.fromkeys(field for text in self.text for field in _FIELD.findall(text)))
