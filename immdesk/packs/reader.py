"""Reads the folders of packs in layers: an item of a later pack replaces the whole item of the same id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.packs.files import PackText, files_of, read_text
from immdesk.packs.manifest import Manifest
from immdesk.packs.shelf import Shelf

ShapeT = TypeVar("ShapeT", bound=BaseModel)
KeyT = TypeVar("KeyT", bound=Hashable)
T = TypeVar("T")
Placed = tuple[ShapeT, Source]


class Reader:
    """Reads packs once. What goes wrong is handed to `keep`, which raises it or collects it."""

    def __init__(self, folders: Iterable[Path], shelf: Shelf, keep: Callable[[Problem], None]) -> None:
        self.folders, self._shelf, self._keep = tuple(folders), shelf, keep
        self._sum = hashlib.sha256()

    @property
    def hash(self) -> str:
        """Give a checksum of all text read so far."""
        return self._sum.hexdigest()

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do a piece of reading; None when it went wrong and the Problem was collected."""
        try:
            return work()
        except Problem as problem:
            self._keep(problem)
            return None

    def manifests(self) -> tuple[Manifest, ...]:
        """Give the manifest of each pack."""
        texts = [PackText(f"{one.name}/pack.yaml", read_text(one, one / "pack.yaml")) for one in self.folders]
        return tuple(parse(Manifest, self._seen(text).text, text.name) for text in texts)

    def texts(self, folder: str) -> list[tuple[str, str]]:
        """Give (name, text) of the files of one folder; a later pack's file replaces one of its name."""
        found: dict[str, PackText] = {}
        for pack in self.folders:
            found |= {file.name.split("/", 1)[1]: self._seen(file) for file in files_of(pack, folder)}
        return [(file.name, file.text) for file in found.values()]

    def items(
        self, folder: str, shape: type[ShapeT], key: Callable[[ShapeT], KeyT], *, cases: bool = False
    ) -> dict[KeyT, Placed[ShapeT]]:
        """Give the documents of a folder by id, each with where it stands."""
        found: dict[KeyT, Placed[ShapeT]] = {}
        for pack in self.folders:
            layer: dict[KeyT, Placed[ShapeT]] = {}
            for file in files_of(pack, folder, cases=cases):
                for item in self._documents(shape, self._seen(file)):
                    self._add(layer, key(item[0]), item)
            found |= layer
        return found

    def shapes(
        self, folder: str, shape: type[ShapeT], key: Callable[[ShapeT], KeyT], *, cases: bool = False
    ) -> dict[KeyT, ShapeT]:
        """Give the documents of a folder by id."""
        return {name: item for name, (item, _) in self.items(folder, shape, key, cases=cases).items()}

    def _documents(self, shape: type[ShapeT], file: PackText) -> list[Placed[ShapeT]]:
        shapes = self.attempt(lambda: self._shelf.parsed(shape, file)) or []
        return [(one, Source(file.name, file.text, place)) for place, one in enumerate(shapes)]

    def _add(self, layer: dict[KeyT, Placed[ShapeT]], key: KeyT, item: Placed[ShapeT]) -> None:
        if key in layer:
            self._keep(item[1].wrong(f"'{key}' stands twice (also in {layer[key][1].name})"))
        layer[key] = item

    def _seen(self, file: PackText) -> PackText:
        self._sum.update(f"{file.name}\0{file.text}\0".encode())
        return file
