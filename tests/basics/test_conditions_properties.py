"""A condition weighed with more facts never turns from yes to no, or from no to yes."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.basics.conditions import compile_condition
from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.unknown import NONE, Unknown

NAMES = ("a", "b", "c")
ATOMS = st.sampled_from(
    [f"x.{name} {test}" for name in NAMES
     for test in ('< "2020-06-15"', '>= "2020-06-15"', '== "2020-06-15"', "== none", "!= none", "== x.a")]
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"(not {one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda three: f"({' '.join(three)})"),
    ),
    max_leaves=5,
)
DAYS = st.dates(date(2020, 5, 1), date(2020, 7, 31))
KNOWN = st.one_of(DAYS, st.just(NONE))


def blurred(value: object, how: int) -> object:
    """Give less of what is known: nothing at all, or only the month or the year."""
    if how == 0 or not isinstance(value, date):
        return None
    return PartialDate(value.year, value.month if how == 1 else None)


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, st.fixed_dictionaries(dict.fromkeys(NAMES, KNOWN)), st.tuples(*[st.integers(0, 3)] * 3))
def test_more_facts_never_turn_an_answer(text: str, known: dict[str, object], hows: tuple[int, ...]):
    condition = compile_condition(text, None)
    less = {
        name: value if how == 3 else blurred(value, how)
        for (name, value), how in zip(known.items(), hows, strict=True)
    }
    before, after = condition.weigh(Facts({"x": less})), condition.weigh(Facts({"x": known}))
    assert not isinstance(after, Unknown)
    assert before == after or isinstance(before, Unknown)
