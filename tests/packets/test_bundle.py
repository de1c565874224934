"""A packet as files for an upload: under the limit, no names, a list of what goes where, all or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Stopped, Watched
from immdesk.packets.bundle import LIST, BundleRule, write_bundle
from immdesk.packets.parts import ExhibitPart, PacketInput
from tests.packets.small_packet import ODD, family, paper, scan, shown, texts

RULE = BundleRule(12_000_000, ("pdf", "jpeg"), "At most 12 MB a file.")


def noise(folder: Path, pages: int) -> bytes:
    """A PDF of scans, some 450 kB each."""
    pictures = [Image.effect_noise((700, 700), 90) for _page in range(pages)]
    pictures[0].save(folder / "noise.pdf", save_all=True, append_images=pictures[1:], quality=95)
    return (folder / "noise.pdf").read_bytes()


def test_each_document_is_a_file_without_a_name_in_it_and_the_list_says_where_it_goes(tmp_path):
    made = write_bundle(family(draft=False), tmp_path / "upload", RULE, Watched())
    assert [(one.name, one.where, one.pages) for one in made] == [
        ("01-letter.pdf", "Cover letter", 1),
        ("02-form-i-130.pdf", "Form I-130", 3),
        ("03-exhibit-a-1.pdf", "Birth certificate", 2),
        ("04-exhibit-b-1.jpg", "Passport", 1),
        ("05-exhibit-b-2.pdf", "Passport", 4),
    ]
    assert (tmp_path / "upload" / "04-exhibit-b-1.jpg").read_bytes() == scan(6)
    listed = "".join(texts(tmp_path / "upload" / LIST))
    assert all(one.name in listed for one in made)
    assert sorted(path.name for path in (tmp_path / "upload").iterdir()) == [
        LIST,
        *(one.name for one in made),
    ]
    with pikepdf.open(tmp_path / "upload" / "03-exhibit-a-1.pdf") as pdf:
        assert ODD not in str(pdf.docinfo)


def test_what_is_over_the_limit_comes_in_parts_under_it(tmp_path):
    packet = PacketInput("P", (ExhibitPart("Deed", (shown("Deed", noise(tmp_path, 4)),)),), draft=False)
    rule = replace(RULE, most=1_100_000)
    made = write_bundle(packet, tmp_path / "upload", rule, Watched())
    assert [one.name for one in made] == ["01-exhibit-a-1-part-1.pdf", "01-exhibit-a-1-part-2.pdf"]
    assert all(path.stat().st_size <= 1_100_000 for path in (tmp_path / "upload").iterdir())
    with pdfium.PdfDocument(tmp_path / "upload" / made[1].name) as pdf:
        assert "Part 2 of 2" in pdf[0].get_textpage().get_text_range()
    with pytest.raises(Refused, match="larger than"):
        write_bundle(packet, tmp_path / "again", replace(RULE, most=200_000), Watched())
    assert not (tmp_path / "again").exists()


def test_a_bad_document_a_stop_or_a_folder_that_is_there_leave_nothing(tmp_path):
    parts = (ExhibitPart("Papers", (shown("Good", paper(1)), shown("Lease", b"%PDF-1.7 nothing"))),)
    with pytest.raises(Refused, match="Exhibit A, Lease: The document is damaged"):
        write_bundle(PacketInput("P", parts, draft=False), tmp_path / "a", RULE, Watched())
    answers = iter([False] * 4 + [True] * 50)
    with pytest.raises(Stopped):
        write_bundle(family(), tmp_path / "b", RULE, Watched(cancelled=answers.__next__))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "c").mkdir()
    with pytest.raises(Problem, match="already a folder c"):
        write_bundle(family(), tmp_path / "c", RULE, Watched())
    assert list((tmp_path / "c").iterdir()) == []


def test_until_it_is_approved_letters_and_forms_of_the_bundle_say_draft(tmp_path):
    write_bundle(family(draft=True), tmp_path / "upload", RULE, Watched())
    assert "DRAFT" in texts(tmp_path / "upload" / "02-form-i-130.pdf")[0]
    assert "DRAFT" not in texts(tmp_path / "upload" / "03-exhibit-a-1.pdf")[0]
