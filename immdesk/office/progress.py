"""Where a case stands and what it still needs, worked out from facts, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts


def type_title(library: Library, facts: CaseFacts) -> str:
    """Give the title of the case's type."""
    return "Family adjustment of status"


def stage_words(library: Library, facts: CaseFacts) -> str:
    """Give the stage of the case in words."""
    return ""
