"""Steps and conditions of a rule, said in Spanish; in English as the pack wrote them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from immdesk.basics.words import set_language, tell_packs_from
from immdesk.law.step_words import condition_words, open_days_words, shift_words, step_words

LABELS = {
    "notice_date": "Fecha del aviso",
    "response_days": "Días para responder",
    "served_by": "Notificado por",
    "entered_on": "Fecha de entrada",
}


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    set_language("es")
    tell_packs_from(lambda _code: {"Mail": "Correo"})
    yield
    set_language("en")
    tell_packs_from(lambda _code: {})


def named(name: str) -> str:
    return LABELS.get(name, name)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("from notice_date", "desde «Fecha del aviso»"),
        (
            "from later of notice_date and entered_on",
            "desde la última de: «Fecha del aviso», «Fecha de entrada»",
        ),
        ("add 84 days", "sumar 84 días"),
        ("add response_days days", "sumar «Días para responder» días"),
        ("subtract 6 months", "restar 6 meses"),
        ("next open day in federal", "el siguiente día hábil"),
        (
            'add 3 days when served_by == "mail"',
            "sumar 3 días, cuando «Notificado por» es “Correo”",
        ),
    ],
)  # fmt: skip
def test_a_step_is_said_in_spanish(step: str, said: str) -> None:
    assert step_words(step, named) == said


def test_a_condition_is_said_in_spanish() -> None:
    said = condition_words('served_by in ("mail", "personal") and not entered_on != none', named)
    assert said == "«Notificado por» es uno de (“Correo”, “Personal”) y no «Fecha de entrada» se conoce"


def test_in_english_too_nobody_reads_the_words_of_the_pack() -> None:
    set_language("en")
    assert step_words("from notice_date", named) == "from “Fecha del aviso”"
    assert step_words("add 1 months", named) == "add 1 month"
    said = condition_words('served_by not in ("mail", "fax") and entered_on == none', named)
    assert said == "«Notificado por» is none of (“Mail”, “Fax”) and «Fecha de entrada» is none"


def test_one_of_anything_is_said_in_the_singular() -> None:
    set_language("en")
    assert (open_days_words(1, 1), open_days_words(-1, 10)) == ("1 open day later", "10 open days earlier")
    assert (shift_words(-1, 1, "year"), shift_words(1, 3, "day")) == ("go back 1 year", "add 3 days")
