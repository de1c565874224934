"""Where an attorney decides first: tell it, and offer to ask one, with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from ui import dialogs

if TYPE_CHECKING:
    from immdesk.basics.problems import Problem
    from ui.parts.desk import Desk


def offer(desk: Desk, office: Any, held: Problem) -> None:
    """Tell why nothing was changed yet, and let who sits here ask an attorney to approve it.

    `held` is a NeedsApproval of the office.
    """
    from immdesk.office import sign_in

    if not sign_in.those_who_may(office, "approve"):
        dialogs.show_error(desk.window, held)
        return
    words = " ".join((held.means, held.do, _("Why should it be done?")))
    send = partial(_send, desk, office, held)
    dialogs.ask_text(desk.window, held.happened, words, _("Ask an attorney to approve"), send, long=True)


def _send(desk: Desk, office: Any, held: Any, why: str) -> None:
    from immdesk.office import approvals

    desk.work.run(desk, approvals.ask, office, held.asked, why, done=desk.changed, failed=desk.problem)
