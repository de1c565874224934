"""The whole practice office, 66 cases: opened as fast as six, and all rules over it in 100 milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from immdesk.law.find import find
from immdesk.office import practice
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from immdesk.records.facts_of import facts_of
from immdesk.store.keys import open_key
from tests.benchmarks.programs import FILLED, run
from tests.benchmarks.ratio import measure, measure_seconds
from tests.conftest import DAY


@pytest.fixture(scope="module")
def whole_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole practice office as built on August 14, 2026."""
    folder = tmp_path_factory.mktemp("whole") / "office"
    practice.make(folder, stopped_at(DAY)).close()
    return folder


def test_the_whole_practice_office_opens_as_fast_as_six_cases(
    environment: dict[str, str], whole_folder: Path, practice_folder: Path, tmp_path: Path
) -> None:
    def filled(folder: Path) -> Callable[[], None]:
        words = (str(tmp_path / "settings"), str(folder), open_key(folder, None).hex(), DAY.isoformat())
        return partial(run, environment, FILLED, *words)

    measure("Today filled, 66 cases beside six", filled(whole_folder), filled(practice_folder), 1.1, rounds=9)


def test_all_rules_over_the_whole_practice_office(whole_folder: Path) -> None:
    with open_office(whole_folder, clock=stopped_at(DAY), user="ana") as office:
        library, day = office.library, office.today()
        ids = [row["id"] for row in office.rows("SELECT id FROM case_file")]
        with office.store.read() as read:
            facts = facts_of(read, ids, library.vocabulary, day)
    some = [subject for one in facts.values() for subject in one.subjects()]

    def all_rules() -> None:
        for subject in some:
            find(
                library.rules, subject.facts, subject_kind=subject.kind, subject_id=subject.id,
                person_id=subject.person_id, today=day, library=library, kept=(),
            )  # fmt: skip

    measure_seconds(f"all rules over the practice office ({len(ids)} cases)", all_rules, 0.100)
