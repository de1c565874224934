"""The register of expirations: what ends and when, when to begin, what to start, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _, n_, told
from immdesk.office.endings import Ending, endings
from immdesk.office.own_settings import keep_own, own_words
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading
    from immdesk.workflow.renewals import RenewalFile

Level = Literal["expired", "begin", "later", "unknown"]
FURTHEST: Final = 730

_OPEN_CASES: Final = """
SELECT c.id, c.number, c.case_type, p.person_id, s.value AS purpose,
       (SELECT group_concat(f.form) FROM filing f WHERE f.case_id = c.id AND f.approved_on IS NOT NULL
        AND f.approved_on <> ?) AS approved
FROM case_file c JOIN case_party p ON p.case_id = c.id
LEFT JOIN said s ON s.owner_kind = 'case' AND s.owner_id = c.id AND s.word = 'purpose'
WHERE c.status = 'open' AND c.deleted_at IS NULL AND p.role IN ('principal', 'beneficiary')
ORDER BY c.number"""


@dataclass(frozen=True, slots=True)
class ExpiryLine:
    """One thing that ends: a paper, a status, a petition, an LCA, an appearance of a person.

    `begin_on` is the end less the lead time of its kind, `days_left` counts to the end. `level` says what to
    do: expired, begin (the lead time has begun), later, or unknown. `start` says what begins, `lasts` how
    long it lasts where it has no day, `missing` what nobody has recorded. `open_id` and `open_number` are
    the case that renews it already. `kind` is the renewal's id in the packs.
    """

    id: str
    kind: str
    what: str
    who: str
    person_id: str
    case_id: str
    case_number: str
    expires_on: date | None
    begin_on: date | None
    days_left: int | None
    level: Level
    start: str = ""
    lasts: str = ""
    missing: str = ""
    open_id: str = ""
    open_number: str = ""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How early the office begins with one kind of thing: `days` by the packs, `own` as the office says.

    `words` tell on what the packs' days rest.
    """

    renewal: str
    title: str
    days: int
    own: str
    words: str


def expirations(office: Office, words: str = "") -> list[ExpiryLine]:
    """Give everything that ends, of everybody in the office, the earliest end first.

    Of a person's statuses the latest counts, of a document its newest scan. What should have an end that
    nobody has recorded stands at the end of the list: it is not forgotten. `words` filters by name, kind or
    case number, by the beginning of words.
    """
    own = own_words(office, (_word(one.renewal) for one in office.library.renewals))
    with office.store.read() as read:
        numbers = {row["id"]: row["number"] for row in read.all("SELECT id, number FROM case_file")}
        opened = open_renewals(office, read)
    today = office.today()
    lines = [_line(one, numbers, opened, own, today) for one in endings(office)]
    found = [one for one in lines if fits(words, one.what, one.who, one.case_number)]
    return sorted(found, key=_order)


Opened = Mapping[tuple[str, str], tuple[str, str]]
"""(person, renewal) → (id, number) of the open case that renews it."""


def open_renewals(office: Office, read: Reading) -> Opened:
    """Give the open cases that renew something, by person and kind of renewal, as they stand in `read`."""
    return _renewing(office, read.all(_OPEN_CASES, [NONE_TEXT]))


def open_renewals_in(office: Office, session: Any) -> Opened:
    """Give the same as the change that is being written sees it."""
    from sqlalchemy import text

    rows = session.execute(text(_OPEN_CASES.replace("?", ":none")), {"none": NONE_TEXT}).mappings()
    return _renewing(office, rows)


def fits(words: str, *texts: str) -> bool:
    """Say whether each of the words typed begins a word of the texts."""
    plain = folded(" ".join(texts)).replace(",", " ").split()
    return all(any(word.startswith(one) for word in plain) for one in folded(words).split())


def lead_times(office: Office) -> tuple[LeadTime, ...]:
    """Give how early the office begins with each kind of thing that ends, in the order of the packs."""
    own = own_words(office, (_word(one.renewal) for one in office.library.renewals))
    return tuple(
        LeadTime(one.renewal, told(one.title), one.lead_days, own[_word(one.renewal)], _rests_on(one))
        for one in office.library.renewals
        if one.of != "appearance"
    )


def set_lead_time(office: Office, renewal: str, text: str) -> Changed:
    """Say how many days before its end the office begins with a kind of thing; empty: as the packs say.

    Raises Problem for what is no whole number from 0 to 730.
    """
    text = text.strip()
    if renewal not in office.library.renewal_files:
        raise KeyError(renewal)
    if text and not (text.isascii() and text.isdecimal() and int(text) <= FURTHEST):
        raise Problem(
            _("A lead time is a whole number of days from 0 to 730."),
            _("Nothing was changed."),
            _("Type a number such as 180, or nothing for the days that the packs say."),
        )
    return keep_own(office, {_word(renewal): str(int(text)) if text else ""})


# -- private ------------------------------------------------------------------------------------


def _order(one: ExpiryLine) -> tuple[date, bool, str, str]:
    """Order by the end; what is to be done whatever the day comes first, what has no day last."""
    last = date.min if one.level == "begin" and not one.begin_on else date.max
    return one.expires_on or last, not one.missing, one.who, one.what


def _word(renewal: str) -> str:
    return f"lead_days {renewal}"


def _rests_on(one: RenewalFile) -> str:
    days = n_("{n} day before", "{n} days before", one.lead_days)
    rests = _("a habit, no law") if one.confidence == "habit" else "; ".join(one.cite)
    return " ".join(
        filter(None, (_("Empty: {days} ({rests}).").format(days=days, rests=rests), told(one.note)))
    )


def _renewing(office: Office, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], tuple[str, str]]:
    forms = office.library.forms
    wanted: dict[str, list[RenewalFile]] = {}
    for one in office.library.renewals:
        if one.intake:
            wanted.setdefault(forms[one.intake].case_type, []).append(one)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        for one in wanted.get(row["case_type"], ()):
            purpose = forms[one.intake].sets.get("case.purpose", "")
            fitting = not row["purpose"] or row["purpose"] == purpose
            if fitting and one.form not in (row["approved"] or "").split(","):
                found.setdefault((row["person_id"], one.renewal), (row["id"], row["number"]))
    return found


def _line(
    one: Ending, numbers: Mapping[str, str], opened: Opened, own: Mapping[str, str], today: date
) -> ExpiryLine:
    said = own[_word(one.renewal.renewal)]
    days = int(said) if said.isdecimal() else one.renewal.lead_days
    counted = one.ends or one.from_on
    begin = counted - timedelta(days=days) if counted else None
    open_id, open_number = opened.get((one.person_id, one.renewal.renewal), ("", ""))
    return ExpiryLine(
        one.id,
        one.renewal.renewal,
        one.what,
        one.who,
        one.person_id,
        one.case_id,
        numbers.get(one.case_id, ""),
        one.ends,
        begin,
        (one.ends - today).days if one.ends else None,
        _level(one, begin, today),
        told(one.renewal.start),
        one.lasts,
        one.missing,
        open_id,
        open_number,
    )


def _level(one: Ending, begin: date | None, today: date) -> Level:
    if one.now:
        return "begin"
    if one.ends is not None and one.ends < today:
        return "expired"
    if begin is not None and begin <= today:
        return "begin"
    if one.missing:
        return "unknown"
    return "later"


def shown_end(line: ExpiryLine) -> str:
    """Say when something ends: its day, else how long it lasts, else that it is not recorded."""
    if line.expires_on:
        return on_screen(line.expires_on)
    return line.lasts or _("not recorded")


def advice(line: ExpiryLine) -> str:
    """Say what to do about a line now, and which case does it already."""
    if line.open_number:
        return _("renewal open: {number}").format(number=line.open_number)
    if line.missing:
        return _("missing: {what}").format(what=line.missing)
    days = line.days_left
    if days is None:
        return _("act now") if line.level == "begin" else _("nothing now")
    if line.level == "expired":
        return n_("ended {n} day ago", "ended {n} days ago", -days)
    if line.level == "begin":
        return n_("begin now, {n} day left", "begin now, {n} days left", days)
    return n_("{n} day left", "{n} days left", days)
