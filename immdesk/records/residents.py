"""What the office can tell by itself of residents, children's petitions, and when visas were available.

A green card good for less than three years is a conditional one (two years; others ten); without both of its
days nobody can tell. Months whose bulletin nobody has entered are never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.computed import FINAL_ACTION, Cutoffs, of_month, read_cutoff

Words = dict[str, Any]

_THREE_YEARS = timedelta(days=3 * 365)
_FOUR_DAYS = timedelta(days=4)
_PETITION, _ASYLUM, _ADJUSTMENT = "I-130", "I-589", "I-485"
OF_THE_CHART = (
    "cutoff", "chart", "chart_cutoffs", "visa_available_on", "visa_available_in_use_on",
    "visa_unavailable_on", "visa_available_again_on",
)  # fmt: skip
"""The words of a case that the visa bulletin fills."""


def card_words(document: Mapping[str, Any]) -> Words:
    """Give whether a green card is a conditional one: 8 CFR 216.1, a card of two years."""
    if document.get("kind") != "green_card":
        return {}
    issued, expires = document.get("issued_on"), document.get("expires_on")
    if expires == NONE:
        return {"conditional": False}
    if isinstance(issued, date) and isinstance(expires, date):
        return {"conditional": expires - issued < _THREE_YEARS}
    known = {"issued_on": issued, "expires_on": expires}
    return {"conditional": Unknown(*(f"document.{word}" for word, day in known.items() if day is None))}


def petition_words(filings: Iterable[Mapping[str, Any]], person_id: str) -> Words:
    """Give when the petition for this person was received, none as long as the office has not filed it."""
    mine = (one for one in filings if one.get("person_id") == person_id)
    return {"petition_filed_on": _first_received(mine, _PETITION)}


def asylum_words(filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the case's asylum application was received, none as long as the office has not filed one."""
    return {"i589_filed_on": _first_received(filings, _ASYLUM), "refugee_interview_on": NONE}


def role_words(party: Mapping[str, Any]) -> Words:
    """Give as what the person immigrates: a derivative as spouse or child of the principal (INA 203(d))."""
    role, child = party.get("role"), party.get("is_child")
    if role != "derivative":
        return {"immigrates_as": role}
    if isinstance(child, Unknown):
        return {"immigrates_as": child}
    return {"immigrates_as": "child" if child else "spouse"}


def country_words(party: Mapping[str, Any], person: Mapping[str, Any]) -> Words:
    """Give whether a husband or wife (for a child: a parent) was born elsewhere, where that is recorded."""
    own = person.get("birth_country")
    others = [one for one in person.get("family_members") or () if one.get("relationship") == "spouse"]
    if party.get("immigrates_as") == "child":
        others = [one for one in (person.get("father"), person.get("mother")) if isinstance(one, Mapping)]
    countries = {one["birth_country"] for one in others if isinstance(one.get("birth_country"), str)}
    if not isinstance(own, str) or not countries or party.get("role") in ("petitioner", "joint_sponsor"):
        return {}
    return {"country_to_choose": countries != {own}}


def chart_words(case: Mapping[str, Any], cutoffs: Cutoffs, today: date) -> Words:
    """Give this month's cutoffs of the category, and the months in which a visa went away and came back."""
    category, country, chart = (case.get(word) for word in ("category", "chargeability", "chart"))
    month = f"{today:%Y-%m}"
    rows = tuple(
        {"id": key[3], "country": key[3], "cutoff": read_cutoff(text)}
        for key, text in of_month(cutoffs, month)
        if key[:3] == (month, chart, category)
    )
    found: Words = {"chart_cutoffs": rows} if rows else {}
    first, priority = case.get("visa_available_on"), case.get("priority_date")
    if isinstance(first, date) and isinstance(priority, date) and category != "IR":
        found |= _gone_and_back(
            dict(_months(first, cutoffs, (str(category), str(country)), priority, today)), today
        )
    elif first == NONE or category == "IR":
        found |= {"visa_unavailable_on": NONE, "visa_available_again_on": NONE}
    return found


def in_use_words(
    case: Mapping[str, Any],
    filings: Iterable[Mapping[str, Any]],
    cutoffs: Cutoffs,
    chosen: Mapping[tuple[str, str], str],
) -> Words:
    """Give the first day of the first month, from the approval on, current on the chart that USCIS named.

    Looked for up to the first Form I-485; NONE where no such form is in, where the green card is asked for
    abroad, and where nobody recorded which chart was named for the month of its filing.
    """
    category, country = str(case.get("category")), str(case.get("chargeability"))
    preference = "employment" if category.startswith("EB") else "family"
    filed, approved = _first_received(filings, _ADJUSTMENT), case.get("petition_approved_on")
    priority = case.get("priority_date")
    known = isinstance(filed, date) and (f"{filed:%Y-%m}", preference) in chosen
    if not known or case.get("filing_place") != "adjustment" or category == "IR":
        return {"visa_available_in_use_on": NONE}
    if not isinstance(approved, date) or not isinstance(priority, date):
        return {}
    month = min(approved, filed).replace(day=1)
    while month <= filed:
        chart = chosen.get((f"{month:%Y-%m}", preference), "")
        text = cutoffs.get((f"{month:%Y-%m}", chart, category, country))
        if text is None:
            return {}
        cutoff = read_cutoff(text)
        if cutoff == "C" or (isinstance(cutoff, date) and priority < cutoff):
            return {"visa_available_in_use_on": month}
        month = (month.replace(day=28) + _FOUR_DAYS).replace(day=1)
    return {"visa_available_in_use_on": NONE}


def _months(
    first: date, cutoffs: Cutoffs, cell: tuple[str, str], priority: date, today: date
) -> Iterator[tuple[date, bool]]:
    """Give each month from the first with a visa, and whether it had one, up to one that nobody entered."""
    month = first
    while month <= today:
        text = cutoffs.get((f"{month:%Y-%m}", FINAL_ACTION, *cell))
        if text is None:
            return
        cutoff = read_cutoff(text)
        yield month, cutoff == "C" or (isinstance(cutoff, date) and priority < cutoff)
        month = (month.replace(day=28) + _FOUR_DAYS).replace(day=1)


def _gone_and_back(months: Mapping[date, bool], today: date) -> Words:
    """Give the first month without a visa and the next with one; unknown after a month nobody entered."""
    whole = max(months, default=date.min) >= today.replace(day=1)
    gone = next((month for month, current in months.items() if not current), None)
    if gone is None:
        return {"visa_unavailable_on": NONE, "visa_available_again_on": NONE} if whole else {}
    back = next((month for month, current in months.items() if current and month > gone), None)
    again = {"visa_available_again_on": back or NONE} if back or whole else {}
    return {"visa_unavailable_on": gone, **again}


def _first_received(filings: Iterable[Mapping[str, Any]], form: str) -> Any:
    days = [one.get("received_on") for one in filings if one.get("form") == form]
    return min((day for day in days if isinstance(day, date)), default=NONE)
