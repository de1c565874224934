"""Whose country a visa is charged to: one's own, a husband's or wife's, a child's parents'; which is best."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.law.bulletin import in_words, is_earlier
from immdesk.law.worked_out.immigrant_visas import Charge, charges
from immdesk.office.calculators.by_rule import known_day, names_of, notes_of, numbers_of, party_of
from immdesk.office.calculators.case_at import (
    CaseAt,
    case_at,
    choice_field,
    day_field,
    each_step_once,
    lines_of,
    overlaid,
    value_of,
)
from immdesk.office.calculators.shapes import Ask, Field, Sheet, Table, Tone

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.office.office import Office

_RULE = "cross-chargeability"
_ANOTHER = "another"


def work_out(office: Office, case_id: str, person_id: str, tried: Mapping[str, str]) -> Sheet:
    """Give the countries that one person may use, and the best. Raises Problem as fields do."""
    at = case_at(office, case_id)
    party = party_of(at, person_id)
    if party is None:
        return Sheet("", "", "", _("Nobody of the case was named."), "plain")
    fields, facts = _tried(at, party.facts, tried)
    found = at.weigh(_RULE, party, facts)
    every = charges(names_of(found), numbers_of(at, _RULE)) if found.outcome == "found" else ()
    answer, tone = _answer(facts, found, every)
    return Sheet(
        "",
        "",
        at.name(person_id),
        answer,
        tone,
        fields=fields,
        lines=each_step_once(lines_of(at, found)),
        tables=_table(at, found, every),
        asks=_asks(at, facts, person_id),
        notes=(*_without_column(found, every), *notes_of(found)),
    )


def _tried(at: CaseAt, facts: Facts, tried: Mapping[str, str]) -> tuple[tuple[Field, ...], Facts]:
    rows = facts.get("case.chart_cutoffs")
    columns = [str(row["country"]) for row in rows] if isinstance(rows, tuple) else []
    role = _text(facts.get("party.immigrates_as"))
    fields = []
    made, role = choice_field(
        "immigrates_as",
        _("Immigrates as"),
        role,
        (("principal", _("principal")), ("spouse", _("husband or wife")), ("child", _("child"))),
        tried,
    )
    fields.append(made)
    labels = {"own": _("Born in"), "spouse": _("Husband or wife born in")}
    if role == "child":
        labels |= {"father": _("Father born in"), "mother": _("Mother born in")}
    countries: dict[str, str] = {}
    for whose, label in labels.items():
        known = _text(_born(facts, whose))
        made, countries[whose] = choice_field(
            f"{whose}_country", label, known, _choices(columns, known), tried
        )
        fields.append(made)
    day, priority = day_field(
        "priority_date", at.label("case.priority_date"), facts.get("case.priority_date"), tried, at.today
    )
    fields.append(day)
    return tuple(fields), _laid(facts, role, countries, priority)


def _laid(facts: Facts, role: str, countries: Mapping[str, str], priority: date | None) -> Facts:
    """Lay the countries over the facts. The rule is asked even where there is nothing to choose."""
    person = facts.root("person")
    named = {
        whose: {**_row(person.get(whose)), "birth_country": _named(one)}
        for whose, one in countries.items()
        if one
    }
    own = named.pop("own", {}).get("birth_country")
    values: dict[str, Any] = {f"person.{whose}": row for whose, row in named.items()}
    values["party.country_to_choose"] = bool(own)
    values |= {"person.birth_country": own} if own else {}
    values |= {"party.immigrates_as": role} if role else {}
    values |= {"case.priority_date": priority} if priority else {}
    return overlaid(facts, values)


def _choices(columns: list[str], known: str) -> tuple[tuple[str, str], ...]:
    """Give the countries that have a column of their own, any other, and the one that is recorded."""
    named = [one for one in columns if one != "ALL" and one != known.upper()]
    every = [*([known] if known and known not in named else []), *named]
    return (
        *((one, one.title() if one.isupper() else one) for one in every),
        (_ANOTHER, _("another country")),
    )


def _named(country: str) -> str:
    return _("another country") if country == _ANOTHER else country


def _answer(facts: Facts, found: Finding, every: tuple[Charge, ...]) -> tuple[str, Tone]:
    key = value_of(found, "chargeable_to")
    if key is None:
        if not isinstance(facts.get("case.chart_cutoffs"), tuple):
            return _("The office has no visa bulletin of this month for the category."), "warn"
        return _("The countries of birth are not known well enough to choose."), "warn"
    best = next(one for one in every if one.key == key)
    column = _("all other countries") if key == "ALL" else str(key).title()
    said = _("Best: {column}, {whose}.").format(column=column, whose=_whose(best.name))
    if len({one.key for one in every}) == 1 and not _without_column(found, every):
        said = _("Only one column may be used: {column}.").format(column=column)
    if value_of(found, "current") is True:
        return f"{said} " + _("The priority date is current there."), "good"
    return f"{said} " + _("The priority date is not current there; the cutoff is {cutoff}.").format(
        cutoff=_cutoff(best.cutoff)
    ), "warn"


def _without_column(found: Finding, every: tuple[Charge, ...]) -> tuple[str, ...]:
    """Name the countries for which the bulletin of the office has no column."""
    names, said = names_of(found), {one.country for one in every}
    asked = [names.get(one) for one in ("own_country", "spouse_country", "father_country", "mother_country")]
    missing = dict.fromkeys(one for one in asked if isinstance(one, str) and one not in said)
    words = _("The bulletin of the office has no column for {country} this month: it was left out.")
    return tuple(words.format(country=one) for one in missing)


def _whose(name: str) -> str:
    return {
        "own_country": _("by the own country of birth"),
        "spouse_country": _("by the country of the husband or wife"),
        "child_country": _("by the own country of birth"),
        "father_country": _("by the father's country"),
        "mother_country": _("by the mother's country"),
    }.get(name, name)


def _table(at: CaseAt, found: Finding, every: tuple[Charge, ...]) -> tuple[Table, ...]:
    priority = known_day(names_of(found).get("priority_date"))
    if not every or priority is None:
        return ()
    shown: dict[str, tuple[str, ...]] = {}
    for one in every:
        current = _("yes") if is_earlier(priority, one.cutoff) else _("no")
        column = _("all other countries") if one.key == "ALL" else one.key.title()
        row = (_whose(one.name), one.country, column, _cutoff(one.cutoff), current)
        shown.setdefault(f"{one.country} {row[0]}", row)
    columns = (_("By whom"), _("Country"), _("Column"), _("Cutoff"), _("Current"))
    chart = _("By the chart that counts this month for the case.")
    return (Table(_("Countries that may be used"), columns, tuple(shown.values()), chart),)


def _asks(at: CaseAt, facts: Facts, person_id: str) -> tuple[Ask, ...]:
    asked: list[tuple[str, str]] = []
    if not known_day(facts.get("case.priority_date")):
        asked.append(("case.priority_date", at.label("case.priority_date")))
    if not _text(facts.get("person.birth_country")):
        asked.append(("person.birth_country", at.label("person.birth_country")))
    if not _text(_born(facts, "spouse")) and facts.get("person.marital_status") == "married":
        asked.append(("person.family_members", _("Husband or wife born in")))
    if _text(facts.get("party.immigrates_as")) == "child":
        parents = {"father": _("Father born in"), "mother": _("Mother born in")}
        asked += [
            (f"person.{whose}.birth_country", said)
            for whose, said in parents.items()
            if not _text(_born(facts, whose))
        ]
    return tuple(Ask(path, said, "" if path.startswith("case.") else person_id) for path, said in asked)


def _born(facts: Facts, whose: str) -> Any:
    return facts.get("person.birth_country" if whose == "own" else f"person.{whose}.birth_country")


def _cutoff(cutoff: Any) -> str:
    return on_screen(cutoff) if isinstance(cutoff, date) else in_words(str(cutoff))


def _row(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
