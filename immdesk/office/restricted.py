"""Restricted cases: why, who may see them, what is hidden from everybody else, and who opened them.

A restricted case is seen by attorneys, by administrators and by those who were named as its readers. From
anybody else the case, its people and all that belongs to them are hidden where the office reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _, language
from immdesk.office.sign_in import may, those_who_may, ways_of_staff, who

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.restricted_reasons import Reason
    from immdesk.store.reading import Reading

OWN = "own"
OPENED = "Open a restricted case"
"""The title of the line that is kept when somebody opens a restricted case; Undo passes over it."""
IS = "coalesce({case}.restricted, '') NOT IN ('', 'no')"
"""The SQL that says whether a case is restricted; `{case}` is the table's name in the query."""

BEGUN = "begun "
"""How the local notes begin that say who began a questionnaire of a confidential kind, by its draft."""

_ENGLISH = "en"
_SEEN_AS = "hidden cases"


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason as the screen offers it."""

    key: str
    title: str
    says: str
    cite: str
    third: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the staff who was named to see a restricted case."""

    staff_id: str
    name: str
    given_by: str
    given_at: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """How a case is restricted, as its page shows it; `choice` is None when it is not.

    `words` are the office's own, `always` the names of attorneys and administrators who sign in, `openings`
    who opened it on which day, the newest first, and `may_change` whether who sits here may change it.
    """

    choice: Choice | None
    words: str
    readers: tuple[Reader, ...]
    always: tuple[str, ...]
    openings: tuple[tuple[str, str], ...]
    may_change: bool


def choices() -> tuple[Choice, ...]:
    """Give the reasons for which a case is restricted, in the language of the desk."""
    from immdesk.office.restricted_reasons import known_reasons

    return tuple(_choice(one) for one in known_reasons().values())


def choice_of(kept: str | None) -> Choice | None:
    """Give the reason that a case keeps, None when it is not restricted; a strange word is its own."""
    key = (kept or "").partition(":")[0].strip()
    if key in ("", "no"):
        return None
    from immdesk.office.restricted_reasons import known_reasons

    return _choice(known_reasons().get(key) or known_reasons()[OWN])


def words_of(kept: str | None) -> str:
    """Give the office's own words of the reason, "" without."""
    key, _colon, words = (kept or "").partition(":")
    return words.strip() if key == OWN else ""


def proposed_for(office: Office, case_type: str, people: Iterable[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Give the reason for which a new case is restricted unless somebody decides otherwise ("" for none).

    It is that of the kind of case, else that of a restricted case of one of its people, whose readers may
    then see the new case too.
    """
    shape = office.library.case_types.get(case_type)
    reason = shape.restrict if shape is not None else ""
    sql = (
        "SELECT c.id, c.restricted FROM case_file c JOIN case_party p ON p.case_id = c.id "
        f"WHERE p.person_id IN (SELECT value FROM json_each(?)) AND {IS.format(case='c')} "
        "ORDER BY c.number DESC LIMIT 1"
    )
    for row in office.rows(sql, [json.dumps(list(people))]):
        found = office.rows("SELECT staff_id FROM case_reader WHERE case_id = ?", [row["id"]])
        return reason or row["restricted"], tuple(one["staff_id"] for one in found)
    return reason, ()


def proposed_words(office: Office, form: str, case_id: str = "") -> str:
    """Give why a case that a questionnaire opens is proposed to be restricted, with the law; "" when not."""
    shape = office.library.forms.get(form)
    choice = (
        choice_of(proposed_for(office, shape.case_type)[0]) if shape is not None and not case_id else None
    )
    return f"{choice.title} ({choice.cite})" if choice is not None else ""


def restriction(office: Office, case_id: str) -> Restriction:
    """Give how a case is restricted. Raises Refused when who sits here may not see it."""
    kept = kept_of(office, case_id)
    sql = (
        "SELECT r.staff_id, s.given_name, s.family_name, r.by, r.at FROM case_reader r "
        "JOIN staff s ON s.id = r.staff_id WHERE r.case_id = ? ORDER BY s.family_name, s.given_name"
    )
    readers = tuple(
        Reader(row["staff_id"], _plain_name(row), row["by"] or "", row["at"] or "")
        for row in office.rows(sql, [case_id])
    )
    opened = office.rows(
        "SELECT who, opened_on FROM case_opening WHERE case_id = ? ORDER BY opened_on DESC, at DESC LIMIT 60",
        [case_id],
    )
    return Restriction(
        choice_of(kept),
        words_of(kept),
        readers,
        those_who_may(office, "see_restricted"),
        tuple((row["who"], row["opened_on"]) for row in opened),
        may(office, "see_restricted"),
    )


def staff_to_choose(office: Office, case_id: str) -> tuple[tuple[str, str], ...]:
    """Give (id, name) of the staff who could be named as readers: who works here and is none yet."""
    always = {one.staff_id for one in ways_of_staff(office) if one.role in ("attorney", "administrator")}
    rows = office.rows(
        "SELECT id, given_name, family_name FROM staff WHERE coalesce(active, 'yes') <> 'no' AND id NOT IN "
        "(SELECT staff_id FROM case_reader WHERE case_id = ?) ORDER BY family_name, given_name",
        [case_id],
    )
    return tuple((row["id"], _plain_name(row)) for row in rows if row["id"] not in always)


def ask_words(office: Office) -> str:
    """Give whom to ask about a case that is hidden from who sits here."""
    names = those_who_may(office, "see_restricted")
    if not names:
        return _("Ask an attorney of the office.")
    return _("Ask {names}.").format(names=", ".join(names))


def refused(office: Office) -> Refused:
    """Give what is said of a case that who sits here may not see; it names nobody of the case."""
    return Refused(_("This case is restricted."), _("Nothing of it is shown here."), ask_words(office))


def words_for_number(office: Office, text: str) -> str:
    """Give what to say when somebody typed the number of a case that is hidden from them, else ""."""
    if not is_hidden_number(office, text.strip()):
        return ""
    asked = refused(office)
    return f"{asked.happened} {asked.do}"


def is_hidden(office: Office, case_id: str) -> bool:
    """Say whether a case, a person or another record is hidden from who sits here."""
    return case_id in office.store.hidden()


def is_hidden_number(office: Office, number: str) -> bool:
    """Say whether a case number is that of a case which is hidden from who sits here."""
    hidden = office.store.hidden()
    if not hidden:
        return False
    with office.store.read(whole=True) as read:
        return read.value("SELECT id FROM case_file WHERE lower(number) = ?", [number.lower()]) in hidden


def marks_of(office: Office, case_ids: Iterable[str]) -> frozenset[str]:
    """Give which of these cases are restricted, for a mark in a list."""
    sql = f"SELECT id FROM case_file c WHERE id IN (SELECT value FROM json_each(?)) AND {IS.format(case='c')}"
    return frozenset(row["id"] for row in office.rows(sql, [json.dumps(list(case_ids))]))


def before_it_leaves(office: Office, case_id: str) -> str:
    """Give what to ask before something of a case goes to somebody else, "" when it is not restricted."""
    rows = office.rows("SELECT restricted FROM case_file WHERE id = ?", [case_id])
    choice = choice_of(rows[0]["restricted"]) if rows else None
    return choice.third if choice else ""


def what_it_means(office: Office) -> str:
    """Say honestly what a restriction does where the office lives: alone, on a share, on a server."""
    from immdesk.store.home import shared_by

    home = shared_by(office.folder)
    if home == "server":
        return _("The server does not send a restricted case to the computers of those who may not see it.")
    if home == "share":
        return _(
            "Restricted cases are hidden in ImmDesk. Roles on a shared folder prevent mistakes. "
            "They do not stop a colleague who has the office passphrase."
        )
    return _(
        "Restricted cases are hidden in ImmDesk from those who sign in without the right to see them. "
        "It prevents mistakes; it does not stop somebody who has this computer and a passphrase."
    )


def keep_draft_close(office: Office, draft_id: str, case_type: str) -> None:
    """Remember who began a questionnaire of a confidential kind: its draft is nobody else's until then."""
    if not proposed_for(office, case_type)[0]:
        return
    me = who(office)
    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [BEGUN + draft_id, me.staff_id or me.name])


# -- what is hidden from who sits here ----------------------------------------------------------


def follow(office: Office) -> None:
    """Hide from now on what who sits here may not see; called whenever somebody comes in."""
    office.standing.clear()
    office.drafts.clear()
    office.store.hide(lambda read: hidden_from(office, read))
    forget_what_others_saw(office)


def hidden_from(office: Office, read: Reading) -> frozenset[str]:
    """Give the cases, people, families and papers that who sits here may not see, read from the tables."""
    from immdesk.store.home import shared_by

    me = who(office, read)
    if shared_by(office.folder) == "server":  # which does not send what this desk may not see
        return frozenset(draft for draft, by in _close_drafts(read) if by != (me.staff_id or me.name))
    if not me.role or me.role in ("attorney", "administrator"):
        return frozenset()
    cases, drafts = _restricted_cases(read), _close_drafts(read)
    seen = read.tuples("SELECT case_id FROM main.case_reader WHERE staff_id = ?", [me.staff_id])
    others = {draft for draft, begun_by in drafts if begun_by != (me.staff_id or me.name)}
    return _with_theirs(read, cases - {row[0] for row in seen}) | others


def all_restricted(read: Reading) -> frozenset[str]:
    """Give every restricted case with the people, families and papers that belong to no other case."""
    return _with_theirs(read, _restricted_cases(read))


def _restricted_cases(read: Reading) -> frozenset[str]:
    sql = f"SELECT c.id FROM main.case_file c WHERE {IS.format(case='c')}"
    return frozenset(row[0] for row in read.tuples(sql))


def _close_drafts(read: Reading) -> list[tuple[str, str]]:
    """Give the drafts of confidential kinds on this computer, each with who began it."""
    rows = read.tuples("SELECT key, value FROM main.meta WHERE key LIKE ?", [f"{BEGUN}%"])
    return [(key.removeprefix(BEGUN), value) for key, value in rows]


def _with_theirs(read: Reading, cases: frozenset[str]) -> frozenset[str]:
    if not cases:
        return cases
    hidden = json.dumps(sorted(cases))
    people = json.dumps([row[0] for row in read.tuples(_PEOPLE, {"cases": hidden})])
    asked = {"cases": hidden, "people": people}
    others = [row[0] for sql in (_RELATIVES, _HOUSEHOLDS, _PAPERS) for row in read.tuples(sql, asked)]
    return frozenset((*json.loads(hidden), *json.loads(people), *others))


_CASES = "(SELECT value FROM json_each(:cases))"
_PEOPLE = f"""
SELECT DISTINCT p.person_id FROM main.case_party p WHERE p.case_id IN {_CASES} AND NOT EXISTS (
  SELECT 1 FROM main.case_party o WHERE o.person_id = p.person_id AND o.case_id NOT IN {_CASES})
"""
"""Everybody who stands in no other case."""

_RELATIVES = """
SELECT DISTINCT r.relative_id FROM main.relationship r JOIN json_each(:people) j ON j.value = r.person_id
WHERE NOT EXISTS (SELECT 1 FROM main.case_party o WHERE o.person_id = r.relative_id)
"""
_HOUSEHOLDS = f"""
SELECT DISTINCT c.household_id FROM main.case_file c WHERE c.household_id IS NOT NULL AND c.id IN {_CASES}
AND NOT EXISTS (SELECT 1 FROM main.case_file o WHERE o.household_id = c.household_id AND o.id NOT IN {_CASES})
"""
_PAPERS = f"""
SELECT DISTINCT d.document_id FROM main.case_document d WHERE d.case_id IN {_CASES} AND NOT EXISTS (
  SELECT 1 FROM main.case_document o WHERE o.document_id = d.document_id AND o.case_id NOT IN {_CASES})
"""
_TOUCHING = """
SELECT DISTINCT p.case_id FROM case_party p WHERE p.person_id IN (
  SELECT r.person_id FROM relationship r JOIN json_each(:ids) j ON j.value = r.relative_id
  UNION SELECT m.person_id FROM marriage m JOIN json_each(:ids) j ON j.value = m.spouse_id
  UNION SELECT q.person_id FROM case_party q JOIN json_each(:ids) j ON j.value = q.case_id)
"""
"""Cases in which what is computed looks different to somebody who does not see the hidden ones."""


def forget_what_others_saw(office: Office) -> None:
    """Drop what this computer remembers of cases that look different to who sits here now."""
    hidden = sorted(office.store.hidden())
    with office.store.read(whole=True) as read:
        kept = read.value("SELECT value FROM meta WHERE key = ?", [_SEEN_AS])
        before = json.loads(kept) if kept else []
        if before == hidden:
            return
        ids = json.dumps(sorted(set(before) | set(hidden)))
        touched = [row[0] for row in read.tuples(_TOUCHING, {"ids": ids})]
    from immdesk.office.computed import forget

    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_SEEN_AS, json.dumps(hidden)])
        forget(local, touched)


# -- private ----------------------------------------------------------------------------------


def kept_of(office: Office, case_id: str) -> str:
    """Give the reason as it is kept. Raises Refused for a case that who sits here may not see."""
    rows = office.rows("SELECT restricted FROM case_file WHERE id = ?", [case_id])
    if not rows:
        raise refused(office)
    return str(rows[0]["restricted"] or "")


def _choice(one: Reason) -> Choice:
    code = language()
    cite = ", ".join((one.cite, _("verify"))) if one.confidence == "verify" else one.cite
    title, says, third = (text.get(code, text[_ENGLISH]) for text in (one.title, one.says, one.third))
    return Choice(one.reason, title, says, cite, third)


def _plain_name(row: Mapping[str, Any]) -> str:
    from immdesk.basics.values import NONE_TEXT

    parts = (str(row[one] or "").replace(NONE_TEXT, "") for one in ("given_name", "family_name"))
    return " ".join(filter(None, parts))
