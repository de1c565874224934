"""From the packet to the mailbox at the desk: parts, label, payments, the desk's own printing, as filed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from immdesk.office import packets
from tests.desk import DeskDriver, let_events_pass
from tests.packets.small_packet import paper
from ui.printing_file import PagePrinting


@pytest.fixture
def packet(desk: DeskDriver) -> DeskDriver:
    desk.open_case("Ramírez Ortega")
    desk.open_tab("Packet")
    desk.settle()
    return desk


def test_a_packet_is_built_in_parts(packet: DeskDriver, tmp_path: Path) -> None:
    packet.window.desk.picker.path = tmp_path / "p.pdf"
    packet.type_into("At most pages in a part", "20")
    packet.press("Build in parts…")
    packet.settle()
    assert "parts" in packet.status()
    assert (tmp_path / "p-part-2.pdf").exists()


def test_a_draft_is_not_recorded_as_mailed(packet: DeskDriver, tmp_path: Path) -> None:
    packet.window.desk.picker.path = tmp_path / "p.pdf"
    packet.press("Build the packet…")
    packet.settle()
    packet.type_into("Day of mailing", "8/14/2026")
    packet.press("Record the mailing")
    packet.settle()
    packet.see("This packet carries DRAFT")


def test_the_label_is_asked_for_and_written(packet: DeskDriver, tmp_path: Path) -> None:
    packet.window.desk.picker.path = tmp_path / "label.pdf"
    packet.press("Mailing label…")
    packet.type_into("Address of the agency, from its own page", "1 Example Way, Phoenix, AZ 85000")
    packet.press("Go on")
    packet.settle()
    assert "Verify the address" in packet.status()
    assert (tmp_path / "label.pdf").exists()


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
