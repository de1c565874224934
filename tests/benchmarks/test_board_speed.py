"""The board with 1,500 cases of one kind: read, painted the first time, walked and sorted in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from immdesk.office import board
from immdesk.office.board import Board, Card, Column, NextDate, NextTask
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.settings import Settings
from tests.benchmarks.ratio import measure_amount, measure_seconds
from tests.many import DAY, make_many
from ui.parts.desk import Desk
from ui.parts.stage_board import StageBoard
from ui.screens.board_table import CaseTable
from ui.work import Work

CASES, STAGES = 1500, 6
FIRST_PAINT, FRAME, READ = 0.150, 16.0, 0.5


def a_card(number: int) -> Card:
    on = DAY + timedelta(days=number % 400)
    dated = NextDate(on, "Answer the request for evidence", "deadline", "fatal") if number % 3 else None
    task = NextTask(f"t{number}", "Prepare the forms of everybody and the packet", on) if number % 2 else None
    who = f"Wiśniewski {number}, Łukasz"
    return Card(
        f"c{number}", f"26-{number:04}", who, "s1", "Ana Morales", dated, number % 90, task, number % 700
    )


@pytest.fixture(scope="module")
def full() -> Board:
    columns = (
        Column(f"s{stage}", f"Stage number {stage}", tuple(a_card(n) for n in range(stage, CASES, STAGES)))
        for stage in range(STAGES)
    )
    return Board("family-adjustment", tuple(columns), (("s1", "Ana Morales"),))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("many") / "office"
    make_many(folder, CASES)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as opened:
        yield opened


def test_the_cards_are_painted_and_walked_in_time(qapp: QApplication, full: Board) -> None:
    measure_seconds("board of 1,500 cases, first paint", partial(cards, full), FIRST_PAINT)
    view = cards(full)
    screen = QPixmap(view.viewport().size())
    seen = []
    for turn in range(120):
        start = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_PageDown if turn % 4 else Qt.Key.Key_Right)
        view.viewport().render(screen)
        seen.append((time.perf_counter() - start) * 1000)
    measure_amount("board of 1,500 cases, a key, p95", sorted(seen)[int(len(seen) * 0.95)], FRAME, "ms")


def test_the_table_is_painted_and_sorted_in_time(qapp: QApplication, full: Board, tmp_path: Path) -> None:
    measure_seconds("table of 1,500 cases, first paint", partial(table, full, tmp_path), FIRST_PAINT)
    shown = table(full, tmp_path)
    measure_seconds("table of 1,500 cases, sorted", partial(shown.table.sorting.emit, "next_on"), FIRST_PAINT)


def test_the_board_is_read_in_time(office: Office) -> None:
    stage = office.library.case_types["family-adjustment"].stages[1].title
    with office.store.local() as local:  # as after the first look of the day
        local.run("UPDATE finding_cache SET findings = json_set(findings, '$.stage', ?)", [stage])
    measure_seconds(
        "board of 1,350 open cases, read", partial(board.board, office, "family-adjustment"), READ
    )


def cards(full: Board) -> StageBoard:
    view = StageBoard("Board")
    view.resize(1300, 800)
    view.put(full)
    view.show()
    view.grab()
    return view


def table(full: Board, folder: Path) -> CaseTable:
    desk = Desk(StageBoard(""), Work(), Settings(folder))
    view = CaseTable(desk)
    view.resize(1300, 800)
    view.put(full)
    view.show()
    view.grab()
    return view
