"""Find anything: names in any letters, whole and partial numbers, notes, pages; and what was misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.office import cases, documents, find
from immdesk.office.find import did_you_mean
from immdesk.office.office import Office
from immdesk.office.search_pages import read_pages
from tests.office.papers import scan


def titles(office: Office, text: str, kind: str = "") -> list[str]:
    return [hit.title for hit in find.find(office, text) if not kind or hit.kind == kind]


@pytest.mark.parametrize(
    "typed",
    [
        "nguyen van",
        "Nguyễn",
        "duc nguy",
        "A234567890",
        "234567890",
        "A-234-567-890",
        "a 234 567",
        "7890",
        "IOE0923456790",
        "ioe-09-234",
        "0923456790",
        "26-0003",
        "260003",
        "0003",
    ],
)
def test_a_case_is_found_by_its_names_and_numbers_whole_or_in_part(
    practice_shared: Office, typed: str
) -> None:
    assert "Nguyễn, Văn Đức" in titles(practice_shared, typed, "case")


@pytest.mark.parametrize("typed", ["i130", "I-130", "i-13", "form i-130"])
def test_a_form_finds_the_cases_that_filed_it(practice_shared: Office, typed: str) -> None:
    found = titles(practice_shared, typed, "case")
    assert found == ["Nguyễn, Văn Đức", "Soto Luna, Guadalupe", "Wiśniewski, Łukasz"]


def test_a_person_says_who_they_are_and_how_they_were_found(practice_shared: Office) -> None:
    hit = next(hit for hit in find.find(practice_shared, "234-567-890") if hit.kind == "person")
    assert (hit.title, hit.why) == ("Nguyễn, Văn Đức", "A-number …7890")
    assert hit.detail == "born Sat Nov 23, 1985 · 1 case"
    assert hit.case_id == cases.id_of(practice_shared, "26-0003")


def test_a_case_says_by_whom_it_was_found_when_its_title_does_not(practice_shared: Office) -> None:
    hit = next(hit for hit in find.find(practice_shared, "carter") if hit.kind == "case")
    assert (hit.title, hit.why) == ("Ramírez Ortega, Lucía", "Carter, Daniel Robert")


def test_a_receipt_leads_to_its_case_and_form(practice_shared: Office) -> None:
    hit = next(hit for hit in find.find(practice_shared, "IOE0923456790") if hit.kind == "receipt")
    assert (hit.title, hit.detail) == ("IOE0923456790", "I-485 · 26-0003 · Nguyễn, Văn Đức")
    assert hit.case_id == cases.id_of(practice_shared, "26-0003")


def test_a_whole_number_stands_before_beginnings(practice_shared: Office) -> None:
    assert find.find(practice_shared, "26-0003")[0].title == "Nguyễn, Văn Đức"


def test_a_document_is_found_by_its_title_kind_and_number(practice_shared: Office) -> None:
    assert "Passport of Poland" in titles(practice_shared, "passport poland", "document")
    number = practice_shared.rows("SELECT number FROM document WHERE title = 'Passport of Vietnam'")
    assert titles(practice_shared, number[0]["number"], "document") == ["Passport of Vietnam"]


def test_a_note_is_shown_around_the_word_that_was_found(practice: Office) -> None:
    case_id = cases.id_of(practice, "26-0001")
    assert case_id is not None
    cases.add_note(practice, case_id, f"{'Nothing new. ' * 20}The café owner will testify.{' Later.' * 20}")
    hit = find.find(practice, "cafe testify")[0]
    assert (hit.kind, hit.case_id) == ("note", case_id)
    assert hit.title.startswith("…Nothing new.")
    assert "The café owner will testify." in hit.title
    assert len(hit.title) < 140


def test_what_is_written_on_a_page_is_found_with_the_words_around_it(
    practice: Office, tmp_path: Path
) -> None:
    case_id = cases.id_of(practice, "26-0001")
    assert case_id is not None
    file = scan(
        tmp_path / "lease.pdf", text="The tenants Lucía and Daniel share an apartment in Oak Park since May"
    )
    documents.attach(practice, case_id, "", "other", "Proof of living together", file)
    assert titles(practice, "apartment oak") == []
    assert read_pages(practice) > 0
    hit = find.find(practice, "apartment oak")[0]
    assert (hit.kind, hit.title) == ("document", "Proof of living together")
    assert "share an apartment in Oak Park" in hit.why
    assert read_pages(practice) == 0


def test_a_note_of_a_megabyte_is_kept_and_found_by_its_beginning(practice: Office) -> None:
    case_id = cases.id_of(practice, "26-0001")
    assert case_id is not None
    cases.add_note(practice, case_id, "Zanzibar ferry " + "words and more words " * 50_000)
    assert titles(practice, "zanzib", "note")[0].startswith("Zanzibar ferry words")


@pytest.mark.parametrize("typed", ["", " ", '"', "*", "%", "' ; --", "\x00", "\ud800", "((", "NEAR("])
def test_signs_find_nothing_and_harm_nothing(practice_shared: Office, typed: str) -> None:
    assert find.find(practice_shared, typed) == ()


@pytest.mark.parametrize("typed", ['nguyen" OR "', "nguyen*", "{nguyen}", "nguyen\x00", "nguyen\ud800"])
def test_signs_around_a_name_are_left_out(practice_shared: Office, typed: str) -> None:
    if "OR" in typed:
        assert titles(practice_shared, typed) == []
    else:
        assert "Nguyễn, Văn Đức" in titles(practice_shared, typed)


def test_a_very_long_question_is_answered_at_once(practice_shared: Office) -> None:
    assert find.find(practice_shared, "nguyen " * 100_000) != ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wisnewski", "Wiśniewski"),
        ("nguyne", "Nguyễn"),
        ("ramires ortga", "Ramírez Ortega"),
        ("mohamed", "Mohammed"),
        ("lukaz", "Łukasz"),
        ("guadelupe", "Guadalupe"),
    ],
)
def test_a_misspelt_name_is_offered_as_it_is_written(practice_shared: Office, typed: str, meant: str) -> None:
    assert meant in did_you_mean(practice_shared, typed)


@pytest.mark.parametrize("typed", ["", "nothing like it", "26-9999", "12", "xq", '"'])
def test_nothing_is_offered_that_finds_nobody(practice_shared: Office, typed: str) -> None:
    assert did_you_mean(practice_shared, typed) == ()


def test_at_most_as_many_as_asked_are_given_and_every_kind_has_its_turn(practice_shared: Office) -> None:
    hits = find.find(practice_shared, "a", 6)
    assert len(hits) == 6
    assert {"case", "person"} <= {hit.kind for hit in hits}
