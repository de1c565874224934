"""The page on which an employer, a job, a payment or a conversation is recorded or corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.reading_outcome import Read
from immdesk.basics.words import _
from immdesk.intake.reading import read_word
from immdesk.intake.shapes import Group, Question, SectionView
from immdesk.office.event_sheets import Choices, Difference
from immdesk.office.work_choices import choices_of, sites_of
from immdesk.office.work_words import IN_ORDER, OWNERS, SHAPES, Asked, Kind, choices, groups, new_title

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading, Row


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """What is known before anybody types: the record as it is kept, and what may be chosen.

    `owner` names what a new record belongs to, by column: `{"case_id": …}`. `kept` holds kept texts by
    word, `version` the version of the row that they were read from (0 for a new one).
    """

    kind: Kind
    owner: Mapping[str, str]
    record_id: str
    version: int
    kept: Mapping[str, str]
    choices: Mapping[str, Choices]
    today: date
    library: Library = field(repr=False)

    @property
    def title(self) -> str:
        """Give what stands at the head of the page."""
        return new_title(self.kind)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its text and what was read from it."""

    asked: Asked
    text: str
    read: Read


def work_sheet(
    office: Office, kind: Kind, owner: Mapping[str, str] | None = None, record_id: str = ""
) -> WorkSheet:
    """Open a sheet for a new record, or for the one with this id.

    `owner` says to whom a new one belongs (`case_id`, `employer_id`, `person_id`, `recruitment_id`).
    Raises Problem when the record is no longer there.
    """
    with office.store.read() as read:
        row = _row(read, kind, record_id) if record_id else {}
        mine = {name: str(row[name]) for name in _OWNERS if row.get(name)} or dict(owner or {})
        kept = _kept(read, kind, row)
        choices = choices_of(read, kind, mine, kept)
    if not record_id:
        kept = {**_first_answers(kind, mine, choices), **kept}
    version = int(row.get("version") or 0)
    return WorkSheet(kind, mine, record_id, version, kept, choices, office.today(), office.library)


_OWNERS = ("case_id", "employer_id", "person_id", "recruitment_id")


def answers(opened: WorkSheet, texts: Mapping[str, str]) -> list[Answer]:
    """Give what is asked, each with its text: as typed (`texts`, by word), else as it is kept."""
    return [
        _answer(opened, asked, texts)
        for _title, group in groups(opened.kind, opened.library.vocabulary)
        for asked in group
    ]


def view(opened: WorkSheet, texts: Mapping[str, str]) -> SectionView:
    """Give the page as the window draws it: a card for each group of questions."""
    found = answers(opened, texts)
    doubted = _doubts(found)
    blocks = tuple(
        Group(
            f"{opened.kind}{place}",
            title,
            -1,
            tuple(_question(opened, one, doubted, texts) for one in found if one.asked in group),
        )
        for place, (title, group) in enumerate(groups(opened.kind, opened.library.vocabulary))
    )
    return SectionView(opened.kind, opened.title, "", blocks, ())


def differences(before: WorkSheet, now: WorkSheet, texts: Mapping[str, str]) -> tuple[Difference, ...]:
    """Give what somebody else changed since `before`, and what this person has typed otherwise."""
    mine = {one.asked.key: one for one in answers(before, texts)}
    return tuple(
        Difference(one.asked.word.label, one.read.shown or one.text, _shown(mine[one.asked.key]))
        for one in answers(now, {})
        if one.text != mine[one.asked.key].text
    )


def _shown(one: Answer) -> str:
    return one.read.shown or one.text


def _answer(opened: WorkSheet, asked: Asked, texts: Mapping[str, str]) -> Answer:
    text = texts.get(asked.key, opened.kept.get(asked.key, ""))
    return Answer(asked, text, read_word(asked.word, text, opened.today, _options(opened, asked, texts)))


def _options(opened: WorkSheet, asked: Asked, texts: Mapping[str, str]) -> Choices:
    employer = texts.get("employer_id", "")
    if asked.key == "worksite_id" and employer:
        return opened.choices.get(sites_of(employer), ())
    if not asked.path and asked.word.type == "choice":
        return opened.choices.get(asked.key, ())
    return choices(asked.word)


def _question(
    opened: WorkSheet, one: Answer, doubted: Mapping[str, str], texts: Mapping[str, str]
) -> Question:
    asked, word, read = one.asked, one.asked.word, one.read
    warning = doubted.get(asked.key, "") if read.level in ("ok", "warn") else ""
    return Question(
        asked.key,
        asked.path,
        word.label,
        word.type,
        word.help,
        _options(opened, asked, texts),
        asked.required,
        word.private,
        (word.none_label or _("none")) if word.none else "",
        word.max or 0,
        one.text,
        read.shown,
        "warn" if warning else read.level,
        " ".join(part for part in (warning, read.message) if part),
    )


def _doubts(found: list[Answer]) -> dict[str, str]:
    """Give by word what does not fit together; nothing of this keeps a record from being kept."""
    said = {one.asked.key: one for one in found}
    doubted = {}
    for first, second in IN_ORDER:
        if first in said and second in said and _more(said[first].read.value, said[second].read.value):
            label = said[first].asked.word.label
            words = (
                _("This is less than “{label}”.") if first == "wage_from" else _("This is before “{label}”.")
            )
            doubted[second] = words.format(label=label)
    return doubted


def _more(first: Any, second: Any) -> bool:
    if isinstance(first, date) and isinstance(second, date):
        return first > second
    return isinstance(first, Decimal) and isinstance(second, Decimal) and first > second


def _row(read: Reading, kind: Kind, record_id: str) -> Row:
    from immdesk.records.kept_in import table

    name = table(SHAPES[kind])
    row = read.one(f"SELECT * FROM {name} WHERE id = ?", [record_id])
    if row is None or row.get("deleted_at"):
        raise Problem(
            _("This is no longer in the office."),
            _("Somebody has removed it meanwhile."),
            _("Undo in the history brings it back."),
        )
    return row


def _kept(read: Reading, kind: Kind, row: Row) -> dict[str, str]:
    """Give the kept texts by word: from the columns, from what was said, and what it is linked to."""
    if not row:
        return {}
    from immdesk.records.kept_in import columns

    shape = SHAPES[kind]
    kept = {word: row[column] for word, column in columns(shape).items()}
    kept |= {
        name: row.get(name) for name in ("employer_id", "person_id", "worksite_id", "job_id", "filing_id")
    }
    kept |= {
        "whom": row.get("person_id"),
        "staff_id": row.get("staff_id"),
        "on": str(row.get("at") or "")[:10],
    }
    said = read.tuples(
        "SELECT word, value FROM said WHERE owner_kind = ? AND owner_id = ?", [shape, row["id"]]
    )
    return {word: str(text) for word, text in {**kept, **dict(said)}.items() if text}


def _first_answers(kind: Kind, owner: Mapping[str, str], choices: Mapping[str, Choices]) -> dict[str, str]:
    """Give what a new record begins with: the employer or worker it was asked for, a payment that is due."""
    if kind == "payment":
        return {"state": "due"}
    if kind != "job":
        return {}
    only = {name: found[0][0] for name in ("employer_id", "person_id") if len(found := choices[name]) == 1}
    return only | {name: owner[name] for name in ("employer_id", "person_id") if owner.get(name)}


def owner_columns(opened: WorkSheet) -> dict[str, str]:
    """Give the columns that say to whom a new record belongs."""
    must = OWNERS.get(opened.kind)
    names = (must,) if must else {"talk": _OWNERS[:3], "job": ("case_id",)}.get(opened.kind, ())
    return {name: opened.owner[name] for name in names if name in opened.owner}
