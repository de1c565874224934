"""The family of a case as it is drawn: who stands in which row, and which lines run between the boxes."""

from __future__ import annotations

import pytest

from immdesk.office import cases
from immdesk.office.family_tree import family_tree
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.family import Marriage, Relationship
from immdesk.records.people import Person


@pytest.fixture
def family(practice):
    """Draw a family: give people as (id, born_on), relations as (person, kind, relative), marriages."""

    def draw(people, relations=(), marriages=(), parties=None):
        def work(session):
            session.add(CaseFile(id="c", number="T-1", case_type="family-adjustment", status="open"))
            for one, born in people:
                session.add(Person(id=one, family_name=one.title(), given_name="X", born_on=born))
            for place, (one, role, relationship) in enumerate(
                parties or [(people[0][0], "petitioner", None)]
            ):
                row = {"case_id": "c", "person_id": one, "role": role, "relationship": relationship}
                session.add(CaseParty(ordinal=place, **row))
            for one, kind, other in relations:
                session.add(Relationship(person_id=one, kind=kind, relative_id=other))
            for one, other, ended in marriages:
                session.add(Marriage(person_id=one, spouse_id=other, ended_on=ended))

        practice.change("Draw a family", work)
        return family_tree(practice, "c")

    return draw


def rows(tree):
    return [[one.id for one in row] for row in tree.rows]


def lines(tree):
    return {(line.kind, line.one, line.other) for line in tree.lines}


def test_parents_stand_above_and_children_below_by_age(family):
    people = [("rosa", "1988-03-07"), ("luis", "1985-11"), ("ana", "2012-01-01"), ("leo", "2010-01-01")]
    people += [("eva", "1960-05-05")]
    told = [("luis", "spouse", "rosa"), ("ana", "child", "rosa"), ("luis", "parent", "ana")]
    told += [("leo", "stepchild", "rosa"), ("eva", "parent", "rosa")]
    tree = family(people, told)
    assert rows(tree) == [["eva"], ["rosa", "luis"], ["leo", "ana"]]
    assert lines(tree) == {
        ("spouse", "luis", "rosa"),
        ("child", "rosa", "ana"),
        ("stepchild", "rosa", "leo"),
        ("child", "eva", "rosa"),
    }


def test_ages_are_those_of_today_and_a_year_alone_stays_a_year(family):
    people = [("rosa", "1988-08-15"), ("luis", "1985"), ("ana", "2012-08-14")]
    told = [("luis", "spouse", "rosa"), ("ana", "child", "rosa")]
    words = {one.id: one.words for row in family(people, told).rows for one in row}
    assert words == {"rosa": "petitioner · age 37", "luis": "born 1985", "ana": "age 14"}


def test_a_box_is_read_aloud_with_all_that_its_lines_say(family):
    tree = family([("rosa", "1988-03-07"), ("ana", "2012-01-01")], [("ana", "child", "rosa")])
    assert [one.spoken for row in tree.rows for one in row] == [
        "Rosa, X, petitioner, age 38, parent of Ana, X",
        "Ana, X, age 14, child of Rosa, X",
    ]


def test_a_marriage_that_ended_is_drawn_as_ended(family):
    tree = family([("rosa", None), ("max", None)], marriages=[("rosa", "max", "2015-02-01")])
    assert lines(tree) == {("ended", "rosa", "max")}


def test_what_a_party_is_to_the_petitioner_is_drawn_when_nothing_else_is_recorded(family):
    parties = [
        ("rosa", "petitioner", None),
        ("ben", "beneficiary", "sibling"),
        ("ana", "derivative", "child"),
    ]
    tree = family([("rosa", None), ("ben", None), ("ana", None)], parties=parties)
    assert rows(tree) == [["rosa", "ben"], ["ana"]]
    assert lines(tree) == {("sibling", "ben", "rosa"), ("child", "rosa", "ana")}


def test_records_that_cannot_all_be_true_are_drawn_and_nothing_hangs(family):
    told = [("a", "child", "b"), ("b", "child", "c"), ("c", "child", "a"), ("a", "spouse", "a")]
    tree = family([("a", "2020-01-01"), ("b", "1850-01-01"), ("c", "2090-01-01")], told)
    assert sorted(one for row in rows(tree) for one in row) == ["a", "b", "c"]


def test_somebody_who_is_related_to_nobody_stands_alone(family):
    parties = [("rosa", "petitioner", None), ("sam", "joint_sponsor", None)]
    tree = family([("rosa", None), ("sam", None)], parties=parties)
    assert (rows(tree), tree.lines) == ([["rosa", "sam"]], ())


def test_the_family_of_a_practice_case_holds_all_its_parties(practice):
    case_id = cases.id_of(practice, "26-0002")
    drawn = {one.id for row in family_tree(practice, case_id).rows for one in row if one.party}
    told = practice.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case_id])
    assert drawn == {row["person_id"] for row in told}
