"""What the agency tells a screen reader about a box, taken apart: part, item, section, question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SPELLED = re.compile(r"\b(?:[A-Z] ){2,}[A-Z]\b|\b[A-Z](?:\. ?[A-Z]){2,}\b\.?")
_FORM = re.compile(r"\b([A-Z]{1,2}) ?- ?(\d[\d ]{0,4}\d|\d)\b")
_LETTER = re.compile(r"(?<![\d.])(\d{1,3})\. ([A-Z])\.(?= |$)(?: (\d{1,2})\.(?= [A-Z]))?")
_PART = re.compile(r"\bPart\.? ?(\d{1,2}|[A-Z](?= |\.|,)|[IVX]+\b)\.?(?: ?(\d|I{1,3})\.(?= [A-Z]))?")
_ITEM = re.compile(r"(?:^|(?<=[.?!:)] )|(?<=[.?!:)]  ))(\d{1,3}(?:\.[A-Z](?:\.\d{1,2})?)?)\.(?= |$)")
_VERB = re.compile(
    r"\b(?:Enter|Select|Check this box for|Check)\b(?! (?:as|only|one|all|any|the (?:box|2)|\d))"
)
_FORMAT = re.compile(r"\s*Enter as .*$")
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_ROW = re.compile(
    r"\b(?:Child|Entry|Person|Address|Departure|Employer|Employment|Trip|Relative|Name)"
    r" (?:Number )?(\d|One|Two|Three|Four|Five|Six|Seven|Eight)\b"
)
_OFFICIAL = re.compile(
    r"(?i)\b(?:for (?:uscis|government|agency|official|doj|eoir|dol)[\w ]{0,20}use|uscis use only)\b"
)
_COPY = re.compile(r"(?i)\b(?:pre-?populated|read only field|no entry)\b")
_SIGNED = re.compile(r"(?i)(?:'s|your|of) signature\b|\bsignature of\b|\bsign here\b|print and sign")
_DATED = re.compile(r"(?i)\bdate of signature\b")


@dataclass(frozen=True, slots=True)
class Tip:
    """A tooltip taken apart. `asks` is what is to be entered or selected, `row` counts from 1, 0 for none.

    `official` boxes are for the agency, `copied` ones repeat an answer given before.
    """

    words: str
    part: str
    item: str
    section: str
    asks: str
    row: int
    official: bool
    copied: bool
    signed: bool
    dated: bool

    @property
    def place(self) -> str:
        """Give the part and the item in words, as far as they are known: "Part 2, item 10.B"."""
        said = [f"Part {self.part}" if self.part else "", f"item {self.item}" if self.item else ""]
        return ", ".join(filter(None, said))


def clean(tooltip: str) -> str:
    """Undo the spelling for screen readers: "U S C I S", "I - 8 71", "A. Number", "10. B. Enter"."""
    said = " ".join(tooltip.split())
    said = _SPELLED.sub(lambda found: re.sub(r"[^A-Z]", "", found[0]), said)
    said = re.sub(r"\bU\. S\.", "U.S.", said)
    said = re.sub(r"\bU S\b", "U.S.", said)
    said = re.sub(r"\bA[ .-]+[Nn]umber", "A-Number", said)
    said = re.sub(r"\b[Zz][Ii][Pp]\b", "ZIP", said)
    said = _FORM.sub(lambda found: f"{found[1]}-{found[2].replace(' ', '')}", said)
    said = _LETTER.sub(lambda f: f"{f[1]}.{f[2]}." + (f"{f[3]}." if f[3] else ""), said)
    return said.replace(" / ", "/").strip()


@lru_cache(maxsize=4096)
def read_tip(tooltip: str) -> Tip:
    """Take a tooltip apart; what it does not say is "" or 0."""
    words = clean(tooltip)
    head, asks = _asked(words)
    part, after = _part(head)
    items = list(_ITEM.finditer(head, after))
    section = head[after : items[0].start()] if items else head[after:]
    row = _ROW.search(head)
    return Tip(
        words=words,
        part=part,
        item=items[-1][1] if items else "",
        section=section.strip(" ."),
        asks=re.sub(r"^(?:the (?=[A-Z])|this box if )", "", asks),
        row=_count(row[1]) if row else 0,
        official=bool(_OFFICIAL.search(words)),
        copied=bool(_COPY.search(words)) and not _SIGNED.search(words),
        signed=bool(_SIGNED.search(asks or words)) and not _DATED.search(words),
        dated=bool(_DATED.search(words)),
    )


def question(tip: Tip) -> str:
    """Give what is asked before the options: the last sentence that ends with a question mark, else ""."""
    head, _asks = _asked(tip.words.replace("U.S.", "US"))
    found = re.findall(r"[A-Z(][^?]*\?", head)
    said = str(found[-1]).rsplit(". ", 1)[-1] if found else ""
    return said if len(said) > 8 else ""


def _asked(words: str) -> tuple[str, str]:
    """Give what stands before the last "Enter" or "Select", and what is asked after it."""
    plain = _FORMAT.sub("", words)
    found = list(_VERB.finditer(plain))
    if not found:
        head, _dot, end = plain.rstrip(" .").rpartition(". ")
        return (f"{head}. " if head else ""), end
    last = found[-1]
    return plain[: last.start()], plain[last.end() :].split(". If ")[0].strip(" .")


def _part(head: str) -> tuple[str, int]:
    found = _PART.search(head)
    if found is None or found.start() > 60:
        return "", 0
    return ".".join(filter(None, (found[1], found[2]))), found.end()


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]
