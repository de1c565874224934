"""The first text of a letter: its fields filled from the record, its paragraphs chosen by criterion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from immdesk.basics.unknown import Unknown
from immdesk.packets.letter_text import ENCLOSURES, FIELD, LetterSheet, exhibit_name, harmless
from immdesk.packets.letters import LetterBlock, LetterParagraph, LetterText, in_letter

Fact = Callable[[str], str | None]
"""Gives what a letter writes for a field; None when nobody has said."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paragraph for the letter, with the names of the documents that show it."""

    paragraph: LetterParagraph
    exhibits: tuple[str, ...] = ()


def fact_of(facts: Any, words: Mapping[str, str]) -> Fact:
    """Give the way in which a letter asks the record: words of the office first, then a path of the facts."""

    def fact(field: str) -> str | None:
        if field in words:
            return words[field] or None
        value = facts.get(field) if "." in field else Unknown(field)
        return None if isinstance(value, Unknown) else in_letter(value)

    return fact


def begin(
    text: LetterText, fact: Fact, chosen: Sequence[Chosen] = (), answers: Iterable[str] = ()
) -> LetterSheet:
    """Give a letter's first text. What nobody has told us stays a field; a line left empty is dropped.

    `chosen` are the paragraphs by criterion, `answers` the lines of the answers to a notice.
    """

    def lines(given: Iterable[str]) -> tuple[str, ...]:
        return tuple(line for line in (filled(one, fact) for one in given) if line)

    body: list[str] = []
    for block in text.body:
        body += _block(block, fact, chosen, answers)
    return LetterSheet(
        head=lines(text.head),
        to=lines(text.to),
        subject=lines(text.subject),
        body=tuple(body),
        closing=lines([text.closing]),
        signer=lines(text.signer),
    )


def paragraph_lines(one: Chosen, fact: Fact) -> tuple[str, ...]:
    """Give the lines of a paragraph: its title in bold, then its text with its exhibits named."""
    names = one.exhibits or (f"what shows: {one.paragraph.title}",)
    exhibits = "; ".join(f"[Exhibit: {exhibit_name(name)}]" for name in names)
    told = [text.replace("{exhibits}", exhibits) for text in one.paragraph.text]
    return (f"**{one.paragraph.title}**", *(filled(text, fact) for text in told))


def filled(text: str, fact: Fact) -> str:
    """Give a line of a letter with the fields filled that are known; "" when nothing is left of it."""

    def put(found: re.Match[str]) -> str:
        value = fact(found[1])
        return found[0] if value is None else harmless(value, one_line=True)

    if not FIELD.search(text):
        return text.strip()
    return re.sub(r" {2,}", " ", FIELD.sub(put, text)).strip(" ,").strip()


def facts_used(fields: Iterable[str], fact: Fact) -> dict[str, str]:
    """Give what the record says for each field that is known: what the letter was filled from."""
    found = {field: fact(field) for field in fields}
    return {field: value for field, value in found.items() if value is not None}


def _block(block: LetterBlock, fact: Fact, chosen: Sequence[Chosen], answers: Iterable[str]) -> list[str]:
    if block.list == "enclosures":
        return [ENCLOSURES]
    if block.list == "paragraphs":
        return [line for one in chosen for line in paragraph_lines(one, fact)]
    if block.list == "requests":
        return list(answers)
    line = filled(block.text or block.strong, fact)
    return [f"**{line}**" if block.strong and line else line] if line else []
