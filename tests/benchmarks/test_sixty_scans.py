"""Sixty colour scans are taken in within half a minute, told step by step, and can be stopped."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from immdesk.basics.watched import Stopped, Watched
from immdesk.office import evidence_import
from immdesk.office.cases import id_of
from immdesk.office.evidence_import import Incoming
from immdesk.office.office import Office
from tests.benchmarks.ratio import measure_amount

pytestmark = pytest.mark.benchmark_run
SCANS = 60


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Sixty different colour scans of a Letter page at 300 dots per inch, about 2 MB each."""
    folder = tmp_path_factory.mktemp("scans")
    grain = [Image.effect_noise((2550, 3300), 14).convert("RGB") for _ in range(4)]
    paths = []
    for number in range(SCANS):
        page = ImageChops.offset(grain[number % 4], number * 37)
        pen = ImageDraw.Draw(page)
        for line in range(40):
            words = f"Line {line} of scan {number}: evidence of a life together"
            pen.text((250, 250 + 70 * line), words, fill=(20, 20, 90), font_size=48)
        paths.append(folder / f"scan_{number:02}.jpg")
        page.save(paths[-1], quality=78, dpi=(300, 300))
    return paths


def test_sixty_scans_come_in_within_half_a_minute(practice: Office, scans: list[Path]) -> None:
    case_id = id_of(practice, "26-0006") or ""
    files = [Incoming(path, "", "other", f"Scan {n}") for n, path in enumerate(scans)]
    steps: list[int] = []
    start = time.perf_counter()
    made = evidence_import.take_in(
        practice, case_id, files, watched=Watched(lambda done, _of, _text: steps.append(done))
    )
    took = time.perf_counter() - start
    assert (len(made.ids), steps) == (SCANS, list(range(SCANS + 1)))
    assert made.before > SCANS * 1_500_000
    measure_amount("60 scans taken in, each also kept as it came", took, 30.0, "s")
    measure_amount("60 scans: small copies of the originals", 100 * made.after / made.before, 40.0, "%")


def test_an_import_of_sixty_scans_stops_within_a_second(practice: Office, scans: list[Path]) -> None:
    case_id = id_of(practice, "26-0006") or ""
    files = [Incoming(path, "", "other", f"Scan {n}") for n, path in enumerate(scans)]
    asked: list[float] = []

    def progress(done: int, _of: int, _text: str) -> None:
        if done == 5:
            asked.append(time.perf_counter())

    with pytest.raises(Stopped):
        evidence_import.take_in(practice, case_id, files, watched=Watched(progress, lambda: bool(asked)))
    measure_amount("60 scans: from Cancel to stopped", time.perf_counter() - asked[0], 1.0, "s")
