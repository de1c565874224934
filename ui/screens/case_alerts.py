"""Changes of practice that reach a case, across the top of its overview, until an attorney has decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from immdesk.basics.words import _, n_
from immdesk.office import alerts, firm
from immdesk.office.rows import AlertRow
from ui.parts.banner import Banner
from ui.parts.desk import Desk


def alert_banners(
    desk: Desk, office: Any, do: Callable[..., None], case_id: str, rows: tuple[AlertRow, ...]
) -> Iterator[Banner]:
    """Give a banner for each alert that reaches the case, and one line for those that may."""
    for row in rows:
        if row.reach == "reaches":
            decide = partial(_ask_who, desk, office, do, case_id, row)
            yield Banner(_words(row), "warn", _("An attorney decides…"), decide)
    may = [row.title for row in rows if row.reach == "may reach"]
    if may:
        said = n_(
            "{n} change of practice may reach this case",
            "{n} changes of practice may reach this case",
            len(may),
        )
        yield Banner(
            f"{said}: {'; '.join(may)}.", "info", _("Look at them"), partial(desk.go, "library", "alerts")
        )


def _words(row: AlertRow) -> str:
    who = f" ({row.who})" if row.who else ""
    return " ".join(filter(None, (f"{row.title}{who}.", row.text, row.do, row.verify)))


def _ask_who(desk: Desk, office: Any, do: Callable[..., None], case_id: str, row: AlertRow) -> None:
    attorneys = firm.attorneys_here(office)
    desk.ask_choice(
        _("Which attorney decides about this?"),
        _("Attorney"),
        attorneys,
        _("Go on"),
        partial(_ask_what, desk, do, case_id, row),
    )


def _ask_what(desk: Desk, do: Callable[..., None], case_id: str, row: AlertRow, staff_id: str) -> None:
    desk.ask_text(
        _("What was decided"),
        _("It is kept in the history; the alert leaves this case until it changes"),
        _("Keep the decision"),
        partial(do, _("Keeping the decision"), alerts.decide_alert, case_id, row.id, staff_id),
        long=True,
    )
