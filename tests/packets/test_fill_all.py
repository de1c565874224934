"""Every box of the agencies' real forms is filled: read back, inside its place, the barcodes untouched."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from immdesk.packets.fill import fill, is_barcode
from immdesk.packets.inspect import inspect
from tests.packets.fill_all import (
    barcodes,
    drawn_by_pdfium,
    everything,
    inked,
    spots_of,
    strays,
)
from tests.packets.small_form import values_of

SAMPLE = (
    "AR-11_09-10-19",
    "EOIR-28_2015-12",  # passed through Quartz, which broke its check boxes
    "G-28_09-17-18",
    "G-28_09-17-18_no-barcode-97-fields",
    "I-9_01-20-25",  # check boxes in groups, and one box in two places
)


@pytest.mark.parametrize("name", SAMPLE)
def test_every_box_of_a_real_form_is_filled_in_its_place(shared: Path, name: str) -> None:
    fill_and_look(shared / "forms" / f"{name}.pdf")


@pytest.mark.long
def test_every_box_of_all_real_forms_is_filled_in_its_place(shared: Path) -> None:
    blanks = sorted((shared / "forms").glob("*.pdf"))
    assert len(blanks) == 30
    for blank in blanks:
        fill_and_look(blank)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs the pdftoppm command (poppler)")
def test_a_second_viewer_sees_the_same_in_the_editable_form_and_the_filing_copy(
    shared: Path, tmp_path: Path
) -> None:
    for blank in sorted((shared / "forms").glob("*.pdf")):
        data = blank.read_bytes()
        given = everything(inspect(data), locked=True)
        editable, filing = (
            drawn_by_poppler(fill(data, given, flatten=flat)[0], tmp_path) for flat in (False, True)
        )
        assert all(same_look(*pair) for pair in zip(editable, filing, strict=True)), blank.name


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs the qpdf command")
@pytest.mark.parametrize("flatten", [False, True])
def test_qpdf_finds_nothing_wrong_with_a_filled_form(shared: Path, tmp_path: Path, flatten: bool) -> None:
    blank = (shared / "forms" / "I-130_04-01-24.pdf").read_bytes()
    out = tmp_path / "filled.pdf"
    out.write_bytes(fill(blank, everything(inspect(blank)), flatten=flatten)[0])
    checked = subprocess.run(["qpdf", "--check", out], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def fill_and_look(path: Path) -> None:
    """Fill every box, read each back, and compare the pages with the blank as a person sees both."""
    blank = path.read_bytes()
    given = everything(inspect(blank), locked=True)
    data, report = fill(blank, given)
    found = values_of(data)
    assert {name: found[name] for name in given} == given, path.name
    assert (len(report.set), report.unknown, report.bad_option, report.lossy) == (len(given), [], [], [])
    assert len(inspect(data).fields) == len(inspect(blank).fields)
    assert well_made(data), path.name
    spots = spots_of(blank)
    before, after = drawn_by_pdfium(blank), drawn_by_pdfium(data)
    places = [spot for one, found in spots.values() for spot in found if not is_barcode(one)]
    assert strays(before, after, places) == [], path.name
    empty = [name for name in given if not any(inked(before, after, spot) for spot in spots[name][1])]
    assert empty == [], path.name
    assert not any(inked(before, after, spot) for spot in barcodes(spots)), path.name
    filing = fill(blank, given, flatten=True)[0]
    assert well_made(filing), path.name
    assert all(same_look(*pair) for pair in zip(after, drawn_by_pdfium(filing), strict=True)), path.name


def well_made(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.check_pdf_syntax() == [] and not pdf.is_encrypted


def same_look(one: Image.Image, other: Image.Image) -> bool:
    """Viewers set a letter up to a quarter of a dot aside in open boxes; one more or less is 255 greys."""
    _, most = ImageChops.difference(one, other).getextrema()
    return bool(most <= 128)  # type: ignore[operator]


def drawn_by_poppler(data: bytes, folder: Path) -> list[Image.Image]:
    """All pages as the viewers of Linux desktops show them."""
    (folder / "one.pdf").write_bytes(data)
    for old in folder.glob("page-*.png"):
        old.unlink()
    subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-png", "one.pdf", "page"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return [Image.open(page).convert("L") for page in sorted(folder.glob("page-*.png"))]
