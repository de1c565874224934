"""Questions on paper: only those that apply, numbered, conditions in words, what is known already in."""

from __future__ import annotations

from immdesk.basics.paper_questions import PaperList, PaperPart, PaperQuestion
from immdesk.intake.on_paper import Wanted, part_on_paper, spans


def on_paper(walk, slot="petitioner", **wanted) -> PaperPart:
    told = Wanted(**wanted)
    return part_on_paper(walk.reading, walk.draft.slot(slot), "p1", lambda text: ("", text), told)


def by_key(part: PaperPart) -> dict[str, PaperQuestion]:
    return {one.key: one for one in part.questions()}


def test_only_the_questions_that_apply_are_printed(begin):
    walk = begin()
    walk.set("petitioner.is_us_citizen", "no")
    walk.set("petitioner.is_permanent_resident", "no")
    found = by_key(on_paper(walk))
    assert "p1-citizen_how" not in found
    assert "p1-lpr_since" not in found
    assert "p1-is_us_citizen" in found


def test_a_condition_that_waits_for_an_answer_stands_there_in_words_at_both_ends(begin):
    found = by_key(on_paper(begin()))
    citizen, how, since = (found[f"p1-{word}"] for word in ("is_us_citizen", "citizen_how", "naturalized_on"))
    assert [(one.number, [text for _own, text in one.answers]) for one in how.only_if] == [
        (citizen.number, ["Yes"])
    ]
    yes, no = citizen.opens
    assert (yes.answers[0][1], yes.numbers) == ("Yes", how.number)
    assert no.answers[0][1] == "No"
    assert [(one.number, one.answers[0][1]) for one in since.only_if] == [(how.number, "Naturalization")]


def test_a_country_decides_by_what_it_is_and_by_what_it_is_not(begin):
    found = by_key(on_paper(begin()))
    state, province = found["p1-addresses-n0-state"], found["p1-addresses-n0-province"]
    assert [one[1] for one in state.only_if[0].answers] == ["United States"]
    assert [one[1] for one in province.only_if[0].answers] == ["not", "United States"]


def test_what_is_known_stands_in_its_box_and_a_none_is_marked(begin):
    walk = begin()
    walk.set("petitioner.family_name", "Ramírez")
    walk.set("petitioner.middle_name", "∅")
    found = by_key(on_paper(walk))
    assert found["p1-family_name"].boxes() == {"p1-family_name": "Ramírez"}
    assert found["p1-middle_name"].boxes() == {"p1-middle_name": "", "p1-middle_name-none": "Yes"}


def test_the_shorter_one_holds_only_what_is_missing(begin):
    walk = begin()
    walk.set("petitioner.family_name", "Ramírez")
    walk.said_complete("petitioner.other_names")
    part = on_paper(walk, only_missing=True)
    assert "p1-family_name" not in by_key(part)
    assert "p1-given_name" in by_key(part)
    assert "p1-other_names" not in [one.key for one in part.lists()]


def test_a_list_has_its_known_rows_and_empty_ones(begin):
    walk = begin()
    row = walk.add_row("petitioner.other_names")
    walk.set(f"{row}.family_name", "Vega")
    names = next(one for one in on_paper(walk).lists() if one.key == "p1-other_names")
    assert isinstance(names, PaperList)
    assert [one.key[-2:] for one in names.rows] == ["r0", "n0", "n1"]
    assert names.rows[0].questions[0].in_box == "Vega"
    assert [one.number for one in names.rows[1].questions[:2]] == [f"{names.number}a", f"{names.number}b"]


def test_pages_that_staff_answer_are_not_printed_for_the_client(begin):
    walk = begin()
    assert on_paper(walk, "case").pages == ()
    assert on_paper(walk, "case", answered_by=frozenset(("staff",))).pages


def test_every_box_has_a_name_of_its_own_without_private_facts(family):
    part = on_paper(family, "relatives[0]")
    names = list(part.boxes())
    assert len(names) == len(set(names)) > 200
    assert not any("José" in name or "Ramírez" in name for name in names)


def test_numbers_are_told_in_short():
    assert spans(["4", "5", "6", "9"], [str(number) for number in range(1, 12)]) == "4–6, 9"
