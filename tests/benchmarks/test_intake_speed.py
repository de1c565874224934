"""A key typed in a questionnaire that holds 300 answers, and a page of it opened in the window."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.office import interviews
from immdesk.office.office import Office
from immdesk.office.rows import ListBlock
from tests.benchmarks.ratio import Figure, keep
from tests.desk import open_desk

pytestmark = pytest.mark.benchmark_run
ANSWERS = 300
KEYS = 200
SMALL = {
    "date": "3/7/2020",
    "name": "Ana",
    "country": "Mexico",
    "number": "3",
    "money": "52000",
    "yes_no": "no",
    "text": "Fresno",
}


def test_a_key_costs_little_and_a_page_opens_at_once_with_300_answers(
    practice: Office, tmp_path: Path, qapp: object
) -> None:
    desk = open_desk(tmp_path, practice)
    office = desk.window.office
    draft = interviews.start(office, "family-adjustment").draft_id
    for kind in ("spouse", "child"):
        interviews.add_section(office, draft, kind)
    answered = answer(office, draft)
    name = "petitioner.given_name"
    keys = [seconds(lambda n=n: office.drafts[draft].set(name, "A" * (n % 30))) for n in range(KEYS)]
    saved = [seconds(lambda n=n: interviews.answer(office, draft, name, "A" * (n % 30))) for n in range(KEYS)]
    desk.window.desk.go("intake", draft)
    desk.settle()
    asking = desk.window.screen().asking  # type: ignore[union-attr]
    turns = []
    for section in ("relatives[0]/crimes", "petitioner/addresses", "relatives[0]/security", "petitioner"):
        turns.append(seconds(lambda section=section: (asking.go_to(section), desk.window.grab())))
    desk.close()
    said = f"{answered} answers"
    keep(Figure("a key read and weighed", statistics.median(keys) * 1000, 0.8, "ms", said))
    keep(Figure("a key read, weighed and saved", statistics.median(saved) * 1000, 3.0, "ms", said))
    keep(Figure("a page of an intake opened and painted", max(turns) * 1000, 100, "ms", said))


def answer(office: Office, draft: str) -> int:
    """Answer page after page until there are enough answers; give how many."""
    for section in [one.id for one in interviews.overview(office, draft).sections]:
        for block in interviews.section(office, draft, section).blocks:
            if isinstance(block, ListBlock) and not block.groups:
                office.drafts[draft].add_row(block.key)
        for block in interviews.section(office, draft, section).blocks:
            for group in block.groups if isinstance(block, ListBlock) else (block,):
                for question in group.questions:
                    if question.type in SMALL:
                        office.drafts[draft].set(question.key, SMALL[question.type])
        if office.drafts[draft].answered() >= ANSWERS:
            break
    return int(office.drafts[draft].answered())


def seconds(work: Callable[[], object]) -> float:
    """Give the processor's time that it takes: other programs of the machine do not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
