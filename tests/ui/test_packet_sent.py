"""From the packet to the mailbox at the desk: parts, label, payments, the desk's own printing, as filed."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from immdesk.office import as_filed, cases, packet_split, packets
from immdesk.office.office import Office
from tests.desk import DeskDriver, let_events_pass
from tests.office.ready_packets import add_blanks, approve
from tests.packets.small_packet import paper
from ui.printing_file import PagePrinting


@pytest.fixture
def packet(desk: DeskDriver) -> DeskDriver:
    desk.open_case("Ramírez Ortega")
    desk.open_tab("Packet")
    desk.settle()
    return desk


def test_a_packet_is_built_in_parts(packet: DeskDriver, tmp_path: Path) -> None:
    packet.picker.path = tmp_path / "p.pdf"
    packet.type_into("At most pages in a part", "20")
    packet.press("Build in parts…")
    packet.settle()
    assert "parts" in packet.status()
    assert (tmp_path / "p-part-2.pdf").exists()


def test_a_draft_is_not_recorded_as_mailed(packet: DeskDriver, tmp_path: Path) -> None:
    packet.picker.path = tmp_path / "p.pdf"
    packet.press("Build the packet…")
    packet.settle()
    packet.type_into("Day of mailing", "8/14/2026")
    packet.press("Record the mailing")
    packet.settle()
    packet.see("This packet carries DRAFT")


def test_the_label_is_asked_for_and_written(packet: DeskDriver, tmp_path: Path) -> None:
    packet.picker.path = tmp_path / "label.pdf"
    packet.press("Mailing label…")
    packet.type_into("Address of the agency, from its own page", "1 Example Way, Phoenix, AZ 85000")
    packet.press("Go on")
    packet.settle()
    assert "Verify the address" in packet.status()
    assert (tmp_path / "label.pdf").exists()


def test_the_label_carries_the_tracking_number_typed_below(packet: DeskDriver, tmp_path: Path) -> None:
    packet.picker.path = tmp_path / "label.pdf"
    packet.type_into("Tracking number", " 9405 5000 ")
    packet.press("Mailing label…")
    packet.type_into("Address of the agency, from its own page", "1 Example Way, Phoenix, AZ 85000")
    packet.press("Go on")
    packet.settle()
    assert packet.status() == "The label is written. Verify the address on the agency's page."
    with pypdfium2.PdfDocument(tmp_path / "label.pdf") as pdf:
        assert "Tracking number: 9405 5000" in pdf[0].get_textpage().get_text_bounded()


def test_after_a_restart_one_part_is_enough_to_record_the_mailing_of_all(
    desk: DeskDriver, practice: Office, shared: Path, tmp_path: Path
) -> None:
    [case_id] = cases.case_ids(practice, "Ramírez Ortega")
    add_blanks(practice, case_id, shared)
    approve(practice, case_id)
    limits = packet_split.limits_of("", "100")
    packet_split.build_parts(practice, case_id, tmp_path / "p.pdf", limits, lambda *_: None, lambda: False)
    desk.open_case("Ramírez Ortega")
    desk.open_tab("Packet")
    desk.settle()
    desk.picker.path = tmp_path / "p-part-2.pdf"
    desk.type_into("Day of mailing", "8/14/2026")
    desk.press("Record the mailing")
    desk.settle()
    [filed] = as_filed.filed_packets(practice, case_id)
    assert (len(filed.files), filed.mailed_on) == (2, "Fri Aug 14, 2026")
    desk.see("Mailed Fri Aug 14, 2026.")


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer stood in for: programs `lp` and `lpstat` that write down what they are asked."""
    folder, asked = tmp_path / "bin", tmp_path / "asked"
    folder.mkdir()
    size = '[ -r "$one" ] && one="$(wc -c < "$one") bytes"'
    for name, lines in (
        ("lp", f'for one; do {size}; printf "%s|" "$one"; done >> {asked}; echo >> {asked}'),
        ("lpstat", "echo Office_2"),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{lines}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return asked


@pytest.mark.skipif(os.name == "nt", reason="Windows has no lp")
def test_two_copies_of_a_packet_in_parts_go_to_the_printer_one_whole_copy_after_the_other(
    packet: DeskDriver, tmp_path: Path, queue: Path
) -> None:
    packet.picker.path = tmp_path / "p.pdf"
    packet.type_into("At most pages in a part", "10")
    packet.press("Build in parts…")
    packet.settle()
    parts = [str(tmp_path / f"p-part-{n}.pdf") for n in range(1, len(list(tmp_path.glob("p-part-*"))) + 1)]
    print_copies(packet, "2")
    sizes = [f"{Path(part).stat().st_size} bytes" for part in parts]
    job = "|".join(["-d", "Office_2", "-n", "1", "-t", "ImmDesk", "--", *sizes, ""])
    assert len(parts) >= 2
    assert queue.read_text("utf-8").splitlines() == [job, job]
    assert packet.status() == "The packet is on its way to the printer."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no lp")
def test_two_copies_of_one_file_are_one_job_and_nonsense_prints_nothing(
    packet: DeskDriver, tmp_path: Path, queue: Path
) -> None:
    (tmp_path / "p.pdf").write_bytes(paper(2))
    packet.picker.path = tmp_path / "p.pdf"
    print_copies(packet, "two")
    packet.see("Copies are a whole number from 1 to 20.")
    packet.press("Close")
    assert not queue.exists()
    print_copies(packet, "2")
    file = f"{len(paper(2))} bytes"
    words = ["-d", "Office_2", "-n", "2", "-o", "collate=true", "-t", "ImmDesk", "--", file, ""]
    assert queue.read_text("utf-8").splitlines() == ["|".join(words)]


@pytest.mark.parametrize("how", ["By the desk, page by page", "Printer Office_2"])
def test_a_packet_taken_away_before_it_is_printed_is_told_and_nothing_is_printed(
    packet: DeskDriver, tmp_path: Path, queue: Path, how: str
) -> None:
    (tmp_path / "p.pdf").write_bytes(paper(2))
    packet.picker.path = tmp_path / "p.pdf"
    packet.press("Print…")
    packet.settle()
    packet.choose("How", how)
    (tmp_path / "p.pdf").unlink()
    packet.press("Go on")
    if how.startswith("Printer"):
        packet.press("Print")
    packet.settle()
    packet.see("The packet's file is no longer where it was.")
    assert not queue.exists()


def print_copies(desk: DeskDriver, copies: str) -> None:
    desk.press("Print…")
    desk.settle()
    desk.choose("How", "Printer Office_2")
    desk.press("Go on")
    desk.type_into("Copies", copies)
    desk.press("Print")
    desk.settle()


@pytest.mark.parametrize("stop_at", [0, 2])
def test_the_desk_prints_page_by_page_and_can_be_stopped(qapp: object, tmp_path: Path, stop_at: int) -> None:
    path, out, owner = tmp_path / "p.pdf", tmp_path / "printed.pdf", QObject()
    path.write_bytes(paper(4))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(out))
    told: list[int] = []
    ended: list[bool] = []
    printing = PagePrinting(printer, lambda page, width: packets.picture_of(path, page, width), 4, owner)
    printing.progressed.connect(lambda page, _pages: told.append(page))
    printing.progressed.connect(lambda page, _pages: printing.stop() if page == stop_at else None)
    printing.ended.connect(ended.append)
    printing.start()
    for _turn in range(500):
        if ended:
            break
        let_events_pass()
    assert ended == [not stop_at]
    assert told == ([1, 2] if stop_at else [1, 2, 3, 4])
    if not stop_at:
        with pypdfium2.PdfDocument(out) as pdf:
            assert len(pdf) == 4


def test_a_packet_taken_away_while_it_is_printed_ends_the_printing_with_its_reason(
    qapp: object, tmp_path: Path
) -> None:
    path, owner = tmp_path / "p.pdf", QObject()
    path.write_bytes(paper(3))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    told: list[object] = []
    printing = PagePrinting(printer, lambda page, width: packets.picture_of(path, page, width), 3, owner)
    printing.progressed.connect(lambda _page, _pages: path.unlink())
    printing.failed.connect(told.append)
    printing.ended.connect(told.append)
    printing.start()
    for _turn in range(500):
        if len(told) > 1:
            break
        let_events_pass()
    assert told[0] is False
    assert "The page cannot be shown." in str(told[1])
