"""A rule that changed, reconciled over an office of 10,000 cases: told as it goes on, stopped when asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.office import computed, deciding
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.benchmarks.ratio import measure_amount
from tests.many import DAY, make_many

pytestmark = pytest.mark.benchmark_run

MANY = 10_000


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of 10,000 cases whose own pack changes one rule: every case is to be looked at again."""
    folder = tmp_path_factory.mktemp("many") / "office"
    make_many(folder, MANY)
    own_pack(folder / "packs")
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        yield office


def own_pack(folder: Path) -> None:
    """The office's own layer: one shipped rule with a graver word."""
    (folder / "rules").mkdir(parents=True)
    (folder / "pack.yaml").write_text("pack: own\ntitle: Our own\nedition: 2026-08-01\nlanguage: en\n")
    rule = next(iter(sorted(resource("packs", "us", "rules").rglob("rfe-deadline.yaml"))))
    text = rule.read_text(encoding="utf-8").replace("severity: fatal", "severity: serious", 1)
    (folder / "rules" / rule.name).write_text(text, encoding="utf-8")
    cases = rule.with_name("rfe-deadline.cases.yaml")
    (folder / "rules" / cases.name).write_text(cases.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_changed_rule_over_ten_thousand_cases_is_told_and_can_be_stopped(changed: Office) -> None:
    told: list[int] = []
    stopped_after = time.perf_counter()

    def progress(done: int, total: int, _text: str) -> None:
        assert total == len(waiting)
        told.append(done)

    def three_times() -> bool:
        nonlocal stopped_after
        if len(told) < 3:
            stopped_after = time.perf_counter()
        return len(told) >= 3

    waiting = computed.waiting(changed)
    deciding.to_decide(changed, progress, three_times)
    measure_amount(
        "10,000 cases reconciled, from Cancel to the end", time.perf_counter() - stopped_after, 1.5, "s"
    )
    assert 0 < told[-1] < len(waiting)

    told.clear()
    waiting = computed.waiting(changed)
    start = time.perf_counter()
    deciding.to_decide(changed, progress, lambda: False)
    took = time.perf_counter() - start
    assert told == sorted(told)
    assert told[-1] == len(waiting)
    assert computed.waiting(changed) == []
    measure_amount("10,000 cases reconciled with a changed rule", took, 90, "s")
    measure_amount("longest silence of the progress", took / len(told), 1, "s")
