"""The table of ids: rows come a chunk at a time, stay a while, and a large office opens at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.tables.chunks import CHUNK, KEPT, Chunks
from ui.tables.table import Column, RowsModel, Table


class Source:
    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[str]) -> dict[str, str]:
        self.asked.append(len(ids))
        return {one: f"row {one}" for one in ids if one != "gone"}


def test_one_chunk_is_fetched_for_the_first_rows() -> None:
    source = Source()
    chunks = Chunks(source)
    chunks.set_ids([str(number) for number in range(50_000)])
    assert [chunks.row(place) for place in range(3)] == ["row 0", "row 1", "row 2"]
    assert source.asked == [32]


def test_a_row_that_has_gone_is_nothing_and_not_an_error() -> None:
    chunks = Chunks(Source())
    chunks.set_ids(["1", "gone", "3"])
    assert [chunks.row(place) for place in range(3)] == ["row 1", None, "row 3"]


def test_the_last_used_chunks_are_kept_and_the_oldest_forgotten() -> None:
    source = Source()
    chunks = Chunks(source)
    chunks.set_ids([str(number) for number in range(CHUNK * (KEPT + 1))])
    for number in range(KEPT + 1):
        chunks.row(number * CHUNK)
    asked = len(source.asked)
    chunks.row(KEPT * CHUNK)
    assert len(source.asked) == asked
    chunks.row(0)
    assert len(source.asked) == asked + 1


@pytest.fixture
def table(qapp: object) -> Table:
    columns = (Column("Number", str, 9, "number"), Column("Words", lambda row: f"{row}\nbelow", 0, "words"))
    model = RowsModel(columns, Source())
    model.set_ids([str(number) for number in range(1000)])
    made = Table(model, "Things", "number")
    made.resize(600, 400)
    made.show()
    return made


def test_enter_opens_the_marked_line(table: Table) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.mark("7")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["7"]


def test_a_click_on_a_title_sorts_and_a_second_one_turns_it_round(table: Table) -> None:
    sorts: list[str] = []
    table.sorting.connect(sorts.append)
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)
    header.sectionClicked.emit(1)
    assert sorts == ["words", "-words"]


def test_lines_have_one_height_and_a_text_of_two_lines_is_drawn(table: Table) -> None:
    assert not table.grab().isNull()
    assert table.rowHeight(0) == table.rowHeight(999)


def test_a_tooltip_shows_a_name_with_markup_as_it_is(table: Table) -> None:
    model = RowsModel((Column("Name", lambda _row: '<b>&"', 0),), Source())
    model.set_ids(["1"])
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>&lt;b&gt;&amp;&quot;</qt>"
