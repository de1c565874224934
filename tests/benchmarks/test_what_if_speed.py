"""A step of the what-if desk that is dragged: its scenario is worked out again in a tenth of a second."""

from __future__ import annotations

from itertools import count

from immdesk.office.office import Office
from immdesk.office.planning.age_planner import family_read, plan_at
from immdesk.office.planning.laid_over import planned_for
from immdesk.office.planning.what_if import scenario
from tests.benchmarks.ratio import measure_seconds

FAMILY = "26-0002"


def test_a_dragged_step_and_a_moved_slider_are_worked_out_at_once(practice: Office) -> None:
    case_id = practice.rows("SELECT id FROM case_file WHERE number = ?", [FAMILY])[0]["id"]
    whose, family, days = planned_for(practice, case_id), family_read(practice, case_id), count(1)

    def drag() -> None:
        for one in ("adjust", "consular", "naturalize-first"):
            step = "oath" if one == "naturalize-first" else "visa"
            scenario(whose, one, {f"{one}.{step}": f"2027-{next(days) % 12 + 1:02}-01"})

    measure_seconds("three scenarios worked out again", drag, limit_seconds=0.1)
    measure_seconds("the ages of a family at another speed", lambda: plan_at(family, 2.5), 0.05)
