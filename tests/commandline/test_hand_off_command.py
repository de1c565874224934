"""`immdesk hand-off make|open|back|take-in|list`: out of the office and home again without a window."""

from __future__ import annotations

from pathlib import Path

from immdesk.office.cases import add_note
from immdesk.office.office import open_office
from tests.commandline.told import Run, answer, told


def test_cases_leave_and_come_home_by_command(run: Run, office: Path, tmp_path: Path) -> None:
    out, phrase, lent, home = (tmp_path / name for name in ("a.immhand", "phrase", "lent", "a.immback"))
    asked = ("hand-off", "make", "26-0001", "--office", office, "--out", out, "--to", "Rosa Marsh")
    assert "not said why" in told(run(*asked, "--why", " "))
    made = answer(run(*asked, "--why", "hearing", "--without", "ssn", "--wipe", "--json"))
    phrase.write_text(made["passphrase"], encoding="utf-8")
    wrong = tmp_path / "wrong"
    wrong.write_text("not this one", encoding="utf-8")
    assert "passphrase of this package is wrong" in told(
        run("hand-off", "open", out, "--into", lent, "--passphrase-file", wrong)
    )
    run("hand-off", "open", out, "--into", lent, "--passphrase-file", phrase)
    with open_office(lent, passphrase=made["passphrase"], user="rosa") as opened:
        add_note(opened, opened.rows("SELECT id FROM case_file")[0]["id"], "Judge moved to room 4")
    said = answer(run("hand-off", "back", lent, "--out", home, "--passphrase-file", phrase, "--json"))
    assert said["changes"] == 1
    assert not lent.exists()
    seen = answer(run("hand-off", "take-in", home, "--office", office, "--json"))
    assert [one["how"] for one in seen["items"]] == ["fits"]
    assert "taken in" in run("hand-off", "take-in", home, "--office", office, "--take").stdout
    assert "came back already" in told(run("hand-off", "take-in", home, "--office", office))
    assert "Rosa Marsh  back " in run("hand-off", "list", "--office", office).stdout
