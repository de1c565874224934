"""`immdesk forms`: the JSON that other programs rely on, and values that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commandline.told import Run, answer, told
from tests.packets.small_form import small_form


def test_every_field_of_a_form_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(small_form())
    form = answer(run("forms", "inspect", tmp_path / "form.pdf", "--json"))
    assert {name: form[name] for name in ("form", "edition", "pages", "encrypted", "xfa")} == {
        "form": "X-1",
        "edition": "04/01/24",
        "pages": 2,
        "encrypted": False,
        "xfa": True,
    }
    assert len(form["sha256"]) == 64
    fields = {one["name"]: one for one in form["fields"]}
    assert fields["Name[0]"] == {
        "name": "Name[0]",
        "type": "text",
        "page": 1,
        "rect": [100.0, 700.0, 220.0, 718.0],
        "maxlen": 10,
        "options": [],
        "tooltip": "Part 1. 1. A. Enter Family Name.",
        "readonly": False,
    }
    assert (fields["Name[1]"]["page"], fields["Name[1]"]["readonly"]) == (2, True)
    assert {one["type"] for one in form["fields"]} == {"text", "check", "radio", "choice", "signature"}
    assert fields["State[0]"]["options"][1] == {"value": "TX", "label": "TX - Texas"}
    assert "Name[0]" in run("forms", "inspect", tmp_path / "form.pdf").stdout


def test_a_form_is_filled_and_everything_that_was_not_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(small_form())
    given = {"Name[0]": "Wiśniewska-Brown", "State[0]": "ZZ", "Nam[0]": "x", "Agree[0]": True, "Color": "Red"}
    (tmp_path / "values.json").write_text(json.dumps(given), encoding="utf-8")
    files = (tmp_path / "form.pdf", "--values", tmp_path / "values.json", "--out", tmp_path / "out.pdf")
    report = answer(run("forms", "fill", *files, "--json"))
    assert report == {
        "set": ["Name[0]", "Agree[0]", "Color"],
        "unknown": ["Nam[0]"],
        "overflow": [{"name": "Name[0]", "given": "Wiśniewska-Brown", "fits": "Wisniewska"}],
        "lossy": [{"name": "Name[0]", "given": "Wiśniewska-Brown", "written": "Wisniewska-Brown"}],
        "bad_option": [{"name": "State[0]", "given": "ZZ", "allowed": [" ", "TX", "NV"]}],
        "one_of": [],
    }
    filled = answer(run("forms", "inspect", tmp_path / "out.pdf", "--json"))
    assert (filled["xfa"], len(filled["fields"]) > 0) == (False, True)
    assert run("forms", "fill", *files, "--flatten").stdout.startswith("out.pdf written: 3 set, 1 unknown")
    assert answer(run("forms", "inspect", tmp_path / "out.pdf", "--json"))["fields"] == []
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("[1]", "The file of values is not a JSON object."),
        ("{", "The file of values is not JSON."),
        ('{"Name[0]": ["x"]}', "The value of Name[0] is neither text nor true or false."),
        (None, "The file of values cannot be read."),
    ],
)
def test_values_that_cannot_be_used_write_nothing(
    run: Run, tmp_path: Path, values: str | None, said: str
) -> None:
    (tmp_path / "form.pdf").write_bytes(small_form())
    if values is not None:
        (tmp_path / "values.json").write_text(values, encoding="utf-8")
    files = (tmp_path / "form.pdf", "--values", tmp_path / "values.json", "--out", tmp_path / "out.pdf")
    assert told(run("forms", "fill", *files)).startswith(said)
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_no_form_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"MZ")
    assert told(run("forms", "inspect", tmp_path / "x.pdf"))
    assert told(run("forms", "inspect", tmp_path / "missing.pdf"))


def test_a_blank_of_the_agency_is_added_to_an_office(run: Run, office: Path, shared: Path) -> None:
    blank = shared / "forms" / "I-130_04-01-24.pdf"
    assert run("forms", "add", blank, "--office", office).stdout == "I-130 04/01/24: 12 pages added\n"
    assert run("forms", "add", blank, "--office", office).stdout == "I-130 04/01/24: already here\n"


def test_the_blanks_that_open_cases_need_are_told_with_those_cases(
    run: Run, office: Path, shared: Path
) -> None:
    before = answer(run("forms", "blanks", "--office", office, "--json"))
    needed = next(one for one in before if one["form"] == "I-130")
    assert needed["state"] == "needed"
    assert "26-0001" in needed["cases"]
    by_hand = next(one for one in before if one["form"] == "I-693")
    assert by_hand["state"] == "needed"
    assert "26-0001" in by_hand["cases"]
    run("forms", "add", shared / "forms" / "G-28_09-17-18.pdf", "--office", office)
    shown = run("forms", "blanks", "--office", office).stdout
    assert "G-28     09/17/18             here, accepted today  cases 26-0001" in shown
    assert "I-130    -                    missing: get edition 04/01/24" in shown


def test_many_cases_that_need_a_blank_are_counted_after_the_first_eight(
    run: Run, office: Path, tmp_path: Path
) -> None:
    file, rows = tmp_path / "cases.csv", [f"M-{number},Ek,Al{number}" for number in range(20)]
    file.write_text("\n".join(["Case No,Last Name,First Name", *rows]), "utf-8")
    run("import", file, "--office", office, "--kind", "family-adjustment")
    shown = run("forms", "blanks", "--office", office).stdout
    assert "cases 26-0001, 26-0002, 26-0003, 26-0004, 26-0005, 26-0006, M-0, M-1 and 18 more" in shown


def test_a_folder_of_blanks_is_added_and_a_file_that_is_none_is_told(
    run: Run, office: Path, shared: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "blanks"
    folder.mkdir()
    (folder / "g-28.PDF").write_bytes((shared / "forms" / "G-28_09-17-18.pdf").read_bytes())
    (folder / "a letter.pdf").write_bytes(b"%PDF-1.7 not a form")
    done = run("forms", "add", folder, "--office", office)
    assert done.exit_code == 1
    assert "G-28 09/17/18: 4 pages added" in done.stdout
    assert "a letter.pdf: This PDF is damaged and cannot be read." in done.stdout


def test_the_fields_of_a_form_are_written_as_a_spreadsheet(run: Run, shared: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("forms", "inspect", shared / "forms" / "AR-11_09-10-19.pdf", "--xlsx", tmp_path / "ar11.xlsx")
    rows = list(load_workbook(tmp_path / "ar11.xlsx").active.values)
    assert rows[0] == ("Page", "Name", "Kind", "Longest", "Options", "Read only", "Words")
    assert rows[1][:4] == (1, "LastName", "text", 30)
    assert len(rows) == 38


def test_a_map_is_carried_to_another_edition_and_written(run: Run, shared: Path, tmp_path: Path) -> None:
    old, new = (shared / "forms" / f"I-765_{one}.pdf" for one in ("08-21-25", "01-20-25"))
    done = run("forms", "carry", old, new, "--out", tmp_path / "map.yaml")
    assert done.stdout.startswith("137 the same, 10 renumbered, 2 renamed, 4 to look at, 10 new, 1 gone\n")
    assert (tmp_path / "map.yaml").read_text("utf-8").startswith("form: I-765\nedition: 01/20/25\n")


def test_an_unlocked_copy_and_a_second_file_of_an_edition_are_told(
    run: Run, office: Path, shared: Path
) -> None:
    forms = shared / "forms"
    names = ("G-28_09-17-18.pdf", "G-28_09-17-18_no-barcode-97-fields.pdf", "I-130A_04-01-24.pdf")
    said = run("forms", "add", *(forms / name for name in names), "--office", office).stdout
    assert "another file of this edition has other boxes; both are kept" in said
    assert "an unlocked copy: download it again from the agency to be sure of it" in said
    shown = run("forms", "blanks", "--office", office).stdout
    assert shown.count("another file of this edition has other boxes; both are kept") == 2
    assert "missing: get edition 04/01/24 (uscis.gov/i-130)" in shown


def test_a_form_without_a_map_gets_proposals(run: Run, shared: Path) -> None:
    blank = shared / "forms" / "I-821_01-20-25.pdf"
    shown = run("forms", "propose", blank).stdout
    assert "Part 10, item 3.F  Province" in shown
    assert "Stays empty: The office is in the United States." in shown
    rows = answer(run("forms", "propose", blank, "--json"))
    assert len([one for one in rows if one["entry"]]) > 200
