"""Filings: whether one came in time after a closed last day, and the Asylum Program Fee."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.finding import Line
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.words import _
from immdesk.law.closures import Calendar
from immdesk.law.working import Names, Result, Tables, Worked

_PAPER_POLICY = "USCIS Policy Manual vol. 1 pt. B ch. 6"
_NONPROFITS = ("nonprofit", "non-profit", "non_profit")


def latest_day(raw: date, calendar: Calendar, open_days: int) -> date:
    """Give the latest day on which paper is in time: the raw day if open, else the next open day.

    `open_days` is 0 before 2023-03-29: then the raw day stays. Policy Manual vol. 1 pt. B ch. 6.
    """
    return calendar.next_open(raw)[0] if open_days else raw


def paper_window(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Say whether a filing `received` after a closed `raw_last_day` is in time, by its `medium`.

    Paper has until the next open day; whatever is filed online has not. Policy Manual vol. 1 pt. B ch. 6.
    """
    raw, received, medium = names.day("raw_last_day"), names.day("received"), names.get("medium")
    if not isinstance(raw, date) or not isinstance(received, date):
        return Worked(ask=frozenset({"raw_last_day", "received"}))
    calendar = tables.closures[parameters["calendar"]]
    on_paper = latest_day(raw, calendar, int(parameters["open_days"]))
    if isinstance(medium, Unknown) and raw < received <= on_paper:
        return Worked(ask=medium.paths)
    known = str(medium) if not isinstance(medium, Unknown) else ""
    latest = on_paper if known == "paper" else raw
    lines = [Line(raw, _("the last day as counted"), _("the day to aim at"))]
    if latest != raw:
        closed = calendar.next_open(raw)[1]
        lines.append(Line(latest, _("the next open day, for paper"), ", ".join(closed), _PAPER_POLICY))
    lines.append(Line(received, _("received")))
    timely = Result(received <= latest, (*lines, Line(received <= latest, _("in time"), "", _PAPER_POLICY)))
    note = _("Relies on policy: the raw day was the safe one.") if raw < received <= latest else ""
    return Worked({"timely": timely, "latest": Result(latest, tuple(lines))}, note=note)


def asylum_program_fee(names: Names, parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Give the Asylum Program Fee in dollars for an employer: nonprofit, small, or any other.

    Parameters: the three amounts and how many full-time equivalents a small employer has at most.
    8 CFR 106.1(f), 106.2(c)(13).
    """
    kind, fte = names.get("employer_type"), names.get("fte")
    amounts = {parameters[one] for one in ("regular", "small", "nonprofit")}
    if len(amounts) == 1:
        usd = int(amounts.pop())
        return Worked({"usd": Result(usd, (Line(usd, _("no such fee on that day")),))})
    if str(kind) in _NONPROFITS or names.get("nonprofit") is True:
        return _fee(parameters["nonprofit"], _("a nonprofit"), names.path("nonprofit"))
    if isinstance(fte, Unknown) or fte is NONE:
        asked = {names.path("fte") or "fte"}
        asked |= {names.path("employer_type") or "employer_type"} if isinstance(kind, Unknown) else set()
        return Worked(ask=frozenset(asked))
    most = int(parameters["small_at_most"])
    if fte <= most:
        said = _("{} or fewer full-time equivalents").format(most)
        return _fee(parameters["small"], said, names.path("fte"))
    said = _("more than {} full-time equivalents").format(most)
    return _fee(parameters["regular"], said, names.path("fte"))


def _fee(usd: str, why: str, source: str) -> Worked:
    line = Line(int(usd), _("Asylum Program Fee"), why, "8 CFR 106.2(c)(13)", source)
    return Worked({"usd": Result(int(usd), (line,))})
