"""Backups of an office: hourly when something changed, told when old, looked at, restored elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from immdesk.basics.problems import Refused
from immdesk.office import backups, cases, firm
from immdesk.office.clock import Clock
from immdesk.office.office import Office, open_office
from immdesk.office.today import today_page

Case = Callable[[str], str]

EIGHT = datetime(2026, 8, 14, 13, tzinfo=UTC)


class Watch:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = EIGHT

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **much: int) -> None:
        self.now += timedelta(**much)


@pytest.fixture
def watch(practice: Office) -> Watch:
    practice.clock = Watch()
    return practice.clock


def test_an_hour_after_the_last_backup_another_is_made_when_something_changed(
    practice: Office, case: Case, watch: Watch
) -> None:
    assert backups.make_if_due(practice) is not None
    cases.add_note(practice, case("26-0001"), "Called.")
    watch.forward(minutes=59)
    assert backups.make_if_due(practice) is None
    watch.forward(minutes=1)
    assert backups.make_if_due(practice) is not None
    watch.forward(hours=5)
    assert backups.make_if_due(practice) is None  # nothing changed
    assert [row.name for row in backups.own(practice)] == ["2026-08-14-140000", "2026-08-14-130000"]


def test_a_clock_set_back_does_not_stop_backups_or_make_one_every_minute(
    practice: Office, case: Case, watch: Watch
) -> None:
    backups.make(practice)
    cases.add_note(practice, case("26-0001"), "Called.")
    watch.forward(days=-2)
    assert backups.make_if_due(practice) is not None
    watch.forward(minutes=1)
    assert backups.make_if_due(practice) is None


def test_the_last_backup_of_an_hour_takes_the_place_of_earlier_ones(practice: Office, watch: Watch) -> None:
    for _time in range(3):
        backups.make(practice)
        watch.forward(minutes=10)
    assert [row.name for row in backups.own(practice)] == ["2026-08-14-132000"]


def test_today_says_when_the_newest_verified_backup_is_older_than_three_days(
    practice: Office, watch: Watch
) -> None:
    backups.make(practice)
    watch.forward(days=3)
    assert today_page(practice).backup_warning == ""
    watch.forward(minutes=1)
    assert today_page(practice).backup_warning == (
        "The newest verified backup is 3 days old, of Fri Aug 14, 2026."
    )


def test_an_office_of_four_days_without_a_backup_is_told_so_and_one_of_today_is_not(
    practice: Office, watch: Watch
) -> None:
    assert backups.warning(practice) == ""
    watch.forward(days=4)
    assert backups.warning(practice) == "There is no verified backup of this office yet."


def test_a_damaged_backup_does_not_count_and_says_why(practice: Office, watch: Watch) -> None:
    cut = Path(backups.make(practice).path)
    cut.write_bytes(cut.read_bytes()[:-100])
    watch.forward(days=4)
    row = backups.own(practice)[0]
    assert (row.ok, row.note) == (False, "The file is not the one that was written.")
    assert backups.warning(practice) == "There is no verified backup of this office yet."


def test_a_backup_says_what_is_in_it_and_is_read_whole_before_it_is_restored(
    practice: Office, watch: Watch
) -> None:
    looked = backups.look(Path(backups.make(practice).path), office=practice)
    assert (looked.ok, looked.problems) == (True, ())
    assert (looked.row.cases, looked.row.at, looked.row.documents > 0) == (6, EIGHT, True)


def test_the_office_comes_back_as_it_was_in_a_folder_of_its_own(
    practice: Office, case: Case, watch: Clock, tmp_path: Path
) -> None:
    path = Path(backups.make(practice).path)
    cases.add_note(practice, case("26-0001"), "Made after the backup.")
    made = backups.restore(path, tmp_path / "again", office=practice)
    assert made is not None
    assert (made.folder, made.damaged) == (str(tmp_path / "again"), 0)
    with open_office(tmp_path / "again", clock=watch) as again:
        assert len(cases.case_ids(again)) == 6
        assert cases.case_ids(again, "nguyen") == cases.case_ids(practice, "nguyen")
        assert all(note.text != "Made after the backup." for note in cases.notes(again, case("26-0001")))


def test_a_backup_is_never_restored_over_or_into_the_open_office(practice: Office) -> None:
    path = Path(backups.make(practice).path)
    with pytest.raises(Refused, match="already an office"):
        backups.restore(path, practice.folder, passphrase=None)
    with pytest.raises(Refused, match="inside the office"):
        backups.restore(path, practice.folder / "again", office=practice)


def test_a_backup_on_a_stick_opens_with_its_passphrase_on_another_computer(tmp_path: Path) -> None:
    with firm.new_office(tmp_path / "vega", name="Vega", passphrase="four plain words here") as office:
        path = Path(backups.make(office, tmp_path / "stick").path)
    assert backups.needs_passphrase(path)
    with pytest.raises(Refused, match="passphrase is wrong"):
        backups.found_in(tmp_path / "stick", "other words")
    assert [row.ok for row in backups.found_in(tmp_path / "stick", "four plain words here")] == [True]
    backups.restore(path, tmp_path / "again", passphrase="four plain words here")
    with open_office(tmp_path / "again", passphrase="four plain words here") as again:
        assert firm.office_row(again).name == "Vega"


def test_a_file_without_a_description_is_listed_and_not_trusted(practice: Office) -> None:
    path = Path(backups.make(practice).path)
    path.with_suffix(".json").unlink()
    assert [(row.ok, row.note) for row in backups.own(practice)] == [
        (False, "This backup cannot be trusted.")
    ]
    with pytest.raises(Refused, match="cannot be trusted"):
        backups.look(path, office=practice)
