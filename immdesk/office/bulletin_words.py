"""The visa bulletin in words: months, cutoffs as they are printed, what a plan would do, what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import month_and_year
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_check import area_words as area_words
from immdesk.law.bulletin_check import chart_words as chart_words
from immdesk.law.bulletin_check import table_words as table_words
from immdesk.law.bulletin_terms import MONTHS, kept_cutoff

if TYPE_CHECKING:
    from immdesk.office.bulletins import Different, Plan


def month_words(month: str) -> str:
    """Give 2025-12 as a person reads it: "December 2025"."""
    return month_and_year(date.fromisoformat(f"{month}-01"))


def plan_words(planned: Plan) -> tuple[str, ...]:
    """Say what taking it in would do, in lines."""
    months = planned.months
    which = months[0] if len(months) == 1 else _("{first} to {last}").format(first=months[0], last=months[-1])
    lines = [
        n_("Bulletin of {n} month", "Bulletins of {n} months", len(months)) + f": {which}",
        n_("{n} cutoff is new", "{n} cutoffs are new", len(planned.new)),
        n_(
            "{n} cutoff is different from what is here",
            "{n} cutoffs are different from what is here",
            len(planned.different),
        ),
        n_("{n} cutoff is here already", "{n} cutoffs are here already", planned.same),
    ]
    return tuple(lines)


def difference_words(one: Different) -> str:
    """Say what a difference is: "2025-12 F2A Mexico, Final Action Dates: was 01FEB23, is now 01MAR23"."""
    cell = one.cell
    where = f"{cell.bulletin} {cell.category} {area_words(cell.chargeability)}, {table_words(cell.table)}"
    return _("{where}: was {was}, is now {now}").format(
        where=where, was=printed(one.was), now=printed(kept_cutoff(cell.cutoff))
    )


def cutoff_line(before: Mapping[str, Any], after: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Give what an operation did to a cutoff, for the history: "2025-12 F2A Mexico, …: 01FEB23 → 01MAR23"."""
    area, chart = area_words(known.get("chargeability", "")), table_words(known.get("chart", ""))
    old, new = printed(before.get("cutoff") or ""), printed(after.get("cutoff") or "")
    moved = " → ".join(filter(None, (old, new))) if old and new else new or f"{old} → –"
    return f"{known.get('month', '')} {known.get('category', '')} {area}, {chart}: {moved}"


def printed(cutoff: str) -> str:
    """Give a cutoff as the bulletin prints it: 01FEB23, C, U."""
    if cutoff in ("C", "U", ""):
        return cutoff
    return f"{cutoff[8:10]}{MONTHS[int(cutoff[5:7]) - 1][:3]}{cutoff[2:4]}"
