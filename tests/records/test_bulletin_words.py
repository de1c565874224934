"""What the visa bulletin says of a case: this month's cutoff, and the first month with a visa."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.answers import say
from immdesk.records.bulletin import Bulletin, BulletinChoice
from immdesk.records.cases import CaseFile

pytestmark = pytest.mark.usefixtures("family")


@pytest.fixture
def bulletin(do):
    """Enter cutoffs of F2A Mexico, one a month, and the chart that the agency chose for November."""

    def enter(chosen=None, **cutoffs):
        def work(session):
            for name, cutoff in cutoffs.items():
                chart = "dates_for_filing" if name.endswith("d") else "final_action"
                month = f"2026-{name[1:3]}"
                session.add(
                    Bulletin(month=month, chart=chart, category="F2A", chargeability="MEXICO", cutoff=cutoff)
                )
            if chosen:
                session.add(BulletinChoice(month="2026-11", preference="family", chart=chosen))

        do(work)

    return enter


@pytest.fixture
def case(facts_of):
    return lambda word: facts_of().for_person("luis").get(f"case.{word}")


def test_the_chart_that_the_agency_chose_governs_those_who_adjust_here(bulletin, case):
    bulletin(chosen="dates_for_filing", m11="2023-01-01", m11d="2023-09-01")
    assert (case("chart"), case("cutoff")) == ("dates_for_filing", date(2023, 9, 1))
    assert case("bulletin_month") == "2026-11"


def test_final_action_governs_at_a_consulate(bulletin, case, do):
    do(lambda session: setattr(session.get(CaseFile, "case"), "filing_place", "consulate"))
    bulletin(chosen="dates_for_filing", m11="C", m11d="2023-09-01")
    assert (case("chart"), case("cutoff")) == ("final_action", "C")


def test_a_choice_of_chart_that_nobody_entered_is_not_guessed(bulletin, case):
    bulletin(m11="C")
    assert case("chart") == Unknown("case.chart")
    assert case("cutoff") == Unknown("case.cutoff")


@pytest.mark.parametrize(
    ("cutoffs", "available"),
    [
        ({"m08": "C", "m09": "U", "m10": "U", "m11": "U"}, date(2026, 8, 1)),
        ({"m08": "2023-05-01", "m09": "2023-05-02", "m10": "U", "m11": "U"}, date(2026, 9, 1)),
        ({"m08": "U", "m09": "U", "m10": "2022-01-01", "m11": "C"}, date(2026, 11, 1)),
        ({"m08": "U", "m09": "U", "m10": "U", "m11": "2023-05-01"}, NONE),
        ({"m08": "U", "m10": "C", "m11": "C"}, Unknown("case.visa_available_on")),
        ({"m07": "C", "m08": "U", "m09": "U", "m10": "U", "m11": "U"}, NONE),
        ({"m08": "U", "m09": "U", "m10": "U", "m11": "U", "m12": "C"}, NONE),
    ],
    ids=[
        "current in the month of approval",
        "the priority date must be earlier than the cutoff",
        "after a retrogression",
        "equal to the cutoff is not current",
        "a month that nobody entered",
        "current only before approval",
        "next month is not here yet",
    ],
)
def test_a_visa_is_available_from_the_first_current_month_after_approval(bulletin, case, cutoffs, available):
    bulletin(**cutoffs)
    assert case("visa_available_on") == available


def test_what_somebody_said_outright_wins(bulletin, case, do):
    bulletin(m08="U", m09="U", m10="U", m11="U")
    do(lambda session: say(session, "case", "case", "visa_available_on", "2026-09-01"))
    assert case("visa_available_on") == date(2026, 9, 1)


def test_a_petition_that_is_not_approved_is_asked_for(bulletin, case, do):
    from immdesk.records.filings import Filing

    bulletin(m11="C")
    do(lambda session: setattr(session.get(Filing, "i130"), "approved_on", None))
    assert case("visa_available_on") == Unknown("case.petition_approved_on")


def test_immediate_relatives_wait_for_no_number(case, do):
    do(lambda session: setattr(session.get(CaseFile, "case"), "category", "IR"))
    assert (case("cutoff"), case("chart"), case("visa_available_on")) == ("C", NONE, NONE)


def test_without_a_category_the_case_asks_for_it(case, do):
    do(lambda session: setattr(session.get(CaseFile, "case"), "category", None))
    assert case("cutoff") == Unknown("case.category")
