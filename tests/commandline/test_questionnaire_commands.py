"""`immdesk case questionnaire` and `immdesk case answers`: out, and home again by trial first."""

from __future__ import annotations

from pathlib import Path

from tests.commandline.told import Run, answer
from tests.packets.small_questionnaire import filled_by_pypdf


def test_a_questionnaire_goes_out_comes_home_on_trial_and_is_taken(
    run: Run, office: Path, tmp_path: Path
) -> None:
    who = answer(run("case", "questionnaire", "26-0001", "--office", office, "--json"))
    assert [one["id"] for one in who] == ["petitioner", "relatives[0]", "relatives[1]"]
    out, back = tmp_path / "out.pdf", tmp_path / "back.pdf"
    about = ("--office", office, "--person", "petitioner", "--language", "pl", "--out", out)
    made = answer(run("case", "questionnaire", "26-0001", *about, "--json"))
    assert made["notes"][0] == "Nobody has reviewed this translation. Have a speaker read it first."
    back.write_bytes(filled_by_pypdf(out.read_bytes(), p1__family_name="Carterson"))
    tried = run("case", "answers", "26-0001", back, "--office", office).stdout
    assert "[ ] p1-family_name" in tried
    assert "Carterson" in tried
    assert "Carterson" not in run("case", "show", "26-0001", "--office", office).stdout
    taken = run("case", "answers", "26-0001", back, "--office", office, "--take", "--line", "p1-family_name")
    assert taken.stdout == "1 answer was taken from the questionnaire.\n"
    assert "Carterson" in run("case", "show", "26-0001", "--office", office).stdout


def test_words_that_fit_nothing_are_told_with_those_that_do(run: Run, office: Path, tmp_path: Path) -> None:
    out = ("--office", office, "--out", tmp_path / "out.pdf")
    strange = run("case", "questionnaire", "26-0001", *out, "--person", "uncle")
    assert strange.exit_code != 0
    assert "petitioner, relatives[0], relatives[1]" in strange.stderr
    klingon = run("case", "questionnaire", "26-0001", *out, "--person", "petitioner", "--language", "tlh")
    assert "Use one of: en, ar, es" in klingon.stderr
    assert not (tmp_path / "out.pdf").exists()
