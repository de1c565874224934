"""A task ticked off from a list: at once, or after its proof was asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _
from immdesk.office.tasks import ticking
from immdesk.office.tasks.words import proof_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.parts.desk import Desk


def tick_off(desk: Desk, office: Any, who: QWidget, task_ids: Sequence[str]) -> None:
    """Tick tasks off as one operation; where one asks for a proof, it is asked for first."""
    asked = ticking.proofs_asked(office, task_ids)
    if not asked:
        _tick(desk, office, who, task_ids, "")
        return
    kinds = tuple(dict.fromkeys(kind for one in asked.values() for kind in one))
    desk.ask_text(
        _("Done, with what proof?"),
        _("Asked for: {kinds}").format(kinds=proof_words(kinds)),
        _("Tick off with this proof"),
        partial(_tick, desk, office, who, task_ids),
    )


def _tick(desk: Desk, office: Any, who: QWidget, task_ids: Sequence[str], proof: str) -> None:
    desk.work.run(
        who, ticking.done, office, task_ids, proof,
        done=desk.changed, failed=desk.problem, title=_("Ticking it off"),
    )  # fmt: skip
