"""Forms I-864, I-765 and I-131 filled from the facts: at most 0.6 s each."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.facts import Facts
from immdesk.packets.addendum import fill_form
from tests.benchmarks.ratio import measure_seconds
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.supporting_facts import applying, supported


@pytest.mark.parametrize(
    ("form", "edition", "facts"),
    [
        ("I-864", "10-17-24", supported()),
        ("I-765", "08-21-25", applying()),
        ("I-131", "01-20-25", applying()),
    ],
)
def test_a_form_is_filled_from_the_facts_in_six_tenths_of_a_second(
    shared: Path, form: str, edition: str, facts: Facts
) -> None:
    blank = (shared / "forms" / f"{form}_{edition}.pdf").read_bytes()
    form_map, words = shipped_map(form, edition), vocabulary()
    measure_seconds(
        f"{form} filled from the facts, filing copy",
        lambda: fill_form(blank, form_map, facts, words, flatten=True),
        0.6,
    )
