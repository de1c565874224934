"""A questionnaire of 300 questions in two languages: printed within a second, read within three tenths."""

from __future__ import annotations

import pytest

from immdesk.basics.paper_questions import PaperPage, PaperPart, PaperQuestion
from immdesk.packets.answers import read_answers
from immdesk.packets.evidence import Examiner
from immdesk.packets.question_frame import frame
from immdesk.packets.questionnaire import Going, print_questionnaire
from tests.benchmarks.ratio import measure_seconds

QUESTIONS = 300
PRINT_SECONDS, READ_SECONDS = 1.0, 0.3
LABELS = {
    "es": "Ciudad o pueblo de nacimiento, pregunta",
    "hi": "जन्म का शहर, प्रश्न",
    "ar": "مدينة الميلاد، سؤال",
}


def going(language: str) -> Going:
    questions = tuple(
        PaperQuestion(
            f"p1-word{number}",
            str(number),
            (f"{LABELS[language]} {number}", f"City or town of birth, question {number}"),
            ("", "Exactly as in the passport."),
            "yes_no" if number % 3 == 0 else "line",
            "yes_no" if number % 3 == 0 else "text",
            value="" if number % 3 == 0 else f"Nogales {number}",
            none=("", "not known"),
        )
        for number in range(1, QUESTIONS + 1)
    )
    part = PaperPart("p1", ("", "Spouse"), "Lucía", (PaperPage(("", "Birth"), ("", ""), questions),))
    return Going(frame(language), frame("en"), "K7Q2-M9XD-3F5T-8PWA", ("", "Family"), "Office", (), (part,))


@pytest.mark.parametrize("language", LABELS)
def test_300_questions_are_printed_within_a_second(language: str) -> None:
    asked = going(language)
    assert print_questionnaire(asked).questions == QUESTIONS
    measure_seconds(f"questionnaire printed ({language})", lambda: print_questionnaire(asked), PRINT_SECONDS)


def test_300_answers_are_read_behind_the_wall_within_three_tenths_of_a_second() -> None:
    made = print_questionnaire(going("es"))
    with Examiner() as examiner:
        read = read_answers(examiner.answers(made.pdf))
        assert sum(box.value.startswith("Nogales") for box in read.boxes) == 200
        measure_seconds("questionnaire read", lambda: read_answers(examiner.answers(made.pdf)), READ_SECONDS)
