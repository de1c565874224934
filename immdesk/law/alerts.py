"""Practice alerts: changes of practice as dated flags that reach certain cases; an attorney decides each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.facts import Facts
from immdesk.basics.strictyaml import Shape, Source
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _, told

AlertStatus = Literal["in force", "vacated", "enjoined", "proposed", "ended"]
About = Literal["case", "party", "filing", "notice"]
_SCOPE = ("person", "case", "principal", "petitioner")
_NAMES: Mapping[str, Word] = {
    "listed": Word(type="yes_no", label="A national of a listed country", name="listed"),
    "today": Word(type="date", label="Today", name="today"),
}


class Countries(Shape):
    """A dated list of countries; empty when the source does not name them: then the desk asks."""

    as_of: date | None = None
    codes: tuple[str, ...] = ()
    source: str
    must_verify: str


class AlertFile(Shape):
    """One alert: since when, where it was seen, whom it reaches, and what to do."""

    alert: str
    title: str
    about: About
    reaches: str
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    status: AlertStatus = "in force"
    text: str
    do: str
    source: str
    confidence: Literal["seen", "general"]
    verified_on: date
    until: date
    countries: Countries | None = None


@dataclass(frozen=True, slots=True)
class ReadyAlert:
    """An alert whose condition was checked against the vocabulary."""

    file: AlertFile
    reaches: Condition


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that reaches a case, or that may (`ask` names what would settle it). An attorney decides."""

    id: str
    title: str
    about: str
    reach: Literal["reaches", "may reach"]
    text: str
    do: str
    since: date | None
    status: AlertStatus
    source: str
    confidence: str
    verify: str
    ask: frozenset[str] = frozenset()
    opinion: str = "attorney decides"


def compile_alert(file: AlertFile, vocabulary: Vocabulary, source: Source) -> ReadyAlert:
    """Check an alert against the vocabulary; raises Problem with file and line."""
    if file.from_ and file.to and file.to < file.from_:
        raise source.wrong(f"the alert ends ({file.to}) before it begins", "to")
    roots = tuple(dict.fromkeys((file.about, *_SCOPE)))
    with source.placing("reaches"):
        condition = compile_condition(file.reaches, vocabulary, roots=roots, names=_NAMES)
    if "listed" in condition.paths and file.countries is None:
        raise source.wrong("`listed` needs `countries`, if only an empty list to be filled in", "reaches")
    return ReadyAlert(file, condition)


def alerts_for(alerts: Iterable[ReadyAlert], facts: Facts, today: date, about: str = "case") -> list[Alert]:
    """Give the alerts that reach, or may reach, one subject (case, party, filing, notice) on a day.

    Alerts that are not yet or no longer in force, vacated or enjoined are left out. Pure.
    """
    found = []
    for one in alerts:
        file = one.file
        if file.about != about or file.status != "in force" or not _holds_on(file, today):
            continue
        scoped = facts.also({"today": today, "listed": _listed(file.countries, facts)})  # type: ignore[dict-item]
        answer = one.reaches.weigh(scoped)
        if isinstance(answer, Unknown):
            found.append(_alert(file, today, answer.paths))
        elif answer:
            found.append(_alert(file, today, frozenset()))
    return found


def _holds_on(file: AlertFile, day: date) -> bool:
    return (file.from_ is None or file.from_ <= day) and (file.to is None or day <= file.to)


def _listed(countries: Countries | None, facts: Facts) -> object:
    """Say whether the person is a national of a listed country; unknown while the list is empty."""
    rows = facts.get("person.citizenships")
    if countries is None or not countries.codes or isinstance(rows, Unknown):
        return Unknown("person.citizenships")
    held = () if isinstance(rows, Nothing) else rows
    now = [row.get("country") for row in held if not isinstance(row.get("until"), date)]
    if any(country in countries.codes for country in now):
        return True
    return False if facts.complete("person.citizenships") else Unknown("person.citizenships")


def _alert(file: AlertFile, today: date, ask: frozenset[str]) -> Alert:
    said = [_("This rests on general knowledge: check it.")] if file.confidence == "general" else []
    if file.until < today:
        said.append(_("It was to be checked again by {}.").format(file.until))
    if file.countries is not None:
        said.append(told(file.countries.must_verify))
    return Alert(
        file.alert,
        told(file.title),
        file.about,
        "may reach" if ask else "reaches",
        told(file.text),
        told(file.do),
        file.from_,
        file.status,
        file.source,
        file.confidence,
        " ".join(said),
        ask,
    )
