"""What the office can tell of a worker's petition by itself."""

from __future__ import annotations

from datetime import date

from immdesk.basics.unknown import NONE
from immdesk.records.workers import labor_filings, petition_words, status_words


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
    assert status_words({"petition_until": date(2028, 2, 28)}) == {"extension_from": date(2028, 2, 29)}
    assert status_words({"petition_until": NONE}) == {}
