"""Calculators of families and residents: the answers of the rules, tried values, trips that are wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE
from immdesk.law.find import evaluate_given
from immdesk.office.calculators.age_out import age_out, coming_months
from immdesk.office.calculators.case_at import case_at
from immdesk.office.calculators.registry import work_out
from immdesk.records.answers import say, that_is_all
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.filings import Filing
from immdesk.records.people import Person
from immdesk.records.travel import Entry, Trip

FAMILY = "26-0002"
"""A resident who petitions for his wife, a son born in 2005 and a daughter born in 2003."""


@pytest.fixture
def opened(practice):
    """Open a case of one kind for one person, with rows of entries, trips and filings."""

    def make(kind: str, rows: list[Any], said: dict[str, str] | None = None, **person: str) -> str:
        def work(session: Any) -> str:
            session.add(CaseFile(id="case", number="99-0001", case_type=kind, status="open"))
            session.add(Person(id="who", family_name="Petrov", given_name="Ivan", **person))
            session.add(CaseParty(id="party", case_id="case", person_id="who", role="principal", ordinal=0))
            for row in rows:
                session.add(row)
            for word, value in (said or {}).items():
                say(session, "person", "who", word, value)
            that_is_all(session, "person", "who", "trips")
            return "case"

        return practice.change("Open a case", work)[0]

    return make


RESIDENT = {"is_us_citizen": "no", "is_permanent_resident": "yes"}


def trip(left: str, back: str) -> Trip:
    return Trip(person_id="who", departed_on=left, returned_on=back)


def lines(sheet: Any) -> dict[str, str]:
    return {line.label: line.value for line in sheet.lines if not line.step}


def fields(sheet: Any) -> dict[str, str]:
    return {field.id: field.value for field in sheet.fields}


def test_each_child_of_a_family_has_the_age_that_counts_and_a_day(practice, case):
    sheet = work_out(practice, case(FAMILY), "cspa")
    rows = {row[0]: row[1:] for row in sheet.tables[0].rows}
    assert rows["Hernández Soto, Diego"][2:5] == ("19 on Wed Apr 30, 2025", "yes", "seek by Sat Jul 31, 2027")
    assert rows["Hernández Soto, Sofía"][2:4] == ("21 on Wed Apr 30, 2025", "no")
    assert "moves to F2B and keeps the priority date" in rows["Hernández Soto, Sofía"][5]
    assert sheet.tone == "bad"


def test_the_calculator_says_what_the_rule_says_of_the_same_facts(practice, case):
    at = case_at(practice, case(FAMILY))
    sheet = work_out(practice, at.case_id, "cspa", tried={"visa_available": "2026-11-01"})
    given = {"dob": "2005-10-14", "petition_filed": "2023-05-14", "petition_approved": "2024-08-14"}
    rule = at.library.rules["cspa-age"]
    found = evaluate_given(rule, {**given, "bulletin_available": "2026-11-01"}, at.today, at.library)
    by_rule = {one.name: one.value for one in found.outputs}
    assert by_rule["adjusted_date"] == date(2025, 7, 31)
    assert "19 on Thu Jul 31, 2025" in sheet.tables[0].rows[0]
    assert by_rule["seek_by"] == date(2027, 10, 31)
    assert "seek by Sun Oct 31, 2027" in sheet.tables[0].rows[0]


def test_the_year_begins_again_when_the_visa_went_away_and_came_back(practice, case):
    tried = {"visa_available": "2025-10-01", "visa_unavailable": "2026-02-01", "visa_again": "2026-08-01"}
    sheet = work_out(practice, case(FAMILY), "cspa", tried=tried)
    diego = sheet.tables[0].rows[0]
    assert "seek by Sat Jul 31, 2027" in diego
    assert "counted again from the new day: still a child" in diego[6]
    bands = [(band.label, band.first) for band in sheet.charts[0].rows[0][1]]
    assert bands[1:] == [
        ("available", date(2025, 10, 1)),
        ("no visa number", date(2026, 2, 1)),
        ("seek residence", date(2026, 8, 1)),
    ]


def test_who_marries_is_no_child_whatever_the_age(practice, case):
    at = case_at(practice, case(FAMILY))
    diego = next(
        one.person_id for one in at.subjects("party") if one.facts.get("person.given_name") == "Diego"
    )
    sheet = work_out(practice, at.case_id, "cspa", tried={"child": diego, "married": "yes"})
    assert "Hernández Soto, Diego: married, so no longer a child." in sheet.answer
    assert any("8 CFR 205.1(a)(3)(i)(I)" in line.authority for line in sheet.lines)


def test_a_child_born_after_the_petition_or_without_a_birth_date_is_said_so(practice, case, set_fact):
    set_fact("person", "given_name = 'Diego'", born_on="2023-09-01")
    set_fact("person", "given_name = 'Sofía'", born_on=None)
    sheet = work_out(practice, case(FAMILY), "cspa")
    diego, sofia = sheet.tables[0].rows
    assert (diego[4], diego[6].split(";")[0]) == ("yes", "born after the petition was filed")
    assert (sofia[1], sofia[4], sofia[6]) == ("not recorded", "?", "ask for the whole date of birth")
    assert [ask.path for ask in sheet.asks if ask.person_id] == ["person.born_on"]


def test_the_months_that_come_too_late_are_those_of_the_rule(practice, case, set_fact):
    set_fact("person", "given_name = 'Diego'", born_on="2005-10-14")
    at = case_at(practice, case(FAMILY))
    months = coming_months(date(2026, 8, 14), 24)
    assert (months[0], months[-1]) == (date(2026, 9, 1), date(2028, 8, 1))
    practice.change("Nothing yet", lambda session: say(session, "case", at.case_id, "visa_available_on", "∅"))
    at = case_at(practice, case(FAMILY))
    (diego, sofia) = age_out(at.library, [at.facts], months, at.today)
    # 21 on October 14, 2026, and 458 days more: January 15, 2028
    assert diego.late_from(months) == date(2028, 2, 1)
    assert diego.protected == (True,) * 17 + (False,) * 7
    assert sofia.late_from(months) == months[0]


def test_after_the_oath_f1_stands_beside_f2b(practice, case):
    sheet = work_out(practice, case(FAMILY), "cspa", tried={"oath": "2026-08-10"})
    table = next(one for one in sheet.tables if one.title == "After the parent's oath")
    assert [row[0] for row in table.rows] == ["F1, by the parent's oath", "F2B, kept by asking"]
    assert "immediate relative since the parent's oath" in sheet.tables[0].rows[0][6]


def test_a_policy_that_was_in_force_when_the_child_filed_governs(practice, case):
    sheet = work_out(practice, case(FAMILY), "cspa", tried={"i485_filed": "2024-06-20"})
    assert sheet.tables[0].rows[0][2] == "CSPA age, the chart in use (policy of 2023)"
    assert "which chart USCIS named then is not recorded" in sheet.tables[0].rows[0][6]
    assert work_out(practice, case(FAMILY), "cspa").tables[0].rows[0][2] == "CSPA age, Final Action Dates"


def test_n400_counts_each_trip_once_and_says_what_is_wrong(practice, opened):
    rows = [
        trip("2023-01-01", "2023-09-01"),
        trip("2023-04-01", "2023-05-01"),
        trip("2024-03-10", "2024-03-01"),
        trip("2025-06-01", "2025-06-01"),
    ]
    case_id = opened(
        "naturalization", rows, {"naturalization_years": "5"}, lpr_since="2020-01-15", **RESIDENT
    )
    sheet = work_out(practice, case_id, "naturalization")
    table = [row[2:] for row in sheet.tables[0].rows]
    assert [row[0] for row in table] == ["183", "0", "0", "0"]
    assert "presumed to break it" in table[0][2]
    assert "ends before it begins" in table[2][2]
    # of the five years before March 2, 2028: March 2 to August 31, 2023
    assert lines(sheet)["Days abroad"] == "183"
    # September 1, 2023, four years six months and one day; or without the presumption five years less 90 days
    assert sheet.answer.startswith("Form N-400 may be filed from Thu Mar 2, 2028")
    assert "now, since Thu Oct 17, 2024" in sheet.answer
    assert sheet.tone == "warn"


def test_a_tried_trip_changes_the_day_and_nothing_in_the_case(practice, opened):
    case_id = opened("naturalization", [], {"naturalization_years": "5"}, lpr_since="2021-12-02", **RESIDENT)
    assert work_out(practice, case_id, "naturalization").answer.startswith(
        "Form N-400 may be filed from Thu Sep 3, 2026"
    )
    tried = {"trip_left": "2024-09-01", "trip_back": "2025-10-05"}
    away = work_out(practice, case_id, "naturalization", tried=tried)
    assert away.answer.startswith("Form N-400 may be filed from Sat Oct 6, 2029")
    assert work_out(practice, case_id, "naturalization").tables == ()
    still_away = work_out(practice, case_id, "naturalization", tried={"trip_left": "2026-02-01"})
    assert "A trip without a return would be longer than six months" in still_away.answer
    with pytest.raises(Problem, match="is not a day"):
        work_out(practice, case_id, "naturalization", tried={"trip_left": "soon"})


def test_days_without_permission_of_a_minor_begin_at_eighteen(practice, opened):
    entry = Entry(person_id="who", arrived_on="2023-01-10", manner="without_inspection", departed_on="∅")
    case_id = opened("family-adjustment", [entry], born_on="2008-03-20")
    sheet = work_out(practice, case_id, "unlawful-presence")
    # 18 on March 20, 2026: 12 + 30 + 31 + 30 + 31 + 14 days up to August 14
    assert sheet.answer.startswith("148 days without permission: leaving brings no bar.")
    assert "Last day to leave without a bar: Tue Sep 15, 2026." in sheet.answer
    later = work_out(practice, case_id, "unlawful-presence", tried={"leaves": "2027-03-20"})
    assert later.answer.startswith("366 days without permission: leaving brings the ten-year bar.")


def test_no_day_counts_under_duration_of_status(practice, opened):
    case_id = opened("student-work", [Entry(person_id="who", arrived_on="2022-08-01", stay_until="D/S")])
    assert work_out(practice, case_id, "unlawful-presence").answer.startswith("Duration of status (D/S)")


def test_two_stays_together_bring_the_permanent_bar_after_coming_back_in_secret(practice, opened):
    entries = [
        Entry(person_id="who", arrived_on="2021-01-01", stay_until="2021-06-30", departed_on="2022-01-06"),
        Entry(person_id="who", arrived_on="2023-01-10", stay_until="2023-07-09", departed_on="2024-01-05"),
    ]
    case_id = opened("family-adjustment", entries, born_on="1980-01-01")
    plain = work_out(practice, case_id, "unlawful-presence")
    assert [row[3] for row in plain.tables[0].rows] == ["190", "180"]
    assert lines(plain)["Days without permission in all stays"] == "370"
    assert "leaving brings no bar" in plain.answer
    secret = work_out(practice, case_id, "unlawful-presence", tried={"came_back": "yes"})
    assert "the permanent bar" in secret.answer


def test_the_asylum_clock_stands_still_for_delays_each_day_once(practice, opened):
    rows = [
        Entry(person_id="who", arrived_on="2025-09-14", departed_on="∅"),
        Filing(id="asylum", case_id="case", person_id="who", form="I-589", received_on="2026-03-25"),
    ]
    case_id = opened("asylum", rows, born_on="1985-06-11")
    tried = {"stop_1": "2026-04-01", "start_1": "2026-04-20", "stop_2": "2026-04-15", "start_2": "2026-05-01"}
    sheet = work_out(
        practice, case_id, "asylum", tried={**tried, "stop_3": "2026-06-01", "start_3": "2026-05-01"}
    )
    assert [row[2] for row in sheet.tables[0].rows] == ["19", "11", "0"]
    # March 25 and 150 days is August 22, and 30 days of delay
    assert lines(sheet)["Work permit may be asked for from (asylum)"] == "Mon Sep 21, 2026"
    assert lines(sheet)["Work permit may be granted from (asylum)"] == "Wed Oct 21, 2026"
    assert "The clock shows 112 days." in sheet.answer


def test_a_late_asylum_application_names_what_excuses_it(practice, opened):
    case_id = opened("asylum", [Entry(person_id="who", arrived_on="2024-02-29", departed_on="∅")])
    late = work_out(practice, case_id, "asylum", tried={"reason": "illness"})
    assert late.answer.startswith("The last day is Fri Feb 28, 2025; after it only changed")
    named = next(line for line in late.lines if line.value.startswith("Extraordinary: serious illness"))
    assert named.verify
    assert "8 CFR 208.4(a)(4), (5)" in named.authority
    assert late.tone == "bad"


def test_245k_counts_each_day_of_violation_once(practice, opened):
    case_id = opened("employment-adjustment", [])
    practice.change(
        "EB2", lambda session: (
            setattr(session.get(CaseFile, case_id), "category", "EB2"),
            setattr(session.get(CaseFile, case_id), "filing_place", "adjustment"),
        ),
    )  # fmt: skip
    tried = {"from_1": "2026-01-01", "until_1": "2026-06-29", "from_2": "2026-06-01", "until_2": "2026-06-29"}
    assert work_out(practice, case_id, "forgiven-days", tried=tried).answer.startswith("Few enough")
    over = work_out(practice, case_id, "forgiven-days", tried={**tried, "until_2": "2026-06-30"})
    assert (over.answer, over.tone) == ("More days than INA 245(k) forgives.", "bad")
    assert NONE not in fields(over).values()
