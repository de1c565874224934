"""The moment of a change, as the clock on the office's wall showed it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo


def on_the_wall(office: Any, at: datetime) -> datetime:
    """Give a moment in the office's zone; a moment without a zone is UTC, as the office keeps it."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ZoneInfo(office.zone))
