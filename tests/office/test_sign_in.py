"""Who sits here and what they may do: passphrases by name, four roles, and an office where nobody has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from immdesk.basics.problems import Refused
from immdesk.office import sign_in
from immdesk.office.clock import stopped_at
from immdesk.office.firm import new_office
from immdesk.office.office import Office, open_office
from immdesk.records.access import StaffSignIn
from immdesk.records.firm import Staff
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.conftest import DAY

CHEAP = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An office of three: Maria, attorney and administrator, with the first passphrase; Ben and Rosa."""
    place = tmp_path / "office"
    with new_office(place, name="Ortiz Law", passphrase="the first words", clock=stopped_at(DAY)) as office:
        key = open_key(place, "the first words")
        for name in ("owner", "Ben Hale", "Rosa Vidal"):
            add_passphrase(
                place, key, "the first words" if name == "owner" else f"{name} words", name=name, cost=CHEAP
            )

        def work(session: Session) -> None:
            for given, family, slot, role in (
                ("Maria", "Ortiz", "owner", "administrator"),
                ("Ben", "Hale", "Ben Hale", "paralegal"),
                ("Rosa", "Vidal", "Rosa Vidal", "read_only"),
            ):
                one = Staff(given_name=given, family_name=family, active="yes")
                one.is_attorney = "yes" if given == "Maria" else "no"
                session.add_all([one, StaffSignIn(staff_id=one.id, slot=slot, role=role)])

        office.change("Let people in", work)
    return place


def comes_in(folder: Path, passphrase: str) -> Office:
    return open_office(folder, passphrase=passphrase, clock=stopped_at(DAY), user="computer")


def test_who_comes_in_by_name_is_the_author_of_what_they_do(folder: Path) -> None:
    with comes_in(folder, "Ben Hale words") as office:
        assert (sign_in.who(office).name, sign_in.who(office).role) == ("Ben Hale", "paralegal")
        office.change("Add", lambda session: session.add(Staff(family_name="New")))
        assert office.rows("SELECT who FROM operation ORDER BY seq DESC LIMIT 1") == [{"who": "Ben Hale"}]


def test_somebody_who_only_reads_is_refused_every_change_and_told_whom_to_ask(folder: Path) -> None:
    with comes_in(folder, "Rosa Vidal words") as office:
        with pytest.raises(
            Refused, match=r"You may read here, and change nothing.*Ask Ben Hale, Maria Ortiz"
        ):
            office.change("Add", lambda session: session.add(Staff(family_name="New")))
        assert len(office.rows("SELECT * FROM staff")) == 3


def test_each_role_may_what_its_sentence_says(folder: Path) -> None:
    may = {}
    for words in ("the first words", "Ben Hale words", "Rosa Vidal words"):
        with comes_in(folder, words) as office:
            deeds = ("work", "approve", "see_restricted", "purge", "people")
            may[sign_in.who(office).role] = [deed for deed in deeds if sign_in.may(office, deed)]  # type: ignore[arg-type]
    assert may == {
        "administrator": ["work", "approve", "see_restricted", "purge", "people"],
        "paralegal": ["work"],
        "read_only": [],
    }


def test_where_nobody_signs_in_by_name_whoever_has_the_passphrase_may_do_all(tmp_path: Path) -> None:
    with new_office(tmp_path / "office", name="Ortiz Law", passphrase="words", user="maria") as office:
        assert (sign_in.who(office).name, sign_in.who(office).role) == ("maria", "")
        assert sign_in.may(office, "people")
        assert sign_in.may(office, "approve")
