"""The law over 10,000 cases: as fast as arithmetic, linear, and a changed fact is shown at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import holidays as public_holidays
import pytest
from dateutil.relativedelta import relativedelta

from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.unknown import NONE
from immdesk.law.find import find
from immdesk.office import computed
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.packs.library import Library, load_library
from immdesk.records.facts_of import facts_of
from tests.benchmarks.ratio import measure, measure_amount, measure_seconds, seconds
from tests.many import DAY, make_many

TODAY = date(2026, 11, 21)
MANY, FEW = 10_000, 1_000
Subject = tuple[str, str, Facts]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([resource("packs", "us")])


def family(number: int) -> dict[str, dict[str, Any]]:
    """Give what is known of one invented family: a daughter whose parent petitions, and her papers."""
    day = date(2026, 1, 1) + timedelta(days=number % 300)
    documents = (
        {"id": "p", "kind": "passport", "expires_on": day + timedelta(days=400), "country": "MX"},
        {"id": "e", "kind": "ead", "expires_on": day + timedelta(days=300), "category": "C08"},
        {"id": "b", "kind": "birth_certificate", "expires_on": NONE},
    )
    stay = date(2027, 3, 1) + timedelta(days=number % 300)
    person = {
        "born_on": date(2006, 2, 10) + timedelta(days=number % 900), "is_us_citizen": False,
        "is_permanent_resident": False, "documents": documents, "opt_card_until": NONE,
        "stem_card_until": NONE, "current_status": {"status": "H-4", "until": stay},
    }  # fmt: skip
    filed = date(2022, 1, 10) + timedelta(days=number % 500)
    case = {
        "category": "F2A", "petition_filed_on": filed, "petition_approved_on": filed + timedelta(days=700),
        "visa_available_on": NONE, "priority_date": filed, "cutoff": date(2025, 2, 1),
        "filing_place": "adjustment",
    }  # fmt: skip
    notice = {
        "kind": "rfe", "dated_on": day, "response_days": 84, "served_by": "mail", "sent_abroad": False,
        "due_on": NONE,
    }  # fmt: skip
    return {
        "person": person, "case": case, "notice": notice,
        "party": {"role": "principal", "is_child": True, "i485_filed_on": NONE},
        "filing": {
            "form": "I-130", "item": "I-130:paper", "postmark_on": day, "received_on": day,
            "approved_on": NONE,
        },
        "status_period": {"status": "H-4", "until": stay, "i94_until": stay, "petition_i94_until": NONE,
                          "i539_filed_on": NONE},
    }  # fmt: skip


def subjects(library: Library, number: int) -> Iterator[Subject]:
    """Give the six kinds of subjects of a family, as the records would give them."""
    known = family(number)
    shared = {"person": known["person"], "case": known["case"]}
    facts = library.vocabulary.derive(Facts(shared, frozenset({"person.documents"})))
    yield "case", f"c{number}", facts
    for kind in ("party", "notice", "filing", "status_period"):
        yield kind, f"{kind}{number}", facts.also({kind: known[kind]})
    for document in known["person"]["documents"]:
        yield "document", f"d{number}{document['id']}", facts.also({"document": document})


def weigh(library: Library, some: list[Subject]) -> list[dict[str, Any]]:
    """Give every result of every rule, by rule and name."""
    found = []
    for kind, subject_id, facts in some:
        made = find(
            library.rules, facts, subject_kind=kind, subject_id=subject_id, person_id="p", today=TODAY,
            library=library, kept=(),
        )  # fmt: skip
        found.append({(one.rule, out.name): out.value for one in made for out in one.outputs})
    return found


LISTED = public_holidays.country_holidays("US", years=range(2020, 2035))


def rolled(day: date) -> date:
    while day.weekday() > 4 or day in LISTED:
        day += timedelta(days=1)
    return day


def months_before(day: date, months: int) -> date:
    found = day - relativedelta(months=months)
    return found if found.day == day.day else found + timedelta(days=1)


def by_hand(kind: str, facts: dict[str, dict[str, Any]], document: dict[str, Any]) -> dict[Any, Any]:
    """Give the same days with dateutil, straight: nothing asked, nothing cited, nothing explained."""
    person, case = facts["person"], facts["case"]
    if kind == "case":
        return {("visa-bulletin-current", "current"): case["priority_date"] < case["cutoff"]}
    if kind == "party":
        pending = (case["petition_approved_on"] - case["petition_filed_on"]).days
        birthday = person["born_on"] + relativedelta(years=21)
        return {
            ("cspa-age", "pending_days"): pending,
            ("cspa-age", "ages_out"): birthday + timedelta(days=pending),
            ("cspa-chart-policy", "policy"): "final-action-dates",
            ("cspa-f2a-naturalization", "naturalize_by"): birthday - timedelta(days=1),
        }
    if kind == "notice":
        notice = facts["notice"]
        end = notice["dated_on"] + relativedelta(days=notice["response_days"])
        end += relativedelta(days=14 if notice["sent_abroad"] else 3 if notice["served_by"] == "mail" else 0)
        return {("rfe-deadline", "deadline"): rolled(end)}
    if kind == "filing":
        return {("fee-lookup", "usd"): 675}
    if kind == "status_period":
        stay = facts["status_period"]["i94_until"]
        birthday = person["born_on"] + relativedelta(years=21)
        passport = next(one["expires_on"] for one in person["documents"] if one["kind"] == "passport")
        return {
            ("h4-l2-dependents", "stay_until"): min(stay, passport),
            ("h4-l2-dependents", "turns_21"): birthday,
            ("i539-eos-window", "opens"): months_before(stay, 6),
            ("i539-eos-window", "recommended"): stay - relativedelta(days=45),
            ("i539-eos-window", "closes"): stay,
            ("i94-governs", "stay_until"): stay,
            ("i94-governs", "governs"): "admission",
        }
    expires = document["expires_on"]
    if document["kind"] == "passport":
        return {
            ("passport-expires", "expires"): expires,
            ("passport-expires", "renew_from"): expires - relativedelta(months=6),
        }
    if document["kind"] == "ead":
        return {
            ("ead-expires", "expires"): expires,
            ("ead-renewal-window", "earliest"): expires - relativedelta(days=180),
        }
    return {}


@pytest.fixture(scope="module")
def straight() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    rows = []
    for number in range(MANY):
        known = family(number)
        rows += [(kind, known, {}) for kind in ("case", "party", "notice", "filing", "status_period")]
        rows += [("document", known, document) for document in known["person"]["documents"]]
    return rows


@pytest.fixture(scope="module")
def many(library: Library) -> list[Subject]:
    return [subject for number in range(MANY) for subject in subjects(library, number)]


def test_the_law_and_the_straight_arithmetic_give_the_same_days(library: Library):
    """The reference is fair only when it gives the same results, one family after the other."""
    for number in range(200):
        known = family(number)
        rows = [(kind, known, {}) for kind in ("case", "party", "notice", "filing", "status_period")]
        rows += [("document", known, document) for document in known["person"]["documents"]]
        wanted = [by_hand(*row) for row in rows]
        for mine, theirs in zip(weigh(library, list(subjects(library, number))), wanted, strict=True):
            assert {key: value for key, value in mine.items() if theirs.get(key) != value} == {}


@pytest.fixture(autouse=True)
def kept_facts(many: list[Subject], straight: list[Any]) -> Iterator[None]:
    """What stands in memory anyway is not searched for rubbish again and again while we measure."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def test_all_rules_over_ten_thousand_cases(library: Library, many: list[Subject], straight: list[Any]):
    measure(
        f"all {len(library.rules)} rules over 10,000 cases, beside the days alone with dateutil",
        ours=lambda: weigh(library, many),
        reference=lambda: [by_hand(*row) for row in straight],
        limit=3.0,
        rounds=3,
    )


def test_ten_times_the_cases_take_ten_times_as_long(library: Library, many: list[Subject]):
    few = [subject for number in range(FEW) for subject in subjects(library, number)]
    weigh(library, few)
    measure_amount(
        "ten times the cases (10 is linear)",
        seconds(lambda: weigh(library, many)) / seconds(lambda: weigh(library, few)),
        13.0,
        "times",
    )


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("big") / "office"
    make_many(folder, MANY)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        yield office


def test_the_facts_of_ten_thousand_cases_are_read(big: Office):
    ids = [row["id"] for row in big.rows("SELECT id FROM case_file")]

    def read_all() -> None:
        for start in range(0, len(ids), 500):
            with big.store.read() as read:
                some = facts_of(read, ids[start : start + 500], big.library.vocabulary, big.today())
            assert all(list(one.subjects()) for one in some.values())

    measure_seconds("facts of 10,000 cases read", read_all, 6.0, rounds=1)


def test_a_changed_fact_is_computed_and_shown_at_once(big: Office):
    case = big.rows("SELECT id FROM case_file LIMIT 1")[0]["id"]
    computed.computed(big, [case])

    def again() -> None:
        with big.store.local() as local:
            computed.forget(local, [case])
        assert computed.computed(big, [case])

    measure_seconds("one case of 10,000 computed anew, as after a changed fact", again, 0.050)
