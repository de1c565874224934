"""What a person reads of each thing that can happen to the shared folder, and that it heals.

- an operation file torn, empty, flipped, swapped, too big, a name that leads elsewhere:
  Change number 3 on the shared folder is damaged.
- an operation file deleted, and later ones are there:
  On the shared folder change number 3 is missing, and later ones are there.
- not mounted, hanging, failing, the network cut: The shared folder cannot be reached.
- the drive points to another folder: This folder holds another office, or none.
- its disk is full: The shared folder is full. It may only be read: The shared folder cannot be written.
  (Both by real disks in `test_share_places.py`.)
- restored to yesterday: nothing, a desk gives the days since back.
- restored, and gone on from there:
  The shared folder tells another history than this desk from number 3 on.
- a colleague's newer program: A colleague works with a newer ImmDesk.
- clocks of 1999 and 2099, two desks that open a case at once, a desk that was killed: nothing to say.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime

import pytest

from immdesk.basics.problems import Refused
from immdesk.store.share.op_file import BIGGEST_FILE
from immdesk.store.share.rebase import held_operations
from immdesk.store.share.trouble import told
from tests.store.share.conftest import change, digest, move, open_a_case, value
from tests.store.share.test_share_log import forged

GO_ON = "You can go on working: what you do is kept on this computer and sent later."
STOPPED = f"This desk stopped at the last good change; nothing was lost here. {GO_ON}"
RESTORE = "Have the file “000000000003.op” in the folder “log” restored from the server's backup."
DAMAGED = ("Change number 3 on the shared folder is damaged.", STOPPED, RESTORE)
GAP = (
    "On the shared folder change number 3 is missing, and later ones are there.",
    f"This desk stopped at the change before it; nothing was lost here. {GO_ON}",
    RESTORE,
)


def torn(place, raw, _other):
    place.write_bytes(raw[: len(raw) // 2])


def emptied(place, _raw, _other):
    place.write_bytes(b"")


def flipped(place, raw, _other):
    place.write_bytes(raw[:80] + bytes([raw[80] ^ 1]) + raw[81:])


def swapped(place, _raw, other):
    place.write_bytes(other)


def huge(place, _raw, _other):
    os.truncate(place, BIGGEST_FILE + 2)


def deleted(place, _raw, _other):
    place.unlink()


def led_elsewhere(place, _raw, _other):
    place.rename(place.with_suffix(".moved"))
    place.symlink_to(place.with_suffix(".moved"))


def read_by(desk):
    state = desk.publisher.state()
    words = told(state.kind, state.seq)
    return words.happened, words.means, words.do


def test_a_damaged_missing_or_strange_change_is_named_work_goes_on_and_the_file_put_back_heals_it(desks):
    ana, bob = desks["ana"], desks["bob"]
    for city in ("Lima", "Cusco", "Puno"):
        change(ana, move(birth_city=city))
    place, other = desks.operation(3), desks.operation(4).read_bytes()
    whole = place.read_bytes()
    for turn, hurt in enumerate((torn, emptied, flipped, swapped, huge, deleted, led_elsewhere)):
        name = f"bob{turn}"
        hurt(place, whole, other)
        bob = desks[name] if turn else bob
        desks.sync(*[bob.device] * 2)
        assert read_by(bob) == (GAP if hurt is deleted else DAMAGED), hurt.__name__
        change(bob, move(language=f"x{turn}"))
        assert (value(bob, "SELECT birth_city FROM person"), bob.publisher.state().waiting) == ("Lima", 1)
        place.unlink(missing_ok=True)
        place.write_bytes(whole)
        desks.sync(bob.device, "ana")
        assert (bob.publisher.state().kind, bob.publisher.state().waiting) == ("well", 0), hurt.__name__
        assert digest(ana) == digest(bob)


def test_a_drive_that_is_away_or_points_elsewhere_is_told_and_comes_back_by_itself(desks):
    bob = desks["bob"]
    away = (
        "The shared folder cannot be reached.",
        GO_ON,
        "Check the network, or ask whoever looks after the server.",
    )
    other = (
        "This folder holds another office, or none.",
        f"The network drive may point elsewhere, or is not connected. {GO_ON}",
        "Connect the drive as it was, then wait a few seconds.",
    )
    desks.away()
    for empty, expected in ((None, away), ("", away), ("log", other)):
        if empty is not None:
            (desks.root / empty).mkdir()
        desks.sync("bob")
        assert read_by(bob) == expected
    change(bob, move(birth_city="Quito"))
    shutil.rmtree(desks.root)
    desks.back()
    desks.sync("bob", "ana")
    assert value(desks["ana"], "SELECT birth_city FROM person") == "Quito"


def test_a_server_restored_and_used_since_is_told_and_neither_history_is_written_over(desks):
    bob = desks["bob"]
    for city in ("Lima", "Cusco", "Puno"):
        change(bob, move(birth_city=city))
    kept = [desks.operation(seq).read_bytes() for seq in (3, 4)]
    for seq in (3, 4):
        desks.operation(seq).unlink()
    desks["eva"].publisher.sync()
    change(desks["eva"], move(birth_city="Ica"))
    desks.sync("bob")
    assert read_by(bob)[:2] == (
        "The shared folder tells another history than this desk from number 3 on.",
        f"It was restored from a backup, or copied and used twice. Nothing was overwritten. {GO_ON}",
    )
    assert value(bob, "SELECT birth_city FROM person") == "Puno"
    assert desks.operation(3).read_bytes() not in kept


def test_an_older_program_reads_on_and_says_why_it_changes_nothing(desks):
    assert desks["bob"].publisher.state().head == 1
    forged(desks, schema="0999", why="migrate 0010 0999")
    desks.sync("bob")
    assert read_by(desks["bob"]) == (
        "A colleague works with a newer ImmDesk.",
        "This desk shows the office as it was before, and changes nothing.",
        "Update ImmDesk on this computer.",
    )
    with pytest.raises(Refused, match="newer ImmDesk"):
        change(desks["bob"], move(birth_city="Lima"))


def test_clocks_of_1999_and_2099_and_numbers_given_at_once_and_away_end_in_one_office(desks):
    ana, bob = desks["ana"], desks["bob"]
    change(ana, open_a_case, datetime(2099, 12, 31, tzinfo=UTC))
    change(bob, open_a_case, datetime(1999, 1, 1, tzinfo=UTC))
    bob.publisher.hangs()
    given = change(bob, open_a_case, datetime(1999, 1, 1, tzinfo=UTC))
    assert change(ana, open_a_case, datetime(2099, 12, 31, tzinfo=UTC)) == given == "26-0003"
    desks.sync("bob", "ana")
    with ana.read() as reading:
        numbers = reading.tuples("SELECT number FROM case_file ORDER BY number")
    assert numbers == [("26-0001",), ("26-0002",), ("26-0003",), ("26-0004",)]
    assert digest(ana) == digest(bob)
    assert (ana.verify_chain().ok, ana.verify_chain().operations) == (True, 5)
    with bob.publisher.replica() as replica:
        assert held_operations(replica) == []
