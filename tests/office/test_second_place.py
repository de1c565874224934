"""The second place of backups, and the drill that proves that a backup comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import backups, drills, second_place


@pytest.fixture
def stick(tmp_path):
    """A USB disk."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_second_place_is_written_once_a_day_and_holds_a_backup_that_restores(practice, stick, tmp_path):
    assert second_place.copy_if_due(practice) is None
    second_place.choose(practice, stick)
    made = second_place.copy_if_due(practice)
    assert made is not None
    assert (tmp_path / "stick") in Path(made.path).parents
    assert second_place.copy_if_due(practice) is None
    assert second_place.words(practice).startswith("“stick”: the newest backup is of")
    newest = second_place.newest_there(practice)
    assert backups.restore(Path(newest.path), tmp_path / "again", office=practice).documents > 0


def test_a_stick_that_was_away_for_four_days_is_told_on_today(practice, stick):
    assert second_place.warning(practice, backups.OLD) == ""
    second_place.choose(practice, stick)
    assert second_place.warning(practice, backups.OLD) == (
        "The second place of backups, “stick”, holds none yet: connect it."
    )
    second_place.copy_now(practice)
    assert second_place.warning(practice, backups.OLD) == ""
    away = stick.rename(stick.parent / "pocket")
    assert second_place.words(practice) == "“stick” is not there now: connect it."
    assert second_place.copy_if_due(practice) is None
    with pytest.raises(Problem, match="The second place is not there"):
        second_place.copy_now(practice)
    assert away.is_dir()


def test_a_place_inside_the_office_is_refused(practice):
    with pytest.raises(Problem, match="inside the office"):
        second_place.choose(practice, practice.folder)
    assert second_place.place(practice) is None


def test_the_weekly_drill_brings_the_newest_backup_back_and_leaves_nothing(practice):
    assert drills.drill_if_due(practice) is None
    backups.make(practice)
    found = drills.drill_if_due(practice)
    assert found is not None
    assert found.ok
    assert (found.cases, found.people) == (
        practice.rows("SELECT count(*) AS n FROM case_file")[0]["n"],
        practice.rows("SELECT count(*) AS n FROM person")[0]["n"],
    )
    assert "came back whole" in drills.last(practice).words()
    assert drills.drill_if_due(practice) is None
    assert list(practice.folder.glob(".drill-*")) == []


def test_a_drill_with_a_lost_scan_says_so(practice):
    made = backups.make(practice)
    blob = next((practice.folder / "backups" / "blobs").glob("[0-9a-f][0-9a-f]/*"))
    blob.chmod(0o600)
    blob.write_bytes(b"not a scan")
    found = drills.drill(practice)
    assert not found.ok
    assert datetime.fromisoformat(found.of).date() == made.at.astimezone(UTC).date()
