"""Criteria: which sets a case has to show, and how much evidence stands under each."""

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source
from immdesk.packs.library import load_library
from immdesk.workflow.criteria import CriteriaFile, Criterion, compile_criteria, sheets_for


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return load_library([resource("packs", "us")], cache=tmp_path_factory.mktemp("cache"))


def sheets(library, case_type, filed=None, **case):
    people = [("p1", "petitioner", Facts({"case": case})), ("p2", "principal", Facts({"case": case}))]
    return sheets_for(library.criteria.values(), case_type, people, filed or {})


def test_the_shipped_sets_have_the_numbers_of_the_law(library):
    counts = {
        name: (one.file.needs, sum(not line.always for line in one.file.criterion))
        for name, one in library.criteria.items()
    }
    assert counts == {
        "eb1a": (3, 10), "eb1b": (2, 6), "niw": (3, 3), "eb2-exceptional": (3, 6), "o1a": (3, 8),
        "o1b-arts": (3, 6), "o1b-film": (3, 6), "h1b-position": (1, 4), "h1b-worker": (1, 4), "l1": (4, 5),
    }  # fmt: skip


def test_an_extraordinary_petition_counts_accepted_evidence_and_nothing_else(library):
    filed = {("p2", "eb1a-prizes"): (1, 2), ("p2", "eb1a-judging"): (0, 1), ("p1", "eb1a-salary"): (1, 1)}
    found = sheets(library, "immigrant-petition", filed, purpose="i140_extraordinary")
    assert [(one.id, one.person_id, one.met, one.open) for one in found] == [("eb1a", "p2", 1, 2)]
    assert [(one.id, one.accepted, one.there) for one in found[0].lines if one.there] == [
        ("eb1a-prizes", 1, 2),
        ("eb1a-judging", 0, 1),
    ]


def test_what_is_asked_in_any_case_stays_open_beside_the_number(library):
    filed = {("p2", name): (1, 1) for name in ("eb1b-prizes", "eb1b-judging", "eb1b-offer")}
    (found,) = sheets(library, "immigrant-petition", filed, purpose="i140_professor")
    assert (found.met, found.needs, found.open) == (2, 2, 1)


def test_a_category_that_nobody_chose_is_asked_for_and_none_is_dropped(library):
    found = sheets(library, "immigrant-petition")
    assert {one.id: sorted(one.ask) for one in found}["eb1a"] == ["case.i140_category", "case.purpose"]
    assert [one.id for one in sheets(library, "naturalization")] == []


def test_a_new_office_has_a_criterion_of_its_own(library):
    (plain,) = sheets(library, "intracompany", new_office=False)
    (fresh,) = sheets(library, "intracompany", new_office=True)
    assert len(fresh.lines) == len(plain.lines) + 1


@pytest.mark.parametrize(("needs", "ids", "said"), [(3, "ab", "needs 3 of 2"), (1, "aa", "the same id")])
def test_a_set_that_cannot_be_right_is_refused(library, needs, ids, said):
    lines = tuple(Criterion(id=one, title="x", says="x", cite="x") for one in ids)
    file = CriteriaFile(
        criteria="c", title="C", fits=("perm",), of=("principal",), needs=needs, cite=("x",),
        confidence="verify", criterion=lines,
    )  # fmt: skip
    with pytest.raises(Problem, match=said):
        compile_criteria(file, library.vocabulary, Source("c.yaml", "criteria: c\n"))
