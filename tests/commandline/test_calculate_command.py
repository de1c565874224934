"""`immdesk case calculate`: a sheet as text, JSON and PDF; a value tried; what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.commandline.told import Run, answer, told

CASE = "26-0002"
WORDS = ("--try", "professional=no", "--try", "start=2026-08-14")


def test_a_sheet_is_told_as_text_json_and_pdf_with_what_was_tried(
    run: Run, office: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan.pdf"
    sheet = answer(
        run("case", "calculate", CASE, "perm-plan", *WORDS, "--office", office, "--pdf", out, "--json")
    )
    assert sheet["title"] == "PERM plan"
    assert {one["id"]: one["value"] for one in sheet["fields"]}["professional"] == "no"
    assert [one["tried"] for one in sheet["fields"] if one["id"] == "start"] == [
        sheet["as_of"] != "2026-08-14"
    ]
    assert "File from Mon Oct 12, 2026 to Wed Feb 10, 2027." in sheet["answer"]
    assert len(pypdfium2.PdfDocument(out)) == 1
    text = run("case", "calculate", CASE, "perm-plan", *WORDS, "--office", office).stdout
    assert "Sunday advertisement  |  Sun Aug 16, 2026" in text
    assert "Filing: may be filed, Mon Oct 12, 2026 – Wed Feb 10, 2027" in text


def test_the_list_names_what_fits_and_why_the_rest_does_not(run: Run, office: Path) -> None:
    rows = answer(run("case", "calculate", CASE, "list", "--office", office, "--json"))
    assert {one["id"] for one in rows if one["fits"]} >= {"cspa", "charged-to"}
    assert all(one["reason"] for one in rows if not one["fits"])


def test_what_cannot_be_read_is_told_and_nothing_is_written(run: Run, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "no.pdf"
    here = ("--office", office, "--pdf", out)
    assert "Did you mean 'perm-plan'?" in told(run("case", "calculate", CASE, "perm-plam", *here))
    assert "is not a day" in told(run("case", "calculate", CASE, "perm-plan", "--try", "start=never", *here))
    assert "field=value" in told(run("case", "calculate", CASE, "perm-plan", "--try", "never", *here))
    assert "with these words" in told(
        run("case", "calculate", CASE, "charged-to", "--person", "nobody", *here)
    )
    assert not out.exists()
