"""Asks once, with the rule, before something of a restricted case leaves for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.parts.desk import Desk


def ask_before_it_leaves(office: Any, desk: Desk, case_id: str, then: Callable[[], None]) -> None:
    """Do `then`; of a restricted case only after a yes."""
    from immdesk.office.restricted import before_it_leaves

    ask_first(desk, before_it_leaves(office, case_id), then)


def ask_first(desk: Desk, words: str, then: Callable[[], None]) -> None:
    """Do `then`, after a yes where `words` say what to mind."""
    if words:
        desk.ask(_("This case is restricted"), words, _("It may go out"), then)
    else:
        then()
