"""The sheet of what a packet still needs stays in the office: all of it is in the language of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from immdesk.basics.words import set_language
from immdesk.office import cases
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office
from immdesk.packets import pages
from immdesk.packets.parts import Signature


@pytest.fixture
def _spanish() -> Iterator[None]:
    set_language("es")
    yield
    set_language("en")


@pytest.mark.usefixtures("_spanish")
def test_at_a_spanish_desk_no_line_of_the_gap_sheet_is_english(practice: Office) -> None:
    case_id = cases.id_of(practice, "26-0001")
    assert case_id is not None
    gaps = read_packet(practice, case_id).gaps()
    assert "Form I-130" in [gap.title.partition(":")[0] for gap in gaps], "the contents stay English"
    leaves = pages.gap_leaves("Still needed before filing", gaps, [Signature("Ana Cruz", "Cover letter")])
    pdf = pypdfium2.PdfDocument(pages.draw(leaves, "t")[0])
    words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Falta antes de presentar" in words
    assert "Formulario I-130: " in words
    assert "Carta de presentación" in words
    for english in ("Form I", "Still", "Cover", "The ", " of ", "Add "):
        assert english not in words
