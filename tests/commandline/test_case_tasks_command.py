"""`immdesk case board`, `case tasks`, `case follow`: by stage, with the sum of each day; refused in words."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.commandline.told import Run, answer, told


def test_the_cases_of_a_kind_are_told_by_stage_and_written_as_a_workbook(
    run: Run, office: Path, tmp_path: Path
) -> None:
    out = tmp_path / "board.xlsx"
    rows = answer(run("case", "board", "--office", office, "--out", out, "--json"))
    assert rows[0]["number"] == "26-0001"
    assert rows[0]["stage"] == "Gathering facts and papers"
    sheet = load_workbook(out).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["Case", "Client", "Stage", "Days in it"]
    assert sheet.max_row == len(rows) + 1
    assert "No open case is of the kind perm" in told(
        run("case", "board", "--kind", "perm", "--office", office)
    )


def test_proposed_tasks_are_told_with_their_sum_and_taken(run: Run, office: Path) -> None:
    text = run("case", "tasks", "26-0006", "--office", office).stdout
    assert "Send the welcome letter with the list of papers" in text
    assert "    + 2 days  habit of the office" in text
    assert "later: Client finishes the questionnaire" in text
    taken = answer(run("case", "tasks", "26-0006", "--take", "--office", office, "--json"))
    assert taken == {"message": "2 tasks taken."}
    found = answer(run("case", "tasks", "26-0006", "--office", office, "--json"))
    assert found["templates"]["now"] == []


def test_open_cases_are_held_against_the_templates_and_follow_by_choice(run: Run, office: Path) -> None:
    first = run("case", "follow", "--office", office).stdout.splitlines()
    assert first[0].endswith("0 moved · 0 gone · in 6 open cases")
    wrong = told(run("case", "follow", "--apply", "gnew", "--office", office))
    assert "Did you mean 'new'?" in wrong
    done = run("case", "follow", "--apply", "all", "--office", office).stdout
    assert "follow the templates." in done
    again = run("case", "follow", "--office", office).stdout.splitlines()
    assert len(again) < len(first)
