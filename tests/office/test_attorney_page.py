"""The attorney's page: every date of a case, its arithmetic and law on paper, and a line to sign."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from immdesk.basics.problems import Refused
from immdesk.office import attorney_page, cases, dates
from immdesk.office.office import Office


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[place].get_textpage().get_text_bounded() for place in range(len(document))]
    document.close()
    return " ".join("\n".join(pages).split())


def the_case(practice: Office, words: str) -> str:
    [case_id] = cases.case_ids(practice, words)
    return case_id


def test_every_date_stands_there_with_each_step_and_its_law(practice: Office) -> None:
    case_id = the_case(practice, "nguyen")
    text = text_of(attorney_page.attorney_page(practice, case_id))
    for row in dates.dates_of(practice, case_id):
        assert row.title in text
    assert "Answer the request for evidence: Wed Aug 19, 2026" in text
    assert "8 CFR 103.8(b)" in text
    assert "No attorney has reviewed this rule yet." in text
    assert "I have read these dates and how they were worked out." in text
    assert "page 1 of" in text


def test_an_accepted_date_is_told_from_one_that_waits(practice: Office) -> None:
    case_id = the_case(practice, "soto")
    before = text_of(attorney_page.attorney_page(practice, case_id))
    dates.accept_all(practice, case_id)
    after = text_of(attorney_page.attorney_page(practice, case_id))
    assert "not yet accepted" in before
    assert "not yet accepted" not in after
    assert "on the docket" in after


def test_a_name_in_any_script_and_with_signs_of_markup_is_printed_as_it_is(practice: Office) -> None:
    case_id = the_case(practice, "nguyen")

    def rename(session) -> None:
        from immdesk.records.cases import CaseFile

        session.get_one(CaseFile, case_id).title = "Nguyễn <b>& Sons"

    practice.change("Rename", rename)
    assert "Nguyễn <b>& Sons" in text_of(attorney_page.attorney_page(practice, case_id))


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(practice: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be written"):
        attorney_page.write_page(practice, the_case(practice, "nguyen"), tmp_path / "no" / "page.pdf")
    assert list(tmp_path.glob("*.pdf*")) == []
