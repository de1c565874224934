"""Rows about the law itself that screens show: questions that dates wait for, alerts, sign-offs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """One question that dates wait for. `dates` names what its answer would settle.

    `alone` says how many of them need nothing besides. `where` says what asks it: the questionnaire (by
    `path` and `who`), the sheet of a record (`record_id`), or only the page of facts.
    """

    path: str
    label: str
    who: str
    dates: tuple[str, ...]
    alone: int
    where: Literal["intake", "filing", "notice", "document", "facts"]
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A change of practice that reaches a case, or may reach it; an attorney decides what it means."""

    id: str
    title: str
    reach: Literal["reaches", "may reach"]
    who: str
    text: str
    do: str
    since: date | None
    source: str
    verify: str
    ask: tuple[str, ...] = ()
    case_id: str = ""
    case_number: str = ""
    case_title: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """An attorney's word for a rule. `state` says whether it still holds: the rule may have changed since,
    or the day may be over until which it was given."""

    rule: str
    name: str
    on: date
    until: date
    note: str
    state: Literal["good", "changed", "over"]
