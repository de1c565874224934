"""`immdesk case copies|binder|export`: what a client gets, what is bound, and the whole case."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from immdesk.office import cases, copies
from immdesk.office.documents import attach_bytes
from immdesk.office.office import open_office
from tests.commandline.told import Run, answer, told
from tests.office.papers import scan_bytes


def test_copies_a_binder_and_the_whole_case_leave_by_command(run: Run, office: Path, tmp_path: Path) -> None:
    with open_office(office, user="ana") as opened:
        case_id = cases.case_ids(opened, "Nguyen")[0]
        attach_bytes(opened, case_id, "", "other", "Zebra lease", scan_bytes(text="The lease"), "lease.pdf")
    out = tmp_path / "copies.pdf"
    asked = ("case", "copies", "26-0003", "--office", office, "--paper", "zebra", "--to", "Karen")
    made = answer(run(*asked, "--out", out, "--encrypt", "--json"))
    with pikepdf.open(out, password=made["passphrase"]) as pdf:
        assert len(pdf.pages) == made["pages"] == 2
    with open_office(office) as opened:
        assert [row.to_whom for row in copies.hand_overs(opened, case_id)] == ["Karen"]
    file = tmp_path / "file.pdf"
    run("case", "binder", "26-0003", "case-file", "--office", office, "--out", file)
    assert file.read_bytes()[:5] == b"%PDF-"
    wrong = run("case", "binder", "26-0003", "public-access", "--office", office, "--out", file)
    assert "does not fit this case" in told(wrong)
    folder = answer(run("case", "export", "26-0003", "--office", office, "--out", tmp_path, "--json"))
    assert Path(folder["path"], "index.html").is_file()
