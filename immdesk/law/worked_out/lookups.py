"""Look into the dated tables: is a day a holiday, what does a filing cost, is a priority date current."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from immdesk.basics.finding import Line, LinesLater
from immdesk.basics.words import _, told
from immdesk.law.bulletin import in_words, is_earlier
from immdesk.law.fees import fee_rows
from immdesk.law.working import Names, Result, Tables, Worked


def federal_holiday(names: Names, parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Say whether `date` is a legal holiday, on its own or the observed day. 5 USC 6103."""
    day = names.day("date")
    if not isinstance(day, date):
        return Worked(ask=frozenset({"date"}))
    calendar = tables.closures[parameters["calendar"]]
    holiday = calendar.holiday(day)
    words = told(holiday) or _("no legal holiday")
    line = Line(day, words, "", "; ".join(calendar.file.cite))
    return Worked({"is_holiday": Result(bool(holiday), (line,))})


def fee_of(names: Names, _parameters: Mapping[str, str], tables: Tables) -> Worked:
    """Give the dollars for `item` by `postmark` (online: the day of submission). 8 CFR 106.2."""
    item, postmark = str(names.get("item")), names.day("postmark")
    if not isinstance(postmark, date):
        return Worked(ask=frozenset({names.path("postmark")}))
    rows = fee_rows(tables.fees, item, postmark)
    if len(rows) != 1:
        known = any(row.item == item for row in tables.fees)
        said = _("The table has no fee for {} on {}.") if known else _("The table does not know the item {}.")
        return Worked(outcome="not in force", note=said.format(item, postmark))
    row = rows[0]
    if row.usd is None:
        said = _("The amount for {} is not in the table: look it up.").format(item)
        return Worked(outcome="not in force", note=f"{said} {told(row.note)}".strip(), source=row.source)

    def write() -> tuple[Line, ...]:
        held = _("from {} to {}").format(row.from_, row.to) if row.to else _("from {}").format(row.from_)
        return (
            Line(postmark, _("postmark"), "", "", names.path("postmark")),
            Line(row.usd, item, held, row.source),
        )

    lines = LinesLater(write)
    confidence = "sourced" if row.confidence == "sourced" else "general"
    return Worked(
        {"usd": Result(row.usd, lines)}, note=told(row.note), confidence=confidence, source=row.source
    )


def is_current(names: Names, _parameters: Mapping[str, str], _tables: Tables) -> Worked:
    """Say whether `priority_date` is current under `cutoff` (a day, C or U). INA 203(e), (g)."""
    priority, cutoff = names.day("priority_date"), names.get("cutoff")
    if not isinstance(priority, date) or not isinstance(cutoff, (date, str)):
        paths = frozenset({names.path("priority_date"), names.path("cutoff")} - {""})
        return Worked(ask=paths)
    current = is_earlier(priority, cutoff)

    def write() -> tuple[Line, ...]:
        day, words = (
            cutoff if isinstance(cutoff, date) else in_words(cutoff),
            _("cutoff of the chart that governs"),
        )
        return (
            Line(priority, _("priority date"), "", "", names.path("priority_date")),
            Line(day, words, "", "", names.path("cutoff")),
            Line(current, _("current: strictly earlier than the cutoff"), "", "INA 203(e); Visa Bulletin"),
        )

    lines = LinesLater(write)
    return Worked({"current": Result(current, lines)})
