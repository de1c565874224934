"""The order of a packet's parts: that of its plan, or the one that somebody has given them for this case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immdesk.packets.plan import Planned


def in_order(planned: Iterable[Planned], keys: Sequence[str]) -> tuple[Planned, ...]:
    """Give the parts in the order of `keys`; a part that came in later stands where its plan has it.

    What is not in `keys` follows the part that stands before it in the plan.
    """
    places = {key: place for place, key in enumerate(keys)}
    found: list[Planned] = []
    plan = list(planned)
    known = sorted((one for one in plan if one.key in places), key=lambda one: places[one.key])
    found += known
    before: Planned | None = None
    for one in plan:
        if one.key not in places:
            found.insert(found.index(before) + 1 if before else 0, one)
        before = one
    return tuple(found)


def moved(keys: Sequence[str], key: str, to: int) -> tuple[str, ...]:
    """Give the keys with one of them at the place `to` (from 0), the rest as they were."""
    rest = [one for one in keys if one != key]
    to = min(max(to, 0), len(rest))
    return (*rest[:to], key, *rest[to:]) if key in keys else tuple(keys)
