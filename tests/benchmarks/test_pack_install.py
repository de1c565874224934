"""A pack of 30 MB verified and installed; the review before it, with all worked cases, by itself."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from immdesk.basics.paths import resource
from immdesk.office.office import Office
from immdesk.office.pack_review import review, throw_away
from immdesk.packs import installed
from immdesk.packs.installed import Entry
from immdesk.packs.unsealing import unpack
from tests.benchmarks.ratio import measure_seconds
from tests.packs.sealed_pack import Maker

SIZE = 30_000_000


def large(folder: Path) -> Path:
    """Give the shipped pack with maps of forms, which are what makes a pack large, until it has 30 MB."""
    shutil.copytree(resource("packs", "us"), folder)
    size = sum(path.stat().st_size for path in folder.rglob("*.yaml"))
    texts = [path.read_bytes() for path in sorted((folder / "official").rglob("*.yaml"))]
    more = folder / "official" / "more"
    more.mkdir()
    for number in count():
        if size >= SIZE:
            return folder
        text = texts[number % len(texts)]
        (more / f"{number:05}.yaml").write_bytes(text + b"# %d\n" % number)
        size += len(text)
    raise AssertionError


def test_a_pack_of_30_mb_is_verified_and_installed_soon(tmp_path: Path) -> None:
    """Counted: signature, names, every size and checksum, unpacking, the rename and the new list.

    Not counted: reading the rules and running their worked cases, which a person looks at before.
    """
    maker, home, turn = Maker(), tmp_path / "office" / "installed", count()
    file = maker.pack(large(tmp_path / "us"), tmp_path / "us.immpack")

    def take() -> None:
        number = next(turn)
        found = unpack(file, maker.trusted, home / ".new-x")
        assert found.seal.bytes >= SIZE
        installed.put(home, home / ".new-x", "us", Entry(f"us-{number}", f"{number}", found.mark, "maker"))

    measure_seconds("pack of 30 MB verified and installed", take, 0.5)


def test_the_shipped_pack_is_reviewed_while_one_waits(practice: Office, tmp_path: Path) -> None:
    """Counted: all that comes before Install: the file verified, read, proved, held against six cases."""
    maker = Maker()
    folder = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(about.replace("edition: 2026-11-21", "edition: 2026-12-01"))
    file = maker.pack(folder, tmp_path / "us.immpack")

    def look() -> None:
        throw_away(review(practice, file, trusted=maker.trusted).staged)

    measure_seconds("the shipped pack reviewed, all worked cases run", look, 5.0, rounds=3)
