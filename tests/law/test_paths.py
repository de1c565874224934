"""Paths to a status, weighed: what is not known is asked and never a no; every path and flag has its law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import Unknown
from immdesk.law.paths import WORKED_OUT, Option, compile_path, flags_for, weigh
from immdesk.packs.library import Library
from immdesk.packs.recorded import as_recorded

DAY = date(2026, 11, 21)
SPOUSE = {"petitioner.is_us_citizen": "yes", "party.relationship": "spouse", "person.in_us_now": "yes"}
CLEAN = {
    "person.j_two_year_rule": "no", "person.arrived_as_crew": "no", "person.ever_removed": "no",
    "person.ordered_removed": "no", "person.reentered_after_presence": "no",
    "person.reentered_after_removal": "no", "person.came_back_uninspected": "no",
}  # fmt: skip
ENTRIES = {
    "inspected": [{"arrived_on": "2024-03-02", "manner": "inspected"}],
    "secretly": [{"arrived_on": "2024-03-02", "manner": "without_inspection"}],
}


def weighed(library: Library, path: str, facts: dict[str, Any], **names: Any) -> Option | None:
    known = as_recorded(facts, library.vocabulary)
    worked_out = {**{name: Unknown(name) for name in WORKED_OUT}, "no_resident": True, "today": DAY, **names}
    (one,) = [ready for ready in library.paths if ready.file.path == path]
    return weigh(one, known.also(worked_out))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "standing", "stopped"),
    [
        (CLEAN | {"person.entries": ENTRIES["inspected"]}, "possible", ()),
        ({"person.entries": ENTRIES["inspected"]}, "not known", ()),
        (CLEAN | {"person.entries": ENTRIES["secretly"], "person.grandfathering_petition_on": "none"},
         "blocked", ("Was inspected and admitted or paroled, or is protected by 245(i)",)),
        (CLEAN | {"person.entries": ENTRIES["secretly"], "person.grandfathering_petition_on": "2000-05-01"},
         "possible", ()),
        (CLEAN | {"person.entries": ENTRIES["inspected"], "person.ever_removed": "yes"}, "blocked",
         ("Was removed or ordered removed",)),
        (CLEAN | {"person.entries": ENTRIES["inspected"], "person.j_two_year_rule": "yes",
                  "person.j_rule_met": "no", "person.j_rule_waived": "no"}, "blocked",
         ("Two years at home after an exchange visit are still owed",)),
    ],
    ids=["all is recorded", "the hard questions are open", "entry in secret", "245(i)", "removed", "212(e)"],
)  # fmt: skip
def test_a_spouse_of_a_citizen_here(
    library: Library, more: dict[str, Any], standing: str, stopped: tuple[str, ...]
) -> None:
    found = weighed(library, "immediate-relative-here", SPOUSE | more)
    assert found is not None
    assert (found.standing, tuple(one.says for one in found.stopped_by)) == (standing, stopped)
    assert bool(found.ask) is (standing == "not known")


@pytest.mark.parametrize(
    ("days", "standing"),
    [(180, "possible"), (181, "blocked"), (Unknown("person.last_entry.stay_until"), "not known")],
)
def test_leaving_for_the_consulate_is_barred_from_181_days_on(
    library: Library, days: Any, standing: str
) -> None:
    found = weighed(library, "immediate-relative-abroad", SPOUSE | CLEAN, unlawful_days=days)
    assert found is not None
    assert found.standing == standing


@pytest.mark.parametrize(
    ("opens", "standing"), [(date(2026, 11, 21), "possible"), (date(2026, 11, 22), "blocked")]
)
def test_naturalization_opens_on_the_day_that_the_rule_counts(
    library: Library, opens: date, standing: str
) -> None:
    facts = {"person.is_permanent_resident": "yes", "person.is_us_citizen": "no",
             "person.ever_arrested": "no", "person.arrested_or_detained": "no",
             "person.mostly_abroad": "no"}  # fmt: skip
    found = weighed(library, "citizenship", facts, may_naturalize_on=opens, age=30, no_resident=False)
    assert found is not None
    assert found.standing == standing
    assert weighed(library, "asylum", facts, no_resident=False) is None


def test_a_flag_is_raised_by_what_is_recorded_and_otherwise_asked(library: Library) -> None:
    def flags(facts: dict[str, Any], **names: Any) -> dict[str, bool]:
        known = as_recorded(facts, library.vocabulary)
        worked_out = {**{name: Unknown(name) for name in WORKED_OUT}, "today": DAY, **names}
        found = flags_for(library.red_flags, known.also(worked_out))  # type: ignore[arg-type]
        return {one.flag: one.raised for one in found}

    told = flags({"person.ever_arrested": "no", "person.arrested_or_detained": "no"}, unlawful_days=200)
    assert told["unlawful-presence"] is True
    assert "arrest" not in told
    assert told["prior-removal"] is False  # nobody has said: asked, not raised
    arrests = [{"disposition": "dismissed"}, {"disposition": "diversion"}]
    assert flags({"person.arrests": arrests})["conviction"] is True
    assert "status-gap" not in flags({}, gap_days=0)
    assert flags({}, gap_days=12)["status-gap"] is True


def test_every_path_and_flag_names_its_law_and_every_cost_has_its_fee(library: Library) -> None:
    assert len(library.paths) >= 15
    for path in library.paths:
        assert path.file.cite, path.file.path
        assert all(one.file.cite for one in (*path.needs, *path.blocks)), path.file.path
        assert all(cost.file.form in library.fee_sheets for cost in path.costs), path.file.path
        said = f"{path.file.time.says} {path.file.time.source}"
        assert path.file.time.source or "not in the desk" in said or "No waiting" in said, path.file.path
    rules = {
        word.strip() for path in library.paths for word in path.file.time.source.split(";") if word.strip()
    }
    assert rules - {"Visa Bulletin"} <= set(library.rules)


def test_a_path_with_a_form_that_has_no_fees_does_not_open(library: Library) -> None:
    file, at = library.path_files["citizenship"]
    with pytest.raises(
        Problem, match=r"residents\.yaml, line \d+: there is no fee sheet of the form 'N-400'"
    ):
        compile_path(file, library.vocabulary, ["I-485"], at)
