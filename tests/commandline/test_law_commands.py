"""`immdesk law` and `pack`: a rule explained, worked cases checked, a pack proved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from tests.commandline.told import Run, answer, told

GOOD = """
- {id: A, rule: rfe-deadline, inputs: {notice_date: "2026-03-02", response_days: 84, served_by: mail,
   recipient_abroad: false}, expected: {deadline: "2026-05-28"}}
- {id: B, rule: cal-federal-holidays, inputs: {date: "2026-11-26"}, expected: {is_holiday: true}}
"""
BAD = """
- {id: C, rule: rfe-deadlin, inputs: {}, expected: {deadline: "2026-05-28"}}
- {id: D, rule: cal-federal-holidays, inputs: {date: "2026-11-27"}, expected: {is_holiday: true}}
- {id: E, rule: cal-federal-holidays, inputs: {date: "2026-11-26"}, expected: {is_holiday: true}}
"""


def test_a_rule_explains_itself_line_by_line(run: Run) -> None:
    given = ["notice_date=2026-03-02", "response_days=84", "served_by=mail", "recipient_abroad=no"]
    words = [word for pair in given for word in ("--given", pair)]
    text = run("law", "explain", "rfe-deadline", *words).stdout
    assert "Thu May 28, 2026" in text
    assert "8 CFR 103.2(b)(8)(iv)" in text
    found = answer(run("law", "explain", "rfe-deadline", *words, "--json"))
    assert (found["outcome"], found["outputs"]["deadline"]["value"]) == ("found", "2026-05-28")
    assert len(found["outputs"]["deadline"]["lines"]) == 4


def test_a_rule_that_is_not_told_enough_asks(run: Run) -> None:
    found = answer(run("law", "explain", "rfe-deadline", "--given", "response_days=84", "--json"))
    assert found["outcome"] == "ask"
    assert "notice.dated_on" in found["ask"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rfe-deadlin"], "There is no rule rfe-deadlin. Did you mean 'rfe-deadline'?"),
        (["rfe-deadline", "--given", "notice_date"], "--given notice_date has no '='."),
        (["rfe-deadline", "--given", "notice_date=[1"], "The value of notice_date is not YAML."),
        (["rfe-deadline", "--given", "notice_dat=2026-03-02"], "The rule rfe-deadline is not given"),
    ],
)
def test_a_question_that_makes_no_sense_is_told(run: Run, words: list[str], said: str) -> None:
    assert told(run("law", "explain", *words)).startswith(said)


def test_worked_cases_that_hold_pass(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    result = run("law", "check", tmp_path / "good.yaml")
    assert (result.exit_code, result.stdout) == (0, "2 passed, 0 failed\n")


def test_worked_cases_that_fail_are_told_one_by_one_with_exit_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    result = run("law", "check", tmp_path / "bad.yaml")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "C  rfe-deadlin: unknown rule",
        "D  cal-federal-holidays: is_holiday: expected True, got False",
        "1 passed, 2 failed",
    ]
    report = answer(run("law", "check", tmp_path / "bad.yaml", "--json"), code=1)
    assert (report["passed"], report["failed"], len(report["differences"])) == (1, 2, 2)


def test_a_file_that_is_no_worked_cases_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("rule: x", encoding="utf-8")
    assert told(run("law", "check", tmp_path / "x.yaml")).startswith("x.yaml is not a file of worked cases.")
    assert told(run("law", "check", tmp_path / "no.yaml")).startswith("The file of worked cases cannot be")


def test_the_reference_cases_of_the_shipped_rules_hold(run: Run, shared: Path) -> None:
    lines = run("law", "check", shared / "law" / "vectors.yaml").stdout.splitlines()
    assert [line for line in lines[:-1] if not line.endswith("unknown rule")] == []
    assert int(lines[-1].split(" passed")[0]) >= 26


def test_the_shipped_pack_is_sound(run: Run) -> None:
    result = run("pack", "check")
    assert result.exit_code == 0
    assert result.stdout.endswith(" 0 problems.\n")
    report = answer(run("pack", "check", "--json"))
    assert (report["pack"], report["problems"]) == ("us", [])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules/rfe-deadline.yaml", "severity: fatal", "severty: fatal",
         "us/rules/rfe-deadline.yaml, line 12: unknown key 'severty'. Did you mean 'severity'?"),
        ("rules/rfe-deadline.yaml", "notice_date: notice.dated_on", "notice_date: notice.datd_on",
         "us/rules/rfe-deadline.yaml, line 6: The vocabulary does not know 'datd_on' in 'notice'"),
        ("rules/rfe-deadline.yaml", "severity: fatal", "severity: deadly",
         "us/rules/rfe-deadline.yaml, line 12: 'severity' is 'deadly', but must be one of:"),
    ],
    ids=["key", "path", "option"],
)  # fmt: skip
def test_a_misspelt_pack_is_told_with_file_and_line(
    run: Run, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    pack = Path(shutil.copytree(resource("packs", "us"), tmp_path / "us"))
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("pack", "check", pack)
    assert result.exit_code == 1
    assert result.stdout.startswith(said)
    report = answer(run("pack", "check", pack, "--json"), code=1)
    assert report["problems"][0].startswith(said)


def test_a_folder_that_is_no_pack_is_told(run: Run, tmp_path: Path) -> None:
    assert told(run("pack", "check", tmp_path)).startswith("This folder is no pack")
