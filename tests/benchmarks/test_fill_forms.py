"""All boxes of all real forms: looked at in 1.5 s, filled in 0.15 s a form, 8 times as fast as with pypdf."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject

from immdesk.packets.fill import fill
from immdesk.packets.inspect import FormFile, inspect
from tests.benchmarks.ratio import measure_amount, measure_seconds, seconds
from tests.packets.fill_all import everything

PER_FORM, LARGEST, LOOKING, FASTER = 0.15, 0.8, 1.5, 8


@pytest.fixture(scope="module")
def blanks() -> dict[str, bytes]:
    folder = Path(__file__).resolve().parents[3] / "shared" / "forms"
    if not folder.is_dir():
        pytest.skip("needs the reference folder `shared` beside the checkout (real forms)")
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def test_all_forms_are_looked_at_in_a_second_and_a_half(blanks: dict[str, bytes]) -> None:
    measure_seconds(
        f"{len(blanks)} forms inspected", lambda: [inspect(one) for one in blanks.values()], LOOKING, rounds=3
    )


def test_every_box_is_filled_in_the_time_of_a_form(blanks: dict[str, bytes]) -> None:
    given = {name: everything(inspect(one), locked=True) for name, one in blanks.items()}
    for flatten, what in ((False, "editable"), (True, "filing copy")):
        spent = {name: fastest(blanks[name], given[name], flatten) for name in blanks}
        measure_amount(f"mean of {len(spent)} forms, {what}", sum(spent.values()) / len(spent), PER_FORM, "s")
        measure_amount(f"I-129, {what}", spent["I-129_01-20-25"], LARGEST, "s")


def test_filling_is_eight_times_as_fast_as_with_pypdf(blanks: dict[str, bytes]) -> None:
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    ours = theirs = 0.0
    for blank in blanks.values():
        form = inspect(blank)
        given = everything(form)
        ours += seconds(lambda: fill(blank, given))  # noqa: B023
        theirs += seconds(lambda: filled_by_pypdf(blank, form, given))  # noqa: B023
    measure_amount(f"ours against pypdf, {theirs:.1f} s", ours / theirs, 1 / FASTER, "x")


def fastest(blank: bytes, given: dict[str, str], flatten: bool) -> float:
    return min(seconds(lambda: fill(blank, given, flatten=flatten)) for _ in range(3))


def filled_by_pypdf(blank: bytes, form: FormFile, given: dict[str, str]) -> bytes:
    """The same values written by pypdf, its appearances drawn by itself."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(blank)))
    writer._root_object["/AcroForm"].get_object().pop(NameObject("/XFA"), None)  # type: ignore[union-attr]
    ticks = {box.name for box in form.fields if box.type in ("check", "radio")}
    values = {name: f"/{value}" if name in ticks else value for name, value in given.items()}
    writer.update_page_form_field_values(None, values, auto_regenerate=False)  # type: ignore[arg-type]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
