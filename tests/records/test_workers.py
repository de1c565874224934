"""What the office can tell of a worker's petition by itself."""

from __future__ import annotations

from datetime import date

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.workers import (
    extension_words,
    labor_filings,
    petition_words,
    status_words,
    stays_words,
)


def test_the_last_petition_received_counts_and_one_not_sent_yet_does_not():
    old = {"form": "I-129", "received_on": date(2023, 6, 1), "approved_on": date(2023, 9, 1)}
    new = {"form": "I-129", "received_on": date(2026, 6, 1), "approved_on": NONE}
    nothing = {"i129_filed_on": NONE, "i129_approved_on": NONE, "i129_denied_on": NONE}
    assert petition_words([{"form": "I-129"}, {"form": "I-130", "received_on": date(2026, 1, 1)}]) == nothing
    assert petition_words([new, old]) == {**nothing, "i129_filed_on": date(2026, 6, 1)}


def test_labor_certifications_and_petitions_that_were_filed_are_listed_with_what_became_of_them():
    i140 = {"id": "a", "form": "I-140", "received_on": date(2025, 3, 1), "approved_on": date(2025, 9, 1)}
    perm = {"id": "b", "filed_on": "2024-05-01", "denied_on": "2024-12-01"}
    draft = {"id": "c", "filed_on": None}
    assert labor_filings([i140, {"id": "d", "form": "I-129"}], [perm, draft]) == {
        "labor_filings": (
            {"id": "a", "filed": date(2025, 3, 1), "status": "approved"},
            {"id": "b", "filed": date(2024, 5, 1), "status": "denied"},
        )
    }


def test_an_extension_begins_on_the_day_after_the_petition_ends():
    assert status_words({"petition_until": date(2028, 2, 28)}, {}) == {"extension_from": date(2028, 2, 29)}
    assert status_words({"petition_until": NONE}, {}) == {}


def test_an_extension_is_asked_for_by_a_filing_of_this_stay_that_was_not_denied():
    held = {"status": "B-2", "from": date(2026, 3, 1)}
    earlier = {"form": "I-539", "received_on": date(2026, 2, 28)}
    mine = {"form": "I-539A", "received_on": date(2026, 7, 1)}
    denied = {**mine, "denied_on": date(2026, 8, 1)}
    nothing = {"i539_filed_on": NONE}
    assert extension_words(held, [earlier, denied, {"form": "I-539"}]) == nothing
    assert extension_words(held, [earlier, mine]) == {"i539_filed_on": date(2026, 7, 1)}
    assert extension_words({"status": "B-2"}, [earlier]) == {"i539_filed_on": date(2026, 2, 28)}


def test_who_stays_with_the_same_employer_has_said_so_by_the_basis_of_the_petition():
    assert status_words({}, {"petition_basis": "continuation"}) == {"same_employer": True}
    assert status_words({}, {"petition_basis": "change_of_employer"}) == {}


H1B = {"status": "H-1B", "from": date(2020, 10, 2), "until": date(2026, 9, 30)}
TODAY = date(2026, 8, 14)


def test_trips_part_the_stay_and_the_days_of_leaving_and_coming_back_belong_to_it():
    trips = (
        {"departed_on": date(2023, 12, 20), "returned_on": date(2024, 1, 10)},
        {"departed_on": date(2022, 12, 1), "returned_on": date(2022, 12, 31)},
    )
    assert stays_words({"status_periods": (H1B,), "trips": trips}, TODAY) == {
        "number_of_stays": 3,
        "stays_in_h_or_l": (
            {"from": date(2020, 10, 2), "until": date(2022, 12, 1)},
            {"from": date(2022, 12, 31), "until": date(2023, 12, 20)},
            {"from": date(2024, 1, 10), "until": NONE},
        ),
    }


def test_time_as_a_dependent_or_a_student_is_no_stay_in_h_or_l():
    periods = ({**H1B, "status": "H-4"}, {**H1B, "status": "L-2"}, {**H1B, "status": "F-1"})
    assert stays_words({"status_periods": periods}, TODAY) == {}


def test_a_period_known_only_by_its_year_is_asked_for_and_never_guessed():
    found = stays_words({"status_periods": ({**H1B, "from": PartialDate(2020)},)}, TODAY)
    assert found == {"stays_in_h_or_l": Unknown("person.status_periods")}
    open_trip = {"departed_on": date(2026, 6, 1)}
    found = stays_words({"status_periods": (H1B,), "trips": (open_trip,)}, TODAY)
    assert found == {"stays_in_h_or_l": Unknown("person.trips")}


def test_who_is_still_abroad_has_no_stay_that_goes_on():
    abroad = {"departed_on": date(2026, 6, 1), "returned_on": NONE}
    found = stays_words({"status_periods": (H1B,), "trips": (abroad,)}, TODAY)
    assert found["stays_in_h_or_l"] == ({"from": date(2020, 10, 2), "until": date(2026, 6, 1)},)
