"""Every library that the program runs with stands in THIRD-PARTY.md, and none binds ImmDesk to the GPL."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]


def libraries_of_the_program() -> dict[str, Distribution]:
    """What `immdesk` needs here to run, and what that needs in turn; the tools for tests left out."""
    found: dict[str, Distribution] = {}
    waiting = ["immdesk"]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = distribution(name)
        needs = [Requirement(line) for line in found[name].requires or []]
        waiting += [
            plain(need.name) for need in needs if not need.marker or need.marker.evaluate({"extra": ""})
        ]
    del found["immdesk"]
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(library: Distribution) -> str:
    told = library.metadata.json
    classifiers = [line for line in told.get("classifier", []) if line.startswith("License")]
    return " ".join([str(told.get("license_expression", "")), str(told.get("license", "")), *classifiers])


def test_every_library_is_named_with_its_licence() -> None:
    told = plain((ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8"))
    assert [name for name in libraries_of_the_program() if not re.search(rf"\b{name}\b", told)] == []


def test_no_library_is_under_the_gpl_alone() -> None:
    bound = [
        name
        for name, library in libraries_of_the_program().items()
        if re.search(r"\bA?GPL|Affero|GNU General Public", licence_of(library))
        and "LGPL" not in licence_of(library)
    ]
    assert bound == []


def test_the_tools_for_tests_are_no_part_of_the_program() -> None:
    assert {"pytest", "hypothesis", "mypy", "ruff", "pypdf"} & set(libraries_of_the_program()) == set()
