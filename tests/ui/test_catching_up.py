"""What changed is worked out beside the screen, in pieces: others have their turn, and it can be stopped."""

from __future__ import annotations

import pytest

from immdesk.office import computed
from tests.desk import DeskDriver
from ui import catching_up
from ui.catching_up import CatchingUp


@pytest.fixture
def piece_by_piece(desk: DeskDriver, monkeypatch: pytest.MonkeyPatch) -> CatchingUp:
    """Nothing is remembered, and one case is computed at a time."""
    desk.window._catch_up()
    desk.settle()
    monkeypatch.setattr(computed, "SLICE", 1)
    monkeypatch.setattr(catching_up, "PIECE", 0.0)
    monkeypatch.setattr(catching_up, "MANY", 2)
    with desk.window.office.store.local() as local:
        computed.forget(local, [row["id"] for row in local.all("SELECT id FROM case_file")])
    found = desk.wait_for(lambda: desk.window.findChild(CatchingUp), "the first look after opening")
    assert isinstance(found, CatchingUp)
    return found


def test_everything_is_computed_in_the_end(desk: DeskDriver, piece_by_piece: CatchingUp) -> None:
    assert len(computed.waiting(desk.window.office)) == 6
    piece_by_piece.start()
    desk.settle()
    assert computed.waiting(desk.window.office) == []
    desk.see("Soto Luna, Guadalupe")


def test_a_change_waits_for_one_piece_only(desk: DeskDriver, piece_by_piece: CatchingUp) -> None:
    left: list[int] = []
    piece_by_piece.start()
    desk.wait_for(lambda: piece_by_piece._count, "the first case")
    desk.window.work.run(desk.window, lambda: left.append(len(piece_by_piece._todo)))
    desk.settle()
    assert left[0] > 0


def test_it_is_told_with_cancel_and_stops(desk: DeskDriver, piece_by_piece: CatchingUp) -> None:
    titles: list[str] = []

    def cancel_after_one(done: int) -> None:
        CatchingUp._stepped(piece_by_piece, done)
        (job,) = (one for one in desk.window.work.busy() if one.title)
        titles.append(job.title)
        job.cancel()

    piece_by_piece._stepped = cancel_after_one  # type: ignore[method-assign]
    piece_by_piece.start()
    desk.wait_for(lambda: titles, "the first case")
    desk.settle()
    assert titles[0] == "Working out the dates of 6 cases"
    assert computed.waiting(desk.window.office)


def test_an_office_that_closes_meanwhile_is_left_in_peace(
    desk: DeskDriver, piece_by_piece: CatchingUp
) -> None:
    piece_by_piece.start()
    desk.wait_for(lambda: piece_by_piece._count, "the first case")
    desk.window.close_office()
    desk.wait_for(lambda: not desk.window.work.busy(), "the end of it")
    assert desk.window.office is None
