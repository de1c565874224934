"""`immdesk evidence`: files taken in, marked, what is missing asked for, and for how long."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer, told
from tests.office.papers import scan

CASE = "26-0006"


def test_evidence_is_taken_in_marked_and_asked_for(run: Run, office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    scan(folder / "lease_2026.pdf")
    (folder / "notes.txt").write_text("no scan")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4 cut")
    at = ("--office", office)
    made = run("evidence", "import", CASE, folder, "--kind", "lease", "--given-by", "Ana", *at).stdout
    assert made.splitlines() == [
        "1 document added. 1 file was left out.",
        "  cut.pdf: The document is damaged. Ask for it again, or scan it again.",
    ]
    rows = answer(run("evidence", "list", CASE, *at, "--json"))
    lease = next(row for row in rows if row["kind"] == "document")
    assert (lease["title"], lease["state"]) == ("lease 2026", "received")
    log = run("evidence", "state", lease["id"], "wrong", "--reason", "Not signed", *at).stdout
    assert "wrong document: Not signed" in log
    assert "must be" not in told(run("evidence", "state", lease["id"], "lost", *at))
    missing = answer(run("evidence", "chase", CASE, *at, "--asked", "--eml", tmp_path / "a.eml", "--json"))
    assert {one["times"] for one in missing} == {1}
    assert (tmp_path / "a.eml").read_text().startswith("Subject: ")
    assert len(answer(run("evidence", "ageing", *at, "--out", tmp_path / "r.xlsx", "--json"))) == len(missing)
    assert run("evidence", "criteria", CASE, *at).stdout.strip() == "This kind of case has no criteria."
    assert "not known here" in told(run("evidence", "import", CASE, folder, "--kind", "leese", *at))
    assert "does not name one person" in told(run("evidence", "import", CASE, folder, "--for", "Zz", *at))
