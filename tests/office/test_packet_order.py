"""The order of a packet's parts: moved, remembered for the case, back to the plan; references follow it."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import packet_layout
from immdesk.office.case_packet import read_packet
from immdesk.office.exhibits import exhibit_of, exhibits_in, reference
from immdesk.office.packet_layout import Choices
from immdesk.packets.order import in_order, moved
from immdesk.packets.plan import Planned


def part(key: str) -> Planned:
    return Planned("letter", key, key=key)


def test_a_part_that_comes_in_later_stands_after_its_neighbour_in_the_plan():
    plan = [part(key) for key in "abcde"]
    assert [one.key for one in in_order(plan, ("d", "b", "a", "gone"))] == ["d", "e", "b", "c", "a"]
    assert [one.key for one in in_order(plan, ())] == list("abcde")


def test_a_part_is_moved_among_the_others():
    assert moved("abcd", "c", 0) == ("c", "a", "b", "d")
    assert moved("abcd", "a", 9) == ("b", "c", "d", "a")
    assert moved("abcd", "x", 1) == ("a", "b", "c", "d")


def case_of(office, number: str) -> str:
    return office.rows("SELECT id FROM case_file WHERE number = ?", [number])[0]["id"]


def test_a_reference_follows_its_exhibit_and_returns_with_the_plan(practice):
    case_id = case_of(practice, "26-0004")
    first, second = exhibits_in(practice, case_id)
    assert exhibits_in(practice, case_id) == {first: ("A", 1), second: ("B", 1)}
    before = read_packet(practice, case_id)
    keys = [one.key for one in before.planned if one.part != "gap"]
    exhibits = [one.key for one in before.planned if one.part == "exhibit"]

    packet_layout.arrange(practice, case_id, moved(keys, exhibits[1], 0))
    after = read_packet(practice, case_id)
    assert after.planned[0].key == exhibits[1]
    assert after.seen != before.seen  # what an attorney approved stood in another order
    assert (exhibit_of(practice, case_id, first), exhibit_of(practice, case_id, second)) == (
        ("B", 1),
        ("A", 1),
    )
    assert reference(("B", 4)) == "Exhibit B, p. 4"

    packet_layout.arrange(practice, case_id, ())
    assert read_packet(practice, case_id).seen == before.seen
    assert exhibit_of(practice, case_id, "no such paper") is None


def test_choices_are_remembered_and_a_prefix_that_cannot_be_stamped_is_refused(practice):
    case_id = case_of(practice, "26-0004")
    wanted = Choices(sheets=False, bates=True, prefix="ALH-", start=101, blanks=True, payment="bank")
    packet_layout.choose(practice, case_id, wanted)
    assert packet_layout.layout_of(practice, case_id).choices == wanted
    for prefix in ("ЖУК", "a" * 13, "a\nb"):
        with pytest.raises(Problem, match="cannot stand before the page numbers"):
            packet_layout.choose(practice, case_id, Choices(bates=True, prefix=prefix))
    with pytest.raises(Problem, match="-1 is no first page number"):
        packet_layout.choose(practice, case_id, Choices(bates=True, start=-1))
    assert packet_layout.layout_of(practice, case_id).choices == wanted
