"""The Library: what the desk knows of the law, of forms and of closed days, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.blanks import BlankRow, listed

if TYPE_CHECKING:
    from immdesk.law.compiled import Rule
    from immdesk.law.rules import OutputFile, StepFile, Version
    from immdesk.office.office import Office
    from immdesk.packets.editions import Edition, FormEditions

Blank = Literal["here", "superseded", "needed", "unknown", "none"]


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack that is in use: its title, its own date, what it is called."""

    id: str
    title: str
    edition: date


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as the list shows it. `overdue` says that its last check is no longer good."""

    id: str
    title: str
    status: str
    confidence: str
    verified_until: date
    overdue: bool
    cite: str


@dataclass(frozen=True, slots=True)
class VersionText:
    """One version of a rule, in words: when it counts, how sure it is, and what it does, line by line."""

    when: str
    status: str
    opinion: str
    confidence: str
    verified: str
    cite: tuple[str, ...]
    note: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule to be read by a person: what it asks, what it gives, on which authority."""

    id: str
    title: str
    note: str
    applies: str
    given: tuple[tuple[str, str], ...]  # what it is called, the word of the vocabulary
    versions: tuple[VersionText, ...]
    worked_cases: int


@dataclass(frozen=True, slots=True)
class FormLine:
    """An agency's form: the edition that counts today, what the office has, and what fills it."""

    form: str
    title: str
    current: str
    editions: tuple[str, ...]  # each in words
    mapped: str  # "318 boxes of 04/01/24", "" when the desk does not fill it
    blanks: tuple[str, ...]  # each in words
    blank: Blank
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """A calendar of closed days, and its days of this year and the next."""

    id: str
    title: str
    cite: str
    confidence: str
    days: tuple[tuple[date, str], ...]
    orders: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Everything that the Library shows at once."""

    packs: tuple[PackLine, ...]
    rules: tuple[RuleLine, ...]
    forms: tuple[FormLine, ...]
    closures: tuple[ClosureLine, ...]
    questionnaires: tuple[str, ...]
    case_types: tuple[str, ...]
    letters: tuple[str, ...]
    overdue: int


def library_page(office: Office) -> LibraryPage:
    """Give what the desk knows, as of the office's today."""
    library, today = office.library, office.today()
    rules = tuple(sorted((_line(rule, today) for rule in library.rules.values()), key=lambda one: one.title))
    return LibraryPage(
        packs=tuple(PackLine(one.pack, one.title, one.edition) for one in library.packs),
        rules=rules,
        forms=tuple(_forms(office)),
        closures=tuple(_closures(office)),
        questionnaires=tuple(one.title for one in library.forms.values()),
        case_types=tuple(one.title for one in library.case_types.values()),
        letters=tuple(one.title for one in library.letters.values()),
        overdue=sum(one.overdue for one in rules),
    )


def rule_text(office: Office, rule_id: str) -> RuleText:
    """Give a rule to be read. Raises Problem when no pack has it (any more)."""
    rule = office.library.rules.get(rule_id)
    if rule is None:
        raise Problem(_("This rule is in no pack that is in use."), "", _("Choose another rule."))
    cases = office.library.cases.get(rule_id)
    return RuleText(
        id=rule.id,
        title=rule.title,
        note=rule.file.note,
        applies="" if rule.file.applies_when == "yes" else rule.file.applies_when,
        given=tuple((one.word.label or one.name, one.path) for one in rule.given),
        versions=tuple(_version(one.file) for one in reversed(rule.versions)),
        worked_cases=len(cases.cases) if cases else 0,
    )


def _line(rule: Rule, today: date) -> RuleLine:
    """Give the line of a rule by the version that counts today, else its newest."""
    ready = rule.version_on(today) or rule.versions[-1]
    version = ready.file
    return RuleLine(
        id=rule.id,
        title=rule.title,
        status=version.status,
        confidence=version.confidence,
        verified_until=version.verified.until,
        overdue=version.verified.until < today,
        cite="; ".join(version.cite),
    )


def status_words(status: str) -> str:
    """Give the standing of a version in words."""
    return {
        "in force": _("in force"),
        "vacated": _("vacated"),
        "enjoined": _("enjoined"),
        "proposed": _("proposed"),
    }.get(status, status)


def confidence_words(confidence: str) -> str:
    """Give in words how well a rule is founded."""
    return {
        "sourced": _("sourced"),
        "partly": _("partly sourced"),
        "general": _("general knowledge"),
    }.get(confidence, confidence)


def _version(version: Version) -> VersionText:
    return VersionText(
        when=_when(version),
        status=version.status,
        opinion="" if version.opinion == "settled" else version.opinion,
        confidence=version.confidence,
        verified=_("Checked {day}, {by}; good until {until}").format(
            day=on_screen(version.verified.on),
            by=version.verified.by,
            until=on_screen(version.verified.until),
        ),
        cite=version.cite,
        note=version.note,
        lines=tuple(_lines(version)),
    )


def _when(version: Version) -> str:
    first = on_screen(version.from_) if version.from_ else ""
    last = on_screen(version.to) if version.to else ""
    if first and last:
        return _("From {first} to {last}").format(first=first, last=last)
    if last:
        return _("Until {last}").format(last=last)
    return _("Since {first}").format(first=first) if first else _("Beginning not recorded")


def _lines(version: Version) -> Iterable[str]:
    for name, output in version.gives.items():
        yield output.title or name.replace("_", " ").capitalize()
        yield from (f"    {line}" for line in _steps(output))
    for one in version.limits:
        yield _("{given}: {least} to {most}. {says}").format(
            given=one.given.replace("_", " "), least=one.at_least, most=one.at_most, says=one.says
        )
    if version.work:
        told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in version.parameters.items())
        yield _("Worked out by {work} ({numbers})").format(work=version.work.replace("_", " "), numbers=told)


def _steps(output: OutputFile) -> Iterable[str]:
    yield from (_step(step) for step in output.steps)
    if output.disputed is not None:
        yield _("Disputed: {reason}").format(reason=output.disputed.reason)
        yield from (_step(step) for step in output.disputed.steps)


def _step(step: str | StepFile) -> str:
    if isinstance(step, str):
        return step
    told = "; ".join(filter(None, (step.why, step.cite)))
    return f"{step.step}  ({told})" if told else step.step


def _closures(office: Office) -> Iterable[ClosureLine]:
    year = office.today().year
    for name, calendar in office.library.closures.items():
        file = calendar.file
        days = (date.fromordinal(one) for one in range(_new_year(year), _new_year(year + 2)))
        closed = tuple((day, calendar.holiday(day)) for day in days if calendar.holiday(day))
        orders = tuple((one.on, one.name) for one in file.orders if one.on.year >= year)
        yield ClosureLine(name, file.title, "; ".join(file.cite), file.confidence, closed, orders)


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal()


def _forms(office: Office) -> Iterable[FormLine]:
    library, have = office.library, listed(office)
    titles: dict[str, str] = {form: maps[-1].title for form, maps in library.official.items()}
    needed = {part.form for plan in library.packets.values() for part in plan.parts if part.part == "form"}
    sheets = {one.form: one for one in library.editions}
    for form in sorted({*titles, *needed, *sheets, *(one.form for one in have)}):
        mine = [one for one in have if one.form == form]
        yield _form(office, form, titles.get(form, ""), sheets.get(form), mine, form in needed)


def _form(
    office: Office, form: str, title: str, sheet: FormEditions | None, mine: list[BlankRow], needed: bool
) -> FormLine:
    from immdesk.packets.editions import edition_state

    library, today = office.library, office.today()
    states = [edition_state(library.editions, form, one.edition, today) for one in mine]
    told = [
        _("Edition {edition}, {pages} pages").format(edition=one.edition, pages=one.pages)
        + (f": {state.note}" if state.note else "")
        for one, state in zip(mine, states, strict=True)
    ]
    maps = library.official.get(form, ())
    current = edition_state(library.editions, form, "", today).current
    return FormLine(
        form=form,
        title=title,
        current=current,
        editions=tuple(_edition(one) for one in sheet.editions) if sheet else (),
        mapped=", ".join(
            _("{boxes} boxes of {edition}").format(boxes=len(one.boxes), edition=one.edition) for one in maps
        ),
        blanks=tuple(told),
        blank=_blank({state.state for state in states}, needed),
        note=sheet.note if sheet else "",
        source=_("{source}, checked {day}").format(source=sheet.source, day=on_screen(sheet.verified))
        if sheet
        else "",
    )


def _blank(states: set[str], needed: bool) -> Blank:
    if "accepted" in states:
        return "here"
    if "unknown" in states:
        return "unknown"
    if states:
        return "superseded"
    return "needed" if needed else "none"


def _edition(one: Edition) -> str:
    days = [
        _("from {day}").format(day=on_screen(one.from_)) if one.from_ else "",
        _("until {day}").format(day=on_screen(one.until)) if one.until else "",
        _("if signed by {day}").format(day=on_screen(one.signed_until)) if one.signed_until else "",
    ]
    told = " ".join(filter(None, (one.edition, *days)))
    return f"{told}. {one.note}" if one.note else told
