"""Packs installed in an office's folder: which one the library reads, and the last one, kept to go back to.

One small file names them and is replaced in one step; a pack that is half there is never named.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.strictyaml import parse
from immdesk.basics.words import _
from immdesk.packs.manifest import Manifest
from immdesk.packs.sealed import SEAL, Seal, number

HOME: Final = "installed"
LIST: Final = "packs.json"
STAGED: Final = ".new-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One installed issue of a pack: its folder, its version, the checksum of its manifest, who and when."""

    folder: str
    version: str
    mark: str
    signed_by: str
    made_on: str = ""
    by: str = ""
    at: str = ""
    attorney: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is installed under one name. Without `now` the shipped pack counts; `before` is the last one."""

    now: Entry | None = None
    before: Entry | None = None
    kept: bool = False
    """Says whether there is a last one to go back to; without `before` it is the shipped pack."""


@dataclass(frozen=True, slots=True)
class Used:
    """A pack as the library reads it; `entry` is None for the shipped one, `problem` tells what was left."""

    name: str
    folder: Path
    entry: Entry | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    home: Path
    shipped: Path
    mark: tuple[int, int]
    issues: tuple[tuple[str, Issue], ...]


def in_use(home: Path, shipped: Path) -> tuple[Used, ...]:
    """Give the packs that the library reads, the whole one first, each found as it was when it was installed.

    An installed pack that was changed on the disk is passed over, as is one older than what the program
    ships; then the last one counts, else the shipped one.
    """
    issues = read_list(home)
    path = home / LIST
    mark = ((found := path.stat()).st_mtime_ns, found.st_size) if path.is_file() else (0, 0)
    return _in_use(_Asked(home, shipped, mark, tuple(issues.items())))


@lru_cache(maxsize=4)
def _in_use(asked: _Asked) -> tuple[Used, ...]:
    issues = dict(asked.issues)
    base = _chosen(asked.home, asked.shipped.name, issues.pop(asked.shipped.name, Issue()), asked.shipped)
    others = (_chosen(asked.home, name, issue, None) for name, issue in sorted(issues.items()))
    return tuple(one for one in (base, *others) if one is not None)


def _chosen(home: Path, name: str, issue: Issue, shipped: Path | None) -> Used | None:
    told = ""
    for entry in (issue.now, issue.before) if issue.now else ():
        if entry is None:
            break
        if shipped is not None and number(entry.version) < number(manifest_of(shipped).issue):
            break  # the program has brought a newer one since
        if sound(home / entry.folder, entry.mark):
            return Used(name, home / entry.folder / name, entry, told)
        told = _("The installed pack {name} {version} was changed on the disk and is not used.").format(
            name=name, version=entry.version
        )
    return Used(name, shipped, None, told) if shipped is not None else None


def sound(folder: Path, mark: str) -> bool:
    """Say whether an installed pack is, byte by byte, what was verified when it was installed."""
    try:
        data = (folder / SEAL).read_bytes()
        if hashlib.sha256(data).hexdigest() != mark:
            return False
        seal = Seal.model_validate_json(data)
        inside = folder / seal.name
        paths = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if not path.is_dir()}
        if paths != {one.name for one in seal.files}:
            return False
        return all(
            hashlib.sha256((inside / one.name).read_bytes()).hexdigest() == one.sha256 for one in seal.files
        )
    except (OSError, ValueError):
        return False


def read_list(home: Path) -> dict[str, Issue]:
    """Give what is installed, by name; nothing when the list is missing or cannot be read."""
    try:
        kept: dict[str, Any] = json.loads((home / LIST).read_text("utf-8"))
        return {
            name: Issue(_entry(one.get("now")), _entry(one.get("before")), bool(one.get("kept")))
            for name, one in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _entry(kept: dict[str, str] | None) -> Entry | None:
    return Entry(**kept) if kept else None


def write_list(home: Path, issues: dict[str, Issue]) -> None:
    """Name the packs that count, in one step; raises Refused, and changes nothing, when the disk says no."""
    part = home / f"{LIST}.new"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as out:
            json.dump({name: asdict(one) for name, one in issues.items()}, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, home / LIST)
    except OSError as refused:
        raise refused_by_disk(refused) from None


def put(home: Path, staged: Path, name: str, entry: Entry) -> None:
    """Move an unpacked pack to its place and let it count; what counted before is kept to go back to."""
    place = home / entry.folder
    try:
        if place.exists() and not sound(place, entry.mark):
            shutil.rmtree(place)
        if place.exists():
            shutil.rmtree(staged)
        else:
            staged.rename(place)
    except OSError as refused:
        raise refused_by_disk(refused) from None
    issues = read_list(home)
    was = issues.get(name, Issue())
    before = was.before if was.now and was.now.folder == entry.folder else was.now
    write_list(home, issues | {name: Issue(entry, before, True)})


def back(home: Path, name: str, said: dict[str, str]) -> Issue:
    """Let the last pack count again; the one that counted until now is kept in its stead.

    `said` is who went back, when and why. Raises Problem when there is none.
    """
    issues = read_list(home)
    was = issues.get(name, Issue())
    if not was.kept:
        raise Problem(
            _("There is no earlier pack to go back to."),
            _("Nothing was changed."),
            _("Install the file of the pack that you want."),
        )
    now = replace(was.before, **said) if was.before else None
    after = Issue(now, was.now, True)
    write_list(home, issues | {name: after})
    return after


def tidy(home: Path) -> None:
    """Remove what no list names: packs before the last one, and what a crash left half unpacked."""
    named = {one.folder for issue in read_list(home).values() for one in (issue.now, issue.before) if one}
    for path in home.iterdir() if home.is_dir() else ():
        if path.is_dir() and path.name not in named and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


@lru_cache(maxsize=16)
def _manifest(path: Path, _mark: tuple[int, int]) -> Manifest:
    return parse(Manifest, path.read_text("utf-8"), f"{path.parent.name}/{path.name}")


def manifest_of(folder: Path) -> Manifest:
    """Give what a pack's folder says of itself; raises Problem when its pack.yaml is not right."""
    path = folder / "pack.yaml"
    try:
        found = path.stat()
        return _manifest(path, (found.st_mtime_ns, found.st_size))
    except (OSError, UnicodeDecodeError):
        raise Refused(
            _("{name} is not a pack.").format(name=folder.name), _("It has no pack.yaml."), ""
        ) from None


def refused_by_disk(refused: OSError) -> Refused:
    """Give what is said when the disk does not let a pack be installed."""
    return Refused(
        _("The pack could not be installed."),
        _("The disk refused: {reason} The pack that was in use stays in use.").format(
            reason=f"{refused.strerror or type(refused).__name__}."
        ),
        _("Make room on the disk, then try again."),
    )
