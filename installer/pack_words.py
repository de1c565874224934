"""Gathers what the packs say for translators: one label file for each language and area of the packs.

`installer/words.py gather` puts texts that no label file has yet into `labels/<language>-<area>.yaml`, with
nothing beside them, for somebody to fill in; `check` names each that is still empty or missing. What another
file of the language says (`es.yaml`, a file of one topic) stands there and is not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

HEADS = {
    "asking": "The questionnaires and the vocabulary",
    "rules": "The rules: titles, notes, reasons of their steps",
    "filing": "Kinds of cases, papers, packets, editions, closed days; paper for the agency stays English",
    "options": "Paths to a status and red flags",
}


def gather(pack: Path, languages: list[str]) -> None:
    """Write the texts that no other file says, new ones empty; what is no longer said is left out."""
    found = needed(pack)
    for language in languages if isinstance(found, Mapping) else ():
        for area, texts in found.items():
            path = file_of(pack, language, area)
            here = said_in(path)
            others = [said_in(one) for one in files(pack, language) if one != path]
            elsewhere = {text for one in others for text, words in one.items() if words}
            write(path, language, area, {one: here.get(one, "") for one in texts if one not in elsewhere})


def troubles(pack: Path, languages: list[str]) -> Iterator[str]:
    """Give a line for each text of the pack that a language does not say yet."""
    found = needed(pack)
    if isinstance(found, str):
        yield found
        return
    for language in languages:
        known = said(pack, language)
        for area, texts in found.items():
            name = file_of(pack, language, area).name
            yield from (f"labels/{name}: not translated: {text!r}" for text in texts if not known.get(text))
        yield from twice(pack, language)


def twice(pack: Path, language: str) -> Iterator[str]:
    """Give a line for each text that two files say differently."""
    first: dict[str, str] = {}
    for path in files(pack, language):
        for text, words in said_in(path).items():
            if words and first.setdefault(text, words) != words:
                yield f"labels/{path.name}: said differently in another file: {text!r}"


@cache
def needed(pack: Path) -> Mapping[str, tuple[str, ...]] | str:
    """Give the English texts of the pack by area, or what is wrong with the pack."""
    from immdesk.basics.problems import Problem
    from immdesk.packs.library import load_library
    from immdesk.packs.texts import texts_of

    try:
        return texts_of(load_library([pack]))
    except Problem as problem:
        return str(problem)


def said(pack: Path, language: str) -> dict[str, str]:
    """Give what all files of a language say."""
    return {text: words for path in files(pack, language) for text, words in said_in(path).items() if words}


def files(pack: Path, language: str) -> list[Path]:
    """Give the label files of a language."""
    return sorted((pack / "labels").glob(f"{language}*.yaml"))


def file_of(pack: Path, language: str, area: str) -> Path:
    """Give the file that the texts of an area are written into."""
    return pack / "labels" / f"{language}-{area}.yaml"


def said_in(path: Path) -> dict[str, str]:
    """Give what one file says; nothing when it is not there."""
    if not path.is_file():
        return {}
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return dict(found.get("texts") or {})


def write(path: Path, language: str, area: str, texts: Mapping[str, str]) -> None:
    """Write a file of texts, sorted, so that the same words make the same file."""
    head = f"# {HEADS[area]}: each English text with its translation.\nlanguage: {language}\ntexts:\n"
    path.write_text(head + lines(dict(sorted(texts.items()))), "utf-8")


def lines(texts: Mapping[str, str]) -> str:
    """Give the lines of texts as they stand in a file."""
    return "".join(f"  {quoted(text)}: {quoted(words)}\n" for text, words in texts.items())


def quoted(text: str) -> str:
    """Give a text in double quotes, as YAML and JSON write it."""
    return json.dumps(text, ensure_ascii=False)
