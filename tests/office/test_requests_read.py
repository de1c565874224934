"""A notice is taken apart into what it asks, whatever it marks its requests with."""

from __future__ import annotations

import pytest

from immdesk.office.requests_read import LONGEST, FoundRequest, split_requests, split_text

NUMBERED = """
Request for Evidence
Receipt Number: IOE0923456790   Notice Date: 05/24/2026
We reviewed your Form I-485. Submit the following evidence:

1. Birth certificate. Submit a copy of your birth certificate
with a certified English translation.
2. Form I-864
   • the sponsor's most recent federal tax return
   • proof of current employment
Page 1 of 3
3) Medical examination. Submit Form I-693 in the sealed
envelope.

You must submit all requested evidence at one time.
1. Place this letter on top of your response.
2. Mail it to the address below.
"""
HEADED = """
NOTICE OF INTENT TO DENY

The evidence does not establish the following:

Bona Fides of the Marriage
The record holds no joint documents. Explain the
different addresses.

Financial Support
Submit the tax return of 2025.

Sincerely,
"""
LETTERED = """
A. Specialty occupation
1. A detailed description of the duties.
2. The organizational chart.
B. Maintenance of status
1. Pay records of the last year.
C. Availability of work

Response must be received by August 19, 2026.
"""
BULLETS = """
Please provide:
• Evidence that you lived in the United States since 2021
• Two photographs
- A legible copy of your passport
"""


def numbers_and_titles(text: str) -> list[tuple[str, str]]:
    return [(one.number, one.title) for one in split_requests(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBERED, [("1", "Birth certificate"), ("2", "Form I-864"), ("3", "Medical examination")]),
        (HEADED, [("", "Bona Fides of the Marriage"), ("", "Financial Support")]),
        (
            LETTERED,
            [
                ("A.1", "A detailed description of the duties"),
                ("A.2", "The organizational chart"),
                ("B.1", "Pay records of the last year"),
                ("C", "Availability of work"),
            ],
        ),
        (
            BULLETS,
            [
                ("", "Evidence that you lived in the United States since 2021"),
                ("", "Two photographs"),
                ("", "A legible copy of your passport"),
            ],
        ),
        (
            "Send us the original of your marriage certificate.",
            [("", "Send us the original of your marriage certificate")],
        ),
        ("  \n\x0c \u200e\n", []),
    ],
    ids=["numbers", "headings", "letters", "bullets", "one sentence", "no words"],
)
def test_a_notice_is_split_by_what_it_marks_its_requests_with(text: str, expected: list[tuple[str, str]]):
    assert numbers_and_titles(text) == expected


def test_broken_lines_are_joined_and_bullets_stay_with_their_request():
    first, second, third = split_requests(NUMBERED)
    assert first.asked == (
        "Birth certificate. Submit a copy of your birth certificate with a certified English translation."
    )
    assert second.asked == (
        "Form I-864\n• the sponsor's most recent federal tax return\n• proof of current employment"
    )
    assert third.asked == "Medical examination. Submit Form I-693 in the sealed envelope."


def test_numbers_that_do_not_count_on_begin_nothing():
    text = "Under section 245. of the Act\n1. Passport\n2019. was the year\n2. Photographs\n"
    assert numbers_and_titles(text) == [("1", "Passport"), ("2", "Photographs")]


def test_a_hostile_text_is_read_to_its_end_in_no_time():
    assert len(split_requests("1. " + "a " * LONGEST + "\n2. b\n")) == 1
    assert len(split_requests("\n".join(f"{n}. item" for n in range(1, 99)))) == 60


def test_a_request_is_cut_where_the_caret_stands():
    one = FoundRequest("2", "Form I-864", "The tax return. The pay stubs.")
    before, after = split_text(one, 15)
    assert (before.number, before.asked) == ("2", "The tax return.")
    assert after == FoundRequest("", "The pay stubs", "The pay stubs.")
