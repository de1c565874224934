"""A finding that is let stand is on record: with who and why, on the packet and in what was filed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import documents, firm, overriding, packets, scan_measures
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office
from immdesk.office.packet_snapshot import snapshot_of
from immdesk.office.rows import PreflightRow
from tests.office.ready_packets import add_blanks, approve


def row_of(office: Office, case_id: str, words: str) -> PreflightRow:
    return next(row for row in packets.page(office, case_id).preflight if words in row.message)


def test_only_an_attorney_lets_a_stop_stand_and_what_is_filed_says_so(
    practice: Office, case: Callable[[str], str], shared: Path
) -> None:
    case_id = case("26-0001")
    add_blanks(practice, case_id, shared)
    decree = next(row for row in documents.evidence(practice, case_id) if "Divorce" in row.title)
    scan_measures.say_language(practice, decree.id, "missing")
    approve(practice, case_id)
    stop = row_of(practice, case_id, "has no certified translation yet")
    assert (stop.severity, stop.override, stop.go) == ("stop", "attorney", ("language", decree.id, ""))
    people = {one.is_attorney: one.id for one in firm.staff(practice)}
    for who, why in ((people[False], "It follows."), (people[True], " ")):
        with pytest.raises(Problem):
            overriding.override(practice, case_id, stop.mark, who, why)
    overriding.override(practice, case_id, stop.mark, people[True], "It follows with the reply.")
    page = packets.page(practice, case_id)
    assert not page.draft
    assert row_of(practice, case_id, "has no certified").overridden == (
        "Helen Whitaker let it stand on Fri Aug 14, 2026: It follows with the reply."
    )
    (kept,) = snapshot_of(read_packet(practice, case_id))["overridden"]
    assert kept.endswith("– Helen Whitaker, Fri Aug 14, 2026: It follows with the reply.")


def test_a_finding_that_is_gone_or_that_nobody_may_override_is_refused(
    practice: Office, case: Callable[[str], str]
) -> None:
    case_id = case("26-0001")
    missing = row_of(practice, case_id, "has no blank of Form G-28")
    attorney = next(one.id for one in firm.staff(practice) if one.is_attorney)
    with pytest.raises(Problem, match="Nobody can let this stand"):
        overriding.override(practice, case_id, missing.mark, attorney, "We have it on paper.")
    with pytest.raises(Problem, match="no longer found"):
        overriding.override(practice, case_id, "0" * 64, attorney, "Whatever.")
