"""The category of a work permit, however it was written and whoever told it."""

from __future__ import annotations

import pytest

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.permit_category import category_words, parts


@pytest.mark.parametrize("written", ["(c)(3)(C)", "C03C", "c3c", "C-3-C"])
def test_a_category_is_read_however_it_is_written(written: str) -> None:
    assert parts(written) == ("C", "3", "C", "C03C")


def test_the_kind_of_case_tells_it_or_the_principal_or_nobody_yet() -> None:
    assert category_words({"type": "family-adjustment"}, {})["permit_code"] == "C09"
    assert category_words({"type": "daca-renewal"}, {})["permit_suffix"] is NONE
    assert category_words({"purpose": "opt"}, {"practice_kind": "after_graduation"})["permit_code"] == "C03B"
    assert category_words({"type": "work-permit"}, {"permit_category": "(a)(12)"})["permit_code"] == "A12"
    asked = category_words({"type": "work-permit"}, {})["permit_code"]
    assert isinstance(asked, Unknown)
    assert asked.paths == frozenset({"person.permit_category"})
    assert category_words({"type": "h1b-petition"}, {})["permit_code"] is NONE
