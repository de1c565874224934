"""Many kinds of case: a questionnaire answered to the end leaves no box of the form of its packet open."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.office import blanks, interviews
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office
from immdesk.packets.boxes import box_values
from tests.test_every_path import answer_all

KINDS = {
    "asylum": ("I-589", "I-589_01-20-25", 120), "daca-renewal": ("I-821D", "I-821D_01-20-25", 70),
    "remove-conditions": ("I-751", "I-751_04-01-24", 80), "appeal": ("I-290B", "I-290B_05-31-24", 25),
    "i9": ("I-9", "I-9_01-20-25", 40), "i140-labor": ("I-140", "I-140_06-07-24", 60),
    "i140-national-interest": ("I-140", "I-140_06-07-24", 60), "fiance": ("I-129F", "I-129F_01-20-25", 150),
    "green-card-renewal": ("I-90", "I-90_01-20-25", 60), "tps": ("I-821", "I-821_01-20-25", 150),
    "stay-extension": ("I-539", "I-539_08-28-24", 50), "l1b": ("I-129", "I-129_01-20-25", 110),
    "naturalization": ("N-400", "N-400_01-20-25", 130),
}  # fmt: skip


@pytest.mark.parametrize(("intake", "form", "blank", "boxes"), [(one, *row) for one, row in KINDS.items()])
def test_a_questionnaire_answered_to_the_end_leaves_no_box_of_its_form_open(
    practice: Office, shared: Path, intake: str, form: str, blank: str, boxes: int
) -> None:
    blanks.add(practice, shared / "forms" / f"{blank}.pdf")
    draft = interviews.start(practice, intake).draft_id
    walk = practice.drafts[draft]
    for added, _label in walk.add_sections():
        walk.add_section(added)
    for one in (*walk.sections(), *walk.sections()):
        answer_all(walk, one.id, 0)
    packet = read_packet(practice, interviews.finish(practice, draft)[0])
    (mine,) = [one for one in packet.planned if one.part == "form" and one.form == form]
    assert intake == "i9" or "G-28" in [one.form for one in packet.planned]
    (form_map,) = practice.library.official[form]
    facts = packet.facts.for_form(mine.person_id)
    found = box_values(form_map, facts, practice.library.vocabulary)
    assert [one for one in found.unanswered if not one.startswith(("attorney", "office"))] == []
    assert len(found.values) > boxes
    if intake == "tps":  # the work permit that is asked for goes along
        assert "I-765" in [one.form for one in packet.planned]
    if intake == "asylum":  # the court has a notice of appearance of its own
        in_court = facts.get("person.in_court_now") is True
        assert ("EOIR-28" in [one.form for one in packet.planned]) is in_court is True
    if intake == "asylum":  # the child of the case brings the own answers and is included
        told = {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}
        assert (told["PtAIILine21_Yes[0]"], told["ChildSSN1[0]"]) == (True, "123456789")
