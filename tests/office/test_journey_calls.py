"""The journey of a case through the office's calls, without a screen."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2

from immdesk.office import cases, dates
from immdesk.office.journey import journey
from immdesk.office.office import Office

FAMILY = {
    "petitioner": {
        "family_name": "O'Brien & Sons",
        "given_name": "Mary <b>Ann</b>",
        "sex": "female",
        "born_on": "3/7/1988",
        "is_us_citizen": "yes",
    },
    "spouse": {"family_name": "Đặng", "given_name": "Thị Hoa", "sex": "female", "born_on": "Mar 1990"},
    "case": {"filing_place": "adjustment"},
}


def test_a_family_goes_from_the_first_question_to_a_packet_on_disk(
    practice: Office, shared: Path, tmp_path: Path
) -> None:
    names = ("I-130_04-01-24", "G-28_09-17-18", "I-485_01-20-25", "I-864_10-17-24")
    blanks = [shared / "forms" / f"{name}.pdf" for name in names]
    made = journey(practice, "family-adjustment", FAMILY, blanks, tmp_path / "packet.pdf")
    assert made.draft
    with pikepdf.open(tmp_path / "packet.pdf") as pdf:
        assert len(pdf.pages) == made.pages
        assert made.pages >= 20
    text = _text(tmp_path / "packet.pdf")
    assert "Mary <b>Ann</b> O'Brien & Sons" in text
    assert "Thị Hoa Đặng" in text
    assert "DRAFT" in text
    kinds = [(part.kind, part.title) for part in made.parts]
    title = "Form I-485, Application to Register Permanent Residence or Adjust Status – Thị Hoa Đặng"
    assert ("form", title) in kinds
    assert not [title for kind, title in kinds if kind == "gap" and "I-485" in title]


def test_a_new_case_gets_the_next_number_and_is_found_by_plain_letters(
    practice: Office, tmp_path: Path
) -> None:
    journey(practice, "family-adjustment", FAMILY, [], tmp_path / "packet.pdf")
    found = cases.case_ids(practice, "dang hoa")
    assert [cases.case_rows(practice, found)[one].number for one in found] == ["26-0007"]


def test_without_blanks_the_packet_names_each_missing_form(practice: Office, tmp_path: Path) -> None:
    made = journey(practice, "family-adjustment", FAMILY, [], tmp_path / "packet.pdf")
    gaps = [part.title for part in made.parts if part.kind == "gap"]
    assert "Form G-28: Mary <b>Ann</b> O'Brien & Sons" in gaps
    assert "Form I-130: Thị Hoa Đặng" in gaps


def test_a_date_that_nobody_told_is_asked_for_and_not_guessed(practice: Office) -> None:
    case = cases.id_of(practice, "26-0006")
    assert case is not None
    assert [row.title for row in dates.dates_of(practice, case) if row.on] == []


def _text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
