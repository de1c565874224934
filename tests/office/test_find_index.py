"""The search index follows what is done in the office: changes, undo, purge, another day, an index of old."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.folded import folded
from immdesk.basics.sounding import letters_apart
from immdesk.office import cases, find, search, undo
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.search_words import KINDS, match_of, place_of, places_of
from tests.conftest import DAY


def titles(office: Office, text: str) -> list[str]:
    return [hit.title for hit in find.find(office, text) if hit.kind == "case"]


def add_person(office: Office, family: str, given: str, native: str = "") -> str:
    from immdesk.records.people import Person

    def work(session: Any) -> str:
        person = Person(family_name=family, given_name=given, native_given_name=native or None)
        person.sort_key = folded(f"{family} {given}")
        session.add(person)
        return person.id

    return office.change("Add a person", work)[0]


@pytest.mark.parametrize(
    ("family", "given", "typed"),
    [
        ("Đặng", "Thị Hoa", "dang hoa"),
        ("Łukaszewicz", "Łukasz", "lukasz"),
        ("Øster", "Søren", "oster"),
        ("Yılmaz", "İbrahim", "yilmaz ibrahim"),
        ("王", "芳", "wang"),
        ("王", "芳", "王 芳"),
        ("Щукина", "Ольга", "shchukina"),
        ("김", "민준", "gim"),
        ("Müller", "Jürgen", "muller"),
        ("O'Brien", "Máire", "obrien"),
        ("Al-Hassan", "Omar", "alhassan"),
    ],
)
def test_a_name_of_any_script_is_found_by_plain_letters(
    practice: Office, family: str, given: str, typed: str
) -> None:
    person = add_person(practice, family, given)
    assert person in [hit.id for hit in find.find(practice, typed)]


def test_a_native_name_written_together_is_found(practice: Office) -> None:
    person = add_person(practice, "Wang", "Fang", "王芳")
    assert [hit.id for hit in find.find(practice, "王芳")] == [person]
    assert [hit.id for hit in find.find(practice, "王")] == [person]


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(
    practice: Office, set_fact: Callable[..., None]
) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", family_name="Żółtowski", sort_key="zoltowski")
    assert titles(practice, "zoltow") == ["Wiśniewski, Łukasz"]
    assert cases.case_ids(practice, "zoltow") == [cases.id_of(practice, "26-0005")]
    assert cases.case_ids(practice, sort="-title")[0] == cases.id_of(practice, "26-0005")


def test_what_is_undone_is_no_longer_found(practice: Office) -> None:
    case_id = cases.id_of(practice, "26-0001")
    assert case_id is not None
    changed = cases.add_note(practice, case_id, "Ask the zookeeper")
    assert len(find.find(practice, "zookeep")) == 1
    undo.undo(practice, changed.operation)
    assert find.find(practice, "zookeep") == ()


def test_an_operation_of_another_program_is_taken_in(practice: Office) -> None:
    assert find.find(practice, "zebra") == ()
    with open_office(practice.folder, clock=stopped_at(DAY), user="ben") as other:
        person = add_person(other, "Zebra", "Zoe")
    assert [hit.id for hit in find.find(practice, "zebra")] == [person]


def test_an_office_put_back_to_an_earlier_day_finds_what_it_had_then(
    practice: Office, tmp_path: Path
) -> None:
    shutil.copytree(practice.folder, tmp_path / "earlier")
    add_person(practice, "Zebra", "Zoe")
    find.find(practice, "zebra")
    with practice.store.read() as read:
        kept = read.value("SELECT value FROM meta WHERE key = 'search'")
    with open_office(tmp_path / "earlier", clock=stopped_at(DAY), user="ana") as earlier:
        with earlier.store.local() as local:
            local.run("INSERT OR REPLACE INTO meta VALUES ('search', ?)", [kept])
        assert find.find(earlier, "zebra") == ()
        assert titles(earlier, "nguyen") == ["Nguyễn, Văn Đức"]


@pytest.mark.parametrize("kept", ["", json.dumps({"format": 0, "seq": 1, "hash": "", "day": "2026-08-14"})])
def test_an_index_that_is_missing_or_of_old_is_made_anew(practice: Office, kept: str) -> None:
    with practice.store.local() as local:
        local.run("DELETE FROM search")
        local.run("DELETE FROM search_case")
        local.run("INSERT OR REPLACE INTO meta VALUES ('search', ?)", [kept])
    assert titles(practice, "nguyen") == ["Nguyễn, Văn Đức"]
    assert len(cases.case_ids(practice)) == 6


def test_made_anew_the_index_is_what_it_was(practice: Office) -> None:
    find.find(practice, "nguyen")
    sql = "SELECT kind, ref, words FROM search WHERE kind <> 'text' ORDER BY rowid"
    before, lines = practice.rows(sql), practice.rows("SELECT * FROM search_case ORDER BY place")
    search.rebuild(practice)
    assert practice.rows(sql) == before
    assert practice.rows("SELECT * FROM search_case ORDER BY place") == lines


def test_while_a_large_index_is_made_the_list_is_there_by_number(practice: Office) -> None:
    with practice.store.local() as local:
        local.run("DELETE FROM meta WHERE key = 'search'")
    with practice.indexing, ThreadPoolExecutor(1) as screen:
        some = screen.submit(cases.case_ids, practice, "Nguyễn").result()
    assert some == [cases.id_of(practice, "26-0003")]


def test_a_day_that_only_opened_something_is_left_behind_by_the_calendar(
    practice_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(practice_folder, tmp_path / "office")
    for day, first in ((DAY, "26-0003"), (date(2026, 8, 20), "26-0003"), (date(2029, 1, 2), "26-0003")):
        with open_office(tmp_path / "office", clock=stopped_at(day), user="ana") as office:
            ids = cases.case_ids(office, sort="next")
            rows = cases.case_rows(office, ids)
            due = [rows[one].next_due for one in ids if rows[one].next_due is not None]
            assert due == sorted(due)
            assert rows[ids[0]].number == first


def test_nothing_of_a_person_who_was_removed_for_good_stays_in_the_index(practice: Office) -> None:
    person = add_person(practice, "Quagmire", "Zebulon")
    assert [hit.id for hit in find.find(practice, "quagmire")] == [person]
    assert index_holds(practice, b"uagmire")
    practice.store.purge("Remove a person", "ana", "asked", [("person", person)], now=practice.now())
    assert find.find(practice, "quagmire") == ()
    assert find.did_you_mean(practice, "quagmir") == ()
    assert not index_holds(practice, b"uagmire")


def index_holds(office: Office, letters: bytes) -> bool:
    rows = office.rows("SELECT block AS kept FROM search_data") + office.rows(
        "SELECT CAST(c2 AS BLOB) AS kept FROM search_content"
    )
    return any(letters in row["kept"] for row in rows)


def test_nothing_is_written_when_nothing_was_done(practice: Office) -> None:
    find.find(practice, "nguyen")
    with practice.store.read() as read:
        before = read.value("PRAGMA data_version")
        find.find(practice, "carter")
        cases.case_ids(practice, "carter")
        assert read.value("PRAGMA data_version") == before


def test_every_kind_has_places_of_its_own() -> None:
    spans = [places_of(kind) for kind in KINDS]
    assert all(first <= place_of(kind, "x") <= last for kind, (first, last) in zip(KINDS, spans, strict=True))
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Nguyễn", '"nguyen"*'),
        ("26-00*", '("26-00"* OR "2600"*)'),
        ('a" OR "b', '"a"* AND "or"* AND "b"*'),
        ("A 234 567", '("a"* AND "234"* AND "567"*) OR "a234567"*'),
        ("% _", ""),
    ],
)
def test_what_is_typed_becomes_quoted_words(typed: str, asked: str) -> None:
    assert match_of(typed) == asked


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("", "", 0),
        ("a", "", 1),
        ("nguyne", "nguyen", 1),
        ("dang", "dnag", 1),
        ("karen", "kern", 2),
        ("abc", "xyz", 3),
    ],
)
def test_letters_apart_counts_a_swap_as_one(one: str, other: str, apart: int) -> None:
    assert letters_apart(one, other) == letters_apart(other, one) == apart
