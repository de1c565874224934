"""The practice office's dates: `today-20y-10m` read against the desk's own day.

`~sun` at the end gives the Sunday on or before that day, `~work` the last day from Monday to Friday.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from immdesk.basics.dates import add_months

_WHOLE = re.compile(r"today((?:[+-]\d+[ymd])*)(~sun|~work)?")
_PART = re.compile(r"([+-]\d+)([ymd])")


def on_day(text: str, today: date) -> str:
    """Give `text` with a relative date turned into ISO text; anything else is given back as it is."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return text
    day = today
    for count, unit in _PART.findall(found.group(1)):
        day = _moved(day, int(count), unit)
    return _before(day, found.group(2)).isoformat()


def _before(day: date, wanted: str | None) -> date:
    while (wanted == "~sun" and day.weekday() != 6) or (wanted == "~work" and day.weekday() > 4):
        day -= timedelta(days=1)
    return day


def _moved(day: date, count: int, unit: str) -> date:
    if unit == "d":
        return day + timedelta(days=count)
    return add_months(day, count * (12 if unit == "y" else 1), "last_day_of_month")


def dated(value: Any, today: date) -> Any:
    """Give a tree of plain values with each relative date in it made absolute."""
    if isinstance(value, str):
        return on_day(value, today)
    if isinstance(value, list):
        return [dated(item, today) for item in value]
    if isinstance(value, dict):
        return {key: dated(item, today) for key, item in value.items()}
    return value
