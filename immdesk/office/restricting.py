"""Restricting a case, lifting that, choosing who may see it, and keeping who opened it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, in_english
from immdesk.office.restricted import (
    IS,
    OWN,
    choice_of,
    forget_what_others_saw,
    kept_of,
    proposed_for,
)
from immdesk.office.restricted_on_server import keep_out, let_see
from immdesk.office.rows import Changed
from immdesk.office.sign_in import may, must, who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.records.cases import CaseFile


@dataclass(frozen=True, slots=True)
class Proposed:
    """Why a new case is restricted ("" when it is not), and the staff who may see it besides attorneys."""

    reason: str = ""
    readers: tuple[str, ...] = ()


def restrict(
    office: Office, case_id: str, reason: str, words: str = "", readers: Sequence[str] = ()
) -> Changed:
    """Restrict a case for a reason of the list; `readers` are staff who may see it too.

    Who restricts it may go on seeing it. The office's own choice needs its words. Raises Problem or Refused.
    """
    from immdesk.office.restricted_reasons import known_reasons

    if reason not in known_reasons():
        raise Problem(_("Choose the reason."), _("Nothing was changed."), _("Choose one of the list."))
    if reason == OWN and not words.strip():
        raise Problem(
            _("The reason is missing."),
            _("Nothing was changed."),
            _("Write in a few words why the office restricts this case."),
        )
    kept = f"{OWN}: {' '.join(words.split())}" if reason == OWN else reason
    before = kept_of(office, case_id)
    if choice_of(before) is not None:
        must(office, "see_restricted")
    named = [] if choice_of(before) is not None or may(office, "see_restricted") else [who(office).staff_id]
    people = [one for one in dict.fromkeys([*readers, *named]) if one]

    def work(session: Session) -> None:
        from immdesk.records.cases import CaseFile

        session.get_one(CaseFile, case_id).restricted = kept
        for staff_id in people:
            _let_read(session, office, case_id, staff_id)

    return _changed(office, _("Restrict a case"), work, _("The case is restricted."))


def lift(office: Office, case_id: str) -> Changed:
    """Let everybody in the office see a case again. Raises Refused for who may not decide that."""
    must(office, "see_restricted")

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.access import CaseReader
        from immdesk.records.cases import CaseFile

        session.get_one(CaseFile, case_id).restricted = None
        for one in session.scalars(select(CaseReader).where(CaseReader.case_id == case_id)):
            session.delete(one)

    title = _("Lift the restriction of a case")
    return _changed(office, title, work, _("Everybody in the office sees the case again."))


def let_read(office: Office, case_id: str, staff_id: str, server_user: str = "") -> Changed:
    """Let a member of the staff see a restricted case; on a server it must know who that is there.

    Raises Refused for who may not decide that, and for a server that cannot be asked.
    """
    must(office, "see_restricted")
    let_see(office, case_id, server_user)
    title, told = _("Let somebody see a restricted case"), _("The case is shown to one more person.")

    def work(session: Session) -> None:
        _let_read(session, office, case_id, staff_id, server_user)

    return _changed(office, title, work, told)


def stop_reading(office: Office, case_id: str, staff_id: str) -> Changed:
    """Take a reader of a restricted case away; at their next look the case is gone."""
    must(office, "see_restricted")
    sql = "SELECT server_user FROM case_reader WHERE case_id = ? AND staff_id = ?"
    for row in office.rows(sql, [case_id, staff_id]):
        keep_out(office, case_id, row["server_user"] or "")

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.access import CaseReader

        mine = select(CaseReader).where(CaseReader.case_id == case_id, CaseReader.staff_id == staff_id)
        for one in session.scalars(mine):
            session.delete(one)

    title = _("Take a reader of a restricted case away")
    return _changed(office, title, work, _("This person no longer sees the case."))


def at_opening(
    office: Office, case_type: str, people: Sequence[str] = (), responsible: str | None = None
) -> Proposed:
    """Give how a new case is restricted unless somebody decides otherwise, and who sees it then.

    The reason is that of the kind of case, else that of a restricted case of one of its `people`. Whoever
    opens it and who is responsible for it go on seeing it.
    """
    reason, readers = proposed_for(office, case_type, people)
    if not reason:
        return Proposed()
    me = who(office)
    mine = me.staff_id if not may(office, "see_restricted") else ""
    return Proposed(reason, tuple(one for one in dict.fromkeys((mine, responsible or "", *readers)) if one))


def keep_proposed(session: Session, case: CaseFile, proposed: Proposed, day: str) -> None:
    """Write how a case that is being opened is restricted."""
    from immdesk.records.access import CaseReader

    case.restricted = proposed.reason or None
    for staff_id in proposed.readers if proposed.reason else ():
        session.add(CaseReader(case_id=case.id, staff_id=staff_id, at=day))


def note_opening(office: Office, case_id: str) -> bool:
    """Keep that who sits here opened a restricted case, once a day and person; say whether it was kept now.

    Where nothing can be written (a folder that only reads), nothing is kept and nothing is raised.
    """
    rows = office.rows(
        f"SELECT 1 FROM case_file c WHERE c.id = ? AND {IS.format(case='c')} AND NOT EXISTS "
        "(SELECT 1 FROM case_opening o WHERE o.case_id = c.id AND o.who = ? AND o.opened_on = ?)",
        [case_id, office.user, office.today().isoformat()],
    )
    if not rows:
        return False
    me, day, now = who(office).staff_id or None, office.today().isoformat(), office.now().isoformat()
    user = office.user

    def work(session: Session) -> None:
        from immdesk.records.access import CaseOpening

        session.add(CaseOpening(case_id=case_id, staff_id=me, who=user, opened_on=day, at=now))

    try:
        office.store.change(in_english(_("Open a restricted case")), user, "", work, now=office.now())
    except Problem:
        return False
    return True


def _changed(office: Office, title: str, work: Callable[[Session], None], message: str) -> Changed:
    _done, changed = office.change(title, work, message=message)
    forget_what_others_saw(office)
    return changed


def _let_read(session: Session, office: Office, case_id: str, staff_id: str, server_user: str = "") -> None:
    from sqlalchemy import select

    from immdesk.records.access import CaseReader

    mine = select(CaseReader).where(CaseReader.case_id == case_id, CaseReader.staff_id == staff_id)
    if session.scalars(mine).first() is None:
        at = office.now().isoformat()
        told = {"by": office.user, "at": at, "server_user": server_user or None}
        session.add(CaseReader(case_id=case_id, staff_id=staff_id, **told))
