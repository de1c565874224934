"""A packet in parts: within size and pages, exhibits whole where that can be helped, a sheet on each part."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest

from immdesk.basics.problems import Refused
from immdesk.packets.packet import Made
from immdesk.packets.parts import ContentsPart, ExhibitPart, FormPart, PacketInput
from immdesk.packets.split import split
from immdesk.packets.split_plan import Limits
from tests.packets.small_packet import letter, make, paper, shown, texts


def four_exhibits(folder: Path, *pages: int) -> Made:
    """Letter, contents, a form of three pages, and exhibits of so many pages besides their sheets."""
    exhibits = [
        ExhibitPart(f"Papers {n}", (shown(f"Document {n}", paper(count)),)) for n, count in enumerate(pages)
    ]
    form = FormPart("I-130", "Form I-130", paper(3, "I-130 page"))
    return make(PacketInput("Packet", (letter(), ContentsPart(), form, *exhibits)), folder)


def parted(made: Made, limits: Limits, folder: Path) -> list[list[str]]:
    found = split(
        made.path, folder / "packet.pdf", made.parts, "26-0001", limits, lambda *_: None, lambda: False
    )
    return [texts(one.path) for one in found]


def test_a_packet_within_its_limits_is_not_split(tmp_path: Path) -> None:
    made = four_exhibits(tmp_path, 2)
    assert parted(made, Limits(10**7, 100), tmp_path) == []


def test_parts_have_at_most_so_many_pages_and_no_exhibit_is_cut(tmp_path: Path) -> None:
    made = four_exhibits(tmp_path, 4, 4, 4)
    found = parted(made, Limits(pages=8), tmp_path)
    assert [len(part) for part in found] == [6, 6, 6, 6]
    assert [part[0].splitlines()[0].strip() for part in found] == [f"Part {n} of 4" for n in (1, 2, 3, 4)]
    for part, place in zip(found[1:], "ABC", strict=True):
        assert f"EXHIBIT {place}" in part[1]
        assert all(f"Exhibit {place}, page" in page for page in part[2:])


def test_the_sheet_says_what_is_in_the_part_and_where_the_rest_is(tmp_path: Path) -> None:
    made = four_exhibits(tmp_path, 4, 4)
    second = parted(made, Limits(pages=8), tmp_path)[1][0]
    assert "Exhibit A: Papers 0: pages 6 to 10 of 15" in second
    assert "Part 1: pages 1 to 5" in second
    assert "Part 3: pages 11 to 15" in second


def test_only_what_is_too_long_for_any_part_is_cut_and_all_pages_are_there_once(tmp_path: Path) -> None:
    made = four_exhibits(tmp_path, 9, 1)
    found = parted(made, Limits(pages=6), tmp_path)
    assert all(len(part) <= 6 for part in found)
    assert [page for part in found for page in part[1:]] == texts(made.path)


def test_parts_are_no_larger_than_so_many_bytes(tmp_path: Path) -> None:
    noise = [paper_of_noise(90_000, seed) for seed in range(6)]
    exhibits = [ExhibitPart(f"E{n}", (shown(f"D{n}", data),)) for n, data in enumerate(noise)]
    made = make(PacketInput("Packet", (letter(), *exhibits)), tmp_path)
    found = split(
        made.path, tmp_path / "p.pdf", made.parts, "T", Limits(300_000), lambda *_: None, lambda: False
    )
    assert len(found) >= 3
    assert max(os.path.getsize(one.path) for one in found) <= 300_000
    assert [one.path.name for one in found[:2]] == ["p-part-1.pdf", "p-part-2.pdf"]


def test_a_page_larger_than_a_part_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    big = ExhibitPart("Photographs", (shown("D", paper_of_noise(200_000, 1)),))
    made = make(PacketInput("Packet", (letter(), big)), tmp_path)
    with pytest.raises(Refused, match="Exhibit A: Photographs"):
        parted(made, Limits(150_000), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]


def test_links_bookmarks_and_labels_stay_within_the_part(tmp_path: Path) -> None:
    made = four_exhibits(tmp_path, 4, 4)
    split(made.path, made.path, made.parts, "T", Limits(pages=12), lambda *_: None, lambda: False)
    with pikepdf.open(tmp_path / "packet-part-1.pdf") as part:
        assert len(part.pages) == 11
        contents = part.pages[2].obj
        dests = [link.Dest[0].objgen for link in contents.Annots]
        assert set(dests) <= {page.obj.objgen for page in part.pages}
        with part.open_outline() as outline:
            assert [line.title for line in outline.root][-1] == "Exhibit A: Papers 0"
        assert part.pages[6].label == "6"


def paper_of_noise(size: int, seed: int) -> bytes:
    import io
    import random

    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page()
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(N=pikepdf.Stream(pdf, random.Random(seed).randbytes(size)))
    )
    pdf.save(out, compress_streams=False)
    return out.getvalue()
