"""`immdesk find`: what the palette finds, without a screen."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer


def test_a_case_and_a_person_are_found_by_plain_letters(run: Run, office: Path) -> None:
    said = answer(run("find", "nguyen", "--office", office, "--json"))
    assert [(hit["kind"], hit["title"]) for hit in said["hits"]] == [
        ("case", "Nguyễn, Văn Đức"),
        ("person", "Nguyễn, Văn Đức"),
    ]
    assert said["did_you_mean"] == []


def test_several_words_are_one_question(run: Run, office: Path) -> None:
    said = answer(run("find", "passport", "poland", "--office", office, "--json"))
    assert [hit["title"] for hit in said["hits"]] == ["Passport of Poland"]


def test_a_number_is_found_and_only_its_end_is_told(run: Run, office: Path) -> None:
    result = run("find", "A234567890", "--office", office)
    assert "Nguyễn, Văn Đức" in result.stdout
    assert "A-number …7890" in result.stdout
    assert "A234567890" not in result.stdout


def test_nothing_found_is_said_with_other_spellings(run: Run, office: Path) -> None:
    result = run("find", "wisnewsky", "--office", office)
    assert result.exit_code == 0
    assert result.stdout == "Nothing is found.\nDid you mean: Wiśniewski, Wiśniewska-Brown?\n"


def test_no_more_than_the_limit_is_told(run: Run, office: Path) -> None:
    assert len(answer(run("find", "a", "--limit", 3, "--office", office, "--json"))["hits"]) == 3
