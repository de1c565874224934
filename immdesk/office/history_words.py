"""What an operation did, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from immdesk.basics.reading_places import country_in_words
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Nothing
from immdesk.basics.values import NONE_TEXT, read_value, text_to_value
from immdesk.basics.words import _
from immdesk.office.bulletin_words import cutoff_line
from immdesk.office.history_kept import in_words
from immdesk.office.history_labels import Label, Labels, noun, title_words
from immdesk.office.rows import HistoryRow

if TYPE_CHECKING:
    from immdesk.basics.word import Word
    from immdesk.office.office import Office
    from immdesk.store.history import Place
    from immdesk.store.operations import Done, Image, RowChange
    from immdesk.store.reading import Reading

_SINGLE = ("said", "identifier", "contact")
"""Tables whose rows each hold one value, called by what the row says it is."""

_NAMELESS = ("person", "case_file", "case_party", "said", "identifier", "contact")
"""Tables whose rows need no word for what they are: their fields say it."""

_TITLED = {
    "docket_entry": "title", "document": "title", "task": "title", "filing": "form", "employer": "name",
    "job": "title", "payment": "item",
}  # fmt: skip
"""Records that are called by one of their columns."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the words need beside the operation: labels, and the records it names as last known."""

    labels: Labels
    rows: Mapping[Place, Image]

    def called(self, record_id: str) -> str:
        """Give the name of a person, an employer or a member of the staff, "" when nobody knows it."""
        if employer := self.rows.get(("employer", record_id)):
            return str(employer.get("name") or "")
        row = self.rows.get(("person", record_id)) or self.rows.get(("staff", record_id)) or {}
        parts = (row.get("family_name"), row.get("given_name"))
        return ", ".join(part for part in parts if part and part != NONE_TEXT)


def told(office: Office, read: Reading, done: Sequence[Done]) -> tuple[HistoryRow, ...]:
    """Give operations as the history shows them, each field before and after, in words."""
    from immdesk.store.history import rows_as_known

    labels = Labels(office.library.vocabulary)
    context = Context(labels, rows_as_known(read, {place for one in done for place in _places(one)}))
    zone = ZoneInfo(office.zone)
    here = {case_id for (case_id,) in read.tuples("SELECT id FROM case_file WHERE deleted_at IS NULL")}
    return tuple(_row(one, context, here, zone) for one in done)


def lines_of(done: Done, context: Context) -> tuple[str, ...]:
    """Give a line a changed field ("Cruz, Ana · Date of birth: 1990 → 1991"), what was typed last."""
    rows = sorted(done.rows, key=lambda row: row.table == "answer")
    return tuple(line for row in rows for line in _lines(row, context))


def _row(done: Done, context: Context, here: set[str], zone: ZoneInfo) -> HistoryRow:
    from immdesk.store.undo import took_back

    cases = dict.fromkeys(row.case_id for row in done.rows if row.case_id in here)
    named = tuple(
        (one, str(context.rows.get(("case_file", one), {}).get("number", ""))) for one in cases if one
    )
    why = "" if took_back(done.why) else done.why
    at = datetime.fromisoformat(done.at).astimezone(zone)
    return HistoryRow(
        done.id, at, done.who, title_words(done.title), lines_of(done, context), why, done.seq, named
    )


def _places(done: Done) -> Iterator[Place]:
    for row in done.rows:
        if row.table in _SINGLE or row.table in _TITLED or (row.table, row.act) == ("bulletin", "update"):
            yield row.table, row.pk
        if row.person_id:
            yield "person", row.person_id
        if row.case_id:
            yield "case_file", row.case_id
        for image in (row.before or {}, row.after or {}):
            for column, value in image.items():
                if column in _PEOPLE and value:
                    yield _PEOPLE[column], value
                elif column == "document_id":
                    yield "document", value


_PEOPLE = {
    "responsible_id": "staff",
    "attorney_id": "staff",
    "staff_id": "staff",
    "relative_id": "person",
    "spouse_id": "person",
    "person_id": "person",
    "employer_id": "employer",
}


def _lines(row: RowChange, context: Context) -> Iterator[str]:
    whose = context.called(row.person_id) if row.person_id else ""
    if row.act == "purge" or row.salt is None:
        yield _joined(whose, _("{what}: deleted for good").format(what=noun(row.table).capitalize()))
        return
    known = {**context.rows.get((row.table, row.pk), {}), **(row.before or {}), **(row.after or {})}
    if row.table == "answer":
        label = context.labels.of_value({**known, "word": known.get("path", "").partition(".")[2]}, row.table)
        yield _joined(
            whose, _("Typed: {label}: {text}").format(label=label.text, text=known.get("text") or "–")
        )
    elif row.table == "list_complete":
        label, said = context.labels.of_value(known, row.table), _("no") if row.act == "delete" else _("yes")
        yield _joined(whose, _("{list}, that is all: {said}").format(list=label.text, said=said))
    elif row.table == "bulletin":
        yield cutoff_line(row.before or {}, row.after or {}, known)
    elif row.table in _SINGLE:
        single = context.labels.of_value(known, row.table)
        yield from _fields(row, context, (whose,), single)
    else:
        yield from _fields(row, context, (whose, _record(row, known, context)))


def _record(row: RowChange, known: Image, context: Context) -> str:
    """Give what the record is called: its own title, or what kind of record it is."""
    if row.table in _NAMELESS:
        return ""
    if row.table == "case_document":
        known = context.rows.get(("document", known.get("document_id") or ""), known)
    title = known.get(_TITLED.get(row.table, "title")) if row.table != "staff" else context.called(row.pk)
    return str(title) if title else noun(row.table).capitalize()


def _fields(
    row: RowChange, context: Context, subject: Iterable[str], single: Label | None = None
) -> Iterator[str]:
    for column, before, after in row.changed():
        if single is not None and column == "value":
            label: Label | None = single
        elif single is not None and column in ("kind", "word", "owner_kind", "is_main"):
            continue
        else:
            label = context.labels.of(row.table, column)
        if label is None or _title_again(row, column):
            continue
        old, new = _shown(label, before, context), _shown(label, after, context)
        if old != new:
            change = new if row.act == "insert" else f"{old or '–'} → {new or '–'}"
            yield _joined(*subject, f"{label.text}: {change}")


def _title_again(row: RowChange, column: str) -> bool:
    return row.act != "update" and _TITLED.get(row.table) == column


def _shown(label: Label, value: Any, context: Context) -> str:
    if value is None or value == "":
        return ""
    text = str(value)
    if text == NONE_TEXT:
        return (label.word.none_label if label.word else "") or _("none")
    if label.told:
        return label.told(text)
    if called := context.called(text):
        return called
    return _by_type(label.word.type, label.word.choices, text) if label.word else _plain(text)


def shown_by_word(word: Word, text: str | None) -> str:
    """Give a kept text as a person reads it, by the word that it is the value of; "" when it is unknown."""
    if not text:
        return ""
    return (word.none_label or _("none")) if text == NONE_TEXT else _by_type(word.type, word.choices, text)


def _by_type(kind: str, options: tuple[tuple[str, str], ...], text: str) -> str:
    if kind in ("phone", "ssn", "a_number"):
        return read_value(kind, text, today=_NEVER).shown or text
    try:
        value = text_to_value(kind, text)
    except ValueError:
        return text
    if isinstance(value, Nothing):
        return _("none")
    if kind == "country":
        return country_in_words(text)
    return dict(options).get(text) or on_screen(value)


_NEVER = datetime.min.date()


def _plain(text: str) -> str:
    """Show a kept text whose type nobody told: a day as a day, yes and no in words."""
    if text in ("yes", "no"):
        return on_screen(text == "yes")
    return in_words(text)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def context_of(office: Office, read: Reading, places: Iterable[Place]) -> Context:
    """Give what the words of these records need."""
    from immdesk.store.history import rows_as_known

    return Context(Labels(office.library.vocabulary), rows_as_known(read, set(places)))


def field_in_words(
    context: Context, table: str, known: Image, column: str, values: Sequence[Any]
) -> tuple[str, tuple[str, ...]]:
    """Give what a column of a record is called, and what it says for each value, "" for nothing."""
    single = table in _SINGLE and column == "value"
    label = context.labels.of_value(known, table) if single else context.labels.of(table, column)
    if label is None:
        return noun(table).capitalize(), tuple("" if value is None else str(value) for value in values)
    return label.text, tuple(_shown(label, value, context) for value in values)
