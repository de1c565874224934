"""Files that are no good blanks: each is refused, or filled as far as it can be, in plain words."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.strictyaml import parse
from immdesk.packets.addendum import fill_form
from immdesk.packets.fill import fill
from immdesk.packets.formmap import fitting_map
from immdesk.packets.inspect import inspect
from immdesk.packets.official import FormMap
from tests.packets.family_facts import vocabulary
from tests.packets.small_form import small_form
from tests.packets.test_fill import page_text


def paper(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for _ in range(pages):
        canvas.drawString(60, 40, "A printed form")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (small_form(password="secret"), "asks for a password"),
        (small_form()[:900], "damaged"),
        (b"MZ a program called form.pdf", "not a PDF"),
        (paper(1000), "has 1000 pages"),
    ],
)
def test_a_file_that_is_no_good_blank_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    for work in (lambda: inspect(data), lambda: fill(data, {"Name[0]": "A"})):
        with pytest.raises(Refused) as refused:
            work()
        assert said in refused.value.happened
        assert refused.value.do


def test_a_form_without_boxes_takes_lines_at_places_that_are_named() -> None:
    data, report = fill(paper(2), {"@1/72/700": "Quintero (Gray)", "@2/72/100.5": "José"})
    assert report.set == ["@1/72/700", "@2/72/100.5"]
    assert "Quintero (Gray)" in page_text(data, 0)
    assert "José" in page_text(data, 1)


@pytest.mark.parametrize("name", ["Name[0]", "@3/72/700", "@1/72"])
def test_anything_else_on_a_form_without_boxes_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(Refused) as refused:
        fill(paper(2), {name: "Quintero"})
    assert refused.value.happened == "This form has no boxes."
    assert "@1/72/700" in refused.value.do


MAP = """form: X-1
edition: 04/01/24
title: A form
about: person
fits: [{fits}]
boxes:
  "Nowhere[0]": {{text: "A"}}
"""


def test_a_map_that_names_a_box_which_is_not_there_fills_nothing_and_names_it() -> None:
    made_for = inspect(small_form()).fields_hash
    form_map = parse(FormMap, MAP.format(fits=made_for), "map.yaml")
    with pytest.raises(Problem) as wrong:
        fill_form(small_form(), form_map, Facts({}), vocabulary())
    assert "Nowhere[0]" in wrong.value.happened
    assert wrong.value.do == "Add the blank as the agency publishes it, or update the pack."


def test_a_second_file_of_an_edition_with_other_boxes_has_no_map() -> None:
    with pikepdf.open(io.BytesIO(small_form())) as pdf:
        pdf.Root.AcroForm.Fields[0].T = pikepdf.String("Renamed[0]")
        out = io.BytesIO()
        pdf.save(out)
    form_map = parse(FormMap, MAP.format(fits=inspect(small_form()).fields_hash), "map.yaml")
    assert fitting_map([form_map], inspect(small_form())) is form_map
    assert fitting_map([form_map], inspect(out.getvalue())) is None
