"""Work beside the screen: in order, told on the screen's own thread, cancelled when asked."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject

from tests.desk import let_events_pass
from ui.work import Work


@pytest.fixture
def work(qapp: object) -> Work:
    return Work()


def until(work: Work) -> None:
    for _ in range(500):
        if not work.busy():
            return
        let_events_pass()
    raise AssertionError("the work did not end")


def test_results_come_in_the_order_asked_and_on_the_screens_thread(work: Work) -> None:
    told: list[tuple[int, bool]] = []
    here = threading.get_ident()
    for number in range(5):
        work.run(work, int, number, done=lambda got: told.append((got, threading.get_ident() == here)))
    until(work)
    assert told == [(0, True), (1, True), (2, True), (3, True), (4, True)]


def test_the_queue_of_the_office_runs_one_thing_at_a_time(work: Work) -> None:
    inside: list[int] = []
    most: list[int] = []

    def step() -> None:
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    for _ in range(20):
        work.run(work, step)
    until(work)
    assert max(most) == 1


def test_a_failure_is_told_to_the_one_who_asked(work: Work) -> None:
    told: list[str] = []

    def fail() -> None:
        raise ValueError("no")

    work.run(work, fail, failed=lambda error: told.append(type(error).__name__))
    until(work)
    assert told == ["ValueError"]


def test_nobody_is_told_when_the_one_who_asked_has_gone(work: Work) -> None:
    import shiboken6

    told: list[Any] = []
    asked = QObject()
    gate = threading.Event()
    work.run(asked, gate.wait, 5.0, done=told.append)
    shiboken6.delete(asked)
    gate.set()
    until(work)
    assert told == []


def test_work_reports_its_progress_and_stops_when_cancelled(work: Work) -> None:
    seen: list[tuple[int, int, str]] = []
    results: list[str] = []

    def count(progress: Any, cancelled: Any) -> str:
        for number in range(1_000_000):
            if cancelled():
                return "stopped"
            if number == 3:
                progress(number, 10, "page 3")
        return "ended"

    def on_progress(done: int, total: int, text: str) -> None:
        seen.append((done, total, text))

    job = work.run(work, count, reports=True, progress=on_progress, done=results.append, title="Counting")
    job.cancel()
    until(work)
    assert results == ["stopped"]


def test_pure_work_goes_on_beside_the_work_that_waits_for_it(qapp: object) -> None:
    work, begun = Work(), threading.Event()
    result = work.beside(lambda: begun.set() or threading.get_ident())
    assert begun.wait(10)
    assert result() != threading.get_ident()


def test_what_goes_wrong_beside_is_raised_where_it_is_asked_for(qapp: object) -> None:
    result = Work().beside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        result()
