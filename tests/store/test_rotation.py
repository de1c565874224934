"""Backups rotate: 24 hours, 14 days, 8 weeks, 12 months stay; nothing goes while the newest is not sound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immdesk.basics.problems import Refused
from immdesk.records.documents import Document
from immdesk.store.backup import backup, backup_under_way, check_backup
from immdesk.store.only_one import only_one
from immdesk.store.restore import keys_from
from immdesk.store.rotation import kept, rotate, stamp_of

NOON = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def hourly(count: int) -> list[datetime]:
    return [NOON - number * HOUR for number in range(count)]


def test_of_400_days_of_hourly_backups_52_stay():
    assert len(kept(hourly(9600))) == 52


def test_the_last_24_hours_stay_whole():
    assert kept(hourly(24)) == set(hourly(24))


def test_of_each_earlier_day_the_last_backup_stays():
    days = sorted(kept(hourly(24 * 14)))[: 14 - 2]
    assert [day.hour for day in days] == [23] * 12
    assert days[0].date().isoformat() == "2026-11-08"


def test_an_office_closed_for_a_year_loses_nothing():
    stamps = [NOON - 400 * DAY, NOON - 399 * DAY, NOON]
    assert kept(stamps) == set(stamps)


def test_a_day_ends_at_the_offices_midnight():
    late, later = datetime(2026, 11, 10, 3, tzinfo=UTC), datetime(2026, 11, 10, 7, tzinfo=UTC)
    stamps = [*hourly(30), late, later]
    assert late not in kept(stamps, UTC)
    assert late in kept(stamps, ZoneInfo("America/Chicago"))


@given(st.lists(st.integers(0, 60 * 24 * 800), max_size=80))
def test_the_newest_always_stays_and_what_stayed_stays_again(minutes):
    stamps = {NOON - timedelta(minutes=number) for number in minutes}
    stay = kept(stamps)
    assert stay <= stamps
    assert not stamps or max(stamps) in stay
    assert kept(stay) == stay
    assert len(stay) <= 58


@pytest.fixture
def backups(store, do, rosa, now):
    """Three backups of one hour, each with a scan more than the one before, and one with a label."""

    def made(number: int, label: str = ""):
        scan = store.attachments.put(f"scan {number}".encode())
        do(lambda session: session.merge(Document(id="doc", person_id=rosa, kind="passport", blob=scan.name)))
        return backup(store, now=now + timedelta(minutes=number), label=label), scan.name

    return [made(0), made(1), made(2), made(3, "before-0002")]


def files(folder, pattern):
    return sorted(path.name for path in (folder / "backups").glob(pattern))


def test_rotation_deletes_backups_of_the_same_hour_and_scans_only_they_named(store, backups, folder, key):
    done = rotate(folder, store.key_for)
    assert (done.backups, done.attachments) == (2, 2)
    assert files(folder, "*.immbak") == ["2026-11-21-153200.immbak", "2026-11-21-153300-before-0002.immbak"]
    assert files(folder, "*.json") == ["2026-11-21-153200.json", "2026-11-21-153300-before-0002.json"]
    assert files(folder, "blobs/*/*") == sorted([backups[2][1], backups[3][1]])
    assert all(check_backup(one[0].path, keys_from(key)).ok for one in backups[2:])
    assert store.attachments.bytes(backups[0][1]) == b"scan 0"


def test_nothing_is_deleted_while_the_newest_backup_is_not_sound(store, backups, folder):
    newest = backups[2][0].path
    newest.write_bytes(newest.read_bytes()[:-1])
    assert rotate(folder, store.key_for).backups == 0
    assert len(files(folder, "*.immbak")) == 4


def test_no_scan_is_deleted_while_a_backup_cannot_be_read(store, backups, folder):
    backups[3][0].path.with_suffix(".json").write_text("{}")
    done = rotate(folder, store.key_for)
    assert (done.backups, done.attachments) == (2, 0)
    assert len(files(folder, "blobs/*/*")) == 4


def test_what_a_killed_backup_left_is_cleared_away(store, backups, folder):
    (folder / "backups" / "2026-11-21-160000.part").write_bytes(b"half")
    rotate(folder, store.key_for)
    assert files(folder, "*.part") == []


def test_two_backups_are_never_made_at_once(store, rosa, folder, now):
    (folder / "backups").mkdir()
    with (
        only_one(folder / "backups" / ".lock", backup_under_way()),
        pytest.raises(Refused, match="being made"),
    ):
        backup(store, now=now)
    assert files(folder, "*.immbak") == []
    assert backup(store, now=now).path.exists()


@pytest.mark.parametrize(
    "name", ["2026-11-21-153200-before-0002.immbak", "2026-13-41-000000.immbak", "x.immbak"]
)
def test_only_backups_named_by_their_moment_rotate(tmp_path, name):
    assert stamp_of(tmp_path / name) is None
