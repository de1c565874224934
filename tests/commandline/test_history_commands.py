"""`immdesk history`, `office backups` and `office restore`: the same as on the screen, without one."""

from __future__ import annotations

from pathlib import Path

from immdesk.office import cases
from immdesk.office.office import open_office
from tests.commandline.told import Run, answer, told


def note(folder: Path, number: str, text: str) -> None:
    with open_office(folder, user="ben") as office:
        case_id = cases.id_of(office, number)
        assert case_id
        cases.add_note(office, case_id, text)


def test_the_history_shows_who_did_what_and_that_the_chain_is_unbroken(run: Run, office: Path) -> None:
    note(office, "26-0001", "Called about the lease.")
    lines = run("history", "--office", office, "--who", "ben").stdout.splitlines()
    assert lines[0].endswith("  ben  Add a note  26-0001")
    assert lines[1:] == ["    Note · Text: Called about the lease.", "5 changes, unbroken"]


def test_the_history_of_a_case_in_json(run: Run, office: Path) -> None:
    note(office, "26-0001", "Called about the lease.")
    found = answer(run("history", "--office", office, "--case", "26-0001", "--find", "lease", "--json"))
    assert [row["title"] for row in found["changes"]] == ["Add a note"]
    assert found["chain"] == {"ok": True, "operations": 5, "words": "5 changes, unbroken"}
    assert found["more"] is False


def test_a_case_that_is_not_there_is_told(run: Run, office: Path) -> None:
    assert told(run("history", "--office", office, "--case", "99-1")).startswith("There is no case 99-1.")


def test_a_record_changed_from_outside_is_told_and_is_exit_1(run: Run, office: Path) -> None:
    from immdesk.store.engine import connect

    with open_office(office) as opened:
        connection = connect(opened.store.database, opened.store.key_for("database"))
        connection.execute("DROP TRIGGER operation_is_never_changed")
        connection.execute("UPDATE operation SET who = 'mallory' WHERE seq = 2")
        connection.close()
    result = run("history", "--office", office)
    assert result.exit_code == 1
    assert "The record was changed from outside at number 2." in result.stdout


def test_an_office_comes_back_from_its_backup_in_another_folder(
    run: Run, office: Path, tmp_path: Path
) -> None:
    assert run("office", "backups", office).stdout == "There is no backup.\n"
    made = answer(run("office", "backup", office, "--json"))
    listed = answer(run("office", "backups", office, "--json"))
    assert [(row["path"], row["ok"], row["cases"]) for row in listed] == [(made["path"], True, 6)]
    assert "6 cases, " in run("office", "backups", office).stdout
    again = tmp_path / "again"
    assert run("office", "restore", made["path"], "--to", again).stdout.startswith(
        "The office is there again"
    )
    assert "6 cases" in run("office", "open", again).stdout
    assert told(run("office", "restore", made["path"], "--to", office)).startswith(
        "There is already an office"
    )


def test_a_forged_backup_is_told_plainly(run: Run, office: Path, tmp_path: Path) -> None:
    made = Path(answer(run("office", "backup", office, "--json"))["path"])
    made.with_suffix(".json").write_text('{"seal": "mine"}')
    assert told(run("office", "restore", made, "--to", tmp_path / "again")).startswith(
        "This backup cannot be trusted."
    )
    assert not (tmp_path / "again").exists()
