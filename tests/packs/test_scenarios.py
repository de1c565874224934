"""Scenarios of the pack: a wrong word, rule, result or step is named with its line."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.law.scenarios import ScenarioFile, compile_scenario
from immdesk.packs.library import Library

GOOD = """scenario: extend
order: 10
title: Extend
about: More time.
when: person.current_status.status == "H-1B"
otherwise: Only for H-1B.
target: start
milestones:
  - step: start
    title: First day
    plan: {path: person.current_status.until, days: 1}
    sets: [{path: status_period.extension_from}]
  - step: filed
    title: Filed
    plan: {before: start, days: 14, why: two weeks}
    by: [{rule: i94-governs, gives: stay_until}]
rules: [{rule: i94-governs}]
cite: [INA 214]
"""


def compiled(text: str, library: Library) -> None:
    source = Source("x.yaml", text)
    compile_scenario(parse(ScenarioFile, text, "x.yaml"), library.vocabulary, library.rules, source)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gives: stay_until", "gives: stay_untl", "no result of i94-governs 'stay_untl'. Did you mean"),
        ("rules: [{rule: i94-governs}]", "rules: [{rule: i94-govern}]", "no rule 'i94-govern'. Did you mean"),
        ("before: start", "before: strat", "there is no earlier step 'strat'. Did you mean 'start'"),
        ("step: filed", "step: start", "the step 'start' is there twice"),
        (", why: two weeks", "", "say why a step stands so far from another"),
        ("extension_from}]", "extension_fro}]", "extension_from"),
        ("target: start", "target: begin", "there is no step 'begin'"),
        ("milestones:", "milestone:", "unknown key 'milestone'"),
        ("{path: status_period.extension_from}", "{path: person.trips}", "only a list has a row"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_scenario_is_named(library: Library, old: str, new: str, said: str) -> None:
    compiled(GOOD, library)
    with pytest.raises(Problem, match=r"x\.yaml, line \d+") as problem:
        compiled(GOOD.replace(old, new, 1), library)
    assert said in problem.value.happened


def test_every_shipped_scenario_says_its_law_and_why_it_guesses(library: Library) -> None:
    ids = [one.file.scenario for one in library.scenarios]
    assert ids == [
        "extend", "change-employer", "perm-now", "recapture", "adjust", "consular", "naturalize-first",
    ]  # fmt: skip
    for one in library.scenarios:
        assert one.file.cite
        assert one.file.otherwise
        assert one.file.about
