"""The map of a form carried over to another edition: I-765 of 2025, and the rewritten words of I-589."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import parse
from immdesk.office import new_editions
from immdesk.packets.carry import CarriedMap, carry
from immdesk.packets.formmap import check_map
from immdesk.packets.inspect import FormFile, inspect
from immdesk.packets.official import FormMap
from tests.packets.family_facts import shipped_map

NEWER, OLDER = "I-765_08-21-25", "I-765_01-20-25"


def blank(shared: Path, name: str) -> Path:
    return shared / "forms" / f"{name}.pdf"


@pytest.fixture(scope="module")
def both(shared: Path) -> tuple[FormFile, FormFile]:
    return inspect(blank(shared, NEWER)), inspect(blank(shared, OLDER))


@pytest.fixture(scope="module")
def found(both: tuple[FormFile, FormFile]) -> CarriedMap:
    return carry(shipped_map("I-765", "08-21-25"), *both)


def test_most_boxes_are_told_and_only_the_doubtful_ones_are_to_be_looked_at(found: CarriedMap) -> None:
    kinds = Counter(one.kind for one in found.boxes)
    assert kinds == {"same": 137, "renumbered": 10, "renamed": 2, "changed": 4, "new": 10, "gone": 1}
    assert [one.kind for one in found.to_look_at()][-1] == "gone"
    assert len(found.to_look_at()) == 15


def test_a_box_whose_item_moved_has_its_new_place(found: CarriedMap) -> None:
    country = found.map["boxes"]["form1[0].Page2[0].Line17a_CountryOfBirth[0]"]
    assert country == {"from": "citizenships[0].country", "at": "2/2/18.a"}
    assert (found.map["edition"], len(found.map["fits"])) == ("01/20/25", 1)


def test_the_written_map_reads_and_lacks_only_what_is_new(
    found: CarriedMap, both: tuple[FormFile, FormFile]
) -> None:
    form_map = parse(FormMap, new_editions.as_yaml(found), "map.yaml")
    wrong = [str(one) for one in check_map(form_map, both[1])]
    assert len(wrong) == 10
    assert all("does not cover the box" in one for one in wrong)
    assert "SSA" not in form_map.boxes


def test_carried_there_and_back_a_map_is_what_it_was(
    found: CarriedMap, both: tuple[FormFile, FormFile]
) -> None:
    shipped = shipped_map("I-765", "08-21-25")
    there = parse(FormMap, new_editions.as_yaml(found), "map.yaml")
    back = parse(FormMap, new_editions.as_yaml(carry(there, both[1], both[0])), "map.yaml")
    lost = set(shipped.boxes) - set(back.boxes)
    assert [name.rsplit(".", 1)[-1] for name in lost] == ["attorneyBarNumber[0]"]
    assert {name: box.from_ for name, box in back.boxes.items()} == {
        name: box.from_ for name, box in shipped.boxes.items() if name not in lost
    }
    assert back.additional == shipped.additional


def test_a_box_with_another_name_and_nearly_the_same_words_is_offered_to_be_looked_at(shared: Path) -> None:
    before, after = (inspect(blank(shared, name)) for name in ("I-589_08-25-20", "I-589_01-20-25"))
    empty = FormMap(form="I-589", edition="08/25/20", title="Asylum", about="", fits=("x",), boxes={})
    told = carry(empty, before, after).boxes
    kinds = Counter(one.kind for one in told)
    assert (kinds["same"], kinds["new"], kinds["gone"]) == (361, 0, 0)
    gender = {one.old: one for one in told}["form1[0].#subform[1].NotMarried[0].CheckBox14_Gender[0]"]
    assert (gender.kind, gender.new.rsplit(".", 1)[-1]) == ("changed", "CheckBox14_Sex[0]")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (NEWER, NEWER, "These are not two editions of one form."),
        (NEWER, "I-589_01-20-25", "These are not two editions of one form."),
        (OLDER, NEWER, "No map fits the first file, I-765 01/20/25."),
    ],
)
def test_files_that_cannot_be_carried_are_refused(shared: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(Problem) as refused:
        new_editions.carried(blank(shared, old), blank(shared, new))
    assert refused.value.happened == said
