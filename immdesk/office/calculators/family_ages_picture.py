"""The picture of a family's children: the petition that adds days, the year to seek, when each ages out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.calculators.by_rule import known_day, names_of
from immdesk.office.calculators.case_at import CaseAt, value_of
from immdesk.office.calculators.shapes import Band, Chart

if TYPE_CHECKING:
    from immdesk.office.calculators.family_ages import Child

_DAY = timedelta(days=1)


def ages_chart(at: CaseAt, children: Iterable[Child]) -> tuple[Chart, ...]:
    """Give one row a child; none where no day is known."""
    rows = tuple((one.name, bands) for one in children if (bands := tuple(_bands(one))))
    return (Chart(_("Petition, visa number and age"), rows, at.today),) if rows else ()


def _bands(child: Child) -> Iterator[Band]:
    names = names_of(child.governs)
    filed, approved = (known_day(names.get(one)) for one in ("petition_filed", "petition_approved"))
    if filed and approved and filed < approved:
        yield Band(_("petition pending"), filed, approved - _DAY, "other")
    available, out = (
        known_day(value_of(child.governs, "visa_available")),
        known_day(value_of(child.governs, "ages_out")),
    )
    by, begun = child.seek_by, available
    if value_of(child.seek, "restarted") is True:
        gone, begun = (
            known_day(child.facts.get(f"case.{one}"))
            for one in ("visa_unavailable_on", "visa_available_again_on")
        )
        if available and gone:
            yield Band(_("available"), available, gone - _DAY, "counted")
            yield Band(_("no visa number"), gone, begun - _DAY if begun else None, "wait")
    if out:
        if approved and approved < out:
            yield Band(_("a visa number helps"), approved, out - _DAY, "window")
        yield Band(_("too late"), out, None, "over")
    elif child.is_child is False and available:
        yield Band(_("no longer a child"), available, None, "over")
    elif by and begun and begun <= by:
        yield Band(_("seek residence"), begun, by, "window")
    frozen, file_by = (known_day(value_of(child.governs, one)) for one in ("frozen_on", "file_by"))
    if frozen:
        yield Band(_("age stands still: {day}").format(day=on_screen(frozen)), frozen, None, "counted")
    elif file_by:
        yield Band(_("file the petition"), None, file_by, "window")
