"""`immdesk case requests` and `case filed`: what is asked and open, the response, what was filed."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer


def test_requests_are_listed_with_what_is_missing_and_written_out(
    run: Run, office: Path, tmp_path: Path
) -> None:
    out, pdf = tmp_path / "response.pdf", tmp_path / "sheet.pdf"
    told = run("case", "requests", "26-0003", "--office", office, "--out", out, "--pdf", pdf).stdout
    assert "  4. Tax transcript of the sponsor\n    ! no document answers it\n" in told
    assert "      Exhibit B, p. 1  Rental contract of the home" in told
    assert out.read_bytes().startswith(b"%PDF")
    assert pdf.read_bytes().startswith(b"%PDF")
    (page,) = answer(run("case", "requests", "26-0003", "--office", office, "--json"))
    assert [bool(one["missing"]) for one in page["requests"]] == [False, False, False, True, True]


def test_a_case_of_which_nothing_was_filed_and_nothing_is_asked_says_so(run: Run, office: Path) -> None:
    assert "  SHA-256 " in run("case", "filed", "26-0003", "--office", office).stdout
    assert run("case", "filed", "26-0001", "--office", office).stdout == (
        "Nothing was filed from this desk in this case.\n"
    )
    assert run("case", "requests", "26-0001", "--office", office).stdout == (
        "No notice of this case asks for an answer.\n"
    )
