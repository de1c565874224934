"""Two packs side by side: each difference told in a sentence, by item and place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.packs.compare import Change, compare

RULE = "rules/cspa-chart-policy.yaml"
FEES = "fees/us.yaml"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the shipped pack, to change."""
    return Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))


def edit(pack: Path, name: str, before: str, after: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert before in text
    (pack / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_equal_packs_have_no_difference(changed: Path) -> None:
    assert compare(resource("packs", "us"), changed) == []


def test_a_changed_parameter_is_told_with_its_version(changed: Path) -> None:
    edit(changed, RULE, "from: 2025-08-15}", "from: 2025-09-15}")
    told = [one.words() for one in compare(resource("packs", "us"), changed)]
    assert len(told) == 1
    assert told[0].startswith("Rule cspa-chart-policy: versions › 1 › parameters › ")
    assert told[0].endswith("was: 2025-08-15; is now: 2025-09-15")


def test_a_fee_is_told_by_its_item_and_first_day(changed: Path) -> None:
    edit(changed, FEES, "usd: 2965", "usd: 3000")
    [one] = compare(resource("packs", "us"), changed)
    assert (one.shelf, one.act, one.before, one.after) == ("fees", "changed", "2965", "3000")
    assert "2026-03-01" in one.place


def test_a_rule_that_came_and_one_that_went_are_one_line_each(changed: Path) -> None:
    (changed / RULE).rename(changed / "gone.txt")
    shutil.copy(resource("packs", "us") / RULE, changed / "rules" / "another.yaml")
    edit(changed, "rules/another.yaml", "rule: cspa-chart-policy", "rule: another-policy")
    assert compare(resource("packs", "us"), changed) == [
        Change("rules", "another-policy", "added"),
        Change("rules", "cspa-chart-policy", "removed"),
    ]


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is not a pack"):
        compare(tmp_path, resource("packs", "us"))
