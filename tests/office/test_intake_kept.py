"""A questionnaire under way: kept at each answer, resumed after a kill; known people are only offered."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import interviews, today
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.rows import PersonOffer
from tests.conftest import DAY

Case = Callable[[str], str]

KILLED = """
import os, pathlib, sys
from datetime import date
from immdesk.office import interviews
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office

office = open_office(pathlib.Path(sys.argv[1]), clock=stopped_at(date(2026, 8, 14)))
draft = interviews.start(office, "family-adjustment").draft_id
print(draft, flush=True)
interviews.answer(office, draft, "petitioner.family_name", "Nuñez <b>& Sons</b>")
interviews.add_section(office, draft, "spouse")
interviews.answer(office, draft, "relatives[0].born_on", "3/7/1988")
os.kill(os.getpid(), 9)
"""


def begin(office: Office, **answers: str) -> str:
    """Begin a questionnaire with a spouse whose answers are given by their word."""
    draft = interviews.start(office, "family-adjustment").draft_id
    section = interviews.add_section(office, draft, "spouse")
    for word, text in answers.items():
        interviews.answer(office, draft, f"{section}.{word}", text)
    return draft


def offers(office: Office, draft: str) -> list[tuple[str, str, str]]:
    return [(one.section, one.name, one.why) for one in interviews.overview(office, draft).offers]


def typed(office: Office, draft: str, key: str) -> str:
    sections = [one.id for one in interviews.overview(office, draft).sections]
    blocks = [block for one in sections for block in interviews.section(office, draft, one).blocks]
    groups = [group for block in blocks for group in getattr(block, "groups", (block,))]
    return next(q.text for group in groups for q in group.questions if q.key == key)


def test_a_killed_program_loses_no_answer(practice: Office) -> None:
    practice.close()
    ran = subprocess.run([sys.executable, "-c", KILLED, str(practice.folder)], capture_output=True, text=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    draft = ran.stdout.strip()
    with open_office(practice.folder, clock=stopped_at(DAY)) as again:
        page = today.today_page(again)
        assert [(row.id, row.answered) for row in page.drafts] == [(draft, 2)]
        view = interviews.resume(again, draft)
        assert view.resumed
        assert view.sections[0].title == "Petitioner: Nuñez <b>& Sons</b>"
        assert typed(again, draft, "relatives[0].born_on") == "3/7/1988"


def test_every_answer_is_kept_exactly_as_it_was_typed(practice: Office) -> None:
    draft = begin(practice, born_on="march 7 88", family_name="  O'Brien ")
    practice.drafts.clear()
    assert typed(practice, draft, "relatives[0].born_on") == "march 7 88"
    assert typed(practice, draft, "relatives[0].family_name") == "  O'Brien "


def test_an_answer_is_read_at_once(practice: Office) -> None:
    draft = begin(practice)
    good = interviews.answer(practice, draft, "relatives[0].born_on", "3/7/1988")
    assert (good.shown, good.level) == ("Mon Mar 7, 1988", "ok")
    bad = interviews.answer(practice, draft, "relatives[0].born_on", "32/13/1988")
    assert (bad.text, bad.level) == ("32/13/1988", "bad")


def test_somebody_with_the_same_a_number_is_offered(practice: Office) -> None:
    draft = begin(practice, a_number="234-567-890")
    assert offers(practice, draft) == [("relatives[0]", "Nguyễn, Văn Đức", "the same A-Number")]


def test_somebody_with_the_same_name_and_birth_is_offered(practice: Office) -> None:
    draft = begin(practice, family_name="Nguyen", given_name="Van Duc", born_on="11/23/1985")
    assert offers(practice, draft) == [("relatives[0]", "Nguyễn, Văn Đức", "the same name and date of birth")]


@pytest.mark.parametrize(
    "answers",
    [
        {"family_name": "Nguyen", "given_name": "Van Duc", "born_on": "11/24/1985"},
        {"family_name": "Nguyen"},
        {"a_number": "A234567891"},
    ],
    ids=["another birth", "family name only", "another number"],
)
def test_somebody_else_is_not_offered(practice: Office, answers: dict[str, str]) -> None:
    assert offers(practice, begin(practice, **answers)) == []


def test_the_same_name_is_offered_while_no_birth_is_told(practice: Office) -> None:
    draft = begin(practice, family_name="Nguyen", given_name="Van Duc")
    assert offers(practice, draft) == [("relatives[0]", "Nguyễn, Văn Đức", "the same name")]


def test_an_offer_is_only_an_offer(practice: Office) -> None:
    people = practice.rows("SELECT count(*) AS n FROM person")[0]["n"]
    draft = begin(practice, family_name="Nguyen", given_name="Van Duc", born_on="11/23/1985")
    interviews.answer(practice, draft, "petitioner.family_name", "Ortiz")
    interviews.finish(practice, draft)
    assert practice.rows("SELECT count(*) AS n FROM person")[0]["n"] == people + 2


def test_somebody_turned_down_is_not_offered_again(practice: Office) -> None:
    draft = begin(practice, family_name="Nguyen", given_name="Van Duc", born_on="11/23/1985")
    interviews.take_person(practice, draft, "relatives[0]", "")
    assert offers(practice, draft) == []


def test_a_person_taken_brings_what_is_known_and_stays_one_person(practice: Office) -> None:
    people = practice.rows("SELECT count(*) AS n FROM person")[0]["n"]
    draft = begin(practice, a_number="A234567890", birth_city="Hội An")
    offer = interviews.overview(practice, draft).offers[0]
    interviews.take_person(practice, draft, offer.section, offer.person_id)
    assert typed(practice, draft, "relatives[0].given_name") == "Văn Đức"
    assert typed(practice, draft, "relatives[0].birth_city") == "Hội An"
    assert offers(practice, draft) == []
    interviews.answer(practice, draft, "petitioner.family_name", "Ortiz")
    case_id, _changed = interviews.finish(practice, draft)
    assert practice.rows("SELECT count(*) AS n FROM person")[0]["n"] == people + 1
    parties = practice.rows("SELECT role FROM case_party WHERE person_id = ?", [offer.person_id])
    assert sorted(row["role"] for row in parties) == ["beneficiary", "principal"]
    assert practice.rows("SELECT birth_city FROM person WHERE id = ?", [offer.person_id]) == [
        {"birth_city": "Hội An"}
    ]
    assert case_id


def test_somebody_taken_already_is_not_offered_for_another_section(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0003")).draft_id
    section = interviews.add_section(practice, draft, "child")
    interviews.answer(practice, draft, f"{section}.a_number", "A234567890")
    assert offers(practice, draft) == []


def test_a_fact_that_only_one_case_may_see_is_not_offered_to_another(
    practice: Office, case: Case, set_fact: Callable[..., None]
) -> None:
    street = "street = '25 Lakeview Court'"
    set_fact("address", street, only_in_case=case("26-0003"))
    set_fact("contact", "value = '+12105550191'", only_in_case=case("26-0003"))
    karen = practice.rows("SELECT id FROM person WHERE family_name = 'Peterson'")[0]["id"]
    draft = interviews.start(practice, "family-adjustment").draft_id
    interviews.take_person(practice, draft, "petitioner", karen)
    text = practice.rows("SELECT data FROM draft WHERE id = ?", [draft])[0]["data"]
    assert "Peterson" in text
    assert "Lakeview" not in text
    assert "5550191" not in text


def test_a_person_who_is_gone_cannot_be_taken(practice: Office) -> None:
    draft = begin(practice)
    with pytest.raises(Problem, match="no longer in the office"):
        interviews.take_person(practice, draft, "relatives[0]", "nobody")


def test_a_draft_thrown_away_is_gone(practice: Office) -> None:
    draft = begin(practice, family_name="Ortiz")
    interviews.discard(practice, draft)
    assert today.drafts_of(practice) == ()
    with pytest.raises(Problem, match="finished or thrown away"):
        interviews.resume(practice, draft)


def test_two_questionnaires_do_not_disturb_one_another(practice: Office) -> None:
    first, second = begin(practice, family_name="Ortiz"), begin(practice, family_name="Kim")
    assert typed(practice, first, "relatives[0].family_name") == "Ortiz"
    assert typed(practice, second, "relatives[0].family_name") == "Kim"
    assert {row.id for row in today.drafts_of(practice)} == {first, second}


def test_an_offer_shows_the_birth_so_that_namesakes_are_told_apart(practice: Office) -> None:
    draft = begin(practice, a_number="A234567890")
    offer: PersonOffer = interviews.overview(practice, draft).offers[0]
    assert offer.born_on == "Sat Nov 23, 1985"


def test_the_folder_of_an_open_draft_is_the_offices_own(practice: Office) -> None:
    begin(practice, family_name="Zyxwv-Canary")
    written = [path for path in Path(practice.folder).rglob("*") if path.is_file()]
    assert all(b"Zyxwv" not in path.read_bytes() for path in written)
