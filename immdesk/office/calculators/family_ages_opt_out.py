"""After a parent's oath: F1 beside F2B, for a son or daughter who falls into F1 and may ask to stay F2B."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.calculators.by_rule import notes_of
from immdesk.office.calculators.case_at import CaseAt, value_of
from immdesk.office.calculators.shapes import Table

if TYPE_CHECKING:
    from immdesk.office.calculators.family_ages import Child
    from immdesk.office.office import Office

_NOTE, _CURRENT = "retrogression-porting-interfiling", "visa-bulletin-current"


def opt_out(office: Office, at: CaseAt, children: list[Child]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Give F1 beside F2B, by this month's bulletin, with what the law says of asking; nothing elsewhere.

    For F2B where the petitioner became a citizen, and for F2A with a child who is no longer one. INA 204(k).
    """
    concerned = [one for one in children if _falls_into_f1(one)]
    if not concerned:
        return (), ()
    facts = concerned[0].facts
    priority, country = facts.get("case.priority_date"), str(facts.get("case.chargeability"))
    cutoffs = _cutoffs(office, at.today, country)
    rows = (
        (_("F1, by the parent's oath"), *_cells(at, cutoffs.get("F1"), priority)),
        (_("F2B, kept by asking"), *_cells(at, cutoffs.get("F2B"), priority)),
    )
    columns = (_("Category"), _("Final Action Dates this month"), _("Current"))
    note = _("Compare both, also how they moved: an attorney decides whether to ask.")
    said = notes_of(at.weigh(_NOTE, at.subjects("case")[0]))
    return (Table(_("After the parent's oath"), columns, rows, note),), said


def _falls_into_f1(child: Child) -> bool:
    if not isinstance(child.facts.get("petitioner.naturalized_on"), date) or child.married:
        return False
    category = child.facts.get("case.category")
    return category == "F2B" or (category == "F2A" and child.is_child is False)


def _cells(at: CaseAt, text: str | None, priority: Any) -> tuple[str, str]:
    """Give a cutoff in words, and whether the priority date is current by the rule of the bulletin."""
    from immdesk.law.bulletin import in_words
    from immdesk.law.find import evaluate_given
    from immdesk.records.computed import read_cutoff

    if not text:
        return _("not entered for this month"), ""
    cutoff = read_cutoff(text)
    shown = on_screen(cutoff) if isinstance(cutoff, date) else in_words(cutoff)
    if not isinstance(priority, date):
        return shown, ""
    given = {"priority_date": priority, "cutoff": cutoff}
    found = evaluate_given(at.library.rules[_CURRENT], given, at.today, at.library)
    return shown, on_screen(value_of(found, "current"))


def _cutoffs(office: Office, today: date, country: str) -> dict[str, str]:
    rows = office.rows(
        "SELECT category, cutoff FROM bulletin WHERE month = ? AND chart = 'final_action' "
        "AND chargeability = ? AND category IN ('F1', 'F2B')",
        [f"{today:%Y-%m}", country],
    )
    return {row["category"]: row["cutoff"] for row in rows}
