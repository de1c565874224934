"""A letter as text that a person edits: its sections, fields still open, exhibits by name.

```
== Letterhead ==
Law Office of Elena Ortega
== Text ==
Dear Officer:
**What is enclosed**
[Enclosures]
The degree stands at [Exhibit: Diploma]; born on {principal.born_on}.
```

One line is one paragraph. A line between `**` is bold, `[Enclosures]` is the list of the packet,
`[Exhibit: …]` names a document, `[Write: …]` is left for whoever drafts the letter, and `{…}` is a fact
that nobody has told us yet. What comes from the
record is made harmless first (`harmless`), so that no name can be a field, an exhibit or a heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from immdesk.basics import shown
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean
from immdesk.basics.words import _
from immdesk.packets.letters import BLANK
from immdesk.packets.parts import Enclosures, FilledLetter, Paragraph

SECTIONS: Final = {
    "Letterhead": "head",
    "To": "to",
    "Subject": "subject",
    "Text": "body",
    "Closing": "closing",
    "Signed by": "signer",
}
ENCLOSURES: Final = "[Enclosures]"
MOST: Final = 400_000
"""Letters of a letter: some two hundred pages. More is no letter."""
FIELD: Final = re.compile(r"\{([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*)\}")
EXHIBIT: Final = re.compile(r"\[Exhibit: ([^\[\]\n]+)\]")
WRITE: Final = re.compile(r"\[Write: ([^\[\]\n]+)\]")
_HEADING: Final = re.compile(r"==\s*(.+?)\s*==")
_JOINER: Final = "\N{WORD JOINER}"


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """The sections of a letter, each line by line."""

    head: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    signer: tuple[str, ...] = ()

    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each section's heading with its lines, in order."""
        for heading, name in SECTIONS.items():
            yield heading, getattr(self, name)

    def lines(self) -> Iterator[str]:
        """Give every line of the letter."""
        for _heading, lines in self.sections():
            yield from lines


def written(sheet: LetterSheet) -> str:
    """Give the letter as one text, as it is edited and kept."""
    return "\n".join(line for heading, lines in sheet.sections() for line in (f"== {heading} ==", *lines, ""))


def read(text: str) -> LetterSheet:
    """Give the sections of a text; what stands before the first heading is its text.

    Raises Problem for a heading that is none of a letter's, a section that stands twice, or a text that is
    too long for any letter.
    """
    if len(text) > MOST:
        raise Problem(
            _("This is too long for a letter."), _("Nothing was kept."), _("Keep it as evidence instead.")
        )
    found: dict[str, list[str]] = {}
    lines = found.setdefault("body", [])
    for number, given in enumerate(_clean(text).split("\n"), 1):
        line = given.strip()
        heading = _HEADING.fullmatch(line)
        if heading:
            lines = _section(found, heading[1], number)
        elif line:
            lines.append(line)
    return LetterSheet(**{name: tuple(lines) for name, lines in found.items()})


def _section(found: dict[str, list[str]], heading: str, number: int) -> list[str]:
    name = SECTIONS.get(heading)
    if name is None or (found.get(name) and name != "body"):
        said = _("Line {n}: a letter has no section “{name}”.") if name is None else ""
        said = said or _("Line {n}: the section “{name}” stands twice.")
        hint = did_you_mean(heading, SECTIONS) if name is None else ""
        raise Problem(
            said.format(n=number, name=heading) + hint,
            _("Nothing was kept."),
            _("The sections are: {names}.").format(names=", ".join(SECTIONS)),
        )
    return found.setdefault(name, [])


def _clean(text: str) -> str:
    """Give the text without control signs, which no letter has and no Word file may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\x0b", "\n")
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs", "Cn"))


def harmless(value: str, *, one_line: bool = False) -> str:
    """Give what the record says so that it stays what it is: no field, exhibit or heading of the letter.

    An invisible joiner stands behind each sign that a letter would read; it is not printed.
    """
    text = _clean(value).strip()
    if one_line:
        text = " ".join(text.split())
    text = re.sub(r"([{\[])(?=\S)", rf"\1{_JOINER}", text)
    return re.sub(r"(?m)^(==|\*\*)", rf"{_JOINER}\1", text)


def plain(text: str) -> str:
    """Give a text without the invisible joiners."""
    return text.replace(_JOINER, "")


def open_fields(sheet: LetterSheet) -> tuple[str, ...]:
    """Give the fields that nobody has answered, each once, in the order of the letter."""
    return tuple(dict.fromkeys(field for line in sheet.lines() for field in FIELD.findall(line)))


def exhibits_named(sheet: LetterSheet) -> tuple[str, ...]:
    """Give the names of the documents that the letter refers to, each once, in order."""
    found = (name.strip() for line in sheet.lines() for name in EXHIBIT.findall(line))
    return tuple(dict.fromkeys(found))


def left_to_write(sheet: LetterSheet) -> tuple[str, ...]:
    """Give what the drafts of the library leave to be written, each once, in order."""
    return tuple(dict.fromkeys(what for line in sheet.lines() for what in WRITE.findall(line)))


def exhibit_name(title: str) -> str:
    """Give a document's title as a letter can name it: one line without brackets."""
    return " ".join(re.sub(r"[\[\]{}]", "", _clean(title)).split())


def answered(sheet: LetterSheet, fact: Callable[[str], str | None]) -> LetterSheet:
    """Give the letter with those fields filled that `fact` knows (None: nobody has said)."""

    def put(line: str) -> str:
        def one(found: re.Match[str]) -> str:
            value = fact(found[1])
            return found[0] if value is None else harmless(value, one_line=True)

        return FIELD.sub(one, line)

    return each_line(sheet, put)


def each_line(sheet: LetterSheet, change: Callable[[str], str]) -> LetterSheet:
    """Give the letter with every line changed; a line that becomes empty is dropped."""
    sections = {
        name: tuple(line for line in map(change, getattr(sheet, name)) if line.strip())
        for name in SECTIONS.values()
    }
    return replace(sheet, **sections)


def printed(
    sheet: LetterSheet, title: str, on: date, place_of: Mapping[str, str], *, known: bool = True
) -> FilledLetter:
    """Give the letter as it is printed on the day `on`.

    `place_of` gives for the name of a document where it stands in the packet ("Exhibit C, p. 4"). One that
    stands nowhere is an open reference, in red; with `known` False there is no packet yet, and the
    document's own name is printed.
    """
    missing: dict[str, None] = {}

    def line(text: str) -> tuple[str, tuple[str, ...]]:
        red: list[str] = []
        text = FIELD.sub(lambda found: _blank(found[1], missing), text)
        text = EXHIBIT.sub(lambda found: _place(found[1].strip(), place_of, known, red), text)
        red += [found[0] for found in WRITE.finditer(text)]
        return plain(text), tuple(red)

    def lines(given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line(one)[0] for one in given)

    return FilledLetter(
        title=title,
        head=lines(sheet.head),
        date=shown.in_letter(on),
        to=lines(sheet.to),
        subject=lines(sheet.subject),
        body=tuple(_paragraph(one, line) for one in sheet.body),
        closing=" ".join(lines(sheet.closing)),
        signer=lines(sheet.signer),
        missing=tuple(missing),
    )


def _paragraph(text: str, line: Callable[[str], tuple[str, tuple[str, ...]]]) -> Paragraph | Enclosures:
    if text == ENCLOSURES:
        return Enclosures()
    strong = len(text) > 4 and text.startswith("**") and text.endswith("**")
    told, red = line(text[2:-2] if strong else text)
    return Paragraph(told, strong=strong, red=red)


def _blank(field: str, missing: dict[str, None]) -> str:
    missing[field] = None
    return BLANK


def _place(name: str, place_of: Mapping[str, str], known: bool, red: list[str]) -> str:
    if name in place_of:
        return place_of[name]
    if not known:
        return f"“{name}”"
    red.append(f"[not in the packet: {name}]")
    return red[-1]
