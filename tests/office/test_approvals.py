"""What waits for an attorney: a fatal date, a packet; and nothing where nobody signs in by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from immdesk.basics.problems import Problem, Refused
from immdesk.office import approvals, dates, firm, own_days, packets, undo
from immdesk.office.office import Office
from immdesk.office.rows import DateRow
from immdesk.records.access import StaffSignIn

Case = Callable[[str], str]
SetFact = Callable[..., None]


@pytest.fixture
def desk(practice: Office) -> Office:
    """The practice office where Ana, a paralegal, sits; Helen is its attorney and administrator."""

    def work(session: Session) -> None:
        for one in firm.staff(practice):
            role = "administrator" if one.is_attorney else "paralegal"
            session.add(StaffSignIn(staff_id=one.id, slot=one.name.split()[0], role=role))

    practice.change("Let people in", work)
    sits(practice, "Ana")
    return practice


def sits(office: Office, slot: str) -> None:
    """Let somebody else sit at the desk."""
    from immdesk.office.sign_in import who

    office.slot = slot
    office.user = who(office).name


def moved(office: Office, case_id: str) -> DateRow:
    return next(one for one in dates.dates_of(office, case_id) if one.rule == "rfe-deadline")


def asked_to_move(office: Office, case: Case, set_fact: SetFact) -> str:
    """Let Ana ask that the fatal date of 26-0003 moves by two days; give the id of the request."""
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-26")
    with pytest.raises(approvals.NeedsApproval, match="Ask Helen Whitaker to approve it") as held:
        dates.accept(office, case("26-0003"), [moved(office, case("26-0003")).key])
    approvals.ask(office, held.value.asked, "The envelope was stamped on May 26.")
    return approvals.waiting(office)[0].id


def test_a_paralegals_change_of_a_fatal_date_takes_effect_when_the_attorney_approves(
    desk: Office, case: Case, set_fact: SetFact
) -> None:
    request = asked_to_move(desk, case, set_fact)
    (row,) = approvals.waiting(desk)
    assert (row.what, row.before, row.after, row.why, row.asked_by) == (
        "Change a fatal date",
        "Wed Aug 19, 2026",
        "Fri Aug 21, 2026",
        "The envelope was stamped on May 26.",
        "Ana Morales",
    )
    assert [one.state for one in dates.dates_of(desk, case("26-0003")) if one.rule == "rfe-deadline"] == [
        "moved",
        "kept",
    ]
    with pytest.raises(Refused, match=r"Only an attorney who signs in here.*Ask Helen Whitaker"):
        approvals.approve(desk, request)
    sits(desk, "Helen")
    assert approvals.approve(desk, request).message == "Approved."
    assert (moved(desk, case("26-0003")).state, moved(desk, case("26-0003")).on) == (
        "kept",
        date(2026, 8, 21),
    )
    done = desk.rows("SELECT title, who FROM operation ORDER BY seq DESC LIMIT 3")
    assert [(one["title"], one["who"]) for one in done] == [
        ("Approve what was asked", "Helen Whitaker"),
        ("Accept dates", "Helen Whitaker"),
        ("Ask an attorney to approve", "Ana Morales"),
    ]


def test_a_request_is_sent_back_with_a_reason_and_nothing_is_done(
    desk: Office, case: Case, set_fact: SetFact
) -> None:
    request = asked_to_move(desk, case, set_fact)
    sits(desk, "Helen")
    with pytest.raises(Problem, match="sent back only with a reason"):
        approvals.send_back(desk, request, " ")
    approvals.send_back(desk, request, "Show me the envelope.")
    (row,) = approvals.answered(desk)
    assert (row.state, row.reason, row.answered_by) == (
        "sent_back",
        "Show me the envelope.",
        "Helen Whitaker",
    )
    assert moved(desk, case("26-0003")).state == "moved"
    with pytest.raises(Problem, match="was answered already"):
        approvals.approve(desk, request)


def test_a_request_that_was_overtaken_says_so_and_is_not_done(
    desk: Office, case: Case, set_fact: SetFact
) -> None:
    request = asked_to_move(desk, case, set_fact)
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-28")
    assert approvals.overtaken(desk) == {request}
    sits(desk, "Helen")
    with pytest.raises(Problem, match="This was changed since it was asked"):
        approvals.approve(desk, request)
    assert [one.state for one in approvals.answered(desk)] == ["stale"]
    assert moved(desk, case("26-0003")).state == "moved"


def test_what_is_asked_waits_once_and_with_a_reason(desk: Office, case: Case, set_fact: SetFact) -> None:
    asked_to_move(desk, case, set_fact)
    with pytest.raises(approvals.NeedsApproval) as held:
        dates.accept(desk, case("26-0003"), [moved(desk, case("26-0003")).key])
    with pytest.raises(Problem, match="waits for an attorney already"):
        approvals.ask(desk, held.value.asked, "Again")
    with pytest.raises(Problem, match="Say why"):
        approvals.ask(desk, held.value.asked, "  ")


def test_a_paralegal_accepts_new_dates_and_leaves_no_fatal_one_off_the_docket(
    desk: Office, case: Case
) -> None:
    rows = [one for one in dates.dates_of(desk, case("26-0002")) if one.state == "proposed"]
    fatal = next(one for one in rows if one.severity == "fatal")
    with pytest.raises(approvals.NeedsApproval):
        dates.refuse(desk, case("26-0002"), fatal.key, "She left.")
    assert dates.accept_all(desk, case("26-0002")).message == f"{len(rows)} dates accepted."
    kept = next(one for one in dates.dates_of(desk, case("26-0003")) if one.severity == "fatal")
    own_days.set_own_day(desk, kept.entry_id, "2026-08-17", "Two days earlier.")
    with pytest.raises(approvals.NeedsApproval) as held:
        own_days.back_to_law(desk, kept.entry_id)
    assert (held.value.asked.before, held.value.asked.after) == ("Mon Aug 17, 2026", "Wed Aug 19, 2026")


def test_a_packet_is_approved_by_who_is_asked_and_in_nobody_elses_name(desk: Office, case: Case) -> None:
    helen = next(one.id for one in firm.staff(desk) if one.is_attorney)
    with pytest.raises(approvals.NeedsApproval):
        packets.approve(desk, case("26-0001"), helen)
    packets.ask_to_approve(desk, case("26-0001"), "All signed; the fee is in.")
    sits(desk, "Helen")
    approvals.approve(desk, approvals.waiting(desk)[0].id)
    assert packets.page(desk, case("26-0001")).approved_by == "Helen Whitaker"
    other = desk.change("Add", lambda session: _attorney(session))[0]
    with pytest.raises(Problem, match="You came in as Helen Whitaker"):
        packets.approve(desk, case("26-0001"), other)


def test_who_is_no_attorney_takes_back_no_decision_of_another(desk: Office, case: Case) -> None:
    sits(desk, "Helen")
    changed = dates.accept_all(desk, case("26-0002"))
    sits(desk, "Ana")
    with pytest.raises(Refused, match="Only an attorney who signs in here"):
        undo.undo(desk, changed.operation)


def test_where_nobody_signs_in_by_name_nothing_waits(practice: Office, case: Case, set_fact: SetFact) -> None:
    set_fact("notice", "kind = 'rfe'", dated_on="2026-05-26")
    dates.accept(practice, case("26-0003"), [moved(practice, case("26-0003")).key])
    assert moved(practice, case("26-0003")).state == "kept"
    assert approvals.waiting(practice) == ()


def _attorney(session: Session) -> str:
    from immdesk.records.firm import Staff

    one = Staff(given_name="Otto", family_name="Berg", is_attorney="yes", active="yes")
    session.add(one)
    return one.id
