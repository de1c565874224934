"""An office made, opened, checked and backed up: wrong passphrases, damage, folders that hold none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.office import firm, today
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.conftest import DAY

PHRASE = "four plain words of ours"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real office with a passphrase, copied for each test that opens it."""
    folder = tmp_path_factory.mktemp("real") / "office"
    firm.new_office(
        folder,
        name="Ortiz & <b>Kim</b>, PLLC",
        passphrase=PHRASE,
        zone="Asia/Tokyo",
        clock=stopped_at(DAY, 20),
    ).close()
    return folder


@pytest.fixture
def real(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "office"))


def test_the_right_passphrase_opens_the_office_in_its_own_zone(real: Path) -> None:
    with open_office(real, passphrase=PHRASE, clock=stopped_at(DAY, 20)) as office:
        row = firm.office_row(office)
        assert (row.name, row.zone, row.practice) == ("Ortiz & <b>Kim</b>, PLLC", "Asia/Tokyo", False)
        assert (row.people, row.cases) == (0, 0)
        assert office.today() == date(2026, 8, 15)
        assert today.today_page(office).open_cases == 0


@pytest.mark.parametrize("phrase", ["Four plain words of ours", "", "x" * 10_000, "ø\x00"])
def test_a_wrong_passphrase_leaves_the_office_closed(real: Path, phrase: str) -> None:
    with pytest.raises(Refused, match="The passphrase is wrong"):
        open_office(real, passphrase=phrase)


def test_without_a_passphrase_the_office_asks_for_it(real: Path) -> None:
    with pytest.raises(Refused, match="asks for its passphrase"):
        open_office(real)
    assert firm.asks_passphrase(real)


def test_the_practice_office_asks_for_none(practice: Office) -> None:
    assert not firm.asks_passphrase(practice.folder)


@pytest.mark.parametrize("phrase", ["", "   "])
def test_an_office_without_a_passphrase_is_not_made(tmp_path: Path, phrase: str) -> None:
    with pytest.raises(Problem, match="The passphrase is empty"):
        firm.new_office(tmp_path / "office", name="Ours", passphrase=phrase)
    assert not (tmp_path / "office").exists()


def test_an_office_is_made_only_in_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(Problem, match="not empty"):
        firm.new_office(tmp_path, name="Ours", passphrase=PHRASE)
    with pytest.raises(Problem, match="file of this name"):
        firm.new_office(tmp_path / "letter.txt", name="Ours", passphrase=PHRASE)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_office_in_an_unknown_zone_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Mars/Olympus"):
        firm.new_office(tmp_path / "office", name="Ours", passphrase=PHRASE, zone="Mars/Olympus")
    assert not (tmp_path / "office").exists()


@pytest.mark.parametrize("kind", ["empty", "papers", "missing", "file"])
def test_a_folder_that_holds_no_office_is_told_so(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "folder"
    if kind in ("empty", "papers"):
        folder.mkdir()
    if kind == "papers":
        (folder / "letter.txt").write_text("Dear", encoding="utf-8")
    if kind == "file":
        folder.write_text("Dear", encoding="utf-8")
    for call in (lambda: open_office(folder, passphrase=PHRASE), lambda: firm.check_office(folder, PHRASE)):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.happened == "There is no office in this folder."
        assert refused.value.do


@pytest.mark.parametrize(
    ("name", "start"), [("office.immdesk", 0), ("office.immdesk", 1500), ("keys.json", 0), ("office.json", 0)]
)
def test_a_damaged_file_is_told_in_plain_words_and_left_as_it_is(real: Path, name: str, start: int) -> None:
    path = real / name
    content = bytearray(path.read_bytes())
    content[start : start + 2000] = b"?" * len(content[start : start + 2000])
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        open_office(real, passphrase=PHRASE)
    assert refused.value.means
    assert refused.value.do
    assert "Traceback" not in str(refused.value)
    assert path.read_bytes() == content


def test_an_office_that_lost_its_id_does_not_blame_the_passphrase(real: Path) -> None:
    (real / "office.json").unlink()
    with pytest.raises(Refused, match="missing or damaged"):
        open_office(real, passphrase=PHRASE)
    assert not (real / "office.json").exists()


def test_a_sound_office_is_found_sound(practice: Office) -> None:
    practice.close()
    report = firm.check_office(practice.folder, None)
    assert report.ok
    assert report.lines[0].startswith("All is well: ")
    assert report.lines[0].endswith(" attachments are whole.")


def test_a_damaged_attachment_is_found(practice: Office) -> None:
    practice.close()
    blob = next(path for path in (practice.folder / "blobs").rglob("*") if path.is_file())
    content = bytearray(blob.read_bytes())
    content[-3] ^= 1
    blob.write_bytes(content)
    report = firm.check_office(practice.folder, None)
    assert not report.ok
    assert len(report.lines) == 1


def test_a_backup_is_verified_and_counts_what_it_holds(practice: Office, tmp_path: Path) -> None:
    made = firm.back_up(practice, tmp_path / "backups")
    assert made.ok
    assert Path(made.path).is_relative_to(tmp_path / "backups")
    assert Path(made.path).stat().st_size == made.size
    assert (made.counts["person"], made.counts["case_file"]) == (15, 6)
    assert list((tmp_path / "backups").rglob("*.part")) == []


def test_a_backup_stands_in_the_offices_own_folder_when_no_other_is_named(practice: Office) -> None:
    made = firm.back_up(practice)
    assert Path(made.path).is_relative_to(practice.folder / "backups")


def test_the_staff_is_listed_attorneys_first(practice_shared: Office) -> None:
    assert [(one.name, one.role, one.is_attorney) for one in firm.staff(practice_shared)] == [
        ("Helen Whitaker", "attorney", True),
        ("Ana Morales", "paralegal", False),
    ]


@pytest.fixture
def two_zones(real: Path) -> Iterator[Office]:
    with open_office(real, passphrase=PHRASE, clock=stopped_at(date(2026, 12, 31), 16)) as office:
        yield office


def test_a_new_year_begins_in_the_offices_zone(two_zones: Office) -> None:
    assert two_zones.today() == date(2027, 1, 1)
