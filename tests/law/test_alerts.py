"""Practice alerts: dated flags that reach certain cases; no list of countries is ever invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from immdesk.law.alerts import alerts_for
from immdesk.packs.library import Library
from immdesk.packs.recorded import as_recorded

DAY = date(2026, 11, 21)


def reached(library: Library, about: str, facts: dict, on: date = DAY) -> dict[str, str]:
    known = as_recorded(facts, library.vocabulary)
    return {one.id: one.reach for one in alerts_for(library.alerts, known, on, about)}


def test_the_memo_on_discretion_reaches_adjustment_from_its_day(library):
    adjustment = {"case.filing_place": "adjustment"}
    assert reached(library, "case", adjustment, date(2026, 5, 20)) == {}
    assert reached(library, "case", adjustment, date(2026, 5, 21)) == {"pm-602-0199": "reaches"}
    assert reached(library, "case", {"case.filing_place": "consulate"}) == {}


def test_a_list_of_countries_that_nobody_has_filled_in_reaches_nobody_for_sure(library):
    assert all(not one.file.countries.codes for one in library.alerts if one.file.countries)
    facts = {"person.citizenships": [{"country": "MX"}], "person.is_us_citizen": "no",
             "person.is_permanent_resident": "yes", "case.filing_place": "consulate"}  # fmt: skip
    told = reached(library, "party", facts)
    assert told == {"pm-602-0194": "may reach", "immigrant-visa-pause": "may reach"}


@pytest.mark.parametrize(("country", "reach"), [("MX", {"pm-602-0194": "reaches"}), ("ES", {})])
def test_a_list_that_the_office_filled_in_decides(library, country, reach):
    alert = next(one for one in library.alerts if one.file.alert == "pm-602-0194")
    countries = alert.file.countries.model_copy(update={"codes": ("MX",), "as_of": DAY})
    ours = replace(alert, file=alert.file.model_copy(update={"countries": countries}))
    known = as_recorded({"person.citizenships": [{"country": country}]}, library.vocabulary)
    assert {one.id: one.reach for one in alerts_for([ours], known, DAY, "party")} == reach


def test_the_civics_test_goes_by_the_day_of_filing(library):
    for day, told in (("2025-10-19", False), ("2025-10-20", True)):
        found = reached(library, "filing", {"filing.form": "N-400", "filing.received_on": day})
        assert ("civics-test-2025" in found) is told


def test_every_alert_leaves_the_decision_to_an_attorney_and_names_its_source(library):
    known = as_recorded({"case.filing_place": "adjustment"}, library.vocabulary)
    (alert,) = alerts_for(library.alerts, known, DAY)
    assert (alert.opinion, alert.source) == ("attorney decides", "USCIS memo PM-602-0199 (2026-05-21)")
    late = alerts_for(library.alerts, known, date(2027, 3, 1))[0]
    assert "It was to be checked again by 2027-02-21." in late.verify


def test_an_alert_that_was_vacated_reaches_nobody(library):
    alert = next(one for one in library.alerts if one.file.alert == "pm-602-0199")
    vacated = replace(alert, file=alert.file.model_copy(update={"status": "vacated"}))
    assert (
        alerts_for([vacated], as_recorded({"case.filing_place": "adjustment"}, library.vocabulary), DAY) == []
    )
