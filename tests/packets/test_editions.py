"""Which edition counts on the day of mailing."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import parse
from immdesk.packets.editions import EditionSheet, FormEditions, edition_state


@pytest.fixture(scope="module")
def editions() -> tuple[FormEditions, ...]:
    text = resource("packs", "us", "editions", "uscis.yaml").read_text(encoding="utf-8")
    return parse(EditionSheet, text, "uscis.yaml").forms


@pytest.mark.parametrize(
    ("form", "edition", "day", "state"),
    [
        ("I-130", "04/01/24", "2026-11-21", "accepted"),
        ("G-28", "09/17/18", "2026-11-21", "accepted"),
        ("G-28", "05/23/18", "2026-11-21", "accepted"),
        ("I-765", "08/21/25", "2026-09-14", "accepted"),
        ("I-765", "08/21/25", "2026-09-15", "superseded"),
        ("I-765", "09/15/26", "2026-09-14", "not yet"),
        ("I-765", "01/20/25", "2026-08-14", "superseded"),
        ("I-485", "01/20/25", "2026-09-17", "accepted"),
        ("I-485", "01/20/25", "2026-09-18", "superseded"),
        ("I-485", "09/04/26", "2026-09-18", "superseded"),
        ("I-485", "09/18/26", "2026-09-18", "accepted"),
        ("I-864", "10/17/24", "2026-09-30", "accepted"),
        ("I-864", "10/17/24", "2026-10-01", "superseded"),
        ("I-130", "04/01/29", "2026-11-21", "unknown"),
        ("EOIR-28", "2015-12", "2026-11-21", "unknown"),
    ],
)
def test_the_postmark_decides(
    editions: tuple[FormEditions, ...], form: str, edition: str, day: str, state: str
) -> None:
    assert edition_state(editions, form, edition, date.fromisoformat(day)).state == state


def test_a_superseded_edition_says_which_one_is_wanted(editions: tuple[FormEditions, ...]) -> None:
    found = edition_state(editions, "I-765", "08/21/25", date(2026, 9, 15))
    assert (found.note, found.current) == (
        "The agency now wants the edition 09/15/26 of Form I-765.",
        "09/15/26",
    )


@pytest.mark.parametrize(
    ("signed", "state"), [(None, "unknown"), (date(2025, 7, 2), "accepted"), (date(2025, 7, 3), "superseded")]
)
def test_the_medical_form_goes_by_the_day_of_the_signature(
    editions: tuple[FormEditions, ...], signed: date | None, state: str
) -> None:
    found = edition_state(editions, "I-693", "03/09/23", date(2026, 8, 14), signed_on=signed)
    assert found.state == state


def test_every_form_names_its_source_and_the_day_it_was_checked(editions: tuple[FormEditions, ...]) -> None:
    assert all(one.source and one.verified == date(2026, 9, 10) for one in editions)
    assert len(editions) == 15


def test_an_edition_that_ends_before_it_begins_stops_the_pack() -> None:
    line = "{edition: a, from: 2026-02-01, until: 2026-01-01}"
    text = f"forms:\n  - {{form: X, source: x, verified: 2026-01-01, editions: [{line}]}}\n"
    with pytest.raises(Problem, match="cannot end before it begins"):
        parse(EditionSheet, text, "x.yaml")
