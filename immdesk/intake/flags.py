"""Red flags: what an attorney must look at, raised as banners by what is known so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immdesk.basics.words import _
from immdesk.intake.checks import find
from immdesk.intake.draft import Slot
from immdesk.intake.plan import AskedFlag
from immdesk.intake.reading import Reading


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag of one section: the text, its authority, and how sure that is."""

    section: str
    who: str
    flag: str
    text: str
    cite: tuple[str, ...]
    confidence: str

    @property
    def banner(self) -> str:
        """Give the flag as one line for a banner."""
        cite = f" ({'; '.join(self.cite)})" if self.cite else ""
        verify = _(" Verify the law.") if self.confidence != "sourced" else ""
        return f"{self.who}: {self.text}{cite}{verify}"


def raised(reading: Reading, slot: Slot, who: str) -> Iterator[Raised]:
    """Give the red flags of one section of a draft."""
    for flag in reading.plan.flags:
        if slot.section in flag.shape.about and _holds(reading, slot, flag):
            shape = flag.shape
            yield Raised(slot.id, who, shape.flag, shape.text, shape.cite, shape.confidence)


def _holds(reading: Reading, slot: Slot, flag: AskedFlag) -> bool:
    facts = reading.facts(slot)
    if flag.shape.finds:
        return find(flag.shape.finds, facts.root("person"), reading.today)
    assert flag.when is not None
    if not flag.shape.each:
        return flag.when.weigh(facts) is True
    rows: Any = facts.get(flag.shape.each)
    return isinstance(rows, tuple) and any(
        flag.when.weigh(facts.also(row)) is True for row in rows if isinstance(row, Mapping)
    )
