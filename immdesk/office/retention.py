"""How long files are kept: what may be destroyed and since when, by which rule, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.dates import add_years
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.own_settings import keep_own, own_word
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.basics.finding import Finding, Output
    from immdesk.office.office import Office

Kind = Literal["file", "i9", "paf", "perm"]
About = Literal["case", "person", "employer"]

YEARS = "keep_file_years"
"""The office's own word for how many years a closed file is kept; nobody else can say it."""

_RULES: dict[str, Kind] = {"i9-retention": "i9", "lca-paf-retention": "paf", "perm-retention": "perm"}


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A file that is kept: until when, by what authority, and whether it may go now.

    `until` is None when nobody can say; `why_not` is then, or when a hold stands, the reason in words.
    `subject` is the case of a client file, the job or recruitment of an employer's papers.
    """

    id: str
    kind: Kind
    what: str
    whose: str
    case_id: str
    case_number: str
    until: date | None
    cite: str
    why_not: str = ""
    held: str = ""

    def may_go(self, today: date) -> bool:
        """Say whether it may be destroyed on this day: kept long enough, and nothing holds it."""
        return self.until is not None and self.until < today and not self.held


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold: about what, why, by whom and since when."""

    id: str
    about_kind: About
    about_id: str
    about: str
    reason: str
    by: str
    on: date


def years_kept(office: Office) -> int | None:
    """Give for how many years the office keeps a closed client file; None when nobody has said."""
    text = own_word(office, YEARS)
    return int(text) if text.isdigit() else None


def keep_years(office: Office, text: str) -> Changed:
    """Keep for how many whole years a closed file is kept, 1 to 99; "" takes it back.

    Raises Problem for anything else. The rule is the state bar's; the desk knows none of them.
    """
    must(office, "people")
    text = text.strip()
    if text and not (text.isdigit() and 1 <= int(text) <= 99):
        raise Problem(
            _("Type a whole number of years, 1 to 99."),
            _("Nothing was changed."),
            _("Your state bar's rule says how long; malpractice insurers often ask for more."),
        )
    return keep_own(office, {YEARS: text}, _("Say how long closed files are kept"))


def kept_rows(office: Office) -> tuple[KeptRow, ...]:
    """Give every closed client file and every employer's file with a rule, the one that ends first above."""
    held = _held(office)
    rows = [*_client_files(office), *_by_rule(office)]
    with_holds = [_with_hold(office, row, held) for row in rows]
    return tuple(sorted(with_holds, key=lambda row: (row.until is None, row.until or date.max, row.what)))


def holds(office: Office) -> tuple[HoldRow, ...]:
    """Give the holds that stand, the newest first."""
    rows = office.rows("SELECT * FROM legal_hold WHERE lifted_on IS NULL ORDER BY at DESC")
    return tuple(
        HoldRow(
            row["id"],
            row["about_kind"],
            row["about_id"],
            _name_of(office, row["about_kind"], row["about_id"]),
            row["reason"],
            row["by"] or "",
            date.fromisoformat(row["at"][:10]),
        )
        for row in rows
    )


def hold(office: Office, about_kind: About, about_id: str, reason: str) -> Changed:
    """Hold all of a case, person or employer back from destruction. Raises Problem without a reason."""
    if not reason.strip():
        raise Problem(
            _("Say why this is held."),
            _("A hold without a reason cannot be lifted well."),
            _("Type some words."),
        )
    values = {
        "about_kind": about_kind,
        "about_id": about_id,
        "reason": reason.strip(),
        "by": office.user,
        "at": office.now().isoformat(),
    }

    def work(session: Session) -> None:
        from immdesk.records.keeping import LegalHold

        session.add(LegalHold(**values))

    return office.change(_("Set a legal hold"), work, why=reason.strip(), message=_("Held."))[1]


def lift(office: Office, hold_id: str, why: str) -> Changed:
    """Lift a hold; it stays in the history. Raises Problem without a reason."""
    must(office, "purge")
    if not why.strip():
        raise Problem(_("Say why the hold is lifted."), _("It stands until then."), _("Type some words."))
    day = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.keeping import LegalHold

        row = session.get_one(LegalHold, hold_id)
        row.lifted_on, row.lifted_by = day, office.user

    return office.change(_("Lift a legal hold"), work, why=why.strip(), message=_("The hold is lifted."))[1]


def _client_files(office: Office) -> Iterator[KeptRow]:
    years = years_kept(office)
    nobody = _("Nobody has said for how many years this office keeps closed files.")
    sql = """SELECT id, number, title, closed_on FROM case_file
             WHERE status = 'closed' AND deleted_at IS NULL ORDER BY closed_on"""
    for row in office.rows(sql):
        closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
        until = add_years(closed, years, "next_day") if closed and years else None
        why_not = "" if until else nobody if closed else _("Nobody has recorded when the case was closed.")
        yield KeptRow(
            f"file/{row['id']}",
            "file",
            _("Client file"),
            row["title"] or "",
            row["id"],
            row["number"],
            until,
            _("the office's own rule: {n} years from closing").format(n=years) if years else "",
            why_not,
        )


_WITH_WORK = """
SELECT DISTINCT c.id, c.number, c.title FROM case_file c WHERE c.deleted_at IS NULL AND (
  EXISTS (SELECT 1 FROM recruitment r WHERE r.case_id = c.id AND r.filed_on IS NOT NULL)
  OR EXISTS (SELECT 1 FROM job j WHERE j.case_id = c.id AND (j.terminated_on IS NOT NULL OR EXISTS (
     SELECT 1 FROM said s
     WHERE s.owner_kind = 'job' AND s.owner_id = j.id AND s.word = 'lca_last_worked_on'))))
"""


def _by_rule(office: Office) -> Iterator[KeptRow]:
    """Give the employers' files of all cases, with the day that the rule of each gives."""
    from immdesk.office.computed import findings_of
    from immdesk.records.facts_of import facts_of

    cases = {row["id"]: row for row in office.rows(_WITH_WORK)}
    if not cases:
        return
    today, library = office.today(), office.library
    with office.store.read() as read:
        facts = facts_of(read, list(cases), library.vocabulary, today)
    for case_id, of_case in facts.items():
        for finding in findings_of(library, of_case, today, ()):
            if finding.said.rule in _RULES and finding.outcome == "found":
                yield from _rows_of(finding, cases[case_id])


def _rows_of(finding: Finding, case: dict[str, Any]) -> Iterator[KeptRow]:
    kind = _RULES[finding.said.rule]
    output = next((one for one in finding.outputs if one.name == "retain_until"), None)
    until = _day_of(output)
    yield KeptRow(
        f"{kind}/{finding.subject_id}",
        kind,
        kind_words()[kind],
        case["title"] or "",
        case["id"],
        case["number"],
        until,
        ", ".join(finding.said.cite) + (" (" + _("verify") + ")" if _unsure(finding) else ""),
        "" if until else _("The rule gives no day yet: look at the case."),
    )


def _unsure(finding: Finding) -> bool:
    return finding.said.confidence not in ("", "sourced") or finding.said.stale


def _day_of(output: Output | None) -> date | None:
    return output.value if output is not None and isinstance(output.value, date) else None


def kind_words() -> dict[Kind, str]:
    """Give what each kind of file is called."""
    return {
        "file": _("Client file"),
        "i9": _("Form I-9"),
        "paf": _("Public access file"),
        "perm": _("Papers of the labor certification"),
    }


def _held(office: Office) -> dict[tuple[str, str], str]:
    rows = office.rows("SELECT about_kind, about_id, reason FROM legal_hold WHERE lifted_on IS NULL")
    return {(row["about_kind"], row["about_id"]): row["reason"] for row in rows}


def _with_hold(office: Office, row: KeptRow, held: dict[tuple[str, str], str]) -> KeptRow:
    if not held:
        return row
    reasons = [held[one] for one in _touched(office, row.case_id) if one in held]
    return replace(row, held=reasons[0]) if reasons else row


def _touched(office: Office, case_id: str) -> Sequence[tuple[str, str]]:
    """Give what a hold on stops the destruction of this case: itself, its people, its employers."""
    sql = """SELECT 'person' AS kind, person_id AS id FROM case_party WHERE case_id = :case
             UNION SELECT 'employer', employer_id FROM case_file WHERE id = :case
             UNION SELECT 'employer', employer_id FROM job WHERE case_id = :case"""
    return [("case", case_id), *((row["kind"], row["id"]) for row in office.rows(sql, {"case": case_id}))]


def _name_of(office: Office, kind: str, about: str) -> str:
    rows = office.rows(_NAMES[kind], [about])
    return str(rows[0]["name"] or "") if rows else _("no longer in the office")


_NAMES = {
    "case": "SELECT number || '  ' || coalesce(title, '') AS name FROM case_file WHERE id = ?",
    "person": "SELECT coalesce(family_name, '') || ', ' || coalesce(given_name, '') AS name "
    "FROM person WHERE id = ?",
    "employer": "SELECT name FROM employer WHERE id = ?",
}


def state_words(row: KeptRow, today: date) -> str:
    """Say in a few words whether a file may go."""
    if row.held:
        return _("held: {reason}").format(reason=row.held)
    if row.may_go(today):
        return _("may be destroyed") if row.kind == "file" else _("may be destroyed: the paper and its scans")
    return row.why_not or _("must be kept")
