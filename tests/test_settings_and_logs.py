"""What this computer keeps for itself: choices, and a log that cannot hold a name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from immdesk.logs import EventLog
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
