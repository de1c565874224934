"""Packets at the desk: what goes in, the attorney's gate, building, looking through."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabBar

from tests.desk import DeskDriver
from ui.forms.lines import LINE, LineList
from ui.screens.packet_preview import PacketPreview


def open_packet(desk: DeskDriver, words: str) -> None:
    desk.open_case(words)
    bar = desk.find(QTabBar, "Pages of the case")
    bar.setCurrentIndex([bar.tabText(place) for place in range(bar.count())].index("Packet"))
    desk.settle()


def test_the_packet_says_what_goes_in_and_what_keeps_it_a_draft(desk: DeskDriver) -> None:
    open_packet(desk, "Ramírez Ortega")
    desk.see("What goes in")
    desk.see("Before printing")
    assert desk.sees("No attorney has approved this packet")
    assert desk.sees("What is still missing")


def test_an_attorney_is_named_before_a_packet_is_approved(desk: DeskDriver) -> None:
    open_packet(desk, "Ramírez Ortega")
    desk.press("An attorney approves…")
    desk.press("Go on")
    desk.see("has read every form and letter of it as it is now")
    desk.press("Approve")
    desk.settle()
    assert desk.status() == "The packet is approved."
    desk.see("approved it on")


@pytest.fixture
def built(desk: DeskDriver, tmp_path: Path) -> Path:
    desk.picker.path = tmp_path / "Ramírez & packet.pdf"
    open_packet(desk, "Ramírez Ortega")
    desk.press("Build the packet…")
    desk.settle()
    return desk.picker.path


def test_building_can_be_cancelled_and_is_told_quietly(desk: DeskDriver, tmp_path: Path) -> None:
    desk.picker.path = tmp_path / "packet.pdf"
    open_packet(desk, "Ramírez Ortega")
    with desk.cancelling("Building the packet"):
        desk.press("Build the packet…")
        desk.wait_for(lambda: desk.status() == "Stopped. No packet was written.", "what is said of it")
    assert list(tmp_path.glob("*.pdf*")) == []


def test_a_packet_is_built_on_disk_and_looked_through(desk: DeskDriver, built: Path) -> None:
    import pypdfium2

    assert built.exists()
    with pypdfium2.PdfDocument(built) as pdf:
        count = len(pdf)
    desk.see(f"On disk: {count} pages")
    desk.press("Look through it")
    desk.settle()
    preview = desk.window.screen().findChild(PacketPreview)
    assert desk.window.place()[0] == "packets"
    assert desk.sees(f"of {count}")
    assert preview.page() == 1


def test_the_packets_list_knows_which_case_has_a_draft(desk: DeskDriver, built: Path) -> None:
    desk.go_to("Packets")
    listed = desk.find(LineList, "Open cases")
    lines = {listed.item(row).text(): listed.item(row).data(LINE) for row in range(listed.count())}
    assert lines["Ramírez Ortega, Lucía"].badge == "draft"
    assert lines["Soto Luna, Guadalupe"].below.endswith("not built yet")


def test_a_file_that_is_no_packet_is_named_and_nothing_breaks(desk: DeskDriver, tmp_path: Path) -> None:
    desk.picker.path = tmp_path / "broken.pdf"
    desk.picker.path.write_bytes(b"%PDF-1.7 broken")
    desk.go_to("Packets")
    desk.press("Look through a packet file…")
    desk.see("This file cannot be shown.")


def test_a_case_is_found_in_the_packets_list(desk: DeskDriver) -> None:
    desk.go_to("Packets")
    desk.type_into("Find a case", "nguyen")
    desk.settle()
    assert desk.find(LineList, "Open cases").count() == 1


def test_a_finding_is_mended_where_it_stands_or_let_stand_with_a_reason(desk: DeskDriver) -> None:
    open_packet(desk, "Ramírez Ortega")
    desk.press("Enter the address…")
    desk.type_into("Address of the agency, as its own page says today", "USCIS, Attn: AOS, Elgin, IL 60120")
    desk.press("Keep")
    desk.settle()
    assert desk.status() == "The address is kept, as compared with the agency's page today."
    assert not desk.sees("Nobody has entered where this packet is mailed.")
    desk.press("Let it stand…")
    desk.press("Go on")
    desk.type_into("Why it may stand", "The client brings it to the signing.")
    desk.press("Let it stand")
    desk.settle()
    assert desk.status() == "The finding stands on record with its reason."
    desk.see("let it stand on")
    desk.press("Count it again")
    desk.settle()
    assert desk.status() == "The finding counts again."
