"""The priority-date board: everybody who waits for a visa number, both charts, the wait, whom to call.

Whether a date is current and to which country a visa is charged, the law's own functions say. Months to wait
are a what-if at the speed of the last year, no forecast: each cutoff is set anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.law.bulletin_moves import cutoff_for, wait
from immdesk.law.bulletin_terms import ALL, DATES_FOR_FILING, FINAL_ACTION
from immdesk.office.bulletin_cases import Turned, turned
from immdesk.office.bulletin_months import cutoff_words, history
from immdesk.office.bulletins import area_words, month_words
from immdesk.office.calculators.case_at import value_of

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts

_RULE = "cross-chargeability"


@dataclass(frozen=True, slots=True)
class Standing:
    """A priority date in one chart: the cutoff ("" not in the chart) and the months to wait.

    `months` is 0 when the date is current, None when nobody can say or it never comes at that speed.
    """

    cutoff: str
    months: int | None
    weeks: float | None

    def words(self) -> str:
        """Say it on two lines: the cutoff, and the wait."""
        if not self.cutoff:
            return _("not in this chart")
        shown = cutoff_words(self.cutoff)
        return shown if self.cutoff == "C" else f"{shown}\n{self.wait_words()}"

    def wait_words(self) -> str:
        """Say how long the wait is at recent speed."""
        if self.months == 0:
            return _("current")
        if self.months is None:
            return _("no speed known") if self.weeks is None else _("no end at this speed")
        return n_("{n} month to wait", "{n} months to wait", self.months)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One case that waits. `became` is the chart in which it became current this month, "" in none.

    `counts` is the chart that counts for the case, "" where nobody has said; `charged` a better country.
    """

    id: str
    number: str
    title: str
    names: str
    category: str
    area: str
    priority: date
    final: Standing
    filing: Standing
    counts: str
    became: str
    stopped: str
    charged: str
    call: str
    language: str

    @property
    def months(self) -> int | None:
        """Give the months to wait by the chart that counts; Final Action Dates where nobody has said."""
        return self.filing.months if self.counts == DATES_FOR_FILING else self.final.months

    @property
    def said(self) -> str:
        """Say what happened this month."""
        if self.became:
            return _("became current")
        return _("no longer current") if self.stopped else ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody with a priority date, by the bulletin of a month; `lacking` are cases without a date."""

    month: str
    rows: tuple[BoardRow, ...]
    lacking: int
    practice: bool

    def head(self) -> str:
        """Say how many wait, and how many became current."""
        became = sum(bool(row.became) for row in self.rows)
        return " · ".join(
            (
                month_words(self.month) if self.month else _("no visa bulletin is here"),
                n_("{n} priority date", "{n} priority dates", len(self.rows)),
                n_("{n} became current", "{n} became current", became),
                n_("{n} case lacks a date", "{n} cases lack a date", self.lacking),
            )
        )


def board(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> Board:
    """Give the board of the newest bulletin up to this month. Raises Stopped when somebody cancelled."""
    from immdesk.office.whose import whose_of
    from immdesk.records.facts_of import facts_of

    library, today = office.library, office.today()
    month = _month(office, today)
    moved = turned(office, month) if month else None
    cases = office.rows(_CASES)
    ids = [row["id"] for row in cases]
    with office.store.read() as read:
        facts = facts_of(read, ids, library.vocabulary, today)
        whose = whose_of(read, ids, library)
    charts = _charts(office, month)
    speeds: dict[tuple[str, str, str], float | None] = {}
    turns = _turns(moved.turned if moved else ())
    watched, rows = Watched(progress, cancelled, _("Nothing was changed.")), []
    for case in watched.each(cases, len(cases), _("Looking at {n} cases").format(n=len(cases))):
        standing = {
            chart: _standing(office, case, chart, charts, speeds, month)
            for chart in (FINAL_ACTION, DATES_FOR_FILING)
        }
        names = ", ".join(whose[case["id"]].names.values()) if case["id"] in whose else ""
        rows.append(_row(case, names, standing, turns, facts.get(case["id"]), library, today))
    rows.sort(key=lambda row: (not row.became, row.months is None, row.months or 0, row.number))
    lacking = len(moved.lacking) if moved else 0
    return Board(month, tuple(rows), lacking, bool(moved and moved.practice))


# -- private ------------------------------------------------------------------------------------

_CASES = """
SELECT id, number, title, category, chargeability, priority_date, filing_place FROM case_file
WHERE status = 'open' AND deleted_at IS NULL AND category <> 'IR'
AND chargeability IS NOT NULL AND priority_date IS NOT NULL ORDER BY number
"""


def _month(office: Office, today: date) -> str:
    rows = office.rows("SELECT max(month) AS month FROM bulletin WHERE month <= ?", [f"{today:%Y-%m}"])
    return str(rows[0]["month"] or "")


def _charts(office: Office, month: str) -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {FINAL_ACTION: {}, DATES_FOR_FILING: {}}
    for row in office.rows("SELECT * FROM bulletin WHERE month = ?", [month]):
        found[row["chart"]][row["category"], row["chargeability"]] = row["cutoff"]
    return found


def _turns(found: Sequence[Turned]) -> dict[tuple[str, str], Turned]:
    """Give by case and way the turn that counts; of two charts the one that counts for the case first."""
    kept: dict[tuple[str, str], Turned] = {}
    for one in sorted(found, key=lambda turn: turn.governs != "yes"):
        if one.governs != "no":
            kept.setdefault((one.case_id, one.way), one)
    return kept


def _standing(
    office: Office,
    case: Mapping[str, Any],
    chart: str,
    charts: Mapping[str, Mapping[tuple[str, str], str]],
    speeds: dict[tuple[str, str, str], float | None],
    month: str,
) -> Standing:
    cutoff = cutoff_for(charts[chart], case["category"], case["chargeability"])
    if cutoff is None:
        return Standing("", None, None)
    own = (case["category"], case["chargeability"]) in charts[chart]
    key = (case["category"], case["chargeability"] if own else ALL, chart)
    if key not in speeds:
        speeds[key] = history(office, *key).weeks
    weeks = speeds[key]
    told = wait(date.fromisoformat(case["priority_date"]), cutoff, weeks or 0.0, month)
    return Standing(cutoff, told.months, weeks)


def _row(
    case: Mapping[str, Any],
    names: str,
    standing: Mapping[str, Standing],
    turns: Mapping[tuple[str, str], Turned],
    facts: CaseFacts | None,
    library: Library,
    today: date,
) -> BoardRow:
    principal = next(facts.subjects()).facts if facts else None
    became, stopped = turns.get((case["id"], "became")), turns.get((case["id"], "stopped"))
    chart = principal.get("case.chart") if principal else ""
    return BoardRow(
        case["id"],
        case["number"],
        case["title"] or "",
        names,
        case["category"],
        case["chargeability"],
        date.fromisoformat(case["priority_date"]),
        standing[FINAL_ACTION],
        standing[DATES_FOR_FILING],
        chart if isinstance(chart, str) else "",
        became.table if became else "",
        stopped.table if stopped else "",
        _charged(facts, case["chargeability"], library, today) if facts else "",
        _call(principal) if principal else "",
        _text(principal, "person.language") if principal else "",
    )


def _charged(facts: CaseFacts, area: str, library: Library, today: date) -> str:
    """Say to which better country a visa of the case may be charged, by the rule; "" where to none."""
    from immdesk.law.evaluate import Subject as About
    from immdesk.law.find import find_one

    for subject in facts.subjects():
        if subject.kind != "party":
            if subject.kind != "case":
                break
            continue
        about = About(subject.kind, subject.id, subject.person_id)
        found = find_one(library.rules[_RULE], subject.facts, about, today, library)
        key = value_of(found, "chargeable_to")
        if isinstance(key, str) and key != area:
            current = value_of(found, "current") is True
            words = _("{area}: current") if current else _("{area}, which is better")
            return words.format(area=area_words(key))
    return ""


def _call(person: Facts) -> str:
    """Give how somebody is reached; what was said of how it is safe comes first."""
    safe = _text(person, "person.safe_contact")
    known = [_text(person, path) for path in ("person.phone_mobile", "person.phone_day", "person.email")]
    return " · ".join(filter(None, (safe, *dict.fromkeys(filter(None, known)))))


def _text(facts: Facts, path: str) -> str:
    value = facts.get(path)
    return value if isinstance(value, str) else ""
