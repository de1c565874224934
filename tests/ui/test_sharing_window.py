"""An office on a shared folder at the real window: joined, a share that is gone, a clash decided."""

from __future__ import annotations

import pytest

from immdesk.office import sharing
from immdesk.office.clock import stopped_at
from tests.conftest import DAY
from tests.desk import open_desk


@pytest.fixture
def shared_desk(qapp, practice, tmp_path):
    """The window of a desk whose office is on a share, and the office of a colleague's desk."""
    (tmp_path / "share").mkdir()
    sharing.put_on_share(practice, tmp_path / "share")
    clock = stopped_at(DAY)
    with (
        sharing.join(tmp_path / "share", tmp_path / "bob", passphrase="", clock=clock, user="bob") as bob,
        sharing.join(tmp_path / "share", tmp_path / "ana", passphrase="", clock=clock, user="ana") as ana,
    ):
        driver = open_desk(tmp_path / "settings", ana)
        yield driver, bob, tmp_path / "share"
        driver.leave()


def moved(office, city):
    from immdesk.records.people import Person

    who = office.rows("SELECT id FROM person ORDER BY id LIMIT 1")[0]["id"]
    office.change("Move", lambda session: setattr(session.get_one(Person, who), "birth_city", city))


def test_a_share_that_is_gone_is_told_in_one_line_and_a_clash_is_decided_word_by_word(shared_desk):
    desk, bob, root = shared_desk
    window, ana = desk.window, desk.window.office
    root.rename(root.with_name("gone"))
    window.sharing.look()
    desk.wait_for(lambda: sharing.row(ana).kind == "away")
    desk.wait_for(lambda: any("cannot be reached" in text for text in banners(window)))
    moved(ana, "Quito")
    root.with_name("gone").rename(root)
    moved(bob, "Lima")
    window.sharing.look()
    desk.wait_for(lambda: any("waits for your choice" in text for text in banners(window)))
    desk.press("Choose…")
    desk.wait_for(lambda: window.place()[0] == "sharing")
    assert not button(window, "Write it so: Move").isEnabled()
    button(window, "Take for City or town of birth: Mine").click()
    button(window, "Write it so: Move").click()
    desk.wait_for(lambda: sharing.row(ana).held == 0)
    sharing.look(bob)
    assert bob.rows("SELECT birth_city FROM person ORDER BY id LIMIT 1")[0]["birth_city"] == "Quito"


def test_a_share_that_hangs_shows_a_line_and_the_desk_goes_on(shared_desk, monkeypatch):
    from threading import Event

    desk, _bob, _root = shared_desk
    window, ana = desk.window, desk.window.office
    desk.wait_for(lambda: window.sharing._since is None)
    go_on = Event()
    monkeypatch.setattr(ana.store.publisher.share, "segments", lambda: go_on.wait(20) and [])
    monkeypatch.setattr("ui.sharing.HANGS", 0.0)
    window.sharing.look()
    window.sharing.look()
    desk.wait_for(lambda: any("cannot be reached" in text for text in banners(window)))
    moved(ana, "Quito")
    assert sharing.row(ana).waiting == 1
    go_on.set()
    desk.wait_for(lambda: window.sharing._since is None)


def test_an_office_is_joined_from_the_start_screen(bare_desk, practice, tmp_path):
    (tmp_path / "share").mkdir()
    sharing.put_on_share(practice, tmp_path / "share")
    desk = bare_desk
    from ui.screens.start import Start

    start = Start(desk.window)
    start.opened.connect(desk.window.set_office)
    start.ask_to_join()
    page = start._body.itemAt(0).widget()
    page._chose_share(tmp_path / "share")
    page._chose_folder(tmp_path / "copy")
    button(start, "Join the office").click()
    desk.wait_for(lambda: desk.window.office is not None)
    assert sharing.row(desk.window.office).kind == "well"


def banners(window):
    from ui.parts.banner import Banner

    return [one.accessibleName() for one in window.findChildren(Banner) if one.isVisibleTo(window)]


def button(window, name):
    from PySide6.QtWidgets import QAbstractButton

    found = window.findChildren(QAbstractButton)
    named = [one for one in found if name in (one.accessibleName(), one.text())]
    assert named, name
    return named[0]
