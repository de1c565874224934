"""Conflict checks: who of those whom the office knows may be one of these names, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.sounding import words_of_name
from immdesk.basics.words import _
from immdesk.office.conflict_names import Known, others, others_alike, people_alike

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.office.rows import Changed
    from immdesk.store.reading import Reading

Moment = Literal["client", "case", "staff", "party"]
RESULTS = ("none", "no_conflict", "waived", "conflict")
SHOWN = 25
"""How many hits a check gives for each name; a name that is like more people is asked with more of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who may be meant: `asked` is the name that was looked for, `alike` 0 to 100.

    `how` says in words why it was found; `screen` and `ref` say where the record is shown. What is
    `restricted` is kept without its name, so that a later reader of the check learns nothing.
    """

    asked: str
    name: str
    what: str
    detail: str
    how: str
    alike: int
    screen: str = ""
    ref: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check that was recorded: who looked, when, for which names, what was found and decided."""

    id: str
    moment: str
    names: tuple[str, ...]
    found: tuple[str, ...]
    result: str
    words: str
    note: str
    looked_by: str
    at: str


@dataclass(frozen=True, slots=True)
class About:
    """What a check is about: the names to look for, and the ids that belong to the matter itself."""

    moment: Moment
    id: str
    title: str
    names: tuple[str, ...]
    own: frozenset[str]
    case_id: str | None = None
    person_id: str | None = None
    enquiry_id: str | None = None


def look(office: Office, names: Sequence[str], own: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """Give everybody who may be one of these names, the most alike first; `own` ids are left out.

    Names are found in any script, as they sound, with some letters apart and by other names used: clients,
    relatives and former spouses, employers and their people, other parties, enquiries and staff. What only
    a restricted case knows is found too, and said without any name to who may not see that case.
    """
    from immdesk.office.restricted import all_restricted
    from immdesk.office.search import keep_current

    asked = {name.strip(): words_of_name(name) for name in names if words_of_name(name)}
    keep_current(office)
    with office.store.read(whole=True) as read:
        close = all_restricted(read) if asked else frozenset()
    with office.store.read() as read:
        found = _found(read, asked, own, close)
    if office.store.hidden():
        with office.store.read(whole=True) as read:
            every = _found(read, asked, own, close)
        found += _hidden_hits(office, found, every)
    return tuple(_once(sorted(found, key=lambda one: (-one.alike, one.name))))


def _found(
    read: Reading, asked: Mapping[str, tuple[str, ...]], own: frozenset[str], close: frozenset[str]
) -> list[Hit]:
    found: list[Hit] = []
    elsewhere = others(read) if asked else []
    for name, words in asked.items():
        known = [*people_alike(read, words), *others_alike(elsewhere, words)]
        found += _best(_hit(name, one, close) for one in known if not own & one.ids)
    return found


def _hidden_hits(office: Office, shown: Sequence[Hit], every: Sequence[Hit]) -> list[Hit]:
    """Give, without any name, what is found only where who sits here may not look, once a name."""
    from immdesk.office.restricted import ask_words

    seen = {(hit.asked, hit.name, hit.what, hit.ref) for hit in shown}
    best: dict[str, Hit] = {}
    for hit in every:
        if (hit.asked, hit.name, hit.what, hit.ref) not in seen:
            nobody = Hit(hit.asked, _("A restricted case"), "", ask_words(office), hit.how, hit.alike)
            best.setdefault(hit.asked, replace(nobody, restricted=True))
    return list(best.values())


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Give each record once, by the name that it is most like."""
    best: dict[tuple[str, str, str], Hit] = {}
    for hit in hits:
        best.setdefault((hit.name, hit.what, hit.ref), hit)
    return list(best.values())


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """Give the hits for one name that are most alike, each once."""
    return _once(sorted(hits, key=lambda one: (-one.alike, one.name)))[:SHOWN]


def record(
    office: Office, about: About, names: Sequence[str], hits: Sequence[Hit], result: str, note: str = ""
) -> Changed:
    """Keep that somebody looked: the names, what was found, what was decided. Raises Problem without names.

    With something found, the decision needs a reason, except that nobody of them is meant.
    """
    looked = [name.strip() for name in names if name.strip()]
    if not looked or result not in RESULTS:
        raise Problem(_("No name was looked for."), _("Nothing was kept."), _("Type a name and look again."))
    if result in ("waived", "conflict") and not note.strip():
        raise Problem(
            _("The reason is missing."),
            _("A conflict, or one that was waived, is kept with its reason."),
            _("Write who decided and why."),
        )
    values = {
        "moment": about.moment,
        "about_id": about.id,
        "case_id": about.case_id,
        "person_id": about.person_id,
        "enquiry_id": about.enquiry_id,
        "names": "\n".join(looked),
        "found": "\n".join(_line(hit) for hit in hits) or None,
        "result": result if hits or result != "no_conflict" else "none",
        "note": note.strip() or None,
        "looked_by": office.user,
        "at": office.now().isoformat(),
    }

    def work(session: Session) -> None:
        from immdesk.records.enquiries import ConflictCheck

        session.add(ConflictCheck(**values))

    _done, changed = office.change(
        _("Look for conflicts of interest"), work, message=_("The conflict check is kept.")
    )
    return changed


def checks_of(office: Office, about_id: str = "", case_id: str = "") -> tuple[CheckRow, ...]:
    """Give the recorded checks about something, or in a case, the newest first; without both all."""
    where, values = "1 = 1", []
    if about_id or case_id:
        where, values = "about_id = ? OR case_id = ?", [about_id or case_id, case_id or about_id]
    rows = office.rows(f"SELECT * FROM conflict_check WHERE {where} ORDER BY at DESC LIMIT 200", values)
    return tuple(
        CheckRow(
            row["id"],
            row["moment"],
            tuple(row["names"].splitlines()),
            tuple((row["found"] or "").splitlines()),
            row["result"],
            result_words(row["result"]),
            row["note"] or "",
            row["looked_by"],
            row["at"],
        )
        for row in rows
    )


def new_names(about: About, checks: Iterable[CheckRow]) -> tuple[str, ...]:
    """Give the names of a matter that no recorded check has looked for yet."""
    looked = {words_of_name(name) for one in checks for name in one.names}
    return tuple(name for name in about.names if words_of_name(name) not in looked)


def result_words(result: str) -> str:
    """Give what was decided, in words."""
    return {
        "none": _("nobody found"),
        "no_conflict": _("no conflict: other people, or no opposing interest"),
        "waived": _("a conflict, waived in writing"),
        "conflict": _("a conflict: the office does not act"),
    }.get(result, result)


def moment_words(moment: str) -> str:
    """Give why somebody looked, in words."""
    return {
        "client": _("new client"),
        "case": _("new case"),
        "staff": _("new member of the staff"),
        "party": _("new party"),
    }.get(moment, moment)


def _line(hit: Hit) -> str:
    if hit.restricted:
        return " · ".join((_("A restricted case"), f"{hit.alike} %"))
    return " · ".join(part for part in (hit.name, hit.what, hit.detail, f"{hit.alike} %") if part)


def _hit(asked: str, one: Known, close: frozenset[str]) -> Hit:
    return Hit(
        asked,
        one.name,
        what_words(one.what),
        one.detail,
        how_words(one),
        round(one.alike * 100),
        one.screen,
        one.ref,
        bool(close & {one.ref}),
    )


def how_words(one: Known) -> str:
    """Say why a name was found."""
    if one.alike >= 0.995:
        return _("the same name")
    if one.alike >= 0.82:
        return _("another spelling, or sounds alike")
    return _("partly alike")


def what_words(what: str) -> str:
    """Say what somebody is to the office."""
    words: Mapping[str, str] = {
        "person": _("person in the office"),
        "other_name": _("other name of a person"),
        "spouse": _("spouse or former spouse"),
        "parent": _("parent"),
        "employer": _("employer"),
        "employer_contact": _("contact of an employer"),
        "workplace": _("place of work"),
        "staff": _("staff of this office"),
        "other_party": _("other person in a matter"),
        "enquiry": _("enquiry"),
    }
    return words.get(what, what)


def day_of(row: CheckRow) -> str:
    """Give the day of a check as the screen shows it."""
    return on_screen(date.fromisoformat(row.at[:10]))
