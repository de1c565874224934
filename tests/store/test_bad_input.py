"""Any text that a person can paste is kept as it is, or refused without being repeated."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.notes import Note
from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.backup import backup
from immdesk.store.restore import keys_from, restore

TEXTS = {
    "markup": "<b>&\"'</b><img src=/etc/passwd>",
    "quotes": "'; DROP TABLE person; --",
    "formula": "=cmd|' /C calc'!A0",
    "nul": "a\x00b",
    "blank": "   \t\n",
    "emoji": "👩‍👩‍👧 family",
    "right to left": "محمد \u202e أحمد",
    "composed": "Nguyễn",
    "decomposed": "Nguye\u0302\u0303n",
    "long": "x" * 1_000_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_as_it_was_typed_from_the_record_the_history_and_the_backup(
    store, do, rosa, key, now, tmp_path, text
):
    do(lambda session: session.add(Note(id="note", case_id="case", text=text)))
    with store.read() as reading:
        assert reading.value("SELECT text FROM note") == text
    assert store.history(table="note", pk="note")[0].rows[0].after["text"] == text
    restore(backup(store, now=now).path, tmp_path / "again", keys_from(key))
    with open_store(tmp_path / "again", key) as again, again.read() as reading:
        assert reading.value("SELECT text FROM note") == text


def test_a_broken_character_is_refused_without_repeating_the_name(store, do):
    with pytest.raises(Problem, match="broken character") as problem:
        do(lambda session: session.add(Person(family_name="Ram\ud800irez")))
    assert problem.value.__suppress_context__
    assert "Ram" not in str(problem.value)
    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM person") == 0


def test_a_broken_character_in_a_draft_is_refused_too(store):
    with pytest.raises(Problem, match="broken character"), store.local() as local:
        local.run("INSERT INTO meta VALUES ('a', ?)", ["\ud800"])
