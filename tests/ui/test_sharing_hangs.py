"""A share that really hangs, behind a file system of our own: the window stays alive and says so."""

from __future__ import annotations

import sys
import time

import pytest
from PySide6.QtCore import QTimer

from immdesk.office import sharing
from immdesk.office.clock import stopped_at
from tests.conftest import DAY
from tests.desk import open_desk
from tests.store.share import fuse_share
from tests.ui.test_sharing_window import banners, moved


@pytest.fixture
def hanging(qapp, practice, tmp_path):
    """The window of a desk whose office is on a share that hangs when told to, and the share."""
    if not sys.platform.startswith("linux") or fuse_share.why_not():
        pytest.skip("needs Linux, root and /dev/fuse to mount a file system of its own")
    with fuse_share.mounted(tmp_path / "fuse") as share:
        sharing.put_on_share(practice, share.place)
        clock = stopped_at(DAY)
        with sharing.join(share.place, tmp_path / "ana", passphrase="", clock=clock, user="ana") as ana:
            driver = open_desk(tmp_path / "settings", ana)
            yield driver, share
            share.is_("")
            driver.leave()


LIVELY = 4.0
"""Seconds that the window may be busy on a loaded computer; waiting for the share would never end."""


class Beats:
    """How long the window ever took to come round to the next thing, in seconds."""

    def __init__(self, window):
        self.longest, self._last = 0.0, time.monotonic()
        timer = QTimer(window)
        timer.timeout.connect(self._beat)
        timer.start(10)

    def _beat(self):
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def test_a_share_that_really_hangs_leaves_the_window_alive_under_one_line(hanging, monkeypatch):
    desk, share = hanging
    window, ana = desk.window, desk.window.office
    monkeypatch.setattr("ui.sharing.HANGS", 0.2)
    desk.wait_for(lambda: window.sharing._since is None and window.sharing.last is not None)
    for screen in ("Cases", "Calendar"):
        desk.go_to(screen)
    share.is_("HANG")
    beats = Beats(window)

    def told():
        window.sharing.look()
        return any("cannot be reached" in one for one in banners(window))

    desk.wait_for(told)
    moved(ana, "Quito")
    for screen in ("Cases", "Calendar"):
        desk.go_to(screen)
    assert sharing.row(ana).waiting == 1
    assert beats.longest < LIVELY, "no screen waits for the share"
    share.is_("")
    desk.wait_for(lambda: window.sharing._since is None)
    window.sharing.look()
    desk.wait_for(lambda: sharing.row(ana).waiting == 0 and not banners(window))
