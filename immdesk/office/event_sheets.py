"""The page on which an event is recorded or corrected: its questions with their answers as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.reading_outcome import Read, look
from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _
from immdesk.intake.reading import read_word
from immdesk.intake.shapes import Group, Question, SectionView
from immdesk.office.cases import short_name
from immdesk.office.event_checks import doubts
from immdesk.office.event_words import (
    ASKS_ANSWER,
    FILED,
    OF_DOCUMENT,
    OF_FILING,
    OF_FORM,
    OF_STUDENT_CARD,
    Asked,
    Kind,
    choice_words,
    kind_words,
    words_of,
)

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading, Row

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known before anybody types: the row as it is kept, and what may be chosen.

    `kept` holds kept texts by key, `version` the version of the row that they were read from (0 for a new
    one), `filings` the rows of the case's filings by id.
    """

    kind: Kind
    case_id: str
    record_id: str
    version: int
    kept: Mapping[str, str]
    choices: Mapping[str, Choices]
    filings: Mapping[str, Mapping[str, Any]]
    today: date
    library: Library = field(repr=False)

    @property
    def title(self) -> str:
        """Give what stands at the head of the page."""
        return kind_words(self.kind)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a sheet with its text and what was read from it."""

    asked: Asked
    text: str
    read: Read


@dataclass(frozen=True, slots=True)
class Difference:
    """One question whose answer somebody else changed: as it is kept now, and as this person has it."""

    label: str
    theirs: str
    mine: str


def sheet(office: Office, kind: Kind, case_id: str, record_id: str = "") -> Sheet:
    """Open a sheet for a new event of a case, or for the one with this id.

    Raises Problem when the case or the event is no longer there.
    """
    with office.store.read() as read:
        if not read.value("SELECT 1 FROM case_file WHERE id = ? AND deleted_at IS NULL", [case_id]):
            raise Problem(_("This case is no longer in the office."), _("Nothing was recorded."), "")
        row = _row(read, kind, case_id, record_id) if record_id else {}
        filings = {one["id"]: one for one in read.all(_FILINGS, [case_id])}
        people = _people(read, case_id, row.get("person_id"))
        owners = people + _employers(read, case_id) if kind == "document" else people
        choices = {
            "person_id": owners,
            "filing_id": tuple((one["id"], filing_words(one, dict(people))) for one in filings.values()),
            "staff_id": _staff(read, row.get("staff_id")),
            "form": _forms(office, read, case_id) if kind == "filing" else (),
        }
        told = read.all(_SAID, [kind, record_id]) if record_id else []
    if row.get("employer_id"):
        row = {**row, "person_id": OF_EMPLOYER + str(row["employer_id"])}
    kept = {name: str(text) for name, text in row.items() if text is not None and name not in _OWN}
    kept |= {one["word"]: str(one["value"]) for one in told}
    version = int(row.get("version") or 0)
    return Sheet(kind, case_id, record_id, version, kept, choices, filings, office.today(), office.library)


_SAID = "SELECT word, value FROM said WHERE owner_kind = ? AND owner_id = ? AND value IS NOT NULL"
_OWN = ("id", "version", "case_id", "employer_id")
OF_EMPLOYER = "employer:"
"""Begins the answer to whose a document is when it is an employer's and no person's."""

_FILINGS = "SELECT * FROM filing WHERE case_id = ? ORDER BY coalesce(received_on, postmark_on, '9'), form, id"


def answers(opened: Sheet, texts: Mapping[str, str]) -> list[Answer]:
    """Give what is asked now, each with its text: as typed (`texts`, by key), else as it is kept."""
    steering, found = _steer(opened, texts), []
    for asked in words_of(opened.kind, opened.library.vocabulary, steering):
        text = texts.get(asked.key, _kept(opened, asked.key, steering["filing_id"]))
        found.append(Answer(asked, text, read_answer(opened, asked, text)))
    return found


def read_answer(opened: Sheet, asked: Asked, text: str) -> Read:
    """Read the answer to one question by the same reader as a questionnaire."""
    read = read_word(asked.word, text, opened.today, options_of(opened, asked))
    if asked.key == "form" and read.level == "ok":
        return _read_form(str(read.value), options_of(opened, asked))
    return read


def view(opened: Sheet, texts: Mapping[str, str]) -> SectionView:
    """Give the page as the window draws it."""
    return SectionView(
        opened.kind, opened.title, "", (Group("", opened.title, -1, questions_of(opened, texts)),), ()
    )


def questions_of(opened: Sheet, texts: Mapping[str, str]) -> tuple[Question, ...]:
    """Give every question with its text, its reading and what does not fit."""
    found = answers(opened, texts)
    values = values_of(found)
    labels = {one.asked.key: one.asked.word.label for one in found}
    warned = doubts(opened.library, opened.kind, values, labels, opened.today)
    _receipt_doubt(opened, values, warned)
    return tuple(_question(opened, one, warned.get(one.asked.key, "")) for one in found)


def ever_asked(opened: Sheet) -> frozenset[str]:
    """Give every key that is asked about this kind of event, whatever else is answered."""
    kinds = ({"kind": kind, "filing_id": "any"} for kind in (*OF_FILING, *ASKS_ANSWER, *OF_DOCUMENT))
    cards = ({"kind": "ead", "category": category} for category in OF_STUDENT_CARD)
    told = (*kinds, *cards, *({"form": form} for form in OF_FORM))
    words = (one.key for some in told for one in words_of(opened.kind, opened.library.vocabulary, some))
    return frozenset(words)


def differences(before: Sheet, now: Sheet, texts: Mapping[str, str]) -> tuple[Difference, ...]:
    """Give what somebody else changed since `before`, and what this person has typed otherwise."""
    theirs = {one.key: one for one in questions_of(now, {})}
    mine = {one.key: one for one in questions_of(before, texts)}
    return tuple(
        Difference(one.label, one.shown or one.text, mine[key].shown or mine[key].text)
        for key, one in theirs.items()
        if key in mine and one.text != mine[key].text
    )


def values_of(found: list[Answer]) -> dict[str, Any]:
    """Give what was read, by key."""
    return {one.asked.key: one.read.value for one in found if one.read.value is not None}


def options_of(opened: Sheet, asked: Asked) -> Choices:
    """Give what may be chosen: people, filings, forms of this case, or the options of the word."""
    if asked.key in opened.choices:
        return opened.choices[asked.key]
    if asked.path == "filing.item":
        return tuple((item, item) for item in dict.fromkeys(row.item for row in opened.library.fees))
    said = choice_words(asked.path)
    return tuple(
        (value, said.get(value) or words[:1].upper() + words[1:]) for value, words in asked.word.choices
    )


def filing_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Give a filing in a list: "I-130 – Ramírez, Lucía – IOE0923456789"."""
    day = row["received_on"] or row["postmark_on"]
    shown = on_screen(text_to_value("date", day)) if day and not row["receipt_number"] else ""
    return " – ".join(
        filter(None, (row["form"], names.get(row["person_id"] or "", ""), row["receipt_number"], shown))
    )


def _question(opened: Sheet, one: Answer, warning: str) -> Question:
    asked, word, read = one.asked, one.asked.word, one.read
    warning = warning if read.level in ("ok", "warn") else ""
    return Question(
        asked.key,
        asked.path,
        word.label,
        word.type,
        word.help,
        options_of(opened, asked),
        asked.required,
        word.private,
        (word.none_label or _("none")) if word.none else "",
        word.max or 0,
        one.text,
        read.shown,
        "warn" if warning else read.level,
        " ".join(part for part in (warning, read.message) if part),
    )


def _receipt_doubt(opened: Sheet, values: Mapping[str, Any], warned: dict[str, str]) -> None:
    """Ask again when a notice bears another receipt number than the filing that it is about."""
    filing = opened.filings.get(str(values.get("filing_id", "")))
    number = values.get("receipt_number")
    if filing and number and filing["receipt_number"] and number != filing["receipt_number"]:
        warned["receipt_number"] = _("The filing has another receipt number.")


def _steer(opened: Sheet, texts: Mapping[str, str]) -> dict[str, str]:
    """Give the answers on which other questions depend, "" while one is unknown."""
    found = dict.fromkeys(_STEERING, "")
    for asked in words_of(opened.kind, opened.library.vocabulary, found):
        if asked.key in _STEERING:
            read = read_answer(opened, asked, texts.get(asked.key, opened.kept.get(asked.key, "")))
            found[asked.key] = "" if read.value is None else str(read.value)
    return found


_STEERING = ("kind", "filing_id", "form", "category")


def _kept(opened: Sheet, key: str, filing_id: str) -> str:
    if key.startswith(FILED):
        return str(opened.filings.get(filing_id, {}).get(key.removeprefix(FILED)) or "")
    return opened.kept.get(key, "")


def _read_form(text: str, forms: Choices) -> Read:
    """Know "i130" as I-130; a form that the case does not name is kept as typed."""
    plain = folded(text).replace("-", "").replace(" ", "")
    for form, _words in forms:
        if plain == folded(form).replace("-", "") and text != form:
            return look(form, form, _("Read as: {form}.").format(form=form))
    return Read(text, "ok", "", text)


def _row(read: Reading, kind: Kind, case_id: str, record_id: str) -> Row:
    found = read.all(_ROWS[kind], {"id": record_id, "case": case_id})
    if not found:
        raise Problem(
            _("This is no longer in the case."),
            _("Somebody has removed it meanwhile."),
            _("Look at the case again; Undo in the history brings it back."),
        )
    return found[0]


_ROWS = {
    "notice": "SELECT * FROM notice WHERE id = :id AND case_id = :case",
    "filing": "SELECT * FROM filing WHERE id = :id AND case_id = :case",
    "task": "SELECT * FROM task WHERE id = :id AND case_id = :case",
    "document": "SELECT d.id, d.version, d.person_id, d.kind, d.title, d.number, d.country, d.category, "
    "d.issued_on, d.expires_on, d.employer_id FROM document d JOIN case_document c ON c.document_id = d.id "
    "WHERE d.id = :id AND c.case_id = :case AND d.deleted_at IS NULL",
}


def _people(read: Reading, case_id: str, kept: str | None) -> Choices:
    rows = read.all(
        "SELECT q.id, q.family_name, q.given_name, min(p.ordinal) AS place FROM person q "
        "LEFT JOIN case_party p ON p.person_id = q.id AND p.case_id = :case "
        "WHERE p.case_id IS NOT NULL OR q.id = :kept GROUP BY q.id ORDER BY place IS NULL, place",
        {"case": case_id, "kept": kept or ""},
    )
    return tuple((row["id"], short_name(row)) for row in rows)


def _employers(read: Reading, case_id: str) -> Choices:
    """Give the employers of a case and of its jobs, to whom a document may belong."""
    sql = (
        "SELECT id, name FROM employer WHERE deleted_at IS NULL AND id IN "
        "(SELECT employer_id FROM case_file WHERE id = :case UNION "
        "SELECT employer_id FROM job WHERE case_id = :case AND deleted_at IS NULL) ORDER BY sort_key"
    )
    return tuple((OF_EMPLOYER + row["id"], row["name"] or "") for row in read.all(sql, {"case": case_id}))


def _staff(read: Reading, kept: str | None) -> Choices:
    rows = read.all(
        "SELECT id, family_name, given_name FROM staff WHERE active = 'yes' OR id = ? "
        "ORDER BY is_attorney, family_name",
        [kept or ""],
    )
    return tuple((row["id"], " ".join(filter(None, (row["given_name"], row["family_name"])))) for row in rows)


def _forms(office: Office, read: Reading, case_id: str) -> Choices:
    """Give the forms that the case's type and its packets name, each once."""
    case_type = str(read.value("SELECT case_type FROM case_file WHERE id = ?", [case_id]))
    shape = office.library.case_types.get(case_type)
    if shape is None:
        return ()
    plans = [office.library.packets[one] for one in shape.packets if one in office.library.packets]
    named = [one.form for one in shape.forms]
    named += [form for plan in plans for part in plan.parts if (form := getattr(part, "form", ""))]
    return tuple((form, form) for form in dict.fromkeys(named))
