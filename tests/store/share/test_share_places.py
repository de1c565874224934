"""Shares that are really full, read-only, not mounted, hanging, failing, or without hard links.

What a person reads each time stands in `test_share_told.py`. These need root, to mount.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from subprocess import CalledProcessError
from threading import Event, Thread

import pytest

from immdesk.basics.problems import Refused
from immdesk.store.places import refuse_shared
from immdesk.store.share.probe import probe
from tests.store.share import fuse_share, real_places
from tests.store.share.conftest import Desks, change, digest, move, value


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes, and the folder under which the desks know it."""
    served, place = tmp_path / "served", tmp_path / "mounted"
    with ExitStack() as closing:
        try:
            for folder, words in (
                (served, ("-t", "tmpfs", "-o", "size=6m", "t")),
                (place, ("--bind", served)),
            ):
                folder.mkdir()
                real_places.mount("mount", *map(str, words), str(folder))
                closing.callback(real_places.mount, "umount", "-l", str(folder))
        except (OSError, CalledProcessError):
            pytest.skip("needs the right to mount a small disk")
        yield served, place


@pytest.fixture
def fuse(tmp_path):
    """A share behind a file system of our own, which hangs and fails on demand."""
    if not sys.platform.startswith("linux") or fuse_share.why_not():
        pytest.skip("needs Linux, root and /dev/fuse to mount a file system of its own")
    with fuse_share.mounted(tmp_path / "fuse") as share:
        yield share


@pytest.fixture
def on_fuse(fuse, tmp_path):
    with ExitStack() as closing:
        yield desks_on(fuse.place, tmp_path, closing)


def desks_on(root, home, closing):
    desks = Desks.__new__(Desks)
    desks.home, desks.root, desks._closing, desks._open = home, root, closing, {}
    desks.start(probe(root))
    return desks


def test_a_share_that_is_full_then_read_only_then_not_mounted_says_so_and_loses_nothing(small_disk, tmp_path):
    served, place = small_disk
    with ExitStack() as closing:
        desks = desks_on(place, tmp_path, closing)
        heard = real_places.run(desks, place, served)
        heard |= real_places.unplugged(desks, place, ["mount", "--bind", str(served), str(place)])
    assert {what: one for what, (one, wanted) in heard.items() if one != wanted} == {}
    assert len(heard) == 14


def test_whatever_a_share_answers_work_goes_on_and_comes_together_again(fuse, on_fuse):
    ana, bob = on_fuse["ana"], on_fuse["bob"]
    kept = {"EIO": ("away", 1), "ETIMEDOUT": ("away", 1), "ENOSPC": ("well", 0), "EROFS": ("well", 0)}
    for mood, expected in kept.items():
        fuse.is_(mood)
        told = real_places.said(ana, birth_city=mood)
        state = ana.publisher.state()
        assert (state.kind, state.waiting) == expected, mood
        fuse.is_("")
        on_fuse.sync("ana", "bob")
        wanted = mood if state.waiting else "ETIMEDOUT"
        assert value(bob, "SELECT birth_city FROM person") == wanted, told
    assert digest(ana) == digest(bob)


@pytest.mark.parametrize(
    "seconds", [0.4, pytest.param(4, marks=pytest.mark.long), pytest.param(40, marks=pytest.mark.long)]
)
def test_a_share_that_hangs_keeps_a_change_waiting_no_longer_than_the_desk_allows(fuse, on_fuse, seconds):
    ana, bob = on_fuse["ana"], on_fuse["bob"]
    ana.publisher.hurried = within(0.1)
    on_fuse.sync("ana", "bob")
    fuse.is_("HANG")
    back = Event()
    looking = Thread(target=lambda: (ana.publisher.sync(), back.set()))
    looking.start()
    start = time.monotonic()
    change(ana, move(birth_city="Quito"))
    assert time.monotonic() - start < 2
    assert value(ana, "SELECT birth_city FROM person") == "Quito"
    back.wait(seconds)
    assert not back.is_set()
    fuse.is_("")
    looking.join(30)
    on_fuse.sync("ana", "bob")
    assert (ana.publisher.state().kind, ana.publisher.state().waiting) == ("well", 0)
    assert value(bob, "SELECT count(*) FROM operation") == 2
    assert digest(ana) == digest(bob)


def within(seconds):
    def hurried(call):
        found = []
        thread = Thread(target=lambda: found.append(call()), daemon=True)
        thread.start()
        thread.join(seconds)
        if not found:
            raise TimeoutError
        return found[0]

    return hurried


def test_a_share_without_hard_links_is_used_otherwise_and_one_that_keeps_no_name_is_refused(fuse):
    assert probe(fuse.place) == "link"
    fuse.is_("NOLINK")
    assert probe(fuse.place) == "folder"
    fuse.is_("SLOPPY")
    with pytest.raises(Refused, match="cannot carry an office of many desks"):
        probe(fuse.place)
    for mood, happened in (
        ("ENOSPC", real_places.FULL),
        ("EROFS", real_places.CLOSED),
        ("EIO", real_places.AWAY),
    ):
        fuse.is_(mood)
        with pytest.raises(Refused) as refused:
            probe(fuse.place)
        assert (refused.value.happened, refused.value.means) == (happened, "Nothing was changed.")
    fuse.is_("")
    assert list(fuse.place.iterdir()) == []


def test_a_network_drive_carries_no_database_and_the_drive_of_a_cloud_no_share(tmp_path):
    if not sys.platform.startswith("linux") or fuse_share.why_not():
        pytest.skip("needs Linux, root and /dev/fuse to mount a file system of its own")
    with (
        fuse_share.mounted(tmp_path / "one", "sshfs") as share,
        pytest.raises(Refused, match="cannot live on"),
    ):
        refuse_shared(share.place / "office")
    with (
        fuse_share.mounted(tmp_path / "two", "rclone") as share,
        pytest.raises(Refused, match="with a cloud"),
    ):
        probe(share.place)
