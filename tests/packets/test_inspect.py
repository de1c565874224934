"""Looking into blank forms: what is recognised, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.problems import Refused
from immdesk.packets.footer import barcode, read_footer
from immdesk.packets.inspect import inspect
from tests.packets.small_form import small_form

# form, edition, pages, encrypted, XFA, fields (text, check, choice) as the list beside the files says.
KNOWN = {
    "AR-11_09-10-19": ("AR-11", "09/10/19", 2, False, False, 21, 13, 3),
    "EOIR-28_2015-12": ("EOIR-28", "2015-12", 2, False, False, 32, 7, 0),
    "G-28_09-17-18": ("G-28", "09/17/18", 4, True, True, 76, 23, 2),
    "G-28_09-17-18_no-barcode-97-fields": ("G-28", "09/17/18", 4, True, True, 72, 23, 2),
    "I-130_04-01-24": ("I-130", "04/01/24", 12, True, True, 302, 128, 20),
    "I-589_08-25-20": ("I-589", "08/25/20", 12, True, True, 328, 120, 0),
    "I-765_08-21-25": ("I-765", "08/21/25", 7, True, True, 119, 38, 4),
    "I-9_01-20-25": ("I-9", "01/20/25", 4, False, False, 115, 8, 5),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_form_is_recognised_with_all_its_boxes(shared: Path, name: str) -> None:
    found = inspect(shared / "forms" / f"{name}.pdf")
    kinds = [sum(one.type == kind for one in found.fields) for kind in ("text", "check", "choice")]
    assert (found.form, found.edition, found.pages, found.encrypted, found.xfa, *kinds) == KNOWN[name]


def test_every_form_beside_us_tells_its_name_and_edition(shared: Path) -> None:
    for path in (shared / "forms").glob("*.pdf"):
        found = inspect(path)
        form, edition = path.stem.split("_")[:2]
        assert (found.form, found.edition.replace("/", "-")) == (form, edition)


def test_a_box_is_described_as_the_contract_says(shared: Path) -> None:
    found = inspect(shared / "forms" / "I-130_04-01-24.pdf").as_json()
    box = next(one for one in found["fields"] if one["name"].endswith("Pt2Line11_SSN[0]"))
    assert box == {
        "name": "form1[0].#subform[0].Pt2Line11_SSN[0]",
        "type": "text",
        "page": 1,
        "rect": [447.211, 216.0, 576.221, 234.0],
        "maxlen": 9,
        "options": [],
        "tooltip": "Part 2. Information About You (Petitioner). "
        "3. Enter U.S. Social Security Number, if any.",
        "readonly": False,
    }
    assert json.loads(json.dumps(found))["sha256"] == found["sha256"]


def test_the_two_files_of_one_edition_are_told_apart_by_their_boxes(shared: Path) -> None:
    one = inspect(shared / "forms" / "G-28_09-17-18.pdf")
    other = inspect(shared / "forms" / "G-28_09-17-18_no-barcode-97-fields.pdf")
    assert one.edition == other.edition
    assert one.fields_hash != other.fields_hash


def test_our_own_form_shows_every_kind_of_box() -> None:
    found = inspect(small_form())
    kinds = {one.name: one.type for one in found.fields}
    assert (found.form, found.edition, found.pages, found.xfa) == ("X-1", "04/01/24", 2, True)
    assert kinds["Name[0]"] == "text"
    assert kinds["Agree[0]"] == "check"
    assert kinds["Color"] == "radio"
    assert kinds["State[0]"] == "choice"
    assert kinds["Sign[0]"] == "signature"


def test_boxes_with_several_places_are_one_box_with_the_place_of_the_first() -> None:
    color = next(one for one in inspect(small_form()).fields if one.name == "Color")
    assert (color.page, color.rect) == (1, (100.0, 470.0, 110.0, 480.0))
    assert [one.value for one in color.options] == ["Red", "Blue"]


def test_places_are_counted_from_the_corner_of_the_page() -> None:
    moved = inspect(small_form(corner=(-50, 100))).fields
    assert [one.rect for one in moved] == [one.rect for one in inspect(small_form()).fields]


def test_a_pdf_without_boxes_is_no_error() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "A letter")
    canvas.save()
    found = inspect(out.getvalue())
    assert (found.form, found.edition, found.pages, found.fields) == ("", "", 1, ())


def test_a_pdf_with_a_password_is_refused_in_plain_words() -> None:
    with pytest.raises(Refused, match="asks for a password"):
        inspect(small_form(password="secret"))


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(b"PK\x03\x04 a zip file")
    with pytest.raises(Refused, match="not a PDF"):
        inspect(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be read"):
        inspect(tmp_path / "nothing.pdf")


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(Refused, match=r"damaged|no pages"):
        inspect(b"%PDF-1.7\n1 0 obj\n<< broken")


def test_a_pdf_without_pages_is_refused() -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    with pytest.raises(Refused, match="no pages"):
        inspect(out.getvalue())


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(Refused, match="too large"):
        inspect(path)


def test_boxes_that_name_each_other_in_a_circle_do_not_hang_the_desk() -> None:
    with pikepdf.open(io.BytesIO(small_form())) as pdf:
        color = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == "Color")
        color.Kids[0]["/T"] = pikepdf.String("x")
        color.Kids[0]["/Kids"] = pikepdf.Array([color])
        color["/T"] = pikepdf.String("y")
        out = io.BytesIO()
        pdf.save(out)
    assert "Name[0]" in {one.name for one in inspect(out.getvalue()).fields}


@pytest.mark.parametrize(
    ("text", "form", "edition"),
    [
        ("Form I-9 Edition 01/20/25 Page 1 of 4", "I-9", "01/20/25"),
        ("Form G-28   09/17/18   Page 1", "G-28", "09/17/18"),
        ("Form I-589 Supplement B (Rev. 08/25/20)", "I-589", "08/25/20"),
        ("Form EOIR - 28 \r\nRev. Dec. 2015", "EOIR-28", "2015-12"),
    ],
)
def test_the_line_at_the_foot_of_a_page_is_read(text: str, form: str, edition: str) -> None:
    found = read_footer(text)
    assert found is not None
    assert (found.form, found.edition) == (form, edition)


def test_the_barcode_names_form_edition_and_page() -> None:
    found = barcode("I-485|01/20/25|17")
    assert found is not None
    assert (found.form, found.edition, found.page) == ("I-485", "01/20/25", 17)
    assert barcode("PDF417BarCode1") is None
