"""What ends, as the records hold it: papers, statuses, petitions, LCAs, certifications and appearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.cases import short_name
from immdesk.office.event_words import choice_words
from immdesk.records.permits import plain_category
from immdesk.workflow.renewals import Ends, RenewalFile, renewal_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

_DURATION: Final = "D/S"
_TWO_YEARS: Final = 3 * 365

_ONE_COUNTS: Final = "'passport', 'ead', 'green_card', 'i94', 'i20', 'ds2019', 'medical'"
"""Of these papers of a person (of one country) the one that ends last counts."""

_CASE_OF: Final = """
(SELECT c.id FROM case_party p JOIN case_file c ON c.id = p.case_id
 WHERE p.person_id = q.id AND c.deleted_at IS NULL AND (x.only_in_case IS NULL OR c.id = x.only_in_case)
 ORDER BY c.status <> 'open', c.number LIMIT 1)"""

_LIVING: Final = "q.deleted_at IS NULL AND coalesce(q.deceased_on, :none) = :none"

_DOCUMENTS = f"""
SELECT x.id, x.kind, x.title, x.category, x.issued_on, x.expires_on AS ends, q.id AS person_id,
       q.family_name, q.given_name, {_CASE_OF} AS case_id, s.value AS application
FROM document x JOIN person q ON q.id = x.person_id
LEFT JOIN said s ON s.owner_kind = 'document' AND s.owner_id = x.id AND s.word = 'application_status'
WHERE x.deleted_at IS NULL AND {_LIVING} AND coalesce(x.expires_on, '') <> :none
AND NOT EXISTS (SELECT 1 FROM document n WHERE n.replaces_id = x.id AND n.deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM document n WHERE n.person_id = x.person_id AND n.kind = x.kind
  AND x.kind IN ({_ONE_COUNTS}) AND n.country IS x.country AND n.deleted_at IS NULL
  AND n.expires_on <> :none AND n.expires_on > x.expires_on)"""

_STATUSES = f"""
SELECT x.id, x.status, x.until_on, x.i94_until, x.petition_until, q.id AS person_id, q.family_name,
       q.given_name, {_CASE_OF.replace("x.only_in_case", "NULL")} AS case_id
FROM status_period x JOIN person q ON q.id = x.person_id
WHERE {_LIVING} AND NOT EXISTS (SELECT 1 FROM status_period n WHERE n.person_id = x.person_id
  AND (coalesce(n.from_on, ''), n.id) > (coalesce(x.from_on, ''), x.id))"""

_LCAS = f"""
SELECT x.id, x.lca_until AS ends, x.lca_number AS number, x.case_id, q.id AS person_id, q.family_name,
       q.given_name, e.name AS employer
FROM job x JOIN person q ON q.id = x.person_id JOIN case_file c ON c.id = x.case_id
LEFT JOIN employer e ON e.id = x.employer_id
WHERE x.deleted_at IS NULL AND c.deleted_at IS NULL AND {_LIVING}
AND (x.lca_until IS NOT NULL OR x.lca_certified_on IS NOT NULL) AND coalesce(x.lca_until, '') <> :none
AND NOT EXISTS (SELECT 1 FROM job n WHERE n.person_id = x.person_id AND n.deleted_at IS NULL
  AND n.employer_id IS x.employer_id AND n.lca_until <> :none AND n.lca_until > coalesce(x.lca_until, ''))"""

_RECRUITMENTS = f"""
SELECT x.id, x.pwd_until, x.pwd_on, x.filed_on, x.certified_on, x.valid_until, x.case_id,
       q.id AS person_id, q.family_name, q.given_name,
       (SELECT 1 FROM filing f WHERE f.case_id = x.case_id AND f.form = 'I-140'
        AND f.received_on IS NOT NULL) AS petitioned
FROM recruitment x JOIN case_file c ON c.id = x.case_id
JOIN case_party p ON p.case_id = c.id AND p.role = 'principal' JOIN person q ON q.id = p.person_id
WHERE c.deleted_at IS NULL AND c.status = 'open' AND {_LIVING}"""

_PENDING = f"""
SELECT f.case_id, q.id AS person_id, q.family_name, q.given_name, group_concat(DISTINCT f.form) AS forms,
       (SELECT 1 FROM filing g WHERE g.case_id = f.case_id AND g.form = 'G-28'
        AND (g.person_id IS NULL OR g.person_id = f.person_id)) AS entered,
       s.id AS attorney, s.active, s.given_name || ' ' || s.family_name AS attorney_name
FROM filing f JOIN case_file c ON c.id = f.case_id JOIN person q ON q.id = f.person_id
LEFT JOIN staff s ON s.id = c.attorney_id
WHERE c.deleted_at IS NULL AND c.status = 'open' AND {_LIVING} AND f.form NOT IN ('G-28', 'I-907')
AND f.received_on IS NOT NULL AND f.received_on <> :none AND coalesce(f.approved_on, :none) = :none
AND coalesce(f.denied_on, :none) = :none AND coalesce(f.rejected_on, :none) = :none
GROUP BY f.case_id, f.person_id"""


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that ends, of one person.

    `ends` is its last day; `from_on` the first day that it may be when only a month or a year is recorded.
    `lasts` says in words how long it lasts where it has no day, `missing` what nobody has recorded, and
    `now` that something is to be done whatever the day.
    """

    id: str
    renewal: RenewalFile
    what: str
    who: str
    person_id: str
    case_id: str
    ends: date | None
    from_on: date | None = None
    lasts: str = ""
    missing: str = ""
    now: bool = False


def endings(office: Office) -> list[Ending]:
    """Give everything that ends, of everybody in the office who lives, in no order."""
    files = office.library.renewals
    with office.store.read() as read:
        return [
            one
            for part in (_documents(office, read, files), _statuses(read, files), _work(read, files))
            for one in part
        ] + list(_appearances(read, files))


def _documents(office: Office, read: Reading, files: Iterable[RenewalFile]) -> Iterator[Ending]:
    titles = {
        **dict(office.library.vocabulary.word("document.kind").choices),
        **choice_words("document.kind"),
    }
    for row in read.all(_DOCUMENTS, {"none": NONE_TEXT}):
        medical = row["kind"] == "medical"
        known = renewal_of(
            files,
            "medical" if medical else "document",
            row["kind"],
            plain_category(row["category"]),
            _conditional(row),
        )
        if known is None or not (row["ends"] or known.kinds or medical):
            continue  # a certificate or a lease need not end
        what = str(row["title"] or titles.get(row["kind"], row["kind"]))
        if medical and not row["ends"]:
            yield _medical(office, row, known, what)
        else:
            yield _of(f"document:{row['id']}", row, known, what, row["ends"])


def _conditional(row: Mapping[str, Any]) -> bool | None:
    issued, ends = iso_day(row["issued_on"] or ""), iso_day(row["ends"] or "")
    return (ends - issued).days < _TWO_YEARS if issued and ends else None


def _medical(office: Office, row: Mapping[str, Any], known: RenewalFile, what: str) -> Ending:
    """Say until when an exam is good, by the rule that the pack names; it is never guessed here."""
    from immdesk.law.find import evaluate_given

    one = f"document:{row['id']}"
    signed = iso_day(row["issued_on"] or "")
    if signed is None:
        return _of(one, row, known, what, None, missing=_("the day on which the surgeon signed"))
    given: dict[str, Any] = {"signed": signed}
    if row["application"] and row["application"] != NONE_TEXT:
        given["application_status"] = row["application"]
    found = evaluate_given(office.library.rules[known.rule], given, office.today(), office.library)
    results = {output.name: output.value for output in found.outputs}
    ends = results.get("valid_through")
    if isinstance(ends, date):
        return _of(one, row, known, what, ends.isoformat())
    spent = results.get("reusable") is False
    lasts = (
        _("no longer: its application was denied or withdrawn")
        if spent
        else _("while the application it was filed with is pending")
    )
    return _of(one, row, known, what, None, lasts=lasts, now=spent)


def _statuses(read: Reading, files: Iterable[RenewalFile]) -> Iterator[Ending]:
    """Give each person's latest status with its earliest recorded end, and the petition beneath it."""
    for row in read.all(_STATUSES, {"none": NONE_TEXT}):
        known = renewal_of(files, "status", row["status"] or "")
        if known is None:
            continue
        said = [row["until_on"], row["i94_until"]]
        days = sorted(one for one in said if one and iso_day(one))
        name = row["status"] or "?"
        what, one = _("Status {status}").format(status=name), f"status:{row['id']}"
        if days:
            yield _of(one, row, known, what, days[0])
        elif _DURATION in said:
            yield _of(one, row, known, what, None, lasts=_("duration of status (D/S)"))
        elif NONE_TEXT not in said:
            partial = next((text for text in said if text), None)
            yield _of(one, row, known, what, partial)
        if row["petition_until"] and row["petition_until"] != NONE_TEXT:
            what = _("Petition {status}").format(status=name)
            yield _of(f"petition:{row['id']}", row, known, what, row["petition_until"])


def _work(read: Reading, files: Iterable[RenewalFile]) -> Iterator[Ending]:
    """Give the LCAs, certified labor certifications and prevailing wages that are still to be used."""
    lca, labor, wage = (renewal_of(files, of) for of in _OF_WORK)
    for row in read.all(_LCAS, {"none": NONE_TEXT}):
        if lca:
            what = " ".join(filter(None, (_("LCA"), row["number"], row["employer"])))
            yield _of(f"lca:{row['id']}", row, lca, what, row["ends"])
    for row in read.all(_RECRUITMENTS, {"none": NONE_TEXT}):
        if labor and row["certified_on"] and row["certified_on"] != NONE_TEXT and not row["petitioned"]:
            yield _of(f"labor:{row['id']}", row, labor, _("Labor certification"), row["valid_until"])
        elif wage and row["pwd_on"] and not (row["filed_on"] or row["certified_on"]):
            yield _of(f"wage:{row['id']}", row, wage, _("Prevailing wage"), row["pwd_until"])


_OF_WORK: tuple[Ends, ...] = ("lca", "labor", "wage")


def _appearances(read: Reading, files: Iterable[RenewalFile]) -> Iterator[Ending]:
    """Give the appearance in each matter that is pending: whose it is, and whether it still stands."""
    known = renewal_of(files, "appearance")
    for row in read.all(_PENDING, {"none": NONE_TEXT}) if known else ():
        assert known is not None
        forms = ", ".join(sorted(row["forms"].split(",")))
        what = _("Form G-28 for {forms}").format(forms=forms)
        gone = bool(row["attorney"]) and row["active"] == "no"
        missing = ""
        if not row["attorney"]:
            missing = _("the attorney of the case")
        elif not row["entered"]:
            missing = _("the mailing of Form G-28")
        lasts = _("until it is decided")
        if gone:
            lasts = _("{name} no longer works here").format(name=row["attorney_name"])
        one = f"appearance:{row['case_id']}:{row['person_id']}"
        yield _of(one, row, known, what, None, lasts=lasts, missing="" if gone else missing, now=gone)


def _of(
    one: str,
    row: Mapping[str, Any],
    known: RenewalFile,
    what: str,
    ends: str | None,
    *,
    lasts: str = "",
    missing: str = "",
    now: bool = False,
) -> Ending:
    day = iso_day(ends or "")
    first = None if day else _first_day(ends or "")
    if not (day or lasts or missing):
        missing = _("the day; only {text} is recorded").format(text=ends) if first else _("when it ends")
    whose = short_name(row), row["person_id"], row["case_id"] or ""
    return Ending(one, known, what, *whose, day, first, lasts, missing, now)


def _first_day(text: str) -> date | None:
    """Give the first day of a month or a year that was recorded without its day: the safe one."""
    parts = text.split("-")
    padded = "-".join([*parts, *["01"] * (3 - len(parts))]) if len(parts) < 3 else ""
    return iso_day(padded)
