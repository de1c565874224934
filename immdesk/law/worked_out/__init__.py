"""Small pure functions that a rule may name where steps are not enough; their parameters stay dated data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from immdesk.law.worked_out.cspa import chart_policy, cspa_age
from immdesk.law.worked_out.lookups import federal_holiday, fee_of, is_current
from immdesk.law.worked_out.stay import governing_i94
from immdesk.law.working import WorkedOut

WORKED_OUT: Final[Mapping[str, WorkedOut]] = {
    "chart_policy": chart_policy,
    "cspa_age": cspa_age,
    "federal_holiday": federal_holiday,
    "fee_of": fee_of,
    "governing_i94": governing_i94,
    "is_current": is_current,
}
