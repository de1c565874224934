"""The order of a list that is held whole: by a word of its rows; what has nothing to sort by stands last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immdesk.basics.folded import folded


def sorted_ids(rows: Mapping[str, Any], sort: str) -> list[str]:
    """Give the ids in the order of a word of the rows; a minus before it turns the order round."""
    name, back = sort.lstrip("-"), sort.startswith("-")
    known = [key for key, row in rows.items() if getattr(row, name) not in (None, "")]
    known.sort(key=lambda key: _by(getattr(rows[key], name)), reverse=back)
    return [*known, *(key for key, row in rows.items() if getattr(row, name) in (None, ""))]


def _by(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
