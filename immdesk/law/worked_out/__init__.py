"""Small pure functions that a rule may name where steps are not enough; their parameters stay dated data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.law.worked_out.cspa import chart_policy, cspa_age
from immdesk.law.worked_out.exchange import EXCHANGE
from immdesk.law.worked_out.filing import asylum_program_fee, paper_window
from immdesk.law.worked_out.idle_days import IDLE_DAYS
from immdesk.law.worked_out.labor import LABOR
from immdesk.law.worked_out.lookups import federal_holiday, fee_of, is_current
from immdesk.law.worked_out.of_residents import RESIDENTS
from immdesk.law.worked_out.of_stays import STAYS
from immdesk.law.worked_out.permits import PERMITS
from immdesk.law.worked_out.stay import governing_i94
from immdesk.law.worked_out.students import STUDENTS
from immdesk.law.working import WorkedOut

WORKED_OUT: Final[Mapping[str, WorkedOut]] = {
    **LABOR,
    **EXCHANGE,
    **IDLE_DAYS,
    **PERMITS,
    **STUDENTS,
    **RESIDENTS,
    **STAYS,
    "asylum_program_fee": WorkedOut(
        asylum_program_fee,
        given=("employer_type", "nonprofit", "fte", "postmark"),
        gives=("usd",),
        parameters={"regular": "number", "small": "number", "nonprofit": "number", "small_at_most": "number"},
    ),
    "chart_policy": WorkedOut(
        chart_policy,
        given=("i485_filed", "decided"),
        gives=("policy",),
        parameters={"chart_in_use_from": "day", "final_action_only_from": "day"},
    ),
    "cspa_age": WorkedOut(
        cspa_age,
        given=(
            "dob",
            "petition_filed",
            "petition_approved",
            "bulletin_available",
            "in_use_available",
            "i485_filed",
            "decided",
        ),
        gives=(
            "pending_days",
            "visa_available",
            "adjusted_date",
            "cspa_age_years",
            "under_21",
            "ages_out",
            "seek_by",
        ),
        parameters={
            "years": "number",
            "seek_months": "number",
            "chart_in_use_from": "day",
            "final_action_only_from": "day",
        },
    ),
    "federal_holiday": WorkedOut(
        federal_holiday, given=("date",), gives=("is_holiday",), parameters={"calendar": "calendar"}
    ),
    "fee_of": WorkedOut(fee_of, given=("item", "postmark"), gives=("usd",)),
    "governing_i94": WorkedOut(
        governing_i94,
        given=(
            "i94_until",
            "i94_issued",
            "petition_i94_until",
            "petition_issued",
            "petition_until",
            "passport_expires",
        ),
        gives=("governs", "stay_until", "work_until"),
    ),
    "paper_window": WorkedOut(
        paper_window,
        given=("raw_last_day", "received", "medium"),
        gives=("timely", "latest"),
        parameters={"calendar": "calendar", "open_days": "number"},
    ),
    "is_current": WorkedOut(is_current, given=("priority_date", "cutoff"), gives=("current",)),
}
