"""The office's own rules may be stricter than the law, and are refused when they allow more."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.packs.library import check_pack, load_library

US = resource("packs", "us")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty layer of the office's own."""
    folder = tmp_path / "packs"
    (folder / "rules").mkdir(parents=True)
    (folder / "pack.yaml").write_text("pack: own\ntitle: Our own\nedition: 2026-11-01\nlanguage: en\n")
    return folder


def change(own: Path, rule: str, old: str, new: str) -> None:
    """Write a shipped rule into the own layer with one change."""
    text = (US / "rules" / f"{rule}.yaml").read_text(encoding="utf-8")
    assert old in text
    (own / "rules" / f"{rule}.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def load(own: Path, parsed: Path) -> None:
    load_library([US, own], own=own, cache=parsed)


def test_a_rule_that_gives_a_later_day_is_refused_with_the_case_and_both_days(
    own: Path, parsed: Path
) -> None:
    change(own, "rfe-deadline", "add 3 days when served_by", "add 5 days when served_by")
    with pytest.raises(Problem) as told:
        load(own, parsed)
    assert told.value.happened.startswith("The office's own rule rfe-deadline allows more than the law: in")
    assert "the law gives" in told.value.happened
    assert told.value.do == "Correct the rule in the office's folder of packs, or take it out."


def test_a_rule_that_gives_an_earlier_day_is_taken(own: Path, parsed: Path) -> None:
    change(own, "rfe-deadline", "add 3 days when served_by", "add 1 day when served_by")
    library = load_library([US, own], own=own, cache=parsed)
    assert "add 1 day when" in str(library.rules["rfe-deadline"].file)


def test_a_rule_that_leaves_a_day_out_is_refused(own: Path, parsed: Path) -> None:
    change(own, "rfe-deadline", "deadline:\n", "answer_by:\n")
    with pytest.raises(Problem, match=r"the law gives .*, the office's rule gives no day"):
        load(own, parsed)


def test_a_window_may_not_open_earlier_than_the_law_opens_it(own: Path, parsed: Path) -> None:
    change(own, "ead-renewal-window", "180 days", "200 days")
    with pytest.raises(Problem, match="allows more than the law"):
        load(own, parsed)


def test_the_check_of_a_pack_finds_it_too(own: Path, parsed: Path) -> None:
    change(own, "rfe-deadline", "add 3 days when served_by", "add 5 days when served_by")
    cases = US / "rules" / "rfe-deadline.cases.yaml"
    (own / "rules" / cases.name).write_text(cases.read_text(encoding="utf-8"), encoding="utf-8")
    told = [problem.happened for problem in check_pack(own, cache=parsed)]
    assert any(one.startswith("The office's own rule rfe-deadline allows more than the law") for one in told)


def test_a_layer_may_replace_the_tasks_of_a_kind_alone_and_is_refused_where_they_do_not_hold(
    own: Path, parsed: Path
) -> None:
    (own / "tasks").mkdir()
    one = "  - {task: a, title: A, who: client, due: 1 day after stage recruting, minutes: 15}"
    (own / "tasks" / "perm.yaml").write_text(f"tasks_for: perm\ntasks:\n{one}\n")
    (problem,) = [str(each) for each in check_pack(own, cache=parsed)]
    assert "packs/tasks/perm.yaml, line 3" in problem
    assert "Did you mean 'recruiting'?" in problem
    (own / "tasks" / "perm.yaml").write_text(f"tasks_for: perm\ntasks:\n{one.replace('ruting', 'ruiting')}\n")
    assert [len(plan.tasks) for plan in (load_library([US, own], cache=parsed).tasks["perm"],)] == [1]
