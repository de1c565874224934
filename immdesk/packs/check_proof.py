"""Worked cases beside each check before printing: small packets with what must be found in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.packets.preflight import preflight
from immdesk.packs.recorded import as_recorded

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.packets.preflight_rules import CheckCase, ReadyCheck
    from immdesk.packs.library import Library


def unproved_checks(library: Library) -> Iterator[Problem]:
    """Run every worked case; a check without cases, and the reverse, are Problems too."""
    checks = {one.file.check: one for one in library.preflight}
    for name in checks:
        if name not in library.preflight_cases:
            yield _problem(name, "has no worked cases")
    for name, file in library.preflight_cases.items():
        if name not in checks:
            yield _problem(name, "has worked cases, but there is no such check")
            continue
        for case in file.cases:
            found = tuple(_found(checks[name], case, library.vocabulary))
            if found != case.finds:
                said = f"expected {list(case.finds)}, found {list(found)}"
                yield _problem(name, f"case '{case.case}': {said}")


def _found(check: ReadyCheck, case: CheckCase, vocabulary: Vocabulary) -> Iterator[str]:
    facts = as_recorded(dict(case.facts), vocabulary)
    for one in preflight(case.packet, (check,), case.today, facts):
        yield f"{one.where}: {one.message}"


def _problem(check: str, said: str) -> Problem:
    return Problem(
        f"The check {check} {said}.",
        "What is looked for before printing cannot be relied on.",
        "Correct the check or the case.",
    )
