"""Undo and Redo: what would be taken back now, whether it can be, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.history_labels import noun, title_words
from immdesk.office.pack_install import TITLES
from immdesk.office.restricted import OPENED
from immdesk.office.rows import Changed, UndoRow
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.operations import Done
    from immdesk.store.reading import Reading
    from immdesk.store.undo import Standing

COUNTERS = frozenset({("office", "next_case_number")})
"""The number of the next case: once somebody has taken the next one, it does not go back."""

LOOKED_AT = 200
"""How many of one's own last operations Undo can walk back over."""


def undoable(office: Office) -> UndoRow:
    """Give what Ctrl+Z would take back: one's own last change that was not taken back yet."""
    return _next(office, "undo")


def redoable(office: Office) -> UndoRow:
    """Give what Ctrl+Y would do again: the change that was taken back last, if nothing was done since."""
    return _next(office, "redo")


def look(office: Office, operation_id: str) -> UndoRow:
    """Say of any operation whether it can be taken back now, and if not, why not."""
    with office.store.read() as read:
        return _look(office, read, _newest_form(read, operation_id))


def undo(office: Office, operation_id: str) -> Changed:
    """Take an operation back by a new one with the old values; taking back an undo does the thing again.

    Raises Problem, and changes nothing, when somebody has built on it ("Ben changed this person after it").
    """
    from immdesk.store.history import operation_of
    from immdesk.store.undo import BuiltOn

    with office.store.read() as read:
        newest = _newest_form(read, operation_id)
        row, done = _look(office, read, newest), operation_of(read, newest)
    if not row.can or done is None:
        raise _refused(row.reason)
    _must_be_able(office, done)
    try:
        back = office.store.undo(newest, office.user, _title_and_why, now=office.now(), counters=COUNTERS)
    except BuiltOn as built:
        raise _refused(_reason(office, built.standing)) from built
    return office.settle(back, _message(row, done))


_OF_ADMINISTRATOR = frozenset({"office", "staff", "staff_sign_in", "case_reader", "legal_hold"})
_OF_ATTORNEY = frozenset({"docket_entry", "approval", "approval_request", "preflight_override"})


def _must_be_able(office: Office, done: Done) -> None:
    """Raise Refused where taking it back would do what only an administrator or an attorney may."""
    tables = {
        one.table for one in done.rows if {(one.table, name) for name, *_rest in one.changed()} - COUNTERS
    }
    must(office, "work")
    if tables & _OF_ADMINISTRATOR:
        must(office, "people")
    if tables & _OF_ATTORNEY and done.who != office.user:
        must(office, "approve")


def _next(office: Office, which: str) -> UndoRow:
    from immdesk.store.undo import steps_of

    with office.store.read() as read:
        last = read.tuples(
            "SELECT id, why FROM operation o WHERE who = ? AND title <> ? AND EXISTS "
            "(SELECT 1 FROM operation_row r WHERE r.op = o.id) ORDER BY seq DESC LIMIT ?",
            [office.user, OPENED, LOOKED_AT],
        )
        steps = steps_of(reversed(last))
        operation_id = steps.undo if which == "undo" else steps.redo
        if not operation_id:
            nothing = _("You have changed nothing yet.") if which == "undo" else _("Nothing was undone last.")
            return UndoRow(can=False, reason=nothing)
        return _look(office, read, operation_id)


def _look(office: Office, read: Reading, operation_id: str) -> UndoRow:
    from immdesk.store.history import operation_of
    from immdesk.store.undo import undo_id, what_stands

    done = operation_of(read, operation_id)
    if done is None:
        return UndoRow(can=False, reason=_("This change is not in the history of the office."))
    title, times = _origin(read, done)
    title = title_words(title)
    if read.value("SELECT 1 FROM operation WHERE id = ?", [undo_id(operation_id)]):
        return UndoRow(operation_id, title, False, _("This was undone already."))
    if any(row.table == "office" and row.act == "insert" for row in done.rows):
        return UndoRow(operation_id, title, False, _("The office began with it."))
    if done.title in TITLES:
        return UndoRow(
            operation_id, title, False, _("An attorney goes back to the last pack in the Library.")
        )
    standing = what_stands(read, done, COUNTERS)
    reason = _reason(office, standing) if standing else _missing_file(office, done)
    return UndoRow(operation_id, title, not reason, reason, redo=times % 2 == 1)


def _newest_form(read: Reading, operation_id: str) -> str:
    """Give the operation itself, or the last one that did it again after it had been undone."""
    from immdesk.store.undo import undo_id

    while True:
        again = undo_id(undo_id(operation_id))
        if not read.value("SELECT 1 FROM operation WHERE id = ?", [again]):
            return operation_id
        operation_id = again


def _origin(read: Reading, done: Done) -> tuple[str, int]:
    """Give the title of what a person did at first, and how often it was taken back and done again."""
    from immdesk.store.undo import took_back

    title, why, times = done.title, done.why, 0
    while source := took_back(why):
        found = read.one("SELECT title, why FROM operation WHERE id = ?", [source])
        if found is None:
            break
        title, why, times = found["title"], found["why"], times + 1
    return title, times


def _title_and_why(read: Reading, done: Done) -> tuple[str, str]:
    title, times = _origin(read, done)
    if times % 2:
        return f"Redo: {title}", f"redo {done.id}"
    return f"Undo: {title}", f"undo {done.id}"


def _reason(office: Office, standing: Standing) -> str:
    if standing.how == "purged":
        return _("What it changed was deleted for good.")
    if standing.how == "nothing":
        return _("There is nothing left of it to undo.")
    if standing.how == "draft":
        return _("A questionnaire about this case was begun and is not finished.")

    who = _("You") if standing.who == office.user else standing.who or _("Somebody")
    if standing.how == "used":
        told = _("{who} added a {record} to it later (“{title}”).")
    else:
        told = _("{who} changed this {record} after it (“{title}”).")
    return told.format(who=who, record=noun(standing.table), title=title_words(standing.title))


def _missing_file(office: Office, done: Done) -> str:
    """Say so when a document would come back whose file is no longer kept."""
    names = [(row.before or {}).get("blob") for row in done.rows if row.act == "delete"]
    if all(office.store.attachments.path(name).is_file() for name in names if name):
        return ""
    return _("The scan that belongs to it is no longer in the office's folder.")


def _message(row: UndoRow, done: Done) -> str:
    if row.redo:
        return _("Done again: {title}.").format(title=row.title)
    said = _("Undone: {title}.").format(title=row.title)
    if any(one.table == "answer" and one.act == "insert" for one in done.rows):
        gone = _("The questionnaire does not come back as a draft; its answers stay in the history.")
        return f"{said} {gone}"
    return said


def _refused(reason: str) -> Problem:
    return Problem(
        _("This change cannot be undone."),
        reason,
        _("Nothing was changed. Correct it by hand if it is wrong."),
    )
