"""The research notebook: notes with a source, found by any word, used in cases; what a change concerns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import find, impact, research, research_impact, undo
from immdesk.office.office import Office
from immdesk.office.research import Written

STEPCHILD = Written(
    title="A stepchild counts when the marriage was before 18",
    text="Nothing in the manual asks for adoption; “bona fide” marriage is enough.",
    source="USCIS Policy Manual",
    link="vol. 6 pt. B ch. 8",
    source_on="3/2/2026",
    classes="f2a, IR",
    forms="i485, I-130",
    rules="rfe-deadline",
)


@pytest.fixture
def note(practice: Office) -> str:
    return research.keep(practice, STEPCHILD)[0]


def case(office: Office, number: str) -> str:
    return str(office.rows("SELECT id FROM case_file WHERE number = ?", [number])[0]["id"])


def test_a_note_keeps_its_source_and_its_tags_as_the_agencies_write_them(practice: Office, note: str) -> None:
    found = research.row(practice, note)
    assert (found.source, found.link, found.source_on) == (
        "USCIS Policy Manual", "vol. 6 pt. B ch. 8", date(2026, 3, 2),
    )  # fmt: skip
    assert (found.classes, found.forms, found.rules) == (("F2A", "IR"), ("I-130", "I-485"), ("rfe-deadline",))
    assert (found.noted_on, found.by) == (date(2026, 8, 14), "ana")
    with pytest.raises(Problem, match=r"There is no rule rfe-deadlin\.") as told:
        research.keep(practice, Written("x", rules="rfe-deadlin"))
    assert "rfe-deadline" in str(told.value)
    with pytest.raises(Problem, match="no day"):
        research.keep(practice, Written("x", source_on="31/31/2026"))


@pytest.mark.parametrize(
    "words", ["stepch manual", "bona fide", "F2A", "vol. 6", '"adoption" OR *', "i-485", "NEAR(marriage)"]
)
def test_a_note_is_found_by_any_word_of_it_and_nothing_typed_is_a_command(
    practice: Office, note: str, words: str
) -> None:
    expected = [] if words in ('"adoption" OR *', "NEAR(marriage)") else [note]
    assert [one.id for one in research.find(practice, words)] == expected


def test_ctrl_k_finds_a_note_also_after_it_was_corrected_and_not_when_it_is_gone(
    practice: Office, note: str
) -> None:
    def hits(words: str) -> list[tuple[str, str]]:
        return [(one.kind, one.title) for one in find.find(practice, words)]

    assert ("research", STEPCHILD.title) in hits("stepchild")
    research.keep(practice, Written("Stepchildren, again", classes="K-4"), note)
    assert hits("K-4") == [("research", "Stepchildren, again")]
    assert research.row(practice, note).forms == ()
    research.remove(practice, note)
    assert hits("stepchildren") == []
    undo.undo(practice, undo.undoable(practice).operation)
    assert hits("stepchildren") == [("research", "Stepchildren, again")]


def test_a_note_is_used_in_one_case_after_another(practice: Office, note: str) -> None:
    for number in ("26-0001", "26-0003"):
        research.attach(practice, note, case(practice, number))
    assert [number for _id, number, _title in research.row(practice, note).cases] == ["26-0001", "26-0003"]
    with pytest.raises(Problem, match="uses this note already"):
        research.attach(practice, note, case(practice, "26-0001"))
    research.detach(practice, note, case(practice, "26-0001"))
    assert [one.id for one in research.of_case(practice, case(practice, "26-0003"))] == [note]
    assert research.of_case(practice, case(practice, "26-0001")) == ()


def test_a_change_names_the_open_cases_that_the_note_concerns_and_why(
    practice: Office, note: str, tmp_path: Path
) -> None:
    research.keep(practice, Written("A day is added", rules="noid-deadline", forms="I-751"), note)
    research.attach(practice, note, case(practice, "26-0003"))
    research.mark_changed(practice, note, "New edition of the manual")
    found = research_impact.impact_of_note(practice, note)
    assert [(row.number, row.says) for row in found.rows] == [
        ("26-0003", "uses this note"),
        ("26-0005", "Answer the notice of intent to deny"),
    ]
    assert found.changes[0].endswith("Changed on Fri Aug 14, 2026: New edition of the manual")
    impact.write_impact(practice, found, tmp_path / "list.pdf")
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    research.keep(practice, Written("Adjusting", forms="I-485"), note)
    assert {row.number for row in research_impact.impact_of_note(practice, note).rows} >= {
        "26-0001", "26-0002", "26-0003", "26-0005", "26-0006",
    }  # fmt: skip
