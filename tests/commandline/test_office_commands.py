"""`immdesk office`, `sample` and `case` from the command line: text, JSON, exit codes, plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.told import Run, answer, told


def test_an_office_is_made_opened_checked_and_backed_up(run: Run, tmp_path: Path, phrase: Path) -> None:
    folder, key = tmp_path / "ours", ("--passphrase-file", phrase)
    assert run("office", "new", folder, "--name", "Ortiz & Kim", *key).stdout == "Ortiz & Kim is ready.\n"
    assert run("office", "open", folder, *key).stdout == "Ortiz & Kim: 0 cases, 0 people\n"
    assert answer(run("office", "open", folder, *key, "--json")) == {
        "name": "Ortiz & Kim",
        "folder": str(folder),
        "zone": "America/New_York",
        "practice": False,
        "people": 0,
        "cases": 0,
    }
    assert run("office", "check", folder, *key).stdout.startswith("All is well: 1 operation")
    made = answer(run("office", "backup", folder, *key, "--to", tmp_path / "safe", "--json"))
    assert Path(made["path"]).parent == tmp_path / "safe"
    assert made["ok"] is True


def test_the_passphrase_may_come_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "four plain words")
    assert run("office", "new", tmp_path / "ours", "--name", "Ours").exit_code == 0
    assert run("office", "open", tmp_path / "ours").exit_code == 0
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "another")
    assert told(run("office", "open", tmp_path / "ours")).startswith("The passphrase is wrong.")


def test_a_problem_is_three_sentences_and_exit_1(run: Run, tmp_path: Path, phrase: Path) -> None:
    assert told(run("office", "new", tmp_path / "ours", "--name", "Ours")).splitlines() == [
        "No passphrase was given.",
        "An office is always encrypted.",
        "Use --passphrase-file, or set IMMDESK_PASSPHRASE.",
    ]
    assert told(run("office", "open", tmp_path)).startswith("There is no office in this folder.")
    missing = run("office", "new", tmp_path / "ours", "--name", "Ours", "--passphrase-file", tmp_path / "no")
    assert told(missing).startswith("The passphrase file cannot be read.")
    assert told(run("office", "new", phrase, "--name", "X", "--passphrase-file", phrase)).startswith(
        "There is a file of this name already."
    )


def test_a_problem_in_json_is_an_object_and_exit_1(run: Run, tmp_path: Path) -> None:
    problem = answer(run("office", "open", tmp_path, "--json"), code=1)
    assert problem["problem"] == "There is no office in this folder."
    assert sorted(problem) == ["do", "means", "problem"]


def test_a_damaged_office_fails_its_check(run: Run, office: Path) -> None:
    blob = next(path for path in (office / "blobs").rglob("*") if path.is_file())
    blob.write_bytes(blob.read_bytes()[:-1])
    result = run("office", "check", office)
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    report = answer(run("office", "check", office, "--json"), code=1)
    assert report["ok"] is False


def test_the_practice_office_is_made_where_it_is_wanted(run: Run, tmp_path: Path) -> None:
    result = run("sample", "--to", tmp_path / "practice")
    assert result.stdout.startswith("Practice Office (fictional): 66 cases in ")
    assert told(run("sample", "--to", tmp_path)).startswith("The folder is not empty.")


def test_the_practice_office_opens_also_where_a_passphrase_is_set(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "of another office")
    assert run("case", "list", "--office", office).exit_code == 0


def test_the_cases_are_listed(run: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = run("case", "list", "--office", office).stdout.splitlines()
    assert [line[:7] for line in lines] == [f"26-000{number}" for number in range(1, 7)]
    assert "Nguyễn, Văn Đức" in lines[2]
    assert "Answer the request for evidence" in lines[2]
    monkeypatch.setenv("IMMDESK_OFFICE", str(office))
    rows = answer(run("case", "list", "--json"))
    assert (rows[4]["number"], rows[4]["petitioner"]) == ("26-0005", "Wiśniewska-Brown, Agnieszka")


def test_a_case_is_shown(run: Run, office: Path) -> None:
    text = run("case", "show", "26-0003", "--office", office).stdout
    assert "petitioner   Peterson, Karen" in text
    assert "Request for evidence of 2026-05-24, IOE0923456790" in text
    page = answer(run("case", "show", "26-0003", "--office", office, "--json"))
    assert [one["name"] for one in page["parties"]] == ["Peterson, Karen", "Nguyễn, Văn Đức"]
    assert page["attorney"] == "Helen Whitaker"


def test_the_dates_of_a_case_come_with_arithmetic_and_citation(run: Run, office: Path) -> None:
    text = run("case", "dates", "26-0003", "--office", office).stdout
    assert "Wed Aug 19, 2026   Answer the request for evidence  Nguyễn, Văn Đức  [kept]" in text
    assert "    Sun Aug 16, 2026 add 84 days" in text
    assert "8 CFR 103.2(b)(8)(iv)" in text
    rows = answer(run("case", "dates", "26-0003", "--office", office, "--json"))
    answer_by = next(row for row in rows if row["rule"] == "rfe-deadline")
    assert (answer_by["on"], answer_by["state"]) == ("2026-08-19", "kept")
    assert [line["value"] for line in answer_by["explanation"]] == [
        "Sun May 24, 2026",
        "Sun Aug 16, 2026",
        "Wed Aug 19, 2026",
        "Wed Aug 19, 2026",
    ]


def test_a_packet_is_written_as_a_draft(run: Run, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "packet.pdf"
    made = answer(run("case", "packet", "26-0001", "--office", office, "--out", out, "--json"))
    assert (made["draft"], made["path"]) == (True, str(out))
    assert out.read_bytes().startswith(b"%PDF-")
    text = run("case", "packet", "26-0001", "--office", office, "--out", out).stdout
    assert text.startswith(f"packet.pdf: {made['pages']} pages, DRAFT\n")
    nowhere = run("case", "packet", "26-0001", "--office", office, "--out", tmp_path / "no" / "p.pdf")
    assert told(nowhere)


@pytest.mark.parametrize("command", [["show"], ["dates"], ["packet", "--out", "x.pdf"]])
def test_a_case_that_is_not_there_is_told(run: Run, office: Path, command: list[str]) -> None:
    result = run("case", command[0], "26-9999", *command[1:], "--office", office)
    assert told(result).splitlines() == ["There is no case 26-9999.", "See `immdesk case list`."]
