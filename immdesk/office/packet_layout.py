"""How somebody wants the packet of a case: the order of its parts, its stamps, sheets and payment forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, told
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

MOST_PREFIX, MOST_START = 12, 999_999

Payment = Literal["card", "bank", "none"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen for the packet of a case.

    `sheets` lays a sheet before each exhibit, `bates` counts all pages through (`prefix`, then six digits
    from `start`), `blanks` adds empty pages so that each part begins on a new sheet when it is printed on
    both sides, `payment` says which payment form lies on each form that has a fee.
    """

    sheets: bool = True
    bates: bool = False
    prefix: str = ""
    start: int = 1
    blanks: bool = False
    payment: Payment = "card"


@dataclass(frozen=True, slots=True)
class Layout:
    """What was said for one case; `order` holds the keys of its parts, none for the plan's own order."""

    order: tuple[str, ...] = ()
    choices: Choices = Choices()


def layout_of(office: Office, case_id: str) -> Layout:
    """Give what was said for the packet of a case."""
    rows = office.rows("SELECT in_order, choices FROM packet_layout WHERE case_id = ?", [case_id])
    if not rows:
        return Layout()
    said: dict[str, Any] = json.loads(rows[0]["choices"] or "{}")
    known = {one.name for one in fields(Choices)}
    choices = Choices(**{word: value for word, value in said.items() if word in known})
    return Layout(tuple(json.loads(rows[0]["in_order"] or "[]")), choices)


def sheets_rule(office: Office) -> str:
    """Give in words how exhibits are told apart on paper, with its authority; "" when no pack says so."""
    from immdesk.packets.handing_in import rule_on

    rule = rule_on(office.library.handing_in.values(), "sheets", office.today())
    return f"{told(rule.text)} ({rule.cite})" if rule else ""


def arrange(office: Office, case_id: str, keys: Sequence[str]) -> Changed:
    """Keep the order of the parts of a packet; no keys: the order of its plan again."""
    value = json.dumps(list(keys), ensure_ascii=False) if keys else None
    words = _("The packet is in this order now.") if keys else _("The packet is in the order of its plan.")
    return _keep(office, case_id, "in_order", value, _("Order a packet"), words)


def choose(office: Office, case_id: str, choices: Choices) -> Changed:
    """Keep how the packet of a case is stamped and finished.

    Raises Problem for a prefix that cannot stand on every page, and for a first number that is none.
    """
    prefix = choices.prefix.strip()
    if len(prefix) > MOST_PREFIX or not (prefix.isascii() and prefix.isprintable()):
        raise Problem(
            _("“{text}” cannot stand before the page numbers.").format(text=prefix),
            _("Nothing was changed."),
            _("Type at most {n} plain letters, digits or hyphens.").format(n=MOST_PREFIX),
        )
    if not 0 <= choices.start <= MOST_START:
        raise Problem(
            _("{n} is no first page number.").format(n=choices.start),
            _("Nothing was changed."),
            _("Type a number from 0 to {n}.").format(n=MOST_START),
        )
    value = json.dumps({**asdict(choices), "prefix": prefix}, ensure_ascii=False)
    words = _("The packet is built this way from now on.")
    return _keep(office, case_id, "choices", value, _("Choose how a packet is built"), words)


def _keep(office: Office, case_id: str, column: str, value: str | None, title: str, message: str) -> Changed:
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.cases import PacketLayout

        row = session.scalars(select(PacketLayout).where(PacketLayout.case_id == case_id)).first()
        if row is None:
            row = PacketLayout(case_id=case_id)
            session.add(row)
        setattr(row, column, value)
        row.by, row.at = office.user, at

    _done, changed = office.change(title, work, message=message)
    return changed
