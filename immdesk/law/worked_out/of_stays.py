"""The small functions about stays, workers and travel, under the names by which rules call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.law.worked_out.ac21 import exempt_year, registration_open, three_years
from immdesk.law.worked_out.presence import presence_bar, protected_by_245i
from immdesk.law.worked_out.six_years import l1_limit, perm_by, recapture_days, six_year_limit
from immdesk.law.worked_out.stay_windows import (
    dependent_stay,
    extension_window,
    long_enough_passport,
    longest_validity,
    validity_of_class,
)
from immdesk.law.worked_out.work_time import cap_gap, sixty_days, ten_days, waiting_240
from immdesk.law.working import WorkedOut

_SIX = ("first_h_or_l_admission", "trips", "status_periods", "today")

STAYS: Final[Mapping[str, WorkedOut]] = {
    "cap_gap": WorkedOut(
        cap_gap,
        given=("fiscal_year", "opt_end", "petition_filed", "change_of_status", "approved_start", "as_of"),
        gives=("until", "last_day", "work_continues"),
        parameters={"month": "number", "years_back": "number", "grace_days": "number"},
    ),
    "dependent_stay": WorkedOut(
        dependent_stay,
        given=("own_until", "born_on", "since", "principal_until", "passport_expires"),
        gives=("stay_until", "turns_21"),
        parameters={"years": "number"},
    ),
    "exempt_year": WorkedOut(
        exempt_year,
        given=("filings", "requested_start"),
        gives=("eligible", "earliest_exempt_start", "file_from"),
        parameters={
            "days": "number", "months_before": "number", "ended": "words", "for_good": "words",
            "kept_by": "words",
        },
    ),
    "extension_window": WorkedOut(
        extension_window,
        given=("i94_end",),
        gives=("opens", "recommended", "closes"),
        parameters={"months": "number", "days": "number", "calendar": "calendar"},
    ),
    "l1_limit": WorkedOut(
        l1_limit,
        given=("classification", *_SIX),
        gives=("base_end", "recapture_days", "max_out"),
        parameters={"l1a_years": "number", "l1b_years": "number", "counted": "words"},
    ),
    "long_enough_passport": WorkedOut(
        long_enough_passport,
        given=("passport_expires", "stay_end", "in_club"),
        gives=("needed_until", "long_enough", "stay_may_end"),
        parameters={"months": "number"},
    ),
    "longest_validity": WorkedOut(
        longest_validity,
        given=("start_date", "lca_until", "max_out"),
        gives=("max_end",),
        parameters={"years": "number"},
    ),
    "perm_by": WorkedOut(
        perm_by,
        given=("max_out", *_SIX),
        gives=("perm_by",),
        parameters={"days_before": "number", "years": "number", "counted": "words"},
    ),
    "presence_bar": WorkedOut(
        presence_bar,
        given=(
            "authorized_stay_end", "departed", "entered", "dob", "extended_until", "pending_since", "removed",
            "came_back_uninspected", "as_of", "stays", "asylum_since", "worked",
        ),
        gives=("bar", "unlawful_days", "all_days", "bar_ends", "leave_by", "leave_before_ten_years"),
        parameters={
            "three_year_days": "number", "ten_year_years": "number", "minor_until_years": "number",
            "permanent_days": "number",
        },
    ),
    "protected_by_245i": WorkedOut(
        protected_by_245i,
        given=("petition_filed", "here_on_day"),
        gives=("protected",),
        parameters={"filed_by": "day", "presence_after": "day", "presence_day": "day"},
    ),
    "recapture_days": WorkedOut(recapture_days, given=("window_start", "trips", "today"), gives=("days",)),
    "registration_open": WorkedOut(
        registration_open,
        given=("fiscal_year", "date"),
        gives=("open", "opens", "closes"),
        parameters={"season": "number", "opens": "day", "closes": "day"},
    ),
    "six_year_limit": WorkedOut(
        six_year_limit,
        given=_SIX,
        gives=("base_end", "recapture_days", "max_out"),
        parameters={"years": "number", "counted": "words"},
    ),
    "sixty_days": WorkedOut(
        sixty_days,
        given=("last_employment_day", "validity_end"),
        gives=("grace_end",),
        parameters={"days": "number"},
    ),
    "ten_days": WorkedOut(
        ten_days,
        given=("validity_start", "validity_end", "i94_until"),
        gives=("grace_end", "earliest_entry"),
        parameters={"days": "number"},
    ),
    "three_years": WorkedOut(
        three_years,
        given=("i140_approved", "priority_date", "cutoff", "requested_start"),
        gives=("eligible", "max_end"),
        parameters={"years": "number"},
    ),
    "validity_of_class": WorkedOut(
        validity_of_class,
        given=("classification", "start_date", "extension"),
        gives=("max_end",),
        parameters={
            "tn_years": "number", "e1_years": "number", "e2_years": "number", "e3_years": "number",
            "o1_years": "number", "o1_extension_years": "number", "p1_years": "number",
        },
    ),
    "waiting_240": WorkedOut(
        waiting_240,
        given=("i94_end", "extension_filed", "same_employer", "decision_date", "on_date"),
        gives=("authorized", "last_day"),
        parameters={"days": "number"},
    ),
}  # fmt: skip
