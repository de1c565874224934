"""A relative here who will go to a consulate: the packet holds the waiver of who asks for it only."""

from __future__ import annotations

from immdesk.office import interviews
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office


def test_only_who_asks_for_the_waiver_gets_its_form(practice: Office) -> None:
    draft = interviews.start(practice, "family-consular").draft_id
    walk = practice.drafts[draft]
    spouse, parent = walk.add_section("spouse"), walk.add_section("parent")
    asking, other = (one.partition("/")[0] for one in (spouse, parent))
    for section, name in ((asking, "Rosa"), (other, "Berta"), ("petitioner", "Iris")):
        walk.set(f"{section}.family_name", "Luna")
        walk.set(f"{section}.given_name", name)
    for word in ("ever_in_us", "in_us_now", "waiver_wanted"):
        walk.set(f"{asking}.{word}", "yes")
    packet = read_packet(practice, interviews.finish(practice, draft)[0])
    asked = [one for one in packet.planned if one.form == "I-601A"]
    assert [(one.part, one.who) for one in asked] == [("form", "Rosa Luna")]
