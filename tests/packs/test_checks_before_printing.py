"""Checks before printing are data: a mistake is named with its line, and each holds its worked cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse_all
from immdesk.packets.preflight_rules import CheckCases, CheckFile, compile_check
from immdesk.packs.check_proof import unproved_checks
from immdesk.packs.library import Library


def test_every_check_has_an_authority_and_holds_its_worked_cases(library: Library) -> None:
    assert len(library.preflight) >= 35
    assert [problem.happened for problem in unproved_checks(library)] == []
    assert all(one.file.cite and one.file.do for one in library.preflight)
    assert {one.file.look for one in library.preflight if one.file.override == "nobody"} >= {
        "blank_missing",
        "approval_missing",
        "signature_refused",
    }


FILE = resource("packs", "us", "preflight", "mailing.yaml")


def compiled(text: str, library: Library) -> None:
    for place, one in enumerate(parse_all(CheckFile, text, "mine/mailing.yaml")):
        compile_check(one, library.vocabulary, Source("mine/mailing.yaml", text, place))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "look: fee_changes",
            "look: fee_chnges",
            "no way of looking 'fee_chnges'. Did you mean 'fee_changes'?",
        ),
        ('with: {days: "14"}', 'with: {day: "14"}', "has no parameter 'day'. Did you mean 'days'?"),
        ('with: {days: "14"}', 'with: {days: "soon"}', "'days' must be a whole number"),
        ("it costs {then}", "it costs {than}", "fills no word '{than}'. Did you mean 'then'?"),
        ("severity: stop\noverride: attorney", "severity: stop\noverride: anyone", "a stop is overridden by"),
        ("look: fee_changes", "look: fee_changes\nwhen: case.filling_place", "Did you mean"),
        ("look: address_old", "looks: address_old", "unknown key 'looks'. Did you mean 'look'?"),
    ],
)
def test_a_mistake_in_a_check_is_named(library: Library, old: str, new: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(Problem) as refused:
        compiled(text.replace(old, new, 1), library)
    assert said in refused.value.happened
    assert refused.value.happened.startswith("mine/mailing.yaml, line ")


def test_a_worked_case_that_does_not_hold_is_told(library: Library) -> None:
    path = FILE.with_name("mailing.cases.yaml")
    text = path.read_text(encoding="utf-8").replace("The letter has blanks: Telephone", "Nothing")
    cases = {one.check: one for one in parse_all(CheckCases, text, "mine/mailing.cases.yaml")}
    (problem,) = unproved_checks(replace(library, preflight_cases={**library.preflight_cases, **cases}))
    assert problem.happened.startswith("The check letter-blanks case 'no telephone': expected [")
