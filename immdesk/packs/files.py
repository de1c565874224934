"""Find the files of a pack; a file that nothing would read is refused, so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.strictyaml import did_you_mean

FOLDERS: Final = (
    "vocabulary",
    "rules",
    "closures",
    "fees",
    "fee_sheets",
    "alerts",
    "paths",
    "red_flags",
    "scenarios",
    "typing",
    "editions",
    "forms",
    "labels",
    "official",
    "case_types",
    "tasks",
    "criteria",
    "renewals",
    "binders",
    "packets",
    "letters",
    "paragraphs",
    "preflight",
    "handing_in",
)
CASES: Final = ".cases.yaml"


@dataclass(frozen=True, slots=True)
class PackText:
    """A file of a pack: its name for people (`us/rules/rfe-deadline.yaml`) and its text."""

    name: str
    text: str


def files_of(pack: Path, folder: str, *, cases: bool = False) -> Iterator[PackText]:
    """Give the files of one folder of a pack in the order of their names; raises Refused if unreadable.

    Worked cases (`x.cases.yaml`) are given only with `cases`, and then nothing else.
    """
    for path in sorted((pack / folder).rglob("*.yaml")):
        if path.name.endswith(CASES) == cases:
            yield PackText(_shown(pack, path), read_text(pack, path))


def read_text(pack: Path, path: Path) -> str:
    """Give the text of a file; raises Refused when it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused(
            f"{_shown(pack, path)} cannot be read.", "The pack is not opened.", "Install the pack again."
        ) from None


def strays(pack: Path) -> Iterator[Problem]:
    """Give a Problem for every folder or file of a pack that nothing would read."""
    for path in sorted(pack.iterdir()):
        if path.is_dir() and path.name not in FOLDERS:
            hint = did_you_mean(path.name, FOLDERS)
            yield Problem(f"{pack.name}: nothing reads the folder '{path.name}'.{hint}", "", "Rename it.")
    for path in sorted(pack.rglob("*")):
        if path.is_file() and path.suffix != ".yaml" and path.name != ".gitkeep":
            said = f"{_shown(pack, path)}: nothing reads this file; packs hold .yaml files."
            yield Problem(said, "", "Remove or rename it.")


def _shown(pack: Path, path: Path) -> str:
    return f"{pack.name}/{path.relative_to(pack).as_posix()}"
