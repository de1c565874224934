"""What the office can tell of a work permit by itself."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.unknown import NONE
from immdesk.records.answers import say
from immdesk.records.documents import Document
from immdesk.records.filings import Filing
from immdesk.records.permits import (
    asylum_words,
    lasting,
    lasting_status,
    plain_category,
    renewal_words,
    student_cards,
)

IN = "2026-03-02"
CARD = {"kind": "ead", "category": "C09", "issued_on": date(2024, 3, 1), "expires_on": date(2026, 2, 28)}


def filed(form: str, day: date | None) -> dict[str, object]:
    return {"form": form, "received_on": day}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("(c)(3)(B)", "C03B"),
        ("c9", "C09"),
        ("A05", "A05"),
        ("C33", "C33"),
        ("", ""),
        ("work", ""),
        (None, ""),
    ],
)
def test_a_category_is_read_however_it_is_written(written, plain):
    assert plain_category(written) == plain


def test_the_filing_that_brought_the_card_is_not_its_renewal():
    first, renewal = filed("I-765", date(2023, 9, 1)), filed("I-765", date(2025, 12, 1))
    assert renewal_words(CARD, [first]) == {"renewal_filed_on": NONE}
    assert renewal_words(CARD, [first, filed("I-485", date(2025, 1, 1)), renewal]) == {
        "renewal_filed_on": date(2025, 12, 1)
    }


def test_without_a_day_of_issue_a_renewal_is_what_came_in_the_last_180_days():
    card = {"kind": "ead", "expires_on": date(2026, 12, 31)}
    assert renewal_words(card, [filed("I-765", date(2026, 7, 3))]) == {"renewal_filed_on": NONE}
    assert renewal_words(card, [filed("I-765", date(2026, 7, 4))]) == {"renewal_filed_on": date(2026, 7, 4)}


def test_a_filing_that_was_not_received_yet_renews_nothing_and_a_passport_is_not_renewed_so():
    assert renewal_words(CARD, [filed("I-765", None)]) == {"renewal_filed_on": NONE}
    assert renewal_words({"kind": "passport"}, [filed("I-765", date(2026, 1, 1))]) == {}


def test_the_last_card_of_each_kind_of_training_counts():
    cards = (
        CARD,
        {"kind": "ead", "category": "(c)(3)(B)", "expires_on": date(2025, 6, 30)},
        {"kind": "ead", "category": "C03C", "expires_on": date(2027, 6, 30)},
        {"kind": "ead", "category": "C03C"},
    )
    assert student_cards(cards) == {
        "opt_card_until": date(2025, 6, 30),
        "stem_card_until": date(2027, 6, 30),
    }
    assert student_cards(()) == {"opt_card_until": NONE, "stem_card_until": NONE}


def test_the_dates_of_an_old_paper_are_no_longer_of_use():
    until = {"dates_matter_until": date(2027, 2, 28)}
    assert lasting(CARD) == until
    assert lasting({"kind": "ds2019", "expires_on": date(2025, 2, 28)}) == until
    assert lasting({"kind": "medical", "issued_on": date(2024, 2, 29)}) == until
    assert lasting_status({"status": "Asylee", "from": date(2024, 2, 29)}) == until
    assert lasting({"kind": "i20"}) == {"dates_matter_until": NONE}


@pytest.mark.usefixtures("family")
def test_a_recorded_card_and_its_renewal_are_told_of_the_person_and_of_the_card(facts_of, do):
    def work(session):
        session.add(
            Document(
                id="card", person_id="luis", kind="ead", category="(c)(3)(B)", issued_on="2025-07-01",
                expires_on="2026-06-30",
            )
        )  # fmt: skip
        session.add(
            Filing(id="stem", case_id="case", person_id="luis", form="I-765", received_on="2026-05-15")
        )
        say(session, "document", "card", "valid_from", "2025-07-01")

    do(work)
    card = next(one.facts for one in facts_of().subjects() if one.id == "card")
    assert card.get("person.opt_card_until") == date(2026, 6, 30)
    assert card.get("person.stem_card_until") == NONE
    assert card.get("document.renewal_filed_on") == date(2026, 5, 15)
    assert card.get("document.valid_from") == date(2025, 7, 1)


def test_the_first_work_permit_under_an_asylum_application_is_known_by_its_request_and_its_card():
    asylum = {"form": "I-589", "received_on": date(2022, 1, 15)}
    asked = {**filed("I-765", date(2022, 6, 20)), "ead_category": "(c)(8)"}
    card = {"kind": "ead", "category": "C08", "issued_on": date(2022, 9, 1)}
    assert asylum_words(asylum, [], [CARD]) == {"permit_asked_on": NONE, "may_work_from": NONE}
    found = asylum_words(asylum, [asked], [card])
    assert found == {"permit_asked_on": date(2022, 6, 20), "may_work_from": date(2022, 9, 1)}
    denied = {**asked, "denied_on": date(2022, 8, 1)}
    assert asylum_words(asylum, [denied], [])["permit_asked_on"] == NONE
    granted = {**asylum, "approved_on": date(2022, 4, 1)}
    assert asylum_words(granted, [], [])["may_work_from"] == date(2022, 4, 1)
    assert asylum_words(asked, [asked], [card]) == {}


@pytest.mark.usefixtures("family")
def test_a_rejected_asylum_application_keeps_no_day_of_filing(facts_of, do):
    def file(number: str, **days: str) -> None:
        do(lambda session: session.add(
            Filing(id=number, case_id="case", person_id="luis", form="I-589", received_on=IN, **days)
        ))  # fmt: skip

    file("first", rejected_on="2026-03-20")
    assert facts_of().for_person("luis").get("case.i589_filed_on") == NONE
    file("second", approved_on="2026-07-01")
    assert facts_of().for_person("luis").get("case.i589_filed_on") == date(2026, 3, 2)
    filing = next(one.facts for one in facts_of().subjects() if one.id == "second")
    assert filing.get("filing.permit_asked_on") == NONE
    assert filing.get("filing.may_work_from") == date(2026, 7, 1)
