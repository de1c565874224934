"""The words around the questions: the same in every language, and honest about who has read them."""

from __future__ import annotations

import re

import pytest

from immdesk.basics.paper_questions import OnlyIf, Opening, PaperPage, PaperPart
from immdesk.basics.problems import Problem
from immdesk.packets.answers_child import boxes_of
from immdesk.packets.question_frame import frame, frames
from immdesk.packets.questionnaire import Going, print_questionnaire
from tests.packets.small_questionnaire import question

LANGUAGES = ["en", "es", "pt", "fr", "ht", "zh", "vi", "ar", "hi", "ru", "uk", "pl"]


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{[a-z]+\}", text))


def test_the_desk_asks_in_twelve_languages_english_first() -> None:
    assert set(frames()) == set(LANGUAGES)
    assert next(iter(frames())) == "en"
    with pytest.raises(Problem, match="no questionnaire in the language 'tlh'"):
        frame("tlh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_places_of_the_english_one(language: str) -> None:
    for name, text in frame("en").texts.items():
        assert places(frame(language).texts[name]) == places(text), name


def test_only_what_somebody_has_read_counts_as_reviewed() -> None:
    assert {one.language for one in frames().values() if one.is_reviewed} == {"en", "es"}
    assert {one.language for one in frames().values() if not one.typed} == {"ar", "hi", "zh"}


def test_conditions_stand_on_the_page_in_words() -> None:
    import pypdfium2

    yes = (("yes", "Yes"),)
    items = (
        question("p1-a", "3", "Is a citizen", room="yes_no", type="yes_no", opens=(Opening(yes, "4–7"),)),
        question("p1-b", "4", "How", only_if=(OnlyIf("3", yes),)),
        question(
            "p1-c", "8", "Else", only_if=(OnlyIf("7", (("not", "not"), ("Francia", "France"))), OnlyIf())
        ),
    )
    part = PaperPart("p1", ("", "Spouse"), "", (PaperPage(("", "Name"), ("", ""), items),))
    going = Going(frame("es"), frame("en"), "K7Q2-M9XD-3F5T-8PWA", ("", "F"), "O", (), (part,))
    pdf = print_questionnaire(going).pdf
    text = " ".join(pypdfium2.PdfDocument(pdf)[1].get_textpage().get_text_range().split())
    for words in (
        "Si es Sí: responda 4–7. If Yes: answer 4–7.",
        "Solo si 3 es Sí. Only if 3 is Yes.",
        "Solo si 7 no es Francia. Only if 7 is not France.",
        "Solo si le corresponde.",
    ):
        assert words in text
    assert boxes_of(pdf)["trouble"] == ""
