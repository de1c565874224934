"""Look the packet over before it is printed: what stops it, what to look at, and what to do about each.

What is looked for stands in the packs (`preflight/`), dated and with its authority; how is a pure function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.facts import Facts
from immdesk.basics.words import _, told
from immdesk.packets.planned import PlannedDocument as PlannedDocument
from immdesk.packets.planned import PlannedForm as PlannedForm
from immdesk.packets.planned import PlannedPacket as PlannedPacket

if TYPE_CHECKING:
    from immdesk.packets.checks.seen import Go, Seen
    from immdesk.packets.preflight_rules import ReadyCheck

Severity = Literal["stop", "warn", "note"]
MayOverride = Literal["anyone", "attorney", "nobody"]


@dataclass(frozen=True, slots=True)
class Overridden:
    """That somebody lets a finding stand: who, on which day (in words), and why."""

    by: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: how bad, where, what, and what to do. `stop` keeps the packet a draft.

    `mark` stands for just this finding: an override holds while the same is found again. `go` is the place
    where it is mended, `cite` its authority, `verify` what must be checked of the rule itself.
    """

    severity: Severity
    where: str
    message: str
    do: str
    check: str = ""
    mark: str = ""
    go: Go | None = None
    override: MayOverride = "nobody"
    cite: str = ""
    verify: str = ""
    overridden: Overridden | None = None

    @property
    def stops(self) -> bool:
        """Say whether it keeps the packet a draft: a stop that nobody has overridden."""
        return self.severity == "stop" and self.overridden is None


def preflight(
    packet: PlannedPacket,
    rules: Iterable[ReadyCheck],
    today: date,
    facts: Facts | None = None,
    overrides: Mapping[str, Overridden] | None = None,
) -> tuple[Check, ...]:
    """Give everything to look at before printing, the worst first.

    `rules` are the packs' checks; those in force on the day of mailing count (`packet.mailed`, else today).
    `facts` of the case decide their `when`; `overrides` are by the mark of the finding.
    """
    on = packet.mailed or today
    found = [
        _with_override(_check(rule, seen, today), overrides or {})
        for rule in rules
        if rule.holds_on(on) and rule.applies(facts)
        for seen in rule.look(packet, today)
    ]
    return tuple(sorted(found, key=_worst_first))


def stops(checks: Iterable[Check]) -> bool:
    """Say whether something keeps the packet a draft."""
    return any(check.stops for check in checks)


def overridden_in(checks: Iterable[Check]) -> Iterator[tuple[Check, Overridden]]:
    """Give the findings that somebody lets stand, with who and why."""
    for check in checks:
        if check.overridden is not None:
            yield check, check.overridden


def _worst_first(check: Check) -> tuple[bool, int]:
    return check.overridden is not None, ("stop", "warn", "note").index(check.severity)


def _with_override(check: Check, overrides: Mapping[str, Overridden]) -> Check:
    found = overrides.get(check.mark)
    return replace(check, overridden=found) if found and check.override != "nobody" else check


def _check(rule: ReadyCheck, seen: Seen, today: date) -> Check:
    file = rule.file
    words = dict(seen.words)
    return Check(
        file.severity,
        seen.where or told(file.title),
        told(file.message).format(**words),
        told(file.do).format(**words),
        file.check,
        _mark(file.check, seen),
        seen.go,
        file.override,
        file.cite,
        _verify(rule, today),
    )


def _mark(check: str, seen: Seen) -> str:
    text = "\x1f".join((check, seen.subject, *(f"{name}={value}" for name, value in sorted(seen.words))))
    return hashlib.sha256(text.encode()).hexdigest()


def _verify(rule: ReadyCheck, today: date) -> str:
    said = [_("This rests on general knowledge: check it.")] if rule.file.confidence == "general" else []
    if rule.file.until and rule.file.until < today:
        said.append(_("It was to be checked again by {}.").format(rule.file.until))
    return " ".join(said)
