"""An entry of the docket: a date that somebody accepted, its lasting key, and what was seen then."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from immdesk.basics.finding import Finding, Output
from immdesk.basics.values import value_to_text

State = Literal["kept", "done", "refused", "lifted"]

# Never changes: two desks that accept the same date make the same row.
_NAMESPACE: Final = uuid.UUID("6f3cf2a4-5d0e-5a52-9d5f-0a3c7d1be201")
# Subjects that belong to a person: their date is one entry, shown in all of the person's cases.
OF_A_PERSON: Final = frozenset(("person", "document", "status_period", "entry"))
DATE_KINDS: Final = frozenset(("deadline", "opens", "closes", "status_end", "planning"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the docket. `due_on` is the day the office works to, `raw_on` the day before any roll,
    `printed_on` the day an agency printed; `seen_hash` is what stood there when a person last decided.
    """  # fmt: skip

    key: str
    rule: str
    case_id: str | None
    subject_kind: str
    subject_id: str
    person_id: str | None
    output: str
    ordinal: int
    title: str
    kind: str
    severity: str
    due_on: date | None
    raw_on: date | None = None
    printed_on: date | None = None
    state: State = "kept"
    seen_hash: str = ""
    rule_version: str = ""
    accepted_by: str = ""
    accepted_at: str = ""
    done_on: date | None = None
    done_proof: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        """Give the entry's id, made from its key."""
        return entry_id(self.key)


def entry_key(
    rule: str, case_id: str | None, subject_kind: str, subject_id: str, output: str, ordinal: int = 0
) -> str:
    """Give the lasting key of an entry; the case counts only when the subject does not belong to a person."""
    case = "" if case_id is None or subject_kind in OF_A_PERSON else case_id
    return json.dumps([rule, case, subject_kind, subject_id, output, ordinal], separators=(",", ":"))


@lru_cache(maxsize=65536)
def entry_id(key: str) -> str:
    """Give the id (32 hex digits) of the entry with this key; calendars ask often, so it is remembered."""
    return uuid.uuid5(_NAMESPACE, key).hex


def seen_hash(finding: Finding, output: Output | None = None) -> str:
    """Give a mark of all that a person sees when deciding: outcome, dates, version, inputs, printed date."""
    seen: list[Any] = [finding.rule, finding.outcome, finding.version, _plain(finding.printed)]
    seen.append([[name, _plain(value)] for name, value in finding.inputs])
    if output is not None:
        seen.append([output.name, _plain(output.value), _plain(output.raw), _plain(output.disputed)])
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def docketed(finding: Finding) -> tuple[tuple[Output, int], ...]:
    """Give the outputs that belong on a docket, each with its ordinal among outputs of the same name."""
    if not finding.docket:
        return ()
    counted: dict[str, int] = {}
    found = []
    for output in finding.outputs:
        ordinal = counted.get(output.name, 0)
        counted[output.name] = ordinal + 1
        if output.kind in DATE_KINDS:
            found.append((output, ordinal))
    return tuple(found)


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(word): _plain(one) for word, one in sorted(value.items())}
    return value_to_text(value)
