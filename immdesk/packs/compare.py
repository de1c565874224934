"""Two packs laid side by side: what came, what went and what changed, told in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import read_all
from immdesk.basics.words import _
from immdesk.packs.files import FOLDERS

Act = Literal["added", "removed", "changed"]
Flat = dict[tuple[str, ...], str]

SHELVES: Final = {folder: "" for folder in FOLDERS if folder != "labels"} | {
    "rules": "rule", "closures": "closure", "fees": "table", "editions": "forms", "alerts": "alert",
    "case_types": "case_type", "tasks": "tasks_for", "forms": "form", "packets": "packet",
    "letters": "letter", "paragraphs": "paragraph", "preflight": "check", "official": "form",
    "handing_in": "agency", "vocabulary": "shape", "fee_sheets": "form",
}  # fmt: skip
"""The folders of a pack, and the key under which a file says what it is; "" for the name of the file."""

_MARKS: Final = (
    "from",
    "rule",
    "item",
    "id",
    "key",
    "path",
    "on",
    "date",
    "edition",
    "form",
    "name",
    "case",
    "title",
)
"""Keys that tell the rows of a list apart, the most telling first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `item` is what changed (a rule's id, a form), `place` where in it, "" for all of it."""

    shelf: str
    item: str
    act: Act
    place: str = ""
    before: str = ""
    after: str = ""

    def words(self) -> str:
        """Say the difference in a sentence."""
        item = _kinds().get(self.shelf, "{item}").format(item=self.item)
        told = {"item": item, "place": self.place, "before": self.before, "after": self.after}
        if not self.place:
            said = _("{item} is new.") if self.act == "added" else _("{item} is gone.")
        elif self.act == "added":
            said = _("{item}: {place} is new: {after}")
        elif self.act == "removed":
            said = _("{item}: {place} is gone; it was: {before}")
        else:
            said = _("{item}: {place} was: {before}; is now: {after}")
        return said.format(**told)


def _kinds() -> dict[str, str]:
    return {
        "rules": _("Rule {item}"),
        "closures": _("Closed days {item}"),
        "fees": _("Fee table {item}"),
        "editions": _("Editions {item}"),
        "alerts": _("Practice alert {item}"),
        "case_types": _("Kind of case {item}"),
        "tasks": _("Tasks of {item}"),
        "forms": _("Questionnaire {item}"),
        "packets": _("Packet {item}"),
        "letters": _("Letter {item}"),
        "paragraphs": _("Paragraph {item}"),
        "preflight": _("Check before printing {item}"),
        "handing_in": _("Handing in: {item}"),
        "official": _("Map of the form {item}"),
        "vocabulary": _("Words of {item}"),
        "fee_sheets": _("Fee sheet of {item}"),
    }


def compare(before: Path, after: Path) -> list[Change]:
    """Give every difference between two packs (folders with a pack.yaml), shelf by shelf.

    Worked cases and translations are left out: they prove a rule or say it again, they are none.
    Raises Problem for a folder that is no pack
    or a file that cannot be read.
    """
    same = _same_files(before, after)
    old, new = _items(before, same), _items(after, same)
    found: list[Change] = []
    for shelf, item in sorted({*old, *new}):
        mine, theirs = old.get((shelf, item)), new.get((shelf, item))
        if mine is None:
            found.append(Change(shelf, item, "added"))
        elif theirs is None:
            found.append(Change(shelf, item, "removed"))
        else:
            found += _changes(shelf, item, mine, theirs)
    return found


def _changes(shelf: str, item: str, old: Flat, new: Flat) -> Iterator[Change]:
    for place, text in _gathered(old, new).items():
        yield Change(shelf, item, "removed", _words(place), text)
    for place, text in _gathered(new, old).items():
        yield Change(shelf, item, "added", _words(place), "", text)
    for place in old:
        if place in new and old[place] != new[place]:
            yield Change(shelf, item, "changed", _words(place), old[place], new[place])


def _gathered(these: Flat, others: Flat) -> Flat:
    """Give what only `these` have; a whole branch that the others lack is one difference."""
    known = {place[:length] for place in others for length in range(1, len(place) + 1)}
    found: Flat = {}
    for place, text in these.items():
        if place in others:
            continue
        heads = (place[:length] for length in range(1, len(place) + 1))
        branch = next((head for head in heads if head not in known), place)
        rest = _words(place[len(branch) :])
        told = f"{rest}: {text}" if rest else text
        found[branch] = f"{found[branch]}; {told}" if branch in found else told
    return found


def _words(place: tuple[str, ...]) -> str:
    return " › ".join(place)


def _same_files(before: Path, after: Path) -> frozenset[str]:
    """Give the files that are alike byte by byte and hold whole items: nothing in them can differ.

    A shape of the vocabulary may go on in another file, so those are read unless all of them are alike.
    """
    found: set[str] = set()
    for shelf in SHELVES:
        names = {path.relative_to(after).as_posix() for path in (after / shelf).rglob("*.yaml")}
        alike = {name for name in names if _alike(before / name, after / name)}
        there = {path.relative_to(before).as_posix() for path in (before / shelf).rglob("*.yaml")}
        if shelf != "vocabulary" or alike == names | there:
            found |= alike
    return frozenset(found)


def _alike(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _items(folder: Path, left_out: frozenset[str]) -> dict[tuple[str, str], Flat]:
    if not (folder / "pack.yaml").is_file():
        raise Problem(
            _("{name} is not a pack.").format(name=folder.name),
            _("It has no pack.yaml."),
            _("Choose a pack's folder."),
        )
    found: dict[tuple[str, str], Flat] = {}
    for shelf, key in SHELVES.items():
        for path in sorted((folder / shelf).rglob("*.yaml")):
            if path.name.endswith(".cases.yaml") or path.relative_to(folder).as_posix() in left_out:
                continue
            for document in read_all(path.read_text(encoding="utf-8"), path.name):
                plain = document.plain()
                found.setdefault((shelf, _name(plain, key, path)), {}).update(_flat(plain))
    return found


def _name(plain: Any, key: str, path: Path) -> str:
    name = plain.get(key) if key and isinstance(plain, Mapping) else None
    if not isinstance(name, str):
        return path.stem
    edition = plain.get("edition")
    return f"{name} {edition}" if isinstance(edition, str) else name


def _flat(value: Any, place: tuple[str, ...] = ()) -> Flat:
    """Give every text below a value by its place; short lists of plain texts are one text."""
    if isinstance(value, Mapping):
        return {
            key: text for name, one in value.items() for key, text in _flat(one, (*place, str(name))).items()
        }
    if not isinstance(value, list):
        return {place: str(value)}
    if all(not isinstance(one, (Mapping, list)) for one in value):
        return {place: "; ".join(map(str, value))}
    if any(not isinstance(one, Mapping) or set(one) & {"step"} for one in value):
        return {place: "; ".join(map(_step, value))}
    found: Flat = {}
    for number, row in enumerate(value, 1):
        mark = _mark(row, number)
        while any(key[: len(place) + 1] == (*place, mark) for key in found):
            mark += "′"
        found |= _flat(row, (*place, mark))
    return found


def _step(one: Any) -> str:
    """Give a step of a rule in one line, with its reason and authority."""
    return " | ".join(map(str, one.values())) if isinstance(one, Mapping) else str(one)


def _mark(row: Mapping[str, Any], number: int) -> str:
    """Give what tells a row from the others: its item and first day, its id, else its number."""
    parts = [f"{name} {row[name]}" for name in _MARKS if isinstance(row.get(name), str)]
    by_item = [one for one in parts if one.startswith("item ")]
    return " ".join([*by_item, *(one for one in parts if one not in by_item)][:2]) or str(number)
