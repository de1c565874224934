"""Form EOIR-28 filled from a blank that somebody had ticked: each group is set anew, nothing old stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.fields import raw_fields
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

COURT: dict[str, Any] = {
    "court_scope": "not_bond", "court_primary": True, "court_pro_bono": False, "court_ordered": False,
    "ice_address": "OPLA, 8940 Fourwinds Drive, San Antonio, TX 78239",
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "EOIR-28_2015-12.pdf").read_bytes()


def filled(blank: bytes, **person: Any) -> FilledForm:
    facts = adjusting(person={**COURT, **person})
    return fill_form(blank, shipped_map("EOIR-28", "2015-12"), facts, vocabulary())


def test_every_box_is_mapped_or_excused_and_every_tick_is_there(blank: bytes) -> None:
    form_map = shipped_map("EOIR-28", "2015-12")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 39
    wrong = form_map.boxes["ProBono_CB"].model_copy(update={"choose": {"Maybe": "person.court_pro_bono"}})
    changed = form_map.model_copy(update={"boxes": {**form_map.boxes, "ProBono_CB": wrong}})
    assert "ticks 'Maybe' in 'ProBono_CB'" in str(check_map(changed, inspect(blank))[0])


def test_the_ticks_that_came_with_the_file_are_replaced(blank: bytes) -> None:
    came, done = values_of(blank), filled(blank)
    found = values_of(done.pdf)
    assert (came["Attorney_CB"], came["AppearanceType_CB"]) == ("Law Student/Graduate", "Non-Primary")
    assert (found["Attorney_CB"], found["AppearanceType_CB"]) == ("Attorney", "Primary")
    assert (found["EntryOfAppearanceCB"], found["ProBono_CB"]) == ("Non-Custody/Bond", "No")
    assert (found["AttorneyAppearance_CB"], found["MiddleName"]) == ("0", "M")
    assert (found["AlienNumber"], found["RepInfoLastName"]) == ("012345678", "Whitfield")
    assert (found["Date"], found["AttorneyName"], done.report.bad_option) == ("", "", [])
    assert done.boxes.unanswered == ()


def test_the_mangled_pictures_of_the_groups_are_drawn_anew(blank: bytes) -> None:
    curves = []
    for data in (blank, filled(blank).pdf):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            group = next(one for one in raw_fields(pdf) if one.name == "Attorney_CB")
            pictures = [widget.AP.N.Off.read_bytes() for widget in group.widgets]
            curves.append(sum(b" c\n" in one or b" c " in one for one in pictures))
    assert (curves[0] > 0, curves[1]) == (True, 0)  # another program had drawn circles into the squares


def test_what_nobody_has_said_is_cleared_and_asked(blank: bytes) -> None:
    done = filled(blank, court_primary=None, court_scope=None)
    found = values_of(done.pdf)
    assert (found["AppearanceType_CB"], found["EntryOfAppearanceCB"]) == ("Off", "Off")
    assert {"person.court_primary", "person.court_scope"} <= set(done.boxes.unanswered)
