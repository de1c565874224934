"""What a filled form looks like, beside kept pictures, and what is done with signs, groups and nothing."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.fill import fill
from immdesk.packets.letterforms import taken
from tests.packets.family_facts import couple, shipped_map, vocabulary
from tests.packets.fill_all import drawn_by_pdfium
from tests.packets.small_form import values_of

GOLDEN = Path(__file__).parent / "golden"
PLACES = {  # page of Form I-130 (from 0), then left, top, right and foot in dots of 96 an inch
    "comb": (0, (560, 630, 780, 680)),
    "group": (1, (70, 600, 400, 650)),
    "copy": (11, (70, 215, 400, 370)),
    "ruled-box": (11, (70, 400, 400, 670)),
}
PRETENDED = {
    "Pt2Line1_AlienNumber[0]": "012345678",
    "Pt2Line4a_FamilyName[0]": "Quintero Gray",
    "Pt2Line10_Unit[1]": True,
    "Pt2Line10_AptSteFlrNumber[0]": "1204",
    "Pt9Line3d_AdditionalInfo[0]": "Other name used: Longname, Maximilian A\n" * 2
    + "A word that goes on\n\nEnd.",
}


@cache
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-130_04-01-24.pdf").read_bytes()


@cache
def pages(shared: Path) -> list[Image.Image]:
    names = {name.rsplit(".", 1)[-1]: name for name in values_of(blank(shared))}
    given = {names[name]: value for name, value in PRETENDED.items()}
    return drawn_by_pdfium(fill(blank(shared), given, flatten=True)[0])


@pytest.mark.parametrize("name", PLACES)
def test_a_box_looks_as_in_the_kept_picture(shared: Path, name: str) -> None:
    page, place = PLACES[name]
    seen = pages(shared)[page].crop(place)
    kept = Image.open(GOLDEN / f"{name}.png").convert("L")
    _, most = ImageChops.difference(seen, kept).getextrema()
    assert most <= 100, name  # type: ignore[operator]


def with_none(shared: Path, **more: str) -> FilledForm:
    facts = couple(petitioner={"other_names": ()})
    form_map = shipped_map("I-130", "04-01-24")
    return fill_form(blank(shared), form_map, facts, vocabulary(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("says", "written"), [("blank", ""), ("N/A", "N/A"), ("None", "None")])
def test_what_is_known_to_be_none_is_left_or_said_as_the_office_chooses(
    shared: Path, says: str, written: str
) -> None:
    done = with_none(shared, not_applicable=says)
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert found["Pt2Line5a_FamilyName[0]"] == written
    assert found["Pt6Line6b_DateofSignature[0]"] == found["P5_Line6a_SignatureofApplicant[0]"] == ""
    assert done.report.bad_option == []


def test_a_map_says_what_its_agency_wants_where_the_answer_is_none(shared: Path) -> None:
    wants = shipped_map("I-130", "04-01-24").model_copy(update={"not_applicable": "N/A"})
    done = fill_form(blank(shared), wants, couple(petitioner={"other_names": ()}), vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert found["Pt2Line5a_FamilyName[0]"] == "N/A"


def test_two_ticks_where_only_one_may_stand_are_told(shared: Path) -> None:
    units = [name for name in values_of(blank(shared)) if "Pt2Line10_Unit" in name]
    data, report = fill(blank(shared), dict.fromkeys(units, True))
    assert [(one.name, one.beside) for one in report.one_of] == [(units[1], units[0]), (units[2], units[0])]
    assert all(values_of(data)[name].strip() for name in units)  # told to fill them, the desk does


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("José Núñez", "Jose Nunez"),
        ("O'Brien", "OBrien"),
        ("12 Main St. #4", "12 Main St No 4"),
        ("Wilkes-Barre", "Wilkes-Barre"),
        ("12.5 Mile Rd.", "12.5 Mile Rd"),
        ("Smith,Ann & Co", "Smith Ann and Co"),
    ],
)
def test_signs_that_a_form_refuses_are_written_in_plain_letters(given: str, written: str) -> None:
    plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /"
    assert taken(given, lambda sign: sign not in plain) == written


def test_a_box_for_digits_is_left_as_it_is() -> None:
    assert taken("D/S", lambda sign: sign not in "0123456789/") == "D/S"
    assert taken("José #4", lambda _sign: False) == "José #4"


def test_the_type_of_what_was_filled_in_is_in_the_file(shared: Path) -> None:
    done = with_none(shared)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        fonts = {str(one.BaseFont): one for one in pdf.objects if _is_font(one)}
        assert "/FontFile2" in fonts["/IMMDSK+LiberationMono-Bold"].FontDescriptor


def _is_font(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/BaseFont", "")).startswith("/IMMDSK")


def test_what_filling_changed_is_told_in_words_box_by_box(shared: Path) -> None:
    names = {name.rsplit(".", 1)[-1]: name for name in values_of(blank(shared))}
    street, surname = names["Pt2Line12_StreetNumberName[0]"], names["Pt2Line4a_FamilyName[0]"]
    given = {surname: "Núñez", street: "12 Main St. #4 by the old mill at the river"}
    _, report = fill(blank(shared), given)
    assert report.remarks() == {
        surname: "The box does not take every letter: “Núñez” is written “Nunez”.",
        street: "Too long: the box holds “12 Main St No 4 by the old mill at”; "
        "look for the rest on another page.",
    }
