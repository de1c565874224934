"""Whatever call to the share fails, and whether it took effect or not: everything once, both desks alike."""

from __future__ import annotations

import errno

import pytest

from tests.store.share import faults, kills


def test_every_call_to_the_share_may_fail_once(desks):
    tried, wrong = faults.run(desks, [errno.EIO])
    assert wrong == []
    assert tried > 30


@pytest.mark.long
def test_every_call_may_fail_in_every_way_on_both_kinds_of_share():
    assert faults.main() == 0


def test_desks_that_are_killed_lose_nothing_that_was_acknowledged(tmp_path):
    assert kills.run(tmp_path, ["bob", "eva"], 3, (0.1, 0.3)) == []


@pytest.mark.long
def test_ten_desks_that_are_killed_again_and_again_lose_nothing_that_was_acknowledged():
    assert kills.main(10, 500) == 0
