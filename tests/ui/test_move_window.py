"""The office moves away under a colleague's window, which follows; the mover sees what was counted."""

from __future__ import annotations

import json
from datetime import timedelta

from immdesk.office import moving_home, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from tests.conftest import DAY
from tests.desk import open_desk
from tests.ui.test_sharing_window import banners, button, moved, shared_desk

__all__ = ["shared_desk"]


def test_a_window_says_that_the_office_moved_and_follows_with_what_waits(shared_desk, tmp_path):
    desk, bob, _root = shared_desk
    window, ana = desk.window, desk.window.office
    desk.wait_for(lambda: window.sharing._since is None)
    sharing.hangs(ana)
    moved(ana, "Quito")
    (tmp_path / "new").mkdir()
    moving_home.move(bob, "share", place=tmp_path / "new")
    window.sharing.look()
    desk.wait_for(lambda: any("has moved to another place" in text for text in banners(window)))
    desk.press("Look at it…")
    desk.wait_for(lambda: any(f"moved to {tmp_path / 'new'}" in text for text in banners(window)))
    opened = []
    window.desk.opening.connect(opened.append)
    button(window, "Follow it").click()
    desk.wait_for(lambda: opened)
    told = json.loads((ana.folder / "office.json").read_text())
    assert told["share"]["folder"] == str(tmp_path / "new")
    with open_office(ana.folder, clock=stopped_at(DAY)) as ana, open_office(bob.folder) as bob:
        assert (sharing.row(ana).kind, sharing.row(bob).waiting) == ("well", 0)
        sql = "SELECT birth_city FROM person ORDER BY id LIMIT 1"
        assert [one.rows(sql)[0]["birth_city"] for one in (ana, bob)] == ["Quito", "Quito"]


def test_the_mover_sees_what_was_counted_and_removes_the_old_place_on_a_later_day(qapp, practice, tmp_path):
    root = tmp_path / "share"
    root.mkdir()
    sharing.put_on_share(practice, root)
    practice.close()
    with open_office(practice.folder, clock=stopped_at(DAY)) as office:
        moving_home.move(office, "alone")
    with open_office(practice.folder, clock=stopped_at(DAY + timedelta(days=1))) as office:
        desk = open_desk(tmp_path / "settings", office)
        desk.window.go("sharing")
        desk.see("are the same in both places.")
        button(desk.window, "Yes, remove the old place…").click()
        desk.press("Yes, remove the old place")
        desk.wait_for(lambda: not list(root.iterdir()))
        desk.see("The old place was emptied on")
        desk.leave()
