"""What happens in the world, recorded by a person: a filing, a notice, a task, the facts of a document.

Each is asked by the words of the vocabulary and read as a questionnaire reads; what follows from it is
computed again at once, and the answer says what it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office import event_sheets, notice_effects
from immdesk.office.event_outcome import told_after
from immdesk.office.event_sheets import Answer, Sheet
from immdesk.office.event_words import FILED, Kind, filing_status, is_said, notice_titles
from immdesk.office.request_forgotten import forget_notice
from immdesk.office.rows import Changed, Question
from immdesk.office.tasks import ticking
from immdesk.records.answers import say
from immdesk.store.operations import Stale as Stale

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

Texts = Mapping[str, str]


def questions(
    office: Office, kind: Kind, case_id: str, record_id: str = "", texts: Texts | None = None
) -> tuple[Question, ...]:
    """Give what is asked about a new event of a case, or about the one with this id, with its answers.

    `texts` are answers typed so far, by key; they decide what else is asked. Raises Problem when the case
    or the event is gone.
    """
    return event_sheets.questions_of(event_sheets.sheet(office, kind, case_id, record_id), texts or {})


def read(
    office: Office, kind: Kind, key: str, text: str, case_id: str, texts: Texts | None = None
) -> Question:
    """Give one question as its text is read now; `texts` are the other answers typed so far."""
    told = {**(texts or {}), key: text}
    found = (one for one in questions(office, kind, case_id, texts=told) if one.key == key)
    question = next(found, None)
    if question is None:
        raise _not_asked(key)
    return question


def record(
    office: Office,
    kind: Kind,
    case_id: str,
    texts: Texts,
    record_id: str = "",
    version: int | None = None,
) -> Changed:
    """Record a new event of a case, or correct the one with this id, as one operation.

    Only what `texts` name is changed. `version` is that of the row when the person began; raises Stale when
    it was saved meanwhile, and Problem when an answer cannot be read or one that must be there is missing:
    nothing is recorded then, and the texts are still the person's.
    """
    opened = event_sheets.sheet(office, kind, case_id, record_id)
    return keep(office, opened if version is None else replace(opened, version=version), texts)[1]


def keep(office: Office, opened: Sheet, texts: Texts) -> tuple[str, Changed]:
    """Record what was typed on a sheet; as `record`. Give the id of the row, and what it changed."""
    found = event_sheets.answers(opened, texts)
    _refuse_unreadable(found, opened, texts)
    _refuse_unproved(office, opened, found)
    columns, of_filing = _columns(found, opened, texts)
    words = {one.asked.key for one in found if is_said(opened.kind, one.asked)}
    told = {word: columns.pop(word) for word in words & columns.keys()}
    before = told_after(office, opened.case_id)
    after_it = _effects(office, opened, found)

    def work(session: Session) -> str:
        row_id = _write(session, office, opened, columns, of_filing)
        for word, text in told.items():
            say(session, opened.kind, row_id, word, text)
        notice_effects.apply(session, opened.case_id, after_it, office.today())
        return row_id

    made, changed = office.change(_title(opened), work)
    if not changed.operation:
        return made, replace(changed, message=_("Nothing was changed."))
    after = told_after(office, opened.case_id)
    parts = (_done(opened, found), after_it.words, after.since(before))
    return made, replace(changed, message=" ".join(filter(None, parts)))


def _effects(office: Office, opened: Sheet, found: list[Answer]) -> notice_effects.Effects:
    if opened.kind != "notice":
        return notice_effects.Effects()
    return notice_effects.effects_of(office, opened.case_id, event_sheets.values_of(found))


def remove(office: Office, kind: Kind, record_id: str, version: int | None = None) -> Changed:
    """Take an event out of its case; Undo brings it back.

    Raises Problem for a filing that a notice is about, and for a document that other cases use too; Stale
    when the row was saved since `version`.
    """
    case_id = _case_of(office, kind, record_id)
    before = told_after(office, case_id)

    def work(session: Session) -> None:
        row = _current(session, kind, record_id, version)
        if kind == "document":
            row.deleted_at = office.now().isoformat()
            return
        if kind == "notice":
            forget_notice(session, row.id)
        session.delete(row)

    titles = {
        "notice": _("Remove a notice"),
        "filing": _("Remove a filing"),
        "task": _("Remove a task"),
        "document": _("Remove a document"),
    }
    _made, changed = office.change(titles[kind], work)
    return replace(changed, message=f"{_('Removed.')} {told_after(office, case_id).since(before)}".strip())


# -- reading what was typed ---------------------------------------------------------------------


def _refuse_unreadable(found: list[Answer], opened: Sheet, texts: Texts) -> None:
    asked = {one.asked.key for one in found}
    unknown = next((key for key in texts if key not in asked and texts[key].strip()), None)
    if unknown is not None and unknown not in event_sheets.ever_asked(opened):
        raise _not_asked(unknown)
    for one in found:
        if one.read.level == "bad":
            raise Problem(
                f"{one.asked.word.label}: {one.read.message}",
                _("Nothing was recorded; all that was typed is still here."),
                _("Correct this answer, or leave it empty when it is not known yet."),
            )
    for one in found:
        if one.asked.required and one.read.value is None:
            raise Problem(
                _("“{label}” is missing.").format(label=one.asked.word.label),
                _("Nothing was recorded; all that was typed is still here."),
                _("Answer it, then record."),
            )


def _refuse_unproved(office: Office, opened: Sheet, found: list[Answer]) -> None:
    """A task that asks for a proof is not done without one."""
    values = event_sheets.values_of(found)
    if opened.kind != "task" or not opened.record_id or "done_on" not in values or values.get("proof"):
        return
    asked = ticking.proofs_asked(office, [opened.record_id])
    if asked and "done_on" not in opened.kept:
        raise ticking.no_proof(asked[opened.record_id])


def _columns(
    found: list[Answer], opened: Sheet, texts: Texts
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Give the columns to write: of the event's own row, and of the filing that a notice is about."""
    mine = {one.asked.key: one for one in found if one.asked.key in texts}
    told = {key: value_to_text(one.read.value) for key, one in mine.items()}
    own = {key: text for key, text in told.items() if not key.startswith(FILED)}
    filing = {key.removeprefix(FILED): text for key, text in told.items() if key.startswith(FILED)}
    if opened.kind == "document" and "person_id" in own:
        own |= _owner(own["person_id"] or "")
    if opened.kind == "filing":
        days = {one.asked.key: value_to_text(one.read.value) for one in found}
        own["status"] = filing_status(days)
    if opened.kind == "notice":
        filing |= _receipt_of(event_sheets.values_of(found), opened)
    return own, filing


def _owner(answer: str) -> dict[str, str | None]:
    """Give the columns that say whose a document is: a person's, or an employer's."""
    if answer.startswith(event_sheets.OF_EMPLOYER):
        return {"person_id": None, "employer_id": answer.removeprefix(event_sheets.OF_EMPLOYER)}
    return {"person_id": answer or None, "employer_id": None}


def _receipt_of(values: Mapping[str, Any], opened: Sheet) -> dict[str, str | None]:
    """Give the receipt number to a filing that has none yet, when its receipt notice has come."""
    filing = opened.filings.get(str(values.get("filing_id", "")))
    if filing is None or filing["receipt_number"] or values.get("kind") != "receipt":
        return {}
    number = values.get("receipt_number")
    return {"receipt_number": number} if isinstance(number, str) else {}


# -- writing ------------------------------------------------------------------------------------


def _write(
    session: Session,
    office: Office,
    opened: Sheet,
    columns: Mapping[str, str | None],
    of_filing: Mapping[str, str | None],
) -> str:
    if opened.record_id:
        row = _current(session, opened.kind, opened.record_id, opened.version, columns)
        for name, text in columns.items():
            setattr(row, name, text)
    else:
        row = _new(session, office, opened, columns)
    if of_filing:
        _write_filing(session, opened, row.filing_id, of_filing)
    return str(row.id)


def _new(session: Session, office: Office, opened: Sheet, columns: Mapping[str, str | None]) -> Any:
    if opened.kind == "document":
        from immdesk.office.documents import add_document

        return add_document(session, opened.case_id, {**columns, "state": "asked"})
    row = _record_of(opened.kind)(case_id=opened.case_id, **columns)
    session.add(row)
    return row


def _write_filing(
    session: Session, opened: Sheet, filing_id: str | None, columns: Mapping[str, str | None]
) -> None:
    if not filing_id:
        return
    row = _current(session, "filing", filing_id, opened.filings[filing_id]["version"], columns)
    for name, text in columns.items():
        setattr(row, name, text)
    days = ("denied_on", "rejected_on", "approved_on", "received_on", "postmark_on")
    row.status = filing_status({name: getattr(row, name) for name in days})


def _current(
    session: Session,
    kind: Kind,
    record_id: str,
    version: int | None,
    mine: Mapping[str, Any] | None = None,
) -> Any:
    """Give the row to change, of the version that the person saw; raises Stale."""
    from immdesk.store.change import expect

    record_class = _record_of(kind)
    if version is None:
        return session.get_one(record_class, record_id)
    return expect(session, record_class, record_id, version, dict(mine or {}))


def _record_of(kind: Kind) -> Any:
    from immdesk.records.cases import Task
    from immdesk.records.documents import Document
    from immdesk.records.filings import Filing
    from immdesk.records.notices import Notice

    return {"notice": Notice, "filing": Filing, "task": Task, "document": Document}[kind]


# -- telling ------------------------------------------------------------------------------------


def _title(opened: Sheet) -> str:
    new = {
        "notice": _("Record a notice"),
        "filing": _("Record a filing"),
        "task": _("Add a task"),
        "document": _("Add a document"),
    }
    again = {
        "notice": _("Correct a notice"),
        "filing": _("Correct a filing"),
        "task": _("Correct a task"),
        "document": _("Correct the facts of a document"),
    }
    return (again if opened.record_id else new)[opened.kind]


def _done(opened: Sheet, found: list[Answer]) -> str:
    values = event_sheets.values_of(found)
    if opened.kind == "notice":
        what = notice_titles().get(str(values.get("kind")), _("Notice"))
    else:
        what = str(values.get("form")) if opened.kind == "filing" else opened.title
    return (_("{what}: corrected.") if opened.record_id else _("{what}: recorded.")).format(what=what)


def _not_asked(key: str) -> Problem:
    return Problem(
        _("“{key}” is not asked here.").format(key=key),
        _("Nothing was recorded."),
        _("Use a name from the list of questions."),
    )


def _case_of(office: Office, kind: Kind, record_id: str) -> str:
    """Give the case of an event that may be removed; raises Problem when it must stay."""
    table = "case_document" if kind == "document" else kind
    key = "document_id" if kind == "document" else "id"
    rows = office.rows(f"SELECT case_id FROM {table} WHERE {key} = ?", [record_id])
    if not rows:
        raise Problem(
            _("This is no longer in the case."), _("Nothing was changed."), _("Look at the case again.")
        )
    if kind == "document" and len(rows) > 1:
        raise Problem(
            _("This document is used in more than one case."),
            _("It was not removed."),
            _("Leave it out of this case's packet instead."),
        )
    if kind == "filing" and office.rows("SELECT id FROM notice WHERE filing_id = ? LIMIT 1", [record_id]):
        raise Problem(
            _("A notice is about this filing."),
            _("It was not removed."),
            _("Remove the notice first, or say there that it is about another filing."),
        )
    return str(rows[0]["case_id"])
