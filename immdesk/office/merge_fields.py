"""What two records of a person say, field by field: what differs is chosen by whoever merges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.history_words import shown_by_word

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

Side = Literal["a", "b"]
NUMBERS = ("a_number", "ssn", "uscis_account")
CONTACTS = ("phone_day", "phone_mobile", "email")


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field of two records: what each says, as shown; "" where it says nothing."""

    word: str
    label: str
    a: str
    b: str

    @property
    def differs(self) -> bool:
        """Say whether somebody must choose: both say something, and not the same."""
        return bool(self.a and self.b) and self.a != self.b


def columns_of_person() -> Mapping[str, str]:
    """Give word → column of what a person's own row says."""
    from immdesk.records.kept_in import columns

    return columns("person")


def fields_of(office: Office, a_id: str, b_id: str) -> tuple[MergeField, ...]:
    """Give every field of which at least one of two people says something, in the order of the vocabulary.

    Numbers are shown whole here: who merges must be able to compare them.
    """
    vocabulary = office.library.vocabulary
    with office.store.read() as read:
        a, b = _words_of(read, a_id), _words_of(read, b_id)
    found = []
    for word in dict.fromkeys((*columns_of_person(), *NUMBERS, *CONTACTS, *a, *b)):
        path = f"person.{word}"
        if not vocabulary.has(path) or not (a.get(word) or b.get(word)):
            continue
        known = vocabulary.word(path)
        shown = (shown_by_word(known, one.get(word)) for one in (a, b))
        found.append(MergeField(word, _label(office, path), *shown))
    return tuple(found)


def _label(office: Office, path: str) -> str:
    root, word, *rest = path.split(".")
    vocabulary = office.library.vocabulary
    label = vocabulary.word(path).label
    return f"{vocabulary.word(f'{root}.{word}').label}: {label}" if rest else label


def _words_of(read: Reading, person_id: str) -> dict[str, str]:
    row = read.one("SELECT * FROM person WHERE id = ?", [person_id])
    if row is None:
        raise Problem(_("This person is no longer in the office."), "", _("Go back to People."))
    words: dict[str, Any] = {word: row[column] for word, column in columns_of_person().items()}
    for one in read.all("SELECT * FROM identifier WHERE person_id = ? AND is_main = 'yes'", [person_id]):
        words[one["kind"]] = one["value"]
    sql = "SELECT * FROM contact WHERE person_id = ? AND only_in_case IS NULL ORDER BY rowid DESC"
    for one in read.all(sql, [person_id]):
        words[one["kind"]] = one["value"]
    sql = "SELECT word, value FROM said WHERE owner_kind = 'person' AND owner_id = ? ORDER BY word"
    for one in read.all(sql, [person_id]):
        words[one["word"]] = one["value"]
    return {word: value for word, value in words.items() if value}
