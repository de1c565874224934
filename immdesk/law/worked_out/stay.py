"""How long a person may stay: which I-94 governs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from immdesk.basics.finding import Line, LinesLater
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.words import _
from immdesk.law.working import Names, Result, Tables, Worked

_CITE = "8 CFR 235.1(h); INA 222(g)"


def governing_i94(names: Names, _parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say which I-94 governs: the one issued last, at the border or on an approval notice.

    Given `i94_until`, `i94_issued`, `petition_i94_until`, `petition_issued`, `petition_until`,
    `passport_expires`; each day may be none, and a stay may be `D/S` (duration of status).
    The petition's validity limits work only. INA 222(g); 8 CFR 235.1(h), 214.1(a)(3).
    """
    border, notice = names.get("i94_until"), names.get("petition_i94_until")
    if isinstance(border, Unknown):
        return Worked(ask=border.paths)
    if isinstance(notice, Unknown):
        return Worked(ask=notice.paths)
    if isinstance(border, Nothing) and isinstance(notice, Nothing):
        return Worked(outcome="not applicable", note=_("No I-94 was issued."))
    governs = _which(names, border, notice)
    if isinstance(governs, Unknown):
        return Worked(ask=governs.paths)
    until = notice if governs == "approval_notice" else border
    lines = LinesLater(lambda: _lines(names, governs, border, notice))
    results = {"governs": Result(governs, lines), "stay_until": Result(until, lines)}
    work = _work_until(names, until)
    if work is not None:
        results["work_until"] = work
    return Worked(results, note=_warnings(names, until))


def _which(names: Names, border: Any, notice: Any) -> str | Unknown:
    if isinstance(notice, Nothing):
        return "admission"
    if isinstance(border, Nothing):
        return "approval_notice"
    border_issued, notice_issued = names.day("i94_issued"), names.day("petition_issued")
    asked = [one for one in (border_issued, notice_issued) if isinstance(one, Unknown)]
    if asked:
        return Unknown(*(path for one in asked for path in one.paths))
    if not isinstance(border_issued, date) or not isinstance(notice_issued, date):
        return Unknown(names.path("i94_issued"), names.path("petition_issued"))
    return "approval_notice" if notice_issued > border_issued else "admission"


def _lines(names: Names, governs: str, border: Any, notice: Any) -> tuple[Line, ...]:
    shown = []
    if not isinstance(border, Nothing):
        shown.append(Line(border, _("I-94 from the admission"), "", _CITE, names.path("i94_until")))
    if not isinstance(notice, Nothing):
        shown.append(
            Line(notice, _("I-94 on the approval notice"), "", _CITE, names.path("petition_i94_until"))
        )
    chosen = notice if governs == "approval_notice" else border
    return (*shown, Line(chosen, _("the one issued last governs"), "", _CITE))


def _work_until(names: Names, until: Any) -> Result | None:
    petition = names.get("petition_until")
    if not isinstance(petition, date):
        return None
    end = min(petition, until) if isinstance(until, date) else petition
    lines = (
        Line(petition, _("the petition's validity"), "", "8 CFR 214.1(a)(3)", names.path("petition_until")),
        Line(end, _("work ends with the earlier of petition and stay"), "", "8 CFR 214.1(a)(3)"),
    )
    return Result(end, lines)


def _warnings(names: Names, until: Any) -> str:
    passport = names.get("passport_expires")
    if isinstance(passport, date) and isinstance(until, date) and passport < until:
        return _("The passport expires before the stay ends.")
    return ""
