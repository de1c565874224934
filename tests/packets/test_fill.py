"""Filling forms: what is written is what was given, and whatever is not is told."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from PIL import ImageChops

from immdesk.packets.fill import fill
from immdesk.packets.inspect import inspect
from tests.packets.small_form import small_form, values_of


def test_what_is_given_stands_in_the_form() -> None:
    given = {"Name[0]": "O'Brien", "Number[0]": "012345678", "Color": "Blue", "State[0]": "TX"}
    data, report = fill(small_form(), given | {"Agree[0]": True})
    found = values_of(data)
    assert {name: found[name] for name in given} == given
    assert found["Agree[0]"] == " APT "
    assert report.set == ["Name[0]", "Number[0]", "Color", "State[0]", "Agree[0]"]


def test_an_export_value_needs_no_spaces_around_it() -> None:
    data, _ = fill(small_form(), {"Agree[0]": "APT"})
    assert values_of(data)["Agree[0]"] == " APT "


def test_a_tick_can_be_taken_away() -> None:
    ticked, _ = fill(small_form(), {"Agree[0]": True})
    data, report = fill(ticked, {"Agree[0]": False})
    assert values_of(data)["Agree[0]"] == "Off"
    assert report.bad_option == []


def test_a_box_that_does_not_exist_is_told() -> None:
    _, report = fill(small_form(), {"Nonsense[0]": "x", "Name[0]": "A"})
    assert (report.unknown, report.set) == (["Nonsense[0]"], ["Name[0]"])


def test_a_choice_that_is_not_offered_is_told_with_what_is() -> None:
    data, report = fill(small_form(), {"State[0]": "ZZ", "Color": "Green", "Agree[0]": "STE"})
    found = {one.name: (one.given, one.allowed) for one in report.bad_option}
    assert found == {
        "State[0]": ("ZZ", (" ", "TX", "NV")),
        "Color": ("Green", ("Red", "Blue")),
        "Agree[0]": ("STE", (" APT ",)),
    }
    assert values_of(data)["State[0]"] == ""


def test_text_over_the_length_of_its_box_is_told_with_what_fits() -> None:
    data, report = fill(small_form(), {"Name[0]": "Bartholomew"})
    assert [(one.name, one.given, one.fits) for one in report.overflow] == [
        ("Name[0]", "Bartholomew", "Bartholome")
    ]
    assert values_of(data)["Name[0]"] == "Bartholome"


def test_text_wider_than_its_box_shrinks_first_and_is_told_only_then() -> None:
    _, small = fill(small_form(), {"Long[0]": "abcdefghijklmnopqrstuvwx"})
    _, large = fill(small_form(), {"Long[0]": "abcdefghijklmnopqrstuvwxyz0123456789"})
    assert small.overflow == []
    assert large.overflow[0].fits == "abcdefghijklmnopqrstuvwxyz0"


def test_lines_that_do_not_fit_are_told_and_what_fits_ends_with_a_word() -> None:
    given = " ".join(f"word{number}" for number in range(200))
    _, report = fill(small_form(), {"Lines[0]": given})
    fits = report.overflow[0].fits
    assert given.startswith(fits)
    assert len(fits) > 200
    assert given[len(fits)] == " "


def test_letters_that_the_form_cannot_show_become_their_nearest_and_are_told() -> None:
    data, report = fill(small_form(), {"Name[0]": "Łódź", "Long[0]": "Nguyễn Ñuño"})
    assert [(one.name, one.given, one.written) for one in report.lossy] == [
        ("Name[0]", "Łódź", "Lódz"),
        ("Long[0]", "Nguyễn Ñuño", "Nguyen Ñuño"),
    ]
    assert values_of(data)["Long[0]"] == "Nguyen Ñuño"


def test_signs_of_markup_stay_what_they_are() -> None:
    data, report = fill(small_form(), {"Long[0]": "<b>&\"'(\\)"})
    assert values_of(data)["Long[0]"] == "<b>&\"'(\\)"
    assert (report.lossy, report.overflow) == ([], [])
    assert "<b>&\"'(\\)" in page_text(data, 0)


def test_the_copy_of_a_name_on_a_later_page_follows() -> None:
    data, report = fill(small_form(), {"Name[0]": "Ramírez"})
    assert values_of(data)["Name[1]"] == "Ramírez"
    assert report.set == ["Name[0]"]


def test_barcodes_signatures_and_what_only_the_agency_writes_are_left_alone() -> None:
    data, report = fill(small_form(), {"PDF417BarCode1[0]": "x", "Sign[0]": "Lucía"})
    assert [one.name for one in report.bad_option] == ["PDF417BarCode1[0]", "Sign[0]"]
    assert values_of(data)["PDF417BarCode1[0]"] == "X-1|04/01/24|2"


def test_nothing_is_left_that_would_hide_the_values() -> None:
    data, _ = fill(small_form(), {"Name[0]": "A"})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert {"/XFA", "/SigFlags", "/NeedAppearances"} & set(pdf.Root.AcroForm.keys()) == set()
        assert "/Perms" not in pdf.Root


def test_the_filing_copy_has_no_boxes_and_looks_the_same() -> None:
    given: dict[str, Any] = {"Name[0]": "Ramírez", "Number[0]": "012", "Agree[0]": True, "State[0]": "TX"}
    editable, _ = fill(small_form(), given)
    filing, _ = fill(small_form(), given, flatten=True)
    assert inspect(filing).fields == ()
    assert same_look(filing, editable, 0)


def drawn(data: bytes, page: int, dots: int = 144) -> Any:
    """The page as a person sees it, boxes included."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    try:
        return document[page].render(scale=dots / 72).to_pil().convert("L")
    finally:
        document.close()


def same_look(one: bytes, other: bytes, page: int) -> bool:
    """Whether two pages look the same at 60 dots per inch.

    PDFium smooths the edges of letters a little differently in open boxes: up to 20 of 255 greys.
    """
    _, most = ImageChops.difference(drawn(one, page, 60), drawn(other, page, 60)).getextrema()
    return bool(most <= 24)


def page_text(data: bytes, page: int) -> str:
    flat, _ = fill(data, {}, flatten=True)
    document = pdfium.PdfDocument(flat)
    try:
        return str(document[page].get_textpage().get_text_bounded())
    finally:
        document.close()
