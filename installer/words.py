#!/usr/bin/env python3
"""Gathers the texts of the program for translators, and says which of them a language lacks.

`python installer/words.py gather` after texts were added: writes `resources/languages/immdesk.pot`, puts new
texts into each `immdesk.po` and into the label files of the packs (still empty), and makes the `immdesk.mo`
that the desk reads.
`python installer/words.py check` writes nothing; it fails when a text is not translated or a file is old.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that it also runs as a script

from installer import pack_words  # noqa: E402

PACK = ROOT / "resources" / "packs" / "us"
LANGUAGES = ROOT / "resources" / "languages"
TEMPLATE = LANGUAGES / "immdesk.pot"
KEYWORDS = {"_": None, "n_": (1, 2)}
Texts = tuple[str | tuple[str, str], ...]
PLACE = re.compile(r"\{[^}]*\}")
STILL = datetime(2026, 1, 1, tzinfo=UTC)  # the same words make the same file on any day
PLURALS = "nplurals=2; plural=(n != 1);"


def main(words: list[str]) -> int:
    """Do what the words of the command line ask; give the exit code."""
    if words == ["gather"]:
        gather()
    elif words != ["check"]:
        print(__doc__)
        return 2
    found = list(troubles())
    for line in found:
        print(line)
    print(
        f"{len(texts())} texts; {len(found)} to be mended." if found else f"{len(texts())} texts, all well."
    )
    return 1 if found else 0


def gather() -> None:
    """Write the template, bring each language up to date with it, and make what the desk reads."""
    known = texts()
    TEMPLATE.write_bytes(as_po(filled(known, Catalog(project="ImmDesk"))))
    for path in translations():
        catalog = filled(known, read(path))
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
    pack_words.gather(PACK, languages())


def troubles() -> Iterator[str]:
    """Give a line for each text that is missing or wrong, and for each file that is not up to date."""
    known = texts()
    if not TEMPLATE.is_file() or ids(read(TEMPLATE)) != set(known):
        yield f"{shown(TEMPLATE)} is not up to date: run `python installer/words.py gather`."
    for path in translations():
        catalog = read(path)
        yield from (f"{shown(path)}: {line}" for line in wrong_in(catalog, known))
        made = path.with_suffix(".mo")
        if not made.is_file() or made.read_bytes() != as_mo(catalog):
            yield f"{shown(made)} is not up to date: run `python installer/words.py gather`."
    yield from pack_words.troubles(PACK, languages())


def wrong_in(catalog: Catalog, known: Texts) -> Iterator[str]:
    """Give what is wrong in one language: what is not translated, and where places to fill in differ."""
    for text in known:
        message = catalog.get(text if isinstance(text, str) else text[0])
        for one, other in pairs(text, message):
            if not other.strip():
                yield f"not translated: {one!r}"
            elif places(one) != places(other):
                yield f"the places to fill in differ: {one!r} and {other!r}"
            elif one.count("&") != other.count("&"):
                yield f"the key of the menu is missing: {one!r} and {other!r}"


def pairs(text: str | tuple[str, str], message: Message | None) -> list[tuple[str, str]]:
    """Give each English form of a text with its translation, "" where there is none."""
    forms = (text,) if isinstance(text, str) else text
    said = message.string if message is not None else ""
    strings = (said,) if isinstance(said, str) else tuple(said or ())
    return list(zip(forms, (*strings, "", "")[: len(forms)], strict=True))


def places(text: str) -> list[str]:
    """Give the places of a text that are filled in, sorted: `{n}`, `{day}`."""
    return sorted(PLACE.findall(text))


@cache
def texts() -> Texts:
    """Give every text of the program that passes through `_()` or `n_()`, sorted; two forms for a count.

    What `on_paper()` marks is printed in English, and is not for translators.
    """
    found: set[str | tuple[str, str]] = set()
    for folder in ("immdesk", "ui"):
        for _file, _line, text, _remarks, _context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(text if isinstance(text, str) else (text[0], text[1]))
    found |= helps_of_commands()
    return tuple(sorted(found, key=lambda one: one if isinstance(one, str) else one[0]))


def helps_of_commands() -> set[str]:
    """Give the help of every command of `immdesk` and of its options."""
    import typer

    from immdesk.__main__ import app
    from immdesk.commandline.spoken import helps

    return {text for _one, _name, text in helps(typer.main.get_command(app))}


def filled(known: Texts, old: Catalog) -> Catalog:
    """Give a catalog of just the known texts, with the translations that `old` has."""
    new = Catalog(locale=old.locale, project="ImmDesk", charset="utf-8")
    for text in known:
        there = old.get(text if isinstance(text, str) else text[0])
        said = there.string if there is not None else ""
        if isinstance(text, tuple):
            said = (*said, "", "")[:2] if isinstance(said, tuple | list) else ("", "")
        new.add(text, said if isinstance(said, str | tuple) else "")
    return new


def as_po(catalog: Catalog) -> bytes:
    """Give a catalog as translators edit it: no dates and no line numbers, so that it stays still."""
    out = BytesIO()
    write_po(out, catalog, width=120, no_location=True, omit_header=True)
    language = str(catalog.locale) if catalog.locale else ""
    header = ["Content-Type: text/plain; charset=utf-8", f"Language: {language}", f"Plural-Forms: {PLURALS}"]
    lines = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Give a catalog as the file that the desk reads."""
    plain = read_po(BytesIO(as_po(catalog)), locale=catalog.locale)
    lines = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", PLURALS)]
    plain.mime_headers = lines
    plain.creation_date = plain.revision_date = STILL
    out = BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def ids(catalog: Catalog) -> set[str | tuple[str, str]]:
    """Give the English texts of a catalog."""
    return {one.id if isinstance(one.id, str) else (one.id[0], one.id[1]) for one in catalog if one.id}


def read(path: Path) -> Catalog:
    """Read a template or a language's file."""
    locale = None if path == TEMPLATE else path.parents[1].name
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def translations() -> list[Path]:
    """Give the file of each language that ships."""
    return sorted(LANGUAGES.glob("*/LC_MESSAGES/immdesk.po"))


def languages() -> list[str]:
    """Give the code of each language that ships."""
    return [path.parents[1].name for path in translations()]


def shown(path: Path) -> str:
    """Give a path as it is named inside the project."""
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
