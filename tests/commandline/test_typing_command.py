"""`immdesk case typing`: the answers of a case in the order of an online system."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer

CASE = "26-0002"


def test_the_answers_of_a_case_come_screen_by_screen(run: Run, office: Path) -> None:
    offers = answer(run("case", "typing", CASE, "list", "--office", office, "--json"))
    assert {one["system"] for one in offers} == {"ds-160", "flag-lca"}
    told = run("case", "typing", CASE, "ds-160", "--office", office).stdout
    assert "Personal Information 1" in told
    assert "[ ] Surnames: " in told
    assert "nobody has walked through the system with it yet" in told
