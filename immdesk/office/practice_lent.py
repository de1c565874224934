"""A hand-off of the practice office: one package is out, as it stands in the register."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from immdesk.office.office import Office


def hand_off(office: Office, told: Mapping[str, Any]) -> None:
    """Enter a hand-off into the register and its day onto the docket; no file is written."""
    from immdesk.office.handing.making import Made, Wish, chosen_of, enter

    ids = [row["id"] for row in office.rows("SELECT id FROM case_file ORDER BY number")]
    mine = tuple(ids[int(place)] for place in told["cases"])
    wish = Wish(mine, told["to_whom"], told["why"], left_out=tuple(told["left_out"]), wipe=True)
    chosen = chosen_of(office, wish)
    scans = sum(bool(row["blob"]) for row in chosen.rows.get("document", {}).values())
    made = Made(uuid4().hex, Path(), 1000 * chosen.count(), chosen.count(), scans, 0)
    enter(office, wish, told["due"], chosen, made, "")
