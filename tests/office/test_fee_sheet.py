"""The fee sheet of a case: what each filing costs on its day, why, and what must be known first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium

from immdesk.office import cases, fee_sheet, packets
from immdesk.office.fee_sheet import CaseFees, FilingFees
from immdesk.office.office import Office


def fees(practice: Office, words: str) -> CaseFees:
    [case_id] = cases.case_ids(practice, words)
    return fee_sheet.fees_of_case(practice, case_id)


def filings(found: CaseFees, form: str) -> list[FilingFees]:
    return [one for one in found.filings if one.form == form]


def test_each_applicant_of_the_packet_pays_with_the_reason_and_its_authority(practice: Office) -> None:
    one = filings(fees(practice, "soto"), "I-485")[0]
    [line] = one.lines
    assert (line.title, line.state, line.shown) == ("Filing fee", "due", "$1,440")
    assert line.why.startswith("each applicant")
    assert "8 CFR 106.2" in line.cite
    assert one.total == Decimal(1440)


def test_what_was_filed_long_ago_is_not_paid_again(practice: Office) -> None:
    found = fees(practice, "soto")
    [petition] = [one for one in filings(found, "I-130") if one.filed]
    assert not petition.to_pay
    assert found.total == Decimal(3 * 1440)


def test_a_form_that_the_packet_does_not_hold_counts_in_no_total(practice: Office) -> None:
    permit = filings(fees(practice, "soto"), "I-765")[0]
    assert not permit.in_packet
    assert permit.total == Decimal(260)
    assert [line.state for line in permit.lines] == ["due", "not due", "not due", "not due", "not due"]


def test_forms_without_a_fee_are_named_once(practice: Office) -> None:
    assert fees(practice, "soto").free == ("G-28", "I-864", "I-693")


def test_it_says_how_one_may_pay_today(practice: Office) -> None:
    [words] = fees(practice, "soto").payment
    assert words.startswith("No checks or money orders. One Form G-1450 or G-1650 for each form")


def test_the_packet_carries_the_sheet_for_the_office(practice: Office, tmp_path: Path) -> None:
    [case_id] = cases.case_ids(practice, "soto")
    made = packets.build(practice, case_id, tmp_path / "p.pdf", lambda *_: None, lambda: False)
    [sheet] = [part for part in made.parts if part.kind == "fees"]
    document = pdfium.PdfDocument(tmp_path / "p.pdf")
    first = sheet.first_page - 1
    pages = [document[first + place].get_textpage().get_text_bounded() for place in range(sheet.pages)]
    document.close()
    text = " ".join(" ".join(pages).split())
    assert "For the office only: take this sheet out before mailing." in text
    assert "$1,440 Filing fee: due" in text
    assert "Total of the packet: $4,320" in text


def test_what_is_due_for_certain_is_told_while_something_is_asked_first() -> None:
    day = date(2026, 8, 14)
    petition = FilingFees(
        "I-129", "Petition", "Wei Chen", "p", day, False, True, (), None, known=Decimal(4345)
    )  # fmt: skip
    assert fee_sheet.total_of(petition) == "at least $4,345"
    assert fee_sheet.total_of(replace(petition, known=Decimal(0))) == "not known yet"
