"""Whether it can be said that a condition holds only by which of its days and numbers are none or unknown."""

from __future__ import annotations

from typing import Any, NoReturn

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.law.given import TODAY


def weigh_by_none(condition: Condition, facts: Facts) -> bool | None:
    """Say yes or no when every day and number that is known could be any other; None when it matters which.

    Words, and yes or no, count as they are. A comparison with none is no, whatever the day, and an `and`
    with a no is no: so most conditions about cards that nobody holds are settled for all such people at once.
    """
    shown: dict[str, Any] = {TODAY: _SOME}
    for path, use in condition.uses.items():
        value = _SOME if path == TODAY else facts.get(path)
        if not isinstance(value, Unknown) and not _put(
            shown, path, value if use == "word" or isinstance(value, Nothing) else _SOME
        ):
            return None
    try:
        answer = condition.weigh(Facts(shown))
    except _ItMatters:
        return None
    return None if isinstance(answer, Unknown) else answer


def _put(shown: dict[str, Any], path: str, value: Any) -> bool:
    """Keep a value under its path; say whether there was room beside the others."""
    *rows, last = path.split(".")
    here: Any = shown
    for row in rows:
        here = here.setdefault(row, {})
        if not isinstance(here, dict):
            return False
    if last in here:
        return here[last] is value
    here[last] = value
    return True


class _ItMatters(Exception):
    """The answer rests on which day or number it is."""


class _Some:
    """Some known day or number: whoever wants to compare it has to know which."""

    __slots__ = ()

    def _which(self, *_others: object) -> NoReturn:
        raise _ItMatters

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _which
    __iter__ = __len__ = __bool__ = __contains__ = __getattr__ = __float__ = __int__ = _which
    __hash__ = None  # type: ignore[assignment]


_SOME = _Some()
