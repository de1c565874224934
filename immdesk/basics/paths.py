"""Where the desk finds what it ships: knowledge packs, icons, languages, the practice office."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _


def resource(*parts: str) -> Path:
    """Give the path of a shipped file or folder below `resources/`.

    Works from a checkout, an installed wheel and a bundle. Raises Refused when nothing ships there.
    """
    for home in _homes():
        found = home.joinpath(*parts)
        if found.exists():
            return found
    raise Refused(
        _("The shipped file {name} is missing.").format(name="/".join(parts) or "resources"),
        _("The program was not installed completely."),
        _("Install it again."),
    )


@cache
def _homes() -> list[Path]:
    package = Path(__file__).resolve().parents[1]
    homes = [package.parent / "resources", package / "_resources"]
    bundle = getattr(sys, "_MEIPASS", None)
    return [Path(bundle) / "resources", *homes] if bundle else homes
