"""Form I-485, 24 pages with 720 boxes, filled from the facts: at most 0.6 s."""

from __future__ import annotations

from pathlib import Path

from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from tests.benchmarks.ratio import measure_seconds
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import shipped_map, vocabulary


def test_form_i485_is_filled_from_the_facts_in_six_tenths_of_a_second(shared: Path) -> None:
    blank = (shared / "forms" / "I-485_01-20-25.pdf").read_bytes()
    form_map, facts, words = shipped_map("I-485", "01-20-25"), adjusting(), vocabulary()
    measure_seconds(
        "I-485 filled from the facts, filing copy",
        lambda: fill_form(blank, form_map, facts, words, flatten=True),
        0.6,
    )


def test_what_form_i485_still_lacks_is_known_in_a_fiftieth_of_a_second() -> None:
    form_map, facts, words = shipped_map("I-485", "01-20-25"), adjusting(), vocabulary()
    measure_seconds("I-485, the boxes worked out", lambda: box_values(form_map, facts, words), 0.02)
