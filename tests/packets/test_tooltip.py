"""What the agencies tell a screen reader: cleaned, taken apart, and turned into proposals for a map."""

from __future__ import annotations

from pathlib import Path

from immdesk.office.knowledge import shipped
from immdesk.packets.inspect import inspect
from immdesk.packets.propose import propose
from immdesk.packets.tooltip import clean, question, read_tip


def test_the_spelling_for_a_screen_reader_is_undone() -> None:
    said = "8. C. Has D H S sent you Form I - 8 71 or a U S C I S notice, A. Number / A N A? "
    assert clean(said) == "8.C. Has DHS sent you Form I-871 or a USCIS notice, A-Number/ANA?"


def test_a_tooltip_is_taken_apart_into_part_item_section_and_what_is_asked() -> None:
    tip = read_tip(
        "Part 5. Information About Your Children. Child 3. 14. Enter Date of Birth. "
        "Enter as 2 digit month, 2 digit day and 4 digit year."
    )
    assert (tip.part, tip.item, tip.asks, tip.row) == ("5", "14", "Date of Birth", 3)
    assert tip.section == "Information About Your Children. Child 3"
    asked = read_tip(
        "Part 9. Grounds. 10. B. Have you EVER violated the terms of your U. S. status? Select No."
    )
    assert (asked.item, asked.asks) == ("10.B", "No")
    assert question(asked) == "Have you EVER violated the terms of your US status?"


def test_a_form_without_a_map_gets_proposals_from_its_tooltips(shared: Path) -> None:
    found = propose(inspect(shared / "forms" / "I-90_01-20-25.pdf"), shipped().vocabulary)
    part_1 = "form1[0].#subform[0].#area[1].P1_Line1_AlienNumber[0]"
    assert found.boxes[part_1].entry == {
        "from": "person.a_number", "format": "digits", "width": 9, "at": "1/1/1"
    }  # fmt: skip
    said = [dict(one.entry) for one in found.boxes.values() if one.entry]
    assert {"from": "person.mother.given_name", "at": "2/1/12"} in said
    assert {"from": "person.hair_color", "is": "gray", "at": "3/3/11"} in said
    assert {"from": "office.unit_type", "is": "flr", "optional": True, "at": "5/7/3.b"} in said
    assert len(found.additional) == 5
    assert len(said) > 110  # of 168 boxes: 70 %, as the sample of the reference page promises
