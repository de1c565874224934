"""Every word of the vocabulary has one place in the database, and every place has a word."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Bug
from immdesk.records.every import metadata
from immdesk.records.kept_in import KEPT, Kept, kept_in, place_of


def words(vocabulary):
    """Give every path that somebody can answer, below the shapes that have a first name."""
    for shape in set(vocabulary.roots.values()):
        for name, word in vocabulary.shape(shape).items():
            if word.computed or word.derived:
                continue
            yield f"{shape}.{name}"
            inner = vocabulary.shape(word.of).items() if word.of else ()
            yield from (f"{shape}.{name}.{key}" for key, one in inner if not (one.computed or one.derived))


def test_every_word_is_kept_and_nothing_is_kept_without_a_word(vocabulary):
    known = set(words(vocabulary))
    assert [word for word in known if not place_of(*word.split(".", 1)).table] == []
    assert sorted(set(KEPT) - known) == []


def test_every_place_exists_in_the_database():
    for path, kept in KEPT.items():
        columns = metadata.tables[kept.table].columns
        wanted = [kept.owner, *(name for name, _ in kept.where), *([kept.column] if kept.column else [])]
        assert [name for name in wanted if name not in columns] == [], path


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("person.family_name", Kept("person", "family_name")),
        (
            "petitioner.a_number",
            Kept("identifier", "value", "person_id", (("kind", "a_number"), ("is_main", "yes"))),
        ),
        ("principal.addresses.from", Kept("address", "from_on", "person_id")),
        ("case.type", Kept("case_file", "case_type")),
        ("attorney.bar_number", Kept("staff", "bar_number")),
        ("party.role", Kept("case_party", "role")),
    ],
)
def test_a_word_is_found_by_any_of_its_first_names(vocabulary, path, place):
    assert kept_in(path, vocabulary) == place


def test_a_computed_word_is_kept_nowhere(vocabulary):
    with pytest.raises(Bug, match="full_name"):
        kept_in("person.full_name", vocabulary)


def test_a_word_without_a_column_is_kept_as_said(vocabulary):
    said = Kept("said", "value", "owner_id", (("owner_kind", "person"), ("word", "eye_color")))
    assert kept_in("person.eye_color", vocabulary) == said
