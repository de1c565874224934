"""Packs past their day: every date that they make says "verify", and the desk goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.office.office import Office

_UNTIL = re.compile(r"^valid_until: *[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stale:
    """Packs that are past their day: what is said at each date, and the first day that is over."""

    words: str
    until: date


def stale(office: Office) -> Stale | None:
    """Give what to say at every date when a pack in use is past the day until which it is good.

    The office's own layer is not weighed: its rules say themselves until when they were checked. Reads no
    pack beyond its pack.yaml.
    """
    folders = [folder for folder in office.layers(own=False) if _is_over(folder, office.today())]
    if not folders:
        return None
    from immdesk.packs.installed import manifest_of

    try:
        packs = [manifest_of(folder) for folder in folders]
    except Problem:
        return None  # the desk says so when it reads the packs
    over = [one for one in packs if one.valid_until]
    words = _("Verify: the rules come from the pack “{title}” of {edition}, which was good until {until}.")
    said = (
        words.format(title=told(one.title), edition=on_screen(one.edition), until=on_screen(one.valid_until))
        for one in over
    )
    return Stale(" ".join(said), min(one.valid_until for one in over if one.valid_until))


def _is_over(folder: Path, today: date) -> bool:
    """Say whether a pack is past its day, by one line of its pack.yaml; the strict reader costs more."""
    try:
        found = _UNTIL.search((folder / "pack.yaml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return bool(found and found[1] < today.isoformat())


def warning(office: Office) -> str:
    """Give what stands across the Library and Today while a pack is past its day, else ""."""
    found = stale(office)
    if found is None:
        return ""
    do = _("Every date says so. Install a newer pack in the Library.")
    return f"{found.words} {do}"


def stale_words(office: Office) -> str:
    """Give what is said at every date while a pack is past its day, else ""."""
    found = stale(office)
    return found.words if found else ""


def times_of_packs(office: Office) -> int:
    """Count how often what is said of a pack's age has changed: with each pack taken, and when one grows old.

    It never falls, so that other programs take the newest words of an event.
    """
    taken = office.rows(
        "SELECT count(*) AS n FROM operation_row r JOIN said s ON s.id = r.pk "
        "WHERE r.\"table\" = 'said' AND s.owner_kind = 'office' AND s.word LIKE 'pack %'"
    )
    return 2 * int(taken[0]["n"]) + (stale(office) is not None)
