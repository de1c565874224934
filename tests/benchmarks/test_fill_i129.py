"""Form I-129, 38 pages with 970 boxes, filled from the facts: at most 0.8 s."""

from __future__ import annotations

from pathlib import Path

from immdesk.packets.addendum import fill_form
from tests.benchmarks.ratio import measure_seconds
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.worker_facts import petition


def test_form_i129_is_filled_from_the_facts_in_eight_tenths_of_a_second(shared: Path) -> None:
    blank = (shared / "forms" / "I-129_01-20-25.pdf").read_bytes()
    form_map, facts, words = shipped_map("I-129", "01-20-25"), petition(), vocabulary()
    measure_seconds(
        "I-129 filled from the facts, filing copy",
        lambda: fill_form(blank, form_map, facts, words, flatten=True),
        0.8,
    )
