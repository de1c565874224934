"""`immdesk case letter`: begun, changed, in Word and as a PDF, signed off."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.commandline.told import Run, answer, told

CASE = "26-0001"


def test_a_letter_goes_its_whole_way_without_a_window(run: Run, office: Path, tmp_path: Path) -> None:
    def letter(*words: object) -> list[object]:
        return ["case", "letter", *words, "--office", office]

    made = answer(run(*letter("begin", CASE, "cover-letter"), "--json"))
    assert made["letter"]["title"] == "Cover letter"
    (tmp_path / "a.txt").write_text(made["text"].replace("Dear Officer:", "Dear Madam:"), "utf-8")
    assert run(*letter("save", CASE, "1", "--from", tmp_path / "a.txt")).stdout == "Version 2 is kept.\n"
    run(*letter("word", CASE, "1", "--out", tmp_path / "a.docx"))
    word = Document(str(tmp_path / "a.docx"))
    assert "Dear Madam:" in [one.text for one in word.paragraphs]
    word.add_paragraph("From Word.")
    word.save(str(tmp_path / "a.docx"))
    assert run(*letter("save", CASE, "1", "--from", tmp_path / "a.docx")).stdout == "Version 3 is kept.\n"
    assert run(*letter("open", CASE)).stdout == "Cover letter: No attorney has signed it off.\n"
    assert "Version 3 is signed off." in run(*letter("sign", CASE, "1", "--attorney", "Whitaker")).stdout
    assert run(*letter("open", CASE)).stdout == "Every letter of the packet is finished.\n"
    run(*letter("pdf", CASE, "1", "--out", tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "signed off by Helen Whitaker" in run(*letter("list", CASE)).stdout
    assert "has no letter 7" in told(run(*letter("show", CASE, "7")))


def test_a_template_with_code_is_refused_at_the_command(run: Run, office: Path, tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("{{ office.__class__ }}")
    made.save(str(tmp_path / "bad.docx"))
    said = told(run("case", "letter", "template", "--from", tmp_path / "bad.docx", "--office", office))
    assert "The template holds something in the text that is no known field" in said
    assert "nothing in it was run" in said
