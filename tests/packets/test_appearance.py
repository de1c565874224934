"""Drawing into boxes: combs, lines, shrinking, and where a line is broken."""

from __future__ import annotations

import re

import pytest

from immdesk.packets.appearance import Box, Face, draw, parse_style, wrapped
from immdesk.packets.draw_box import standard_widths
from immdesk.packets.letterforms import same_letters, to_latin

COURIER = Face("Cour", 0, (), True, 630, -200)


def box(**more: object) -> Box:
    given: dict[str, object] = {
        "width": 100.0,
        "height": 18.0,
        "face": COURIER,
        "size": 10.0,
        "colour": "0 g",
    }
    return Box(**(given | more))  # type: ignore[arg-type]


def size_of(content: bytes) -> float:
    found = re.search(rb"/Cour ([\d.]+) Tf", content)
    assert found
    return float(found[1])


def test_text_that_fits_keeps_its_size() -> None:
    drawing = draw(box(), b"Sixteen letters.")
    assert (size_of(drawing.content), drawing.shown) == (10.0, 16)


def test_text_that_is_a_little_too_wide_is_shrunk() -> None:
    drawing = draw(box(), b"Twenty letters long.")
    assert (size_of(drawing.content), drawing.shown) == (8.0, 20)


def test_text_never_becomes_smaller_than_six_points() -> None:
    drawing = draw(box(), b"x" * 60)
    assert (size_of(drawing.content), drawing.shown) == (6.0, 27)


def test_each_letter_of_a_comb_stands_in_the_middle_of_its_cell() -> None:
    content = draw(box(width=90.0, cells=9), b"12").content
    assert b"2.00 " in content  # (10 - 6) / 2
    assert b"10.00 0.00 Td (2)" in content


def test_a_comb_takes_no_more_letters_than_it_has_cells() -> None:
    assert draw(box(width=90.0, cells=9), b"1234567890").shown == 9


@pytest.mark.parametrize(("align", "left"), [(0, b"2.00 "), (1, b"44.00 "), (2, b"86.00 ")])
def test_text_stands_left_in_the_middle_or_right(align: int, left: bytes) -> None:
    assert b"Tf " + left in draw(box(align=align), b"TX").content


def test_lines_stand_on_the_printed_rules() -> None:
    content = draw(box(height=180.0, many_lines=True, ruled=18.0), b"one\ntwo\nthree").content
    assert content.count(b"0.00 -18.00 Td") == 2


def test_lines_are_set_tighter_before_they_are_made_smaller() -> None:
    content = draw(box(height=60.0, many_lines=True, ruled=18.0), b"1\n2\n3\n4\n5").content
    assert size_of(content) == 10.0
    assert b"-11.60 Td" in content


def test_words_are_not_broken_unless_one_is_wider_than_a_line() -> None:
    text = b"one two three-hundred-and-sixty-five"
    rows = [text[start:end] for start, end in wrapped(COURIER, text, 10.0, 66.0)]
    assert rows == [b"one two", b"three-hundr", b"ed-and-sixt", b"y-five"]


def test_brackets_and_backslashes_cannot_break_out_of_the_text() -> None:
    assert b"(a\\)b\\\\\\(c) Tj" in draw(box(), b"a)b\\(c").content


def test_the_style_of_a_box_is_read() -> None:
    assert parse_style("/CourierNewPS-BoldMT 10.00 Tf 0 g") == ("CourierNewPS-BoldMT", 10.0, "0 g")
    assert parse_style("0 0 1 rg /Helv 0 Tf") == ("Helv", 0.0, "0 0 1 rg")
    assert parse_style("") == ("Helv", 0.0, "0 g")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Łódź", "Lódz"),
        ("Nguyễn Văn Đức", "Nguyen Van Duc"),
        ("José Ñuño", "José Ñuño"),
        ("O’Brien – Smith", "O’Brien – Smith"),
        ("Jose\u0301", "José"),
        ("Иванов", "Ivanov"),
        ("a\u200bb\x07", "ab"),
    ],
)
def test_every_name_is_written_in_letters_that_a_form_can_show(given: str, written: str) -> None:
    assert to_latin(given) == written


def test_the_way_an_accent_is_stored_is_no_loss() -> None:
    assert same_letters("Jose\u0301", to_latin("Jose\u0301"))
    assert not same_letters("Łódź", to_latin("Łódź"))


def test_standard_faces_without_widths_are_measured_by_their_own_metrics() -> None:
    regular, bold = standard_widths("/Helvetica"), standard_widths("/Helvetica-Bold")
    assert (regular[ord("f")], bold[ord("f")]) == (278.0, 333.0)
    assert standard_widths("/TimesNewRoman,BoldItalic")[ord("A")] == 667.0
