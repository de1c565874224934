"""A rule that is only a note: text and authority, for whom it is, and never a day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.docket.reconcile import reconcile
from immdesk.law.explain import explain
from immdesk.law.find import evaluate_given, find
from immdesk.packs.library import check_pack, load_library

NOTE = """\
rule: court-calendar
title: Check the court's own calendar
kind: note
about: notice
applies_when: notice.kind == "interview"
note: Ask the court; the desk does not count these days.
versions:
  - cite: [8 CFR 1003.18]
    confidence: general
    verified: {on: 2026-11-21, by: not reviewed, until: 2027-02-21}
"""
CASES = """\
rule: court-calendar
cases:
  - case: A notice of an interview
    facts: {notice.kind: interview}
    source: The text of the rule.
  - case: Another notice
    facts: {notice.kind: rfe}
    outcome: not applicable
    source: The text of the rule.
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    (folder / "rules/court-calendar.yaml").write_text(NOTE, encoding="utf-8")
    (folder / "rules/court-calendar.cases.yaml").write_text(CASES, encoding="utf-8")
    return folder


def test_a_note_is_found_with_its_text_and_is_never_docketed(pack: Path, parsed: Path):
    library = load_library([pack], cache=parsed)
    facts = Facts({"notice": {"kind": "interview"}})
    found = find(
        [library.rules["court-calendar"]], facts, subject_kind="notice", subject_id="n", person_id=None,
        today=date(2026, 11, 21), library=library,
    )  # fmt: skip
    assert [(one.kind, one.outcome, one.outputs, one.docket) for one in found] == [
        ("note", "found", (), False)
    ]
    assert found[0].note == "Ask the court; the desk does not count these days."
    assert reconcile(found, [], today=date(2026, 11, 21)) == []


def test_a_note_that_may_or_may_not_apply_proposes_nothing_either(pack: Path, parsed: Path):
    library = load_library([pack], cache=parsed)
    found = find(
        [library.rules["court-calendar"]], Facts({"notice": {}}), subject_kind="notice", subject_id="n",
        person_id=None, today=date(2026, 11, 21), library=library,
    )  # fmt: skip
    assert [one.outcome for one in found] == ["ask"]
    assert reconcile(found, [], today=date(2026, 11, 21)) == []


def test_the_worked_cases_of_a_note_try_for_whom_it_is(pack: Path, parsed: Path):
    assert check_pack(pack, cache=parsed) == []
    cases = pack / "rules/court-calendar.cases.yaml"
    cases.write_text(CASES.replace("not applicable", "found"), encoding="utf-8")
    (problem,) = check_pack(pack, cache=parsed)
    assert "outcome expected found, got not applicable" in problem.happened


def test_a_note_is_explained(pack: Path, parsed: Path):
    library = load_library([pack], cache=parsed)
    finding = evaluate_given(library.rules["court-calendar"], {}, date(2026, 11, 21), library)
    lines = explain(finding)
    assert lines[0] == "Check the court's own calendar: note, no day is counted"
    assert "Authority: 8 CFR 1003.18" in lines
    assert "Ask the court; the desk does not count these days." in lines


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: note\n", "", "line 7: the version gives nothing; a rule without a day is `kind: note`"),
        ("    confidence", "    gives: {due: {kind: deadline}}\n    confidence", "a note gives no day"),
        ("note: Ask the court; the desk does not count these days.\n", "", "without a text says nothing"),
    ],
)
def test_a_note_that_is_no_note_is_refused(pack: Path, old: str, new: str, said: str, parsed: Path):
    (pack / "rules/court-calendar.yaml").write_text(NOTE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Problem, match=said):
        load_library([pack], cache=parsed)
