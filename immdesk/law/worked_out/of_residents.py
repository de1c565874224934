"""The small functions about residents, naturalization, children and immigrant visas, as rules call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.law.worked_out.childhood import asylee_child, immediate_child, naturalizing_parent
from immdesk.law.worked_out.immigrant_visas import (
    cross_charged,
    lottery_year,
    registration_kept,
    sought_to_acquire,
)  # fmt: skip
from immdesk.law.worked_out.naturalization import early_filing
from immdesk.law.worked_out.residence import card_renewal, child_on_petition, conditional_window
from immdesk.law.worked_out.resident_absences import continuous_presence, physical_presence, residence_break
from immdesk.law.working import WorkedOut

RESIDENTS: Final[Mapping[str, WorkedOut]] = {
    "asylee_child": WorkedOut(
        asylee_child,
        given=("dob", "principal_i589_filed", "principal_i590_interview"),
        gives=("child",),
        parameters={"years": "number"},
    ),
    "card_renewal": WorkedOut(
        card_renewal,
        given=("card_expires", "dob", "issued", "filed"),
        gives=("earliest", "new_card_by", "extended_to"),
        parameters={
            "months": "number",
            "age": "number",
            "age_days": "number",
            "receipt_from": "day",
            "receipt_months": "number",
        },
    ),
    "child_on_petition": WorkedOut(
        child_on_petition,
        given=("child_since", "parent_since"),
        gives=("included",),
        parameters={"days": "number"},
    ),
    "conditional_window": WorkedOut(
        conditional_window,
        given=("conditional_expires", "conditional_since", "filed"),
        gives=("second_anniversary", "opens", "closes", "last_safe_day", "paper_latest", "extended_to"),
        parameters={
            "days": "number",
            "years": "number",
            "calendar": "calendar",
            "receipt_from": "day",
            "receipt_months": "number",
        },
    ),
    "continuous_presence": WorkedOut(
        continuous_presence,
        given=("granted", "trips"),
        gives=("presence_broken",),
        parameters={"single_days": "number", "total_days": "number"},
    ),
    "cross_charged": WorkedOut(
        cross_charged,
        given=(
            "role",
            "own_country",
            "spouse_country",
            "child_country",
            "father_country",
            "mother_country",
            "priority_date",
            "cutoffs",
        ),
        gives=("current", "chargeable_to"),
        parameters={"general": "words"},
    ),
    "early_filing": WorkedOut(
        early_filing,
        given=("lpr_since", "years", "union_since", "spouse_citizen_since"),
        gives=("anniversary", "earliest", "basis_years"),
        parameters={"years": "number", "married_years": "number", "early_days": "number"},
    ),
    "immediate_child": WorkedOut(
        immediate_child,
        given=("dob", "i130_filed", "naturalized", "divorced", "today"),
        gives=("child", "frozen_on", "file_by"),
        parameters={"years": "number"},
    ),
    "lottery_year": WorkedOut(
        lottery_year, given=("fiscal_year",), gives=("last_day",), parameters={"last_day": "words"}
    ),
    "naturalizing_parent": WorkedOut(
        naturalizing_parent,
        given=("dob", "naturalized_on", "today"),
        gives=("immediate_relative", "naturalize_by"),
        parameters={"years": "number"},
    ),
    "physical_presence": WorkedOut(
        physical_presence,
        given=("trips", "years", "filing_date", "today"),
        gives=("days_abroad", "days_present", "enough"),
        parameters={
            "years": "number",
            "days": "number",
            "married_years": "number",
            "married_days": "number",
            "long_days": "number",
        },
    ),
    "registration_kept": WorkedOut(
        registration_kept,
        given=("notice_of_availability", "retrogressed_within_year"),
        gives=("apply_by", "reinstate_by"),
        parameters={"apply_months": "number", "reinstate_months": "number"},
    ),
    "residence_break": WorkedOut(
        residence_break,
        given=("return_date", "absence_at_least_one_year", "years", "trips", "n470_approved"),
        gives=("earliest", "without_presumption", "whole_year_absence"),
        parameters={
            "years": "number",
            "married_years": "number",
            "more_months": "number",
            "presumption_days": "number",
            "break_months": "number",
        },
    ),
    "sought_to_acquire": WorkedOut(
        sought_to_acquire,
        given=("visa_available", "unavailable_from", "available_again"),
        gives=("restarted", "seek_by"),
        parameters={"months": "number"},
    ),
}
