"""Which children Form N-400 asks about, and what it calls them."""

from __future__ import annotations

from datetime import date

from immdesk.basics.facts import PartialDate
from immdesk.records.naturalizing import children_asked, is_minor

TODAY = date(2026, 11, 22)


def test_a_child_is_minor_until_the_eighteenth_birthday() -> None:
    assert is_minor(date(2008, 11, 23), TODAY) is True
    assert is_minor(date(2008, 11, 22), TODAY) is False
    assert is_minor(PartialDate(2008), TODAY) is None
    assert is_minor(PartialDate(2009, 3), TODAY) is True
    assert is_minor(None, TODAY) is None


def test_the_form_has_its_own_words_for_where_a_child_lives_and_how_it_is_related() -> None:
    (own, step, bare) = children_asked(
        (
            {"relationship": "child", "adopted": True, "lives": "abroad"},
            {"relationship": "stepchild", "lives": "with_the_parent"},
            {"relationship": "child"},
        ),
        TODAY,
    )
    assert (own["kinship"], own["residence"]) == (
        "legally adopted son or daughter",
        "does not reside with me",
    )
    assert (step["kinship"], step["residence"]) == ("stepchild", "resides with me")
    assert {"kinship", "residence", "minor"}.isdisjoint(bare)
