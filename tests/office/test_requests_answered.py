"""A notice asks, the office answers: requests, papers, paragraphs, what is missing, and one response."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import never, silent
from immdesk.office import events, letters, request_changes, requests, response_packet
from immdesk.office.office import Office
from immdesk.office.requests_read import FoundRequest
from immdesk.office.responses import response_sections
from immdesk.office.scan_measures import say_language
from immdesk.office.undo import undo
from immdesk.records.documents import Document


@pytest.fixture
def notice(practice: Office) -> str:
    """The request for evidence of the practice office: five requests, two of them open."""
    return str(practice.rows("SELECT id FROM notice WHERE kind = 'rfe'")[0]["id"])


def told(office: Office, notice_id: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.called, one.missing) for one in requests.page_of(office, notice_id).requests]


def test_the_desk_shows_what_is_due_what_is_open_and_where_each_paper_stands(practice: Office, notice: str):
    page = requests.page_of(practice, notice)
    assert (page.head.title, page.head.dated, page.head.served) == (
        "Request for evidence",
        "Sun May 24, 2026",
        "by mail",
    )
    assert page.due is not None
    assert page.due.shown == "Wed Aug 19, 2026"
    assert [line.authority for line in page.due.explanation][1] == "8 CFR 103.2(b)(8)(iv)"
    assert page.open == 2
    assert told(practice, notice)[3:] == [
        (
            "4. Tax transcript of the sponsor",
            ("no document answers it", "still wanted: the transcript, ordered from the IRS"),
        ),
        ("5. Medical examination", ("no document answers it", "no paragraph in the letter")),
    ]
    assert [paper.reference for one in page.requests for paper in one.papers] == [
        "Exhibit A, p. 1",
        "Exhibit B, p. 1",
        "Exhibit C, p. 1",
    ]
    assert [(one.level, one.message) for one in page.checks] == [
        ("stop", "2 requests are still open."),
        ("good", "The notice lies on top of the response."),
    ]


def test_requests_are_split_joined_moved_and_removed_and_each_is_one_step_back(practice: Office, notice: str):
    rows = requests.page_of(practice, notice).requests
    cut = rows[1].asked.index("such as")
    request_changes.split(practice, rows[1].id, cut)
    assert [called for called, _missing in told(practice, notice)][1:3] == [
        "2. Shared household",
        "3. such as a rental contract in both names",
    ]
    below = requests.page_of(practice, notice).requests[2]
    request_changes.move(practice, below.id, 1)
    request_changes.join(practice, below.id)
    joined = requests.page_of(practice, notice).requests[2]
    assert joined.asked.endswith("photograph.\nsuch as a rental contract in both names.")
    assert [one.title for one in joined.papers] == ["Passport of Vietnam"]
    request_changes.remove(practice, joined.id)
    assert len(told(practice, notice)) == 4
    with pytest.raises(Problem, match="No request stands above"):
        request_changes.join(practice, rows[0].id)
    with pytest.raises(Problem, match="nothing to cut"):
        request_changes.split(practice, rows[0].id, 0)


def test_a_paper_that_answers_two_requests_is_shown_once(practice: Office, notice: str):
    rows = requests.page_of(practice, notice).requests
    request_changes.link(practice, rows[4].id, rows[0].papers[0].id)
    request_changes.link(practice, rows[4].id, rows[0].papers[0].id)
    again = requests.page_of(practice, notice).requests
    assert [paper.reference for paper in again[4].papers] == ["Exhibit A, p. 1"]
    request_changes.unlink(practice, rows[0].id, rows[0].papers[0].id)
    moved = requests.page_of(practice, notice).requests
    assert [[paper.exhibit for paper in one.papers] for one in moved] == [[], ["A"], ["B"], [], ["C"]]


def test_a_part_of_a_response_needs_a_reason_and_says_what_it_means(practice: Office, notice: str):
    with pytest.raises(Problem, match="The reason is missing"):
        request_changes.set_how(practice, notice, "partial")
    request_changes.set_how(practice, notice, "partial", "Ms. Whitaker: the surgeon is away until September.")
    first = requests.page_of(practice, notice).checks[0]
    assert (first.level, first.cite) == ("warn", "8 CFR 103.2(b)(11); 8 CFR 103.2(b)(13), (14)")
    request_changes.set_how(practice, notice, "withdraw", "The client has decided.")
    assert [one.level for one in requests.page_of(practice, notice).checks] == ["warn"]


def test_the_response_is_told_as_sections_that_a_letter_can_take(practice: Office, notice: str):
    first, *_rest, last = response_sections(practice, notice)
    assert first.heading == "Request 1: Marriage certificate"
    assert first.paragraph.startswith("The marriage certificate is enclosed.")
    assert first.exhibits == ("Exhibit A, p. 1 (Marriage certificate)",)
    assert last.open == ("no document answers it", "no paragraph in the letter")


def test_what_cannot_be_kept_is_refused_in_words(practice: Office, notice: str):
    row = requests.page_of(practice, notice).requests[0]
    with pytest.raises(Problem, match="needs a title"):
        request_changes.edit(practice, row.id, row.version, {"title": " . "})
    with pytest.raises(Problem, match="longer than a paragraph"):
        request_changes.edit(practice, row.id, row.version, {"answer": "x" * 100_001})
    request_changes.edit(practice, row.id, row.version, {"answer": "<b>ع</b> \u202e & Co."})
    with pytest.raises(Problem, match="Somebody else saved"):
        request_changes.edit(practice, row.id, row.version, {"answer": "mine"})
    with pytest.raises(Problem, match="No request is found"):
        request_changes.add_requests(practice, notice, [FoundRequest("", " ", "")])
    with pytest.raises(Problem, match="no longer in the case"):
        requests.page_of(practice, "gone")


def test_a_notice_that_cannot_be_read_keeps_the_response_from_being_written(
    practice: Office, notice: str, tmp_path: Path
):
    junk = practice.store.attachments.put(b"%PDF-1.7 and nothing else").name
    scan = requests.page_of(practice, notice).scan

    def damage(session: Session) -> None:
        session.get_one(Document, scan).blob = junk

    practice.change("Damage it", damage)
    with pytest.raises(Refused, match=r"^The notice: "):
        response_packet.build_response(practice, notice, tmp_path / "r.pdf", silent, never)
    assert list(tmp_path.glob("r*")) == []


def test_the_papers_of_a_response_are_looked_over_as_those_of_a_packet(practice: Office, notice: str):
    paper = requests.page_of(practice, notice).requests[0].papers[0].id
    say_language(practice, paper, "missing")
    found = [one for one in response_packet.read_desk(practice, notice).checks if "Exhibit A" in one.message]
    assert [(one.level, one.cite) for one in found] == [("stop", "8 CFR 103.2(b)(3)")]


def test_a_notice_that_is_removed_takes_its_requests_along_and_undo_brings_them_back(
    practice: Office, notice: str
):
    changed = events.remove(practice, "notice", notice)
    assert practice.rows("SELECT id FROM notice_request") == []
    assert practice.rows("SELECT id FROM document WHERE title LIKE 'Rental contract%'")
    undo(practice, changed.operation)
    assert len(requests.page_of(practice, notice).requests) == 5


def test_a_letter_begun_at_the_letter_desk_counts_and_must_be_finished(practice: Office, notice: str):
    case_id = requests.head_of(practice, notice).case_id
    before = [one.message for one in response_packet.read_desk(practice, notice).checks]
    assert not any(one.startswith("Response to a request for evidence:") for one in before)
    letters.make(practice, case_id, "rfe-response")
    after = [one.message for one in response_packet.read_desk(practice, notice).checks if one.level == "stop"]
    assert "Response to a request for evidence: No attorney has signed it off." in after
    assert not any("Not in the packet" in one for one in after)
