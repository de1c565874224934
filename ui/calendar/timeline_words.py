"""What a timeline says aloud of its rows, its marked days and its stretches; and its legend."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.timeline_drawn import band_words
from immdesk.basics.words import _
from ui.calendar.days import day_name, spoken

if TYPE_CHECKING:
    from immdesk.basics.timeline import Line, Stretch
    from immdesk.basics.timeline_drawn import Thing


def spoken_row(line: Line) -> str:
    """Give a row as it is read aloud: its name, its case number."""
    return ", ".join(part for part in (line.name, line.under) if part)


def spoken_thing(line: Line, thing: Thing) -> str:
    """Give a marked day or a stretch of days as it is read aloud."""
    if thing.kind == "spot":
        one = line.spots[thing.place]
        return f"{day_name(date.fromordinal(one.on))}: {spoken(one)}"
    return spoken_stretch(line.stretches[thing.place])


def spoken_stretch(one: Stretch) -> str:
    """Give a stretch of days: what, from when until when, and whether it waits."""
    first, last = on_screen(date.fromordinal(one.first)), on_screen(date.fromordinal(one.last))
    days = _("{first} to {last}").format(first=first, last=last)
    waits = _("not yet accepted") if one.waits else ""
    return ", ".join(part for part in (band_words(one.kind), one.title, days, one.note, waits) if part)
