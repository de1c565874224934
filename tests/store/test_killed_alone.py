"""The desk of an office alone may be killed in anything it does; `python -m tests.store.kills_alone 500`."""

from __future__ import annotations

import pytest

from tests.store import kills_alone


def test_a_desk_alone_that_is_killed_in_whatever_it_does_keeps_what_it_acknowledged(tmp_path):
    wrong, counted = kills_alone.run(tmp_path, 4, (0.1, 0.4))
    assert wrong == []
    assert counted["acknowledged, operation"] > 0


@pytest.mark.long
def test_a_desk_alone_that_is_killed_five_hundred_times_keeps_what_it_acknowledged():
    assert kills_alone.main(500) == 0
