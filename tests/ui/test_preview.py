"""Looking through a document: pages drawn beside the screen, in small and in large."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from immdesk.office import packets
from tests.desk import let_events_pass
from ui import theme
from ui.screens.packet_preview import PacketPreview
from ui.work import Work


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    path, made = tmp_path / "three.pdf", pikepdf.new()
    for size in ((612, 792), (792, 612), (612, 1008)):
        made.add_blank_page(page_size=size)
        made.pages[-1].contents_add(b"1 0 0 rg 0 0 300 300 re f")
    made.save(path)
    return path


@pytest.fixture
def preview(qapp: QApplication, three_pages: Path) -> PacketPreview:
    theme.apply(qapp, dark=False)
    work = Work()
    made = PacketPreview(work.run_pure)
    made.kept = work  # type: ignore[attr-defined]
    made.resize(900, 700)
    made.show()
    made.open(lambda page, width: packets.picture_of(three_pages, page, width), 3)
    settle(work)
    return made


def settle(work: Work) -> None:
    for _turn in range(400):
        let_events_pass()
        if not work.busy():
            return


def shown(preview: PacketPreview) -> QImage:
    settle(preview.kept)  # type: ignore[attr-defined]
    image = preview._view.paper._image
    assert image is not None
    return image


def test_the_first_page_is_drawn_in_its_colours(preview: PacketPreview) -> None:
    image = shown(preview)
    assert image.pixelColor(5, image.height() - 5).name() == "#ff0000"
    assert image.pixelColor(image.width() - 5, 5).name() == "#ffffff"


def test_a_landscape_page_keeps_its_shape(preview: PacketPreview) -> None:
    preview.show_page(2)
    image = shown(preview)
    assert round(image.width() / image.height(), 2) == 1.29


def test_page_down_at_the_end_turns_the_page(preview: PacketPreview) -> None:
    preview.resize(900, 3000)
    let_events_pass()
    QTest.keyClick(preview._view, Qt.Key.Key_PageDown)
    assert preview.page() == 2
    QTest.keyClick(preview._view, Qt.Key.Key_PageUp)
    assert preview.page() == 1


def test_a_page_number_that_does_not_exist_is_not_followed(preview: PacketPreview) -> None:
    field = next(one for one in preview.findChildren(QLineEdit) if one.accessibleName() == "Page number")
    field.setText("9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (preview.page(), field.text()) == (1, "1")
    field.setText("3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert preview.page() == 3


def test_larger_and_smaller_change_the_width_and_fit_brings_it_back(preview: PacketPreview) -> None:
    fitted = shown(preview).width()
    preview._step_zoom(1)
    assert shown(preview).width() > fitted
    preview._fit()
    assert shown(preview).width() == fitted


def test_a_page_that_cannot_be_drawn_says_so(preview: PacketPreview) -> None:
    def broken(page: int, width: int) -> object:
        raise OSError("no")

    preview.open(broken, 2)
    settle(preview.kept)  # type: ignore[attr-defined]
    assert preview._view.paper._words == "This page cannot be read."


def test_bytes_of_evidence_are_drawn_as_well(preview: PacketPreview) -> None:
    from immdesk.packets.picture import draw_page

    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(300, 300))
    made.save(out)
    preview.open(lambda page, width: draw_page(out.getvalue(), page, width), 1)
    assert shown(preview).width() == shown(preview).height()
