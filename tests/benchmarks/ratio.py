"""Measures our work beside a reference in the same run, and keeps each figure for the closing report."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: what was measured, the value seen, and the most it may be."""

    label: str
    value: float
    limit: float
    unit: str
    detail: str

    def line(self) -> str:
        """Say the figure as a person reads it: "Today filled: ratio 2.10 (limit 3.50)  ours …"."""
        verdict = "ok" if self.value <= self.limit else "OVER"
        seen = f"ratio {self.value:.2f}" if self.unit == "x" else f"{self.value:.3f} {self.unit}"
        return f"{verdict:4}  {self.label}: {seen} (limit {self.limit:g})  {self.detail}"


FIGURES: list[Figure] = []


def measure(
    label: str, ours: Callable[[], object], reference: Callable[[], object], limit: float, rounds: int = 5
) -> float:
    """Run both in turn, `rounds` times after one warm-up, and fail when median ours / reference > limit."""
    ours(), reference()
    pairs = [(seconds(ours), seconds(reference)) for _ in range(rounds)]
    our_median = statistics.median(mine for mine, _ in pairs)
    their_median = statistics.median(theirs for _, theirs in pairs)
    detail = f"ours {our_median:.3f} s, reference {their_median:.3f} s, median of {rounds}"
    return keep(Figure(label, our_median / their_median, limit, "x", detail))


def measure_seconds(label: str, ours: Callable[[], object], limit_seconds: float, rounds: int = 5) -> float:
    """Run ours `rounds` times after one warm-up, and fail when the median is over `limit_seconds`."""
    ours()
    runs = sorted(seconds(ours) for _ in range(rounds))
    detail = f"fastest {runs[0]:.3f} s, slowest {runs[-1]:.3f} s, median of {rounds}"
    return keep(Figure(label, statistics.median(runs), limit_seconds, "s", detail))


def measure_amount(label: str, value: float, limit: float, unit: str) -> float:
    """Keep a figure measured by the test itself (memory in MB, for one), and fail when it is over."""
    return keep(Figure(label, value, limit, unit, "measured by the test"))


def seconds(work: Callable[[], object]) -> float:
    """Time one run of `work` on the wall clock, with rubbish collected beforehand."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def keep(figure: Figure) -> float:
    """Add the figure to the report, then fail if it is over its limit."""
    FIGURES.append(figure)
    assert figure.value <= figure.limit, figure.line()
    return figure.value
