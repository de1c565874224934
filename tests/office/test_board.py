"""The board: each case stands in the column of its kind that its facts say, with its next date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from immdesk.office import board, cases, computed
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.conftest import DAY

KIND = "family-adjustment"


def stands(office: Office, number: str) -> str:
    """The stage in whose column the case with a number stands, "" when it is not there."""
    columns = board.board(office, KIND).columns
    return next((one.stage for one in columns if any(card.number == number for card in one.cards)), "")


def test_three_cases_stand_where_their_facts_say(practice: Office) -> None:
    assert stands(practice, "26-0001") == "gathering"
    assert stands(practice, "26-0002") == "petition_approved"
    assert stands(practice, "26-0003") == "adjustment_pending"
    stages = [one.stage for one in board.board(practice, KIND).columns]
    assert stages == [one.stage for one in practice.library.case_types[KIND].stages]
    assert [(one.id, one.cases) for one in board.kinds(practice)] == [(KIND, 6)]


def test_a_new_fact_moves_a_case_on_though_the_law_looked_at_it_before(
    practice: Office, set_fact: Callable[..., None]
) -> None:
    computed.catch_up(practice)
    assert stands(practice, "26-0005") == "petition_pending"
    mine = "case_id = (SELECT id FROM case_file WHERE number = '26-0005')"
    set_fact("filing", f"{mine} AND form = 'I-130'", approved_on="2026-08-12")
    assert stands(practice, "26-0005") == "petition_approved"


def test_a_closed_case_leaves_the_board(practice: Office, set_fact: Callable[..., None]) -> None:
    set_fact("case_file", "number = '26-0001'", status="closed")
    assert stands(practice, "26-0001") == ""


def test_a_card_tells_its_next_date_who_is_responsible_and_the_last_record(practice: Office) -> None:
    found = board.board(practice, KIND)
    card: Any = next(card for one in found.columns for card in one.cards if card.number == "26-0003")
    assert (card.next.on.isoformat(), card.next.kind, card.next.severity) == (
        "2026-08-19",
        "deadline",
        "fatal",
    )
    assert (card.responsible, card.quiet_words()) == ("Ana Morales", "recorded today")
    ((ana, _name),) = found.colleagues
    assert (found.only(ana).cases(), found.only(board.NOBODY).cases()) == (6, 0)


def test_a_kind_that_no_pack_knows_has_one_column(practice: Office, set_fact: Callable[..., None]) -> None:
    set_fact("case_file", "number = '26-0001'", case_type="home-made")
    (column,) = board.board(practice, "home-made").columns
    assert [card.number for card in column.cards] == ["26-0001"]


def test_days_since_the_last_record_are_counted_and_a_note_begins_them_anew(practice: Office) -> None:
    practice.clock = stopped_at(DAY + timedelta(days=9))
    (case_id,) = (row["id"] for row in practice.rows("SELECT id FROM case_file WHERE number = '26-0001'"))
    assert quiet(practice, case_id) == "recorded 9 days ago"
    cases.add_note(practice, case_id, "Called about the lease.")
    assert quiet(practice, case_id) == "recorded today"


def quiet(office: Office, case_id: str) -> str:
    """What the card of a case says of its last record."""
    cards = [card for one in board.board(office, KIND).columns for card in one.cards]
    return next(card.quiet_words() for card in cards if card.id == case_id)
