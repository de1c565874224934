"""What may be left out of a package: a closed list, each entry with the columns, words and records it takes.

Numbers that were left out are looked for in every text that goes along, and taken out there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _, in_english

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary

MARK: Final = "[not in this package]"
"""Stands in a text where something was taken out; what holds it never overwrites the office's own text."""

DOCUMENTS: Final = "documents"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be left out.

    `tables` go whole; `columns` are emptied; `rows` go where a column holds one of some values; `types` and
    `words` say which words of the vocabulary are not told (a type, or a part of the word's name); `shown_by`
    are kinds of scans that usually show it.
    """

    word: str
    tables: frozenset[str] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()
    rows: tuple[tuple[str, str, frozenset[str]], ...] = ()
    types: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    shown_by: frozenset[str] = frozenset()


_CARDS = frozenset({"green_card", "ead", "notice", "advance_parole", "reentry_permit", "immigrant_visa"})
_BIRTH = frozenset({"passport", "visa", "birth_certificate", "green_card", "ead", "i94"})

ENTRIES: Final = (
    Entry(
        "work_product",
        tables=frozenset(
            {"note", "letter_comment", "research_case", "research_note", "research_tag", "approval"}
        ),
        rows=(("letter", "work_product", frozenset({"yes"})),),
    ),
    Entry("family"),
    Entry(
        "ssn",
        rows=(("identifier", "kind", frozenset({"ssn"})),),
        types=frozenset({"ssn"}),
        words=frozenset({"ssn"}),
    ),
    Entry(
        "a_number",
        rows=(("identifier", "kind", frozenset({"a_number", "uscis_account"})),),
        columns=frozenset({("marriage", "spouse_a_number")}),
        types=frozenset({"a_number"}),
        words=frozenset({"a_number", "i9_"}),
        shown_by=_CARDS,
    ),
    Entry(
        "passport",
        tables=frozenset({"document_check"}),
        columns=frozenset({("document", "number")}),
        types=frozenset({"mrz"}),
        words=frozenset({"passport_number", "document_number", "i9_", "mrz"}),
        shown_by=frozenset({"passport", "visa", "immigrant_visa", "i94"}),
    ),
    Entry(
        "birth",
        tables=frozenset({"document_check"}),
        columns=frozenset({("person", "born_on"), ("marriage", "spouse_born_on")}),
        types=frozenset({"mrz"}),
        words=frozenset({"born_on", "mrz"}),
        shown_by=_BIRTH,
    ),
    Entry(
        "money",
        columns=frozenset(
            {
                ("employer", "gross_income"),
                ("employer", "net_income"),
                ("job", "wage_from"),
                ("job", "wage_to"),
            }
        ),
        tables=frozenset({"benefit"}),
        types=frozenset({"money"}),
        words=frozenset({"income", "wage", "salary"}),
        shown_by=frozenset({"tax_return", "bank_record", "employment_letter"}),
    ),
    Entry(DOCUMENTS),
    Entry("billing", tables=frozenset({"payment"}), columns=frozenset({("contact_log", "minutes")})),
)
"""The closed list."""

PRINTED: Final = frozenset(
    {
        "packet",
        "filed_record",
        "signature_sheet",
        "signature_place",
        "signed_page",
        "signature_original",
        "answer",
    }
)
"""What was printed, filed or typed holds every number: it stays home whenever one is left out."""

_SAYS_NUMBERS: Final = frozenset({"family", "ssn", "a_number", "passport", "birth", "money"})


def called(word: str) -> str:
    """Give the name of an entry of the list."""
    return {
        "work_product": _("Work product and attorney notes"),
        "family": _("Facts of other family members (their names stay)"),
        "ssn": _("Social Security numbers"),
        "a_number": _("A-numbers and online account numbers"),
        "passport": _("Numbers of passports and other documents"),
        "birth": _("Dates of birth"),
        "money": _("Income, wages and other money"),
        DOCUMENTS: _("Documents of chosen kinds"),
        "billing": _("Billing: fees, payments, minutes"),
    }.get(word, word)


def entries(words: Iterable[str]) -> tuple[Entry, ...]:
    """Give the entries of these words, in the order of the list; raises KeyError for a word that is none."""
    wanted = set(words)
    unknown = wanted - {one.word for one in ENTRIES}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return tuple(one for one in ENTRIES if one.word in wanted)


def keeps_printed(words: Iterable[str]) -> bool:
    """Say whether what was printed may go along."""
    return not _SAYS_NUMBERS & set(words)


def shown_by(words: Iterable[str]) -> frozenset[str]:
    """Give the kinds of scans that usually show what is left out."""
    return frozenset().union(*(one.shown_by for one in entries(words)))


def untold_words(words: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Give the words of the table `said` that are not told, by the name under which they are kept."""
    found = entries(words)
    types = frozenset().union(*(one.types for one in found))
    parts = frozenset().union(*(one.words for one in found))
    names: set[str] = set()
    for path, word in vocabulary.paths():
        name = path.partition(".")[2]
        if word.type in types or any(part in name for part in parts):
            names |= {name, name.rpartition(".")[2], *_tails(name)}
    return frozenset(names)


def is_untold(word: str, untold: frozenset[str], words: Iterable[str]) -> bool:
    """Say whether a word of `said` is not told: known to be one, or named like one (`father.born_on`)."""
    parts = frozenset().union(*(one.words for one in entries(words)))
    return word in untold or any(part in word for part in parts)


class Hidden:
    """The values that were left out, and how they look in a text: what is found is put a mark for."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._values: set[str] = set()
        self._patterns = [re.compile(one) for word, one in _LOOKS if word in self.words]
        self._made: re.Pattern[str] | None = None

    def add(self, kind: str, value: object) -> None:
        """Remember a value that was left out; short ones are told by their column alone."""
        text = str(value or "").strip()
        if text in ("", NONE_TEXT) or len(re.sub(r"\W", "", text)) < 5:
            return
        if kind == "birth":
            self._values |= set(_as_written(text))
        elif kind == "money":
            return
        else:
            signs = re.sub(r"[^0-9A-Za-z]", "", text)
            core = signs[1:] if kind == "a_number" and signs[:1] in "Aa" else signs
            self._values.add(r"[\s.\-–/]?".join(map(re.escape, core.lstrip("0") or core)))
        self._made = None

    def clean(self, text: str) -> str:
        """Give a text without what was left out."""
        if self._made is None and self._values:
            longest = sorted(self._values, key=len, reverse=True)
            self._made = re.compile(
                r"(?<![0-9A-Za-z])(?:[Aa][\s#-]?)?0?(?:" + "|".join(longest) + r")(?![0-9A-Za-z])",
                re.IGNORECASE,
            )
        if self._made is not None:
            text = self._made.sub(MARK, text)
        for one in self._patterns:
            text = one.sub(MARK, text)
        return text


_LOOKS: Final = (
    ("a_number", r"(?<![0-9A-Za-z])[Aa][\s#-]?[0-9](?:[\s-]?[0-9]){7,8}(?![0-9A-Za-z])"),
    ("ssn", r"(?<![0-9A-Za-z-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9A-Za-z-])"),
)
"""How numbers look that nobody entered in their field, but somebody wrote into a note."""


def _tails(name: str) -> Iterator[str]:
    while "." in name:
        name = name.partition(".")[2]
        yield name


def _as_written(text: str) -> Iterator[str]:
    """Give a day as it may stand in a text."""
    yield re.escape(text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    month, short = in_english(_MONTHS[day.month - 1]), _MONTHS[day.month - 1][:3]
    yield rf"0?{day.month}[/.\-]0?{day.day}[/.\-]{day.year}"
    yield rf"0?{day.day}[/.\-]0?{day.month}[/.\-]{day.year}"
    yield rf"(?:{month}|{short}\.?)\s+0?{day.day}(?:st|nd|rd|th)?,?\s+{day.year}"
    yield rf"0?{day.day}\s+(?:{month}|{short}\.?),?\s+{day.year}"
    yield f"{day:%Y%m%d}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
