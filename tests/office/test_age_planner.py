"""The family age-out planner: the ages of the rules at a speed, which path keeps which child, one page."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest

from immdesk.office.calculators import paper
from immdesk.office.office import Office
from immdesk.office.planning.age_planner import FamilyRead, family_read, plan_at, sheet_of

FAMILY = "26-0002"
"""F2A, Mexico, priority date May 14, 2023; a son born in 2005 and a daughter born in 2003."""


@pytest.fixture
def waiting(practice: Office, case: Callable[[str], str], set_fact: Callable[..., None]) -> FamilyRead:
    """The family with a priority date that is not current: 53 weeks and a day behind the cutoff."""
    set_fact("case_file", f"number = '{FAMILY}'", priority_date="2024-08-19")
    return family_read(practice, case(FAMILY))


def cells(family: FamilyRead, weeks: float) -> dict[str, tuple[str, str]]:
    rows = plan_at(family, weeks).paths.rows
    return {row[0].partition(", ")[2]: (row[2], row[3]) for row in rows}


def test_a_faster_bulletin_keeps_the_son_and_a_slow_one_loses_him(waiting: FamilyRead) -> None:
    assert (waiting.cutoff, waiting.number_on) == ("2023-08-14", None)
    assert cells(waiting, 4.0)["Diego"] == ("kept", "Sat Jan 15, 2028")  # 14 months: October 2027
    assert plan_at(waiting, 4.0).ages.number_on == date(2027, 10, 1)
    assert cells(waiting, 2.0)["Diego"] == ("lost", "Sat Jan 15, 2028")  # 27 months: November 2028
    assert cells(waiting, 4.0)["Sofía"][0] == "lost"
    assert plan_at(waiting, 0.0).speed_words == "At this speed a visa number never comes."


def test_the_age_counted_stands_still_from_the_month_of_the_number_on(waiting: FamilyRead) -> None:
    (son,) = [one for one in plan_at(waiting, 4.0).ages.children if one.name.endswith("Diego")]
    after = [age for day, age in son.counted if day >= date(2027, 10, 1)]
    assert len(set(after)) == 1
    assert son.late_on == date(2028, 1, 15)
    assert son.lived[-1][1] > after[0]


def test_the_page_draws_the_family_and_says_the_paths_on_one_sheet(
    practice: Office, waiting: FamilyRead
) -> None:
    pages = pypdfium2.PdfDocument(io.BytesIO(paper.as_pdf(sheet_of(waiting, 4.0))))
    text = " ".join(pages[0].get_textpage().get_text_range().split())
    assert len(pages) == 1
    for words in (
        "Which path keeps which child",
        "Tried, not so in the case: Weeks a month that the bulletin moves: 4",
        "INA 203(h)",
        "a visa number must come before Sat Jan 15, 2028",
    ):
        assert words in text
