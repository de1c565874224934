"""`immdesk case preflight` and `case signatures`."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer, told


def test_the_packet_is_looked_over_and_signatures_are_listed_and_printed(
    run: Run, office: Path, shared: Path, tmp_path: Path
) -> None:
    rows = answer(run("case", "preflight", "26-0001", "--office", office, "--json"))
    assert [row["severity"] for row in rows][:2] == ["stop", "stop"]
    assert all(row["do"] for row in rows)
    assert run("forms", "add", shared / "forms" / "G-28_09-17-18.pdf", "--office", office).exit_code == 0
    listed = answer(run("case", "signatures", "26-0001", "--office", office, "--who", "daniel", "--json"))
    assert [(row["form"], row["signer"], row["state"]) for row in listed] == [("G-28", "client", "to sign")]
    out = tmp_path / "pages.pdf"
    words = ("case", "signatures", "26-0001", "--office", office, "--pdf", out)
    assert "several who sign" in told(run(*words))
    printed = answer(run(*words, "--who", "daniel", "--json"))
    assert [row["state"] for row in printed] == ["printed"]
    assert out.read_bytes().startswith(b"%PDF-")
    scan = run("case", "signatures", "26-0001", "--office", office, "--scan", __file__)
    assert "The file is not a PDF, JPEG or PNG." in told(scan)
