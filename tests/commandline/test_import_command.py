"""`immdesk import`: a caseload tried, brought in, its doubts reported."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer, told

ROWS = 'Case No,Client,DOB,Receipt,Deadline,Due\nM-1,"Ek, Bo",31/31/2000,IOE0912345111,Reply,9/30/2026\n'
KIND = ("--kind", "family-adjustment")


def test_a_trial_changes_nothing_and_says_what_would_come(run: Run, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(ROWS, encoding="utf-8")
    tried = answer(run("import", file, "--office", office, *KIND, "--trial", "--json"))
    assert tried["made"] is False
    assert tried["columns"]["Client"] == "name"
    assert tried["counts"]["cases"] == 1
    assert tried["troubles"][0]["reason"] == "A year has 12 months; 31 typed."
    assert answer(run("import", file, "--office", office, *KIND, "--trial", "--json")) == tried


def test_it_comes_in_with_a_report_and_is_here_afterwards(run: Run, office: Path, tmp_path: Path) -> None:
    file, report = tmp_path / "cases.csv", tmp_path / "report.csv"
    file.write_text(ROWS, encoding="utf-8")
    shown = run("import", file, "--office", office, *KIND, "--report", report).stdout
    assert "Brought in: 1 case (0 here already), 1 person (0 here already), 1 receipt" in shown
    assert "31/31/2000" in report.read_text(encoding="utf-8-sig")
    assert "Ek, Bo" in run("case", "show", "M-1", "--office", office).stdout
    again = answer(run("import", file, "--office", office, *KIND, "--trial", "--json"))
    assert again["counts"]["cases_known"] == 1


def test_a_column_that_is_not_there_is_told_with_those_that_are(
    run: Run, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(ROWS, encoding="utf-8")
    wrong = run("import", file, "--office", office, "--column", "Nope=name")
    assert "The columns are: Case No, Client" in told(wrong)
    assert told(run("import", tmp_path / "no.csv", "--office", office)).startswith("The file cannot be read.")


def test_the_same_matter_in_many_rows_is_told_once(run: Run, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    rows = [f"M-{number},Ek,Al{number},Lottery" for number in range(1, 21)]
    file.write_text("\n".join(["Case No,Last Name,First Name,Case Type", *rows]), "utf-8")
    shown = run("import", file, "--office", office, *KIND, "--trial").stdout.splitlines()
    assert [line for line in shown if "Lottery" in line] == [
        "row 2 and 19 more rows: Kind of case 'Lottery': The desk has no kind of case of this name; "
        "it is kept as a note."
    ]
