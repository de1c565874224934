"""The worked-out functions of the labor rules: PERM, the posted notice, the I-9 and E-Verify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.law.worked_out.business_days import everify_case, i9_section_2, notice_of_filing
from immdesk.law.worked_out.keeping import i9_kept_until
from immdesk.law.worked_out.perm import (
    additional_steps,
    filing_window,
    pwd_link,
    sunday_ads,
    timeline,
    wage_validity,
)
from immdesk.law.working import ParameterKind, WorkedOut

_STEPS = ("job_order", "sunday_ads", "nof", "additional")
_COUNT: Mapping[str, ParameterKind] = {"wait_days": "number", "within_days": "number"}
_POSTED: Mapping[str, ParameterKind] = {"business_days": "number", "calendar": "calendar"}
_HIRE = ("hire_date", "employer_days", "closed_dates", "employment_business_days")
_AFTER_HIRE: Mapping[str, ParameterKind] = {
    "business_days": "number",
    "shorter_than": "number",
    "cautious_days": "number",
}
_ORDER: Mapping[str, ParameterKind] = {"job_order_days": "number"}

LABOR: Final[Mapping[str, WorkedOut]] = {
    "additional_steps": WorkedOut(
        additional_steps,
        given=("additional",),
        gives=("three_steps", "filing_from", "filing_until"),
        parameters={**_COUNT, "steps_needed": "number"},
    ),
    "everify_case": WorkedOut(everify_case, given=_HIRE, gives=("due",), parameters=_AFTER_HIRE),
    "i9_section_2": WorkedOut(i9_section_2, given=_HIRE, gives=("due",), parameters=_AFTER_HIRE),
    "i9_kept_until": WorkedOut(
        i9_kept_until,
        given=("hired", "terminated"),
        gives=("retain_until", "at_least_until"),
        parameters={"years_after_hire": "number", "years_after_end": "number"},
    ),
    "notice_of_filing": WorkedOut(
        notice_of_filing,
        given=("start", "open_weekends_holidays"),
        gives=("tenth_business_day",),
        parameters=_POSTED,
    ),
    "perm_filing_window": WorkedOut(
        filing_window,
        given=_STEPS,
        gives=("earliest", "latest", "day_left"),
        parameters={**_COUNT, **_ORDER},
    ),
    "perm_timeline": WorkedOut(
        timeline,
        given=("pwd_start", "pwd_end", "open_weekends_holidays", *_STEPS),
        gives=(
            "wage_from",
            "wage_until",
            "job_order_through",
            "job_order_counts_from",
            "job_order_counts_until",
            "ads_counts_from",
            "ads_counts_until",
            "nof_through",
            "nof_counts_from",
            "nof_counts_until",
            "additional_counts_from",
            "additional_counts_until",
            "file_from",
            "file_until",
        ),
        parameters={**_COUNT, **_ORDER, **_POSTED},
    ),
    "pwd_link": WorkedOut(
        pwd_link,
        given=("pwd_start", "pwd_end", "first_recruitment", "filing"),
        gives=("ok", "begin_by", "file_by"),
    ),
    "sunday_ads": WorkedOut(
        sunday_ads,
        given=("sunday_ads", "journals"),
        gives=("two_sundays", "filing_from", "filing_until"),
        parameters=_COUNT,
    ),
    "wage_validity": WorkedOut(
        wage_validity,
        given=("determined", "printed_until"),
        gives=("valid_until", "at_least_until", "at_most_until"),
        parameters={"least_days": "number", "most_years": "number"},
    ),
}
