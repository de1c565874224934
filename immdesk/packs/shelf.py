"""Parsed shapes kept as JSON by checksum, because reading YAML costs ten times more."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from immdesk.basics.strictyaml import parse_all
from immdesk.packs.files import PackText

ShapeT = TypeVar("ShapeT", bound=BaseModel)


class Shelf:
    """Reads pack files into shapes; remembers them in a folder when it is given one.

    The folder holds nothing private and may be deleted at any time. A remembered shape is used only for
    exactly the same text and the same shape.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def parsed(self, shape: type[ShapeT], file: PackText) -> list[ShapeT]:
        """Give the documents of a file as shapes; raises Problem with file and line."""
        if self._folder is None:
            return parse_all(shape, file.text, file.name)
        kept = self._folder / f"{_digest(file.name)[:16]}-{shape.__name__}-{_mark(shape, file.text)}.json"
        adapter: TypeAdapter[list[ShapeT]] = _adapter(shape)
        try:
            return adapter.validate_json(kept.read_bytes())
        except (OSError, ValidationError):
            documents = parse_all(shape, file.text, file.name)
            instead_of = f"{kept.name.rsplit('-', 1)[0]}-*.json"
            self._put(kept, adapter.dump_json(documents, by_alias=True), instead_of)
            return documents

    def checked(self, packs_hash: str) -> bool:
        """Say whether exactly these packs have passed the checks across files before."""
        return self._folder is not None and (self._folder / f"checked-{packs_hash}").is_file()

    def mark_checked(self, packs_hash: str) -> None:
        """Remember that these packs have passed the checks across files."""
        if self._folder is not None:
            self._put(self._folder / f"checked-{packs_hash}", b"", "checked-*")

    def _put(self, kept: Path, data: bytes, instead_of: str) -> None:
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            for old in kept.parent.glob(instead_of):
                old.unlink(missing_ok=True)
            fresh = kept.with_name(f"{kept.name}.new")
            fresh.write_bytes(data)
            fresh.replace(kept)
        except OSError:
            return  # a desk without a place for its cache is slower, not wrong


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
