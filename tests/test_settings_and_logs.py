"""What this computer keeps for itself: choices, and a log that cannot hold a name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from immdesk.basics.problems import Refused
from immdesk.logs import EventLog
from immdesk.office.unattended import given_passphrase
from immdesk.settings import Settings


def test_a_choice_is_kept_and_a_choice_that_is_not_offered_falls_back(tmp_path: Path) -> None:
    Settings(tmp_path).set("look", "dark")
    assert Settings(tmp_path).get("look") == "dark"
    (tmp_path / "preferences.json").write_text('{"look": "pink"}', encoding="utf-8")
    assert Settings(tmp_path).get("look") == "system"


def test_a_damaged_file_of_choices_is_read_as_none(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("{not json", encoding="utf-8")
    assert Settings(tmp_path).get("size") == "100"


def test_an_unknown_preference_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(tmp_path).set("colour of the sky", "blue")


def test_an_event_is_written_for_its_owner_only(tmp_path: Path) -> None:
    log = EventLog()
    log.note("start")
    log.keep_in(tmp_path)
    log.note("packet", pages=12)
    log.close()
    text = (tmp_path / "immdesk.log").read_text(encoding="utf-8")
    assert [line.split(" ", 2)[2] for line in text.splitlines()] == ["start", "packet pages=12"]
    assert stat.S_IMODE((tmp_path / "immdesk.log").stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["Łukasz", "two words", "A" * 41, "a@b.c"])
def test_loose_text_never_reaches_the_log(value: str) -> None:
    log = EventLog()
    log.note("work-failed", kind=value)
    assert log.last() == ("work-failed kind=…",)


def test_an_event_or_word_off_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="not on the list"):
        EventLog().note("opened Wiśniewski")
    with pytest.raises(ValueError, match="not on the list"):
        EventLog().note("start", name="x")


def test_one_variable_moves_everything_that_this_computer_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMDESK_HOME", str(tmp_path / "stick"))
    settings = Settings()
    settings.set("look", "dark")
    assert settings.folder == tmp_path / "stick"
    assert settings.new_office_folder() == tmp_path / "stick" / "ImmDesk office"
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["preferences.json"]


def test_the_home_of_the_desk_may_be_written_from_the_persons_own_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMMDESK_HOME", "~/desk")
    assert Settings().folder == Path.home() / "desk"


def test_without_a_variable_a_new_office_is_offered_in_the_persons_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMMDESK_HOME", raising=False)
    assert Settings(tmp_path).new_office_folder() == Path.home() / "ImmDesk office"


@pytest.mark.parametrize(
    "written", [b"four plain words", b"four plain words\r\nand a remark", b"\xef\xbb\xbffour plain words\n"]
)
def test_a_passphrase_file_is_its_first_line(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "words").write_bytes(written)
    assert given_passphrase(tmp_path / "words") == "four plain words"


@pytest.mark.parametrize("written", [None, b"", b"\nfour plain words", b"\xff\xfe\x00"])
def test_a_passphrase_file_of_no_use_is_told_and_nothing_else_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes | None
) -> None:
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "another one")
    if written is not None:
        (tmp_path / "words").write_bytes(written)
    with pytest.raises(Refused, match="The passphrase file cannot be read"):
        given_passphrase(tmp_path / "words")
    assert given_passphrase() == "another one"
