"""What the office can tell of a worker: the petition, labor certifications, stays in H or L status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.unknown import NONE, Nothing, Unknown

Words = dict[str, Any]

PETITION = "I-129"
EXTENSIONS = ("I-539", "I-539A")
LABOR_FORMS = ("ETA-9089", "I-140")
_COUNTED = frozenset(["H1B", "H1B1", "H2A", "H2B", "H3", "L1", "L1A", "L1B"])
_CLASSES = {"l1a": "L-1A", "l1b": "L-1B", "tn": "TN", "e3": "E-3"}
_FEE_CLASSES = {"L-1A": "L-1", "L-1B": "L-1", "O-1A": "O-1", "O-1B": "O-1", "H-1B1": "H-1B"}
_ENDS = ("denied", "rejected", "withdrawn", "revoked", "certified", "approved")


def petition_words(filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the last I-129 of the case was received, approved and denied; none while it is not."""
    sent = [
        one for one in filings if one.get("form") == PETITION and isinstance(one.get("received_on"), date)
    ]
    last = max(sent, key=lambda one: one["received_on"], default={})
    return {
        "i129_filed_on": last.get("received_on", NONE),
        "i129_approved_on": _day_or_none(last.get("approved_on")),
        "i129_denied_on": _day_or_none(last.get("denied_on")),
    }


def labor_filings(filings: Iterable[Mapping[str, Any]], perms: Iterable[Mapping[str, Any]]) -> Words:
    """Give each labor certification and I-140 of the case that was filed, with what became of it.

    `perms` are recruitments with ISO days, `filings` the words of filings.
    """
    rows = [
        _labor(one["id"], one.get("received_on"), one) for one in filings if one.get("form") in LABOR_FORMS
    ]
    rows += [_labor(one["id"], one.get("filed_on"), one) for one in perms]
    return {"labor_filings": tuple(row for row in rows if isinstance(row["filed"], date))}


def status_words(held: Mapping[str, Any], case: Mapping[str, Any]) -> Words:
    """Give the first day of an extension, the day after the approval ends, and whether the employer stays."""
    until, basis = held.get("petition_until"), case.get("petition_basis")
    found: Words = {"extension_from": until + timedelta(days=1)} if isinstance(until, date) else {}
    return found | ({"same_employer": True} if basis == "continuation" else {})


def extension_words(held: Mapping[str, Any], filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the person's Form I-539 for this stay was received, none while nothing is asked for.

    `filings` are the person's own. One from before the stay began is for an earlier stay, and after a denial
    another may be filed while the stay lasts: neither counts.
    """
    since = held.get("from")
    days = [
        one["received_on"]
        for one in filings
        if one.get("form") in EXTENSIONS
        and isinstance(one.get("received_on"), date)
        and not isinstance(one.get("denied_on"), date)
    ]
    mine = [day for day in days if not isinstance(since, date) or day >= since]
    return {"i539_filed_on": max(mine, default=NONE)}


def fee_words(case: Mapping[str, Any]) -> Words:
    """Give the basis by which fees of the petition are reckoned, and whether it is the first extension.

    A change or an amendment that also asks for more time is an extension; without more time it is not.
    INA 214(c)(9), 214(c)(12).
    """
    basis, later = case.get("petition_basis"), case.get("later_extension")
    found: Words = {"first_extension": not later} if isinstance(later, bool) else {}
    if basis in ("change", "amendment"):
        action = case.get("petition_action")
        basis = {"extend": "continuation", "amend": "amendment"}.get(str(action))
    if case.get("petition_action") is not None:
        found["worker_abroad"] = case["petition_action"] == "notify"
    return found | ({"fee_basis": basis} if isinstance(basis, str) else {})


def classification_words(case: Mapping[str, Any], job: Mapping[str, Any]) -> Words:
    """Give the classification that a petition for a worker asks for, and the one by which fees are reckoned.

    The questionnaire says it (`purpose`); of the H-1B kinds the labor condition application (H-1B1).
    """
    purpose, wanted = str(case.get("purpose")), job.get("lca_class")
    art = case.get("o1_kind")
    if purpose == "o1" and isinstance(art, str):
        found = "O-1A" if art == "science_business_athletics" else "O-1B"
    elif purpose in _CLASSES:
        found = _CLASSES[purpose]
    elif purpose.startswith("h1b") or case.get("type") in ("h1b-extension", "h1b-petition"):
        found = "H-1B1" if wanted == "H-1B1" else "H-1B"
    else:
        return {}
    return {"classification": found, "fee_class": _FEE_CLASSES.get(found, found)}


def stays_words(person: Mapping[str, Any], today: date, all_told: bool = False) -> Words:
    """Give the times in which a person was in the United States in H or L status, trips left out.

    A period without a first day, or with a day that is only partly known, makes the whole list unknown:
    the form asks for days. A period that ends after `today` has no end yet; a trip still open ends the stay.
    Where all statuses are told (`all_told`) and none is H or L there was no stay.
    """
    periods = [one for one in person.get("status_periods") or () if _in_h_or_l(one.get("status"))]
    if not periods:
        return {"stays_in_h_or_l": (), "number_of_stays": 0} if all_told else {}
    days = [(one.get("from"), one.get("until")) for one in periods]
    trips = [(one.get("departed_on"), one.get("returned_on")) for one in person.get("trips") or ()]
    if not all(_is_span(*one) for one in days):
        return {"stays_in_h_or_l": Unknown("person.status_periods")}
    if not all(_is_span(*one) for one in trips):
        return {"stays_in_h_or_l": Unknown("person.trips")}
    whole = [stay for start, end in sorted(days, key=_start) for stay in _without(trips, start, end)]
    stays = tuple({"from": start, "until": _so_far(end, today)} for start, end in whole)
    return {"stays_in_h_or_l": stays, "number_of_stays": len(stays)}


def _so_far(end: Any, today: date) -> Any:
    return NONE if isinstance(end, date) and end >= today else end


def _without(trips: list[tuple[Any, Any]], start: date, end: Any) -> list[tuple[date, Any]]:
    """Give the parts of a period that no trip takes: the days of leaving and of coming back are days here."""
    found, begin = [], start
    for left, back in sorted(trips, key=_start):
        if left < begin or (isinstance(end, date) and left > end):
            continue
        found.append((begin, left))
        if not isinstance(back, date) or (isinstance(end, date) and back > end):
            return found
        begin = back
    return [*found, (begin, end)]


def _start(span: tuple[Any, Any]) -> date:
    return span[0]  # type: ignore[no-any-return]


def _is_span(start: Any, end: Any) -> bool:
    return isinstance(start, date) and isinstance(end, (date, Nothing))


def _in_h_or_l(status: Any) -> bool:
    """Say whether the years of a status are counted (INA 214(g)(4)); those of H-4 and L-2 are not."""
    return isinstance(status, str) and status.upper().replace("-", "") in _COUNTED


def _labor(row_id: str, filed: Any, row: Mapping[str, Any]) -> Words:
    status = next((end for end in _ENDS if isinstance(_day(row.get(f"{end}_on")), date)), "pending")
    return {"id": row_id, "filed": _day(filed), "status": status}


def _day_or_none(value: Any) -> Any:
    return value if isinstance(value, date) else NONE


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
