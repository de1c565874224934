"""Parsed shapes kept as JSON by checksum, because reading YAML costs ten times more."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from immdesk.basics.strictyaml import parse_all
from immdesk.packs.files import PackText

ShapeT = TypeVar("ShapeT", bound=BaseModel)

NAME = "shapes.jsonl"
CHECKED = "checked"


class Shelf:
    """Reads pack files into shapes; remembers them in one file of a folder when it is given one.

    The file holds nothing private and may be deleted at any time. A remembered shape is used only for
    exactly the same text and the same shape. What is new is written by `keep`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, tuple[str, bytes]] = _lines(folder / NAME) if folder else {}
        self._new = False

    def parsed(self, shape: type[ShapeT], file: PackText) -> list[ShapeT]:
        """Give the documents of a file as shapes; raises Problem with file and line."""
        if self._folder is None:
            return parse_all(shape, file.text, file.name)
        place, mark = f"{_digest(file.name)[:16]}-{shape.__name__}", _mark(shape, file.text)
        held, data = self._held.get(place, ("", b""))
        adapter: TypeAdapter[list[ShapeT]] = _adapter(shape)
        if held == mark:
            try:
                return adapter.validate_json(data)
            except ValidationError:
                pass  # the file was damaged
        documents = parse_all(shape, file.text, file.name)
        self._put(place, mark, adapter.dump_json(documents, by_alias=True))
        return documents

    def checked(self, packs_hash: str) -> bool:
        """Say whether exactly these packs have passed the checks across files before."""
        return self._held.get(CHECKED, ("",))[0] == _digest(packs_hash)

    def mark_checked(self, packs_hash: str) -> None:
        """Remember that these packs have passed the checks across files."""
        self._put(CHECKED, _digest(packs_hash), b"")

    def keep(self) -> None:
        """Write what is new, if anything is."""
        if self._folder is None or not self._new:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._folder / f"{NAME}.{os.getpid()}.new"
            lines = (
                b"%b %b %b\n" % (place.encode(), mark.encode(), data)
                for place, (mark, data) in self._held.items()
            )
            fresh.write_bytes(b"".join(lines))
            fresh.replace(self._folder / NAME)
            _sweep(self._folder)
            self._new = False
        except OSError:
            return  # a desk without a place for its cache is slower, not wrong

    def _put(self, place: str, mark: str, data: bytes) -> None:
        self._held[place] = (mark, data)
        self._new = True


def _lines(file: Path) -> dict[str, tuple[str, bytes]]:
    """Give what is remembered, by file and shape: the checksum and the JSON."""
    try:
        parts = (line.split(b" ", 2) for line in file.read_bytes().split(b"\n"))
        return {one[0].decode(): (one[1].decode(), one[2]) for one in parts if len(one) == 3}
    except (OSError, UnicodeDecodeError):
        return {}


def _sweep(folder: Path) -> None:
    """Take away what earlier programs kept here, a file for each shape."""
    if any(folder.glob("checked-*")):
        for old in (*folder.glob("checked-*"), *folder.glob("*-*-*.json")):
            old.unlink(missing_ok=True)


def _mark(shape: type[BaseModel], text: str) -> str:
    return _digest(f"{_code_of(shape.__module__)}\n{text}")[:24]


@cache
def _adapter(shape: type[BaseModel]) -> TypeAdapter[Any]:
    return TypeAdapter(list[shape])  # type: ignore[valid-type]


@cache
def _code_of(module: str) -> str:
    """Give a checksum of the code that defines a shape, so that a new program reads anew."""
    path = getattr(sys.modules[module], "__file__", None)
    try:
        return hashlib.sha256(Path(path or "").read_bytes()).hexdigest()
    except OSError:
        return module


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
