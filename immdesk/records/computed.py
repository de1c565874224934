"""Words that the office fills itself: full names, the family, what the visa bulletin says of a case.

What nobody has recorded stays unknown, with the paths to ask for; a word that somebody has said outright
(a row in `said`) wins over what is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from immdesk.basics.unknown import NONE, Nothing, Unknown

Words = dict[str, Any]
_FOUR_DAYS = timedelta(days=4)
Place = tuple[str, str, str, str]
Cutoffs = Mapping[Place, str]
"""A cutoff by its month, chart, category and chargeability."""

FINAL_ACTION = "final_action"
IMMEDIATE = "IR"
"""Immediate relatives wait for no visa number: INA 201(b)(2)(A)(i)."""

PETITIONS = ("I-130", "I-140", "I-360", "I-129F")
ADJUSTMENT = "I-485"


class ManyMonths(dict[Place, str]):
    """Cutoffs of many years, of which those of one month are found at once, for every case alike."""

    def __init__(self, rows: Iterable[tuple[Place, str]]) -> None:
        super().__init__(rows)
        self._months: dict[str, tuple[tuple[Place, str], ...]] = {}

    def of_month(self, month: str) -> tuple[tuple[Place, str], ...]:
        """Give the cutoffs of a month, sorted by where they stand."""
        if month not in self._months:
            self._months[month] = tuple(sorted(one for one in self.items() if one[0][0] == month))
        return self._months[month]


def of_month(cutoffs: Cutoffs, month: str) -> tuple[tuple[Place, str], ...]:
    """Give the cutoffs of a month, sorted by where they stand in its charts."""
    many = cutoffs if isinstance(cutoffs, ManyMonths) else ManyMonths(cutoffs.items())
    return many.of_month(month)


def full_name(person: Words) -> str | None:
    """Give the name as it is spoken, or None when neither family nor given name is known."""
    parts = [person.get(word) for word in ("given_name", "middle_name", "family_name")]
    known = [part for part in parts if isinstance(part, str)]
    return " ".join(known) if len(known) > isinstance(parts[1], str) else None


def petition_words(filings: list[Words], principal_id: str | None) -> Words:
    """Give when the petition was mailed, received, approved: the principal's own, else the case's first."""
    petitions = [one for one in filings if one.get("form") in PETITIONS]
    own = [one for one in petitions if one["person_id"] == principal_id] or petitions
    if not own:
        return {}
    return {
        "postmark_on": own[0].get("postmark_on"),
        "petition_filed_on": own[0].get("received_on"),
        "petition_approved_on": own[0].get("approved_on"),
    }


def employer_words(employer: Words) -> Words:
    """Give who signs for an employer, the first who still works there, and its main worksite."""
    contacts = [one for one in employer.get("contacts") or () if not _day(one.get("until"))]
    sites = [one for one in employer.get("worksites") or () if not _day(one.get("until"))]
    signing = [one for one in contacts if one.get("is_signatory") is True]
    main = [one for one in sites if one.get("is_main") is True] or (sites if len(sites) == 1 else [])
    found: Words = {"signatory": signing[0]} if signing else {}
    return found | ({"main_worksite": main[0]} if main else {})


def wage_year(job: Words) -> Decimal | None:
    """Give the wage of a year when it is told by the year, month, two weeks, week or hour; None otherwise.

    An hourly wage needs the hours of a week; 52 weeks, 26 times two weeks and 12 months make the year.
    """
    wage, unit, hours = job.get("wage_from"), job.get("wage_unit"), job.get("hours_per_week")
    times = {"year": 1, "month": 12, "two_weeks": 26, "week": 52}.get(str(unit))
    if unit == "hour" and isinstance(hours, int):
        times = 52 * hours
    return wage * times if isinstance(wage, Decimal) and times else None


def adjustment_words(filings: list[Words], person_id: str) -> Words:
    """Give when the person's I-485 was received and decided, none as long as the office has not filed it."""
    mine = [one for one in filings if one.get("form") == ADJUSTMENT and one["person_id"] == person_id]
    sent = [one for one in mine if _day(one.get("received_on"))]
    if not sent:
        return {"i485_filed_on": NONE, "i485_decided_on": NONE}
    decided = [
        day for one in sent for day in (_day(one.get("approved_on")), _day(one.get("denied_on"))) if day
    ]
    return {"i485_filed_on": sent[-1]["received_on"], "i485_decided_on": decided[-1] if decided else NONE}


def is_child(party: Words, petitioned: bool = True) -> bool | Unknown:
    """Say whether the person claims as the petitioner's child or stepchild (INA 101(b)(1)).

    Where no person petitions, a principal asks on the own or an employer's behalf and is nobody's child.
    """
    if party.get("role") in ("petitioner", "joint_sponsor"):
        return False
    relationship = party.get("relationship")
    if not isinstance(relationship, str):
        if party.get("role") == "principal" and not petitioned:
            return False
        return Unknown("party.relationship")
    return relationship in ("child", "stepchild")


def bulletin_words(
    case: Words, cutoffs: Cutoffs, chosen: Mapping[tuple[str, str], str], today: date
) -> Words:
    """Give this month's chart and cutoff and the first month in which a visa was available.

    The chart is the one that USCIS names for the month for those who adjust here, Final Action Dates at a
    consulate (8 CFR 245.1(g)). Months whose bulletin nobody has entered are never guessed.
    """
    category, country = case.get("category"), case.get("chargeability")
    if category == IMMEDIATE:
        return {
            "cutoff": "C",
            "final_action_cutoff": "C",
            "chart": NONE,
            "bulletin_month": NONE,
            "visa_available_on": NONE,
        }
    missing = [
        f"case.{word}" for word in ("category", "chargeability") if not isinstance(case.get(word), str)
    ]
    if not isinstance(category, str) or not isinstance(country, str):
        asked = Unknown(*missing)
        return {"cutoff": asked, "final_action_cutoff": asked, "chart": asked, "visa_available_on": asked}
    month = f"{today:%Y-%m}"
    chart = _chart(case, category, chosen, month)
    cutoff = cutoffs.get((month, chart, category, country)) if isinstance(chart, str) else chart
    final = cutoffs.get((month, FINAL_ACTION, category, country))
    known = bool(of_month(cutoffs, month))
    return {
        "chart": chart,
        "final_action_cutoff": read_cutoff(final) if final else None,
        "cutoff": read_cutoff(cutoff) if isinstance(cutoff, str) else cutoff,
        "bulletin_month": month if known else None,
        "visa_available_on": _first_available(case, cutoffs, (category, country), today),
    }


def read_cutoff(text: str) -> str | date:
    """Give a cutoff: "C" (current), "U" (unavailable) or a day."""
    return text if text in ("C", "U") else date.fromisoformat(text)


def _chart(
    case: Words, category: str, chosen: Mapping[tuple[str, str], str], month: str
) -> str | Unknown | None:
    place = case.get("filing_place")
    if place == "consulate":
        return FINAL_ACTION
    if place != "adjustment":
        return Unknown("case.filing_place")
    return chosen.get((month, "employment" if category.startswith("EB") else "family"))


def _first_available(
    case: Words, cutoffs: Cutoffs, cell: tuple[str, str], today: date
) -> date | Nothing | Unknown | None:
    """Give the first day of the first month, from the approval on, with a visa for the priority date.

    NONE when every month up to now is entered and none was current; None (unknown) when a month is missing.
    Authority: INA 203(h)(1)(A); USCIS Policy Manual, volume 7, part A, chapter 7 (Final Action Dates).
    """
    priority, approved = _day(case.get("priority_date")), _day(case.get("petition_approved_on"))
    if priority is None or approved is None:
        asked = [("priority_date", priority), ("petition_approved_on", approved)]
        return Unknown(*(f"case.{word}" for word, day in asked if day is None))
    month = approved.replace(day=1)
    while month <= today:
        text = cutoffs.get((f"{month:%Y-%m}", FINAL_ACTION, *cell))
        if text is None:
            return None
        cutoff = read_cutoff(text)
        if cutoff == "C" or (isinstance(cutoff, date) and priority < cutoff):
            return month
        month = (month.replace(day=28) + _FOUR_DAYS).replace(day=1)
    return NONE


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
