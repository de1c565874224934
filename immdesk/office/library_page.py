"""The Library: what the desk knows of the law, of forms and of closed days, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.office import pack_age
from immdesk.office.blanks import BlankRow, listed, mark_words
from immdesk.office.signing import sign_offs

if TYPE_CHECKING:
    from immdesk.law.compiled import Rule
    from immdesk.office.office import Office
    from immdesk.packets.editions import Edition, FormEditions
    from immdesk.packets.official import FormMap
    from immdesk.packs.library import Library

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
    signed: str = ""  # "" (nobody), good, changed, over


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
    confirmed: str = ""  # "414 of 418 boxes of 04/01/24 confirmed"
    held: tuple[tuple[str, str], ...] = ()  # checksum and words of each blank of the office
    get_at: str = ""  # the agency's page


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
    unsigned: int = 0
    stale: str = ""  # what is said while a pack in use is past its day


def library_page(office: Office) -> LibraryPage:
    """Give what the desk knows, as of the office's today."""
    library, today = office.library, office.today()
    signed = {name: one.state for name, one in sign_offs(office).items()}
    lines = (_line(rule, today, signed.get(rule.id, "")) for rule in library.rules.values())
    rules = tuple(sorted(lines, key=lambda one: one.title))
    return LibraryPage(
        packs=tuple(PackLine(one.pack, told(one.title), one.edition) for one in library.packs),
        rules=rules,
        forms=tuple(form_lines(office)),
        closures=tuple(_closures(office)),
        questionnaires=tuple(one.title for one in library.forms.values()),
        case_types=tuple(one.title for one in library.case_types.values()),
        letters=tuple(told(one.title) for one in library.letters.values()),
        overdue=sum(one.overdue and one.signed != "good" for one in rules),
        unsigned=sum(one.signed != "good" for one in rules),
        stale=pack_age.warning(office),
    )


def _line(rule: Rule, today: date, signed: str = "") -> RuleLine:
    """Give the line of a rule by the version that counts today, else its newest."""
    ready = rule.version_on(today) or rule.versions[-1]
    version = ready.file
    return RuleLine(
        id=rule.id,
        title=told(rule.title),
        status=version.status,
        confidence=version.confidence,
        verified_until=version.verified.until,
        overdue=version.verified.until < today,
        cite="; ".join(version.cite),
        signed=signed,
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


def _closures(office: Office) -> Iterable[ClosureLine]:
    year = office.today().year
    for name, calendar in office.library.closures.items():
        file = calendar.file
        days = (date.fromordinal(one) for one in range(_new_year(year), _new_year(year + 2)))
        closed = tuple((day, told(calendar.holiday(day))) for day in days if calendar.holiday(day))
        orders = tuple((one.on, told(one.name)) for one in file.orders if one.on.year >= year)
        yield ClosureLine(name, told(file.title), "; ".join(file.cite), file.confidence, closed, orders)


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal()


def form_lines(office: Office) -> Iterable[FormLine]:
    """Give one line a form that the packs or the office know, by its name."""
    library, have = office.library, listed(office)
    titles: dict[str, str] = {form: told(maps[-1].title) for form, maps in library.official.items()}
    needed = {part.form for plan in library.packets.values() for part in plan.parts if part.form}
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
    words = [
        _("Edition {edition}, {pages} pages").format(edition=one.edition, pages=one.pages)
        + "".join(f": {said}" for said in _said_of(one, state.note, library))
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
        blanks=tuple(words),
        blank=_blank({state.state for state in states}, needed),
        note=told(sheet.note) if sheet else "",
        source=_("{source}, checked {day}").format(source=sheet.source, day=on_screen(sheet.verified))
        if sheet
        else "",
        confirmed=", ".join(map(confirmed_words, maps)),
        held=tuple((one.sha256, said) for one, said in zip(mine, words, strict=True)),
        get_at=agency_page(form),
    )


def _said_of(one: BlankRow, state: str, library: Library) -> Iterable[str]:
    """Say of a blank how its edition stands, what is odd about the file, and whether a map fits it."""
    from immdesk.office.own_maps import map_for

    maps = library.official.get(one.form, ())
    odd = [mark_words(mark) for mark in one.marks if mark in ("unlocked", "typed", "twin")]
    fits = map_for(library, one.form, one.fields_hash)
    unfit = "" if fits or not maps else _("no map fits this file yet")
    told = "; ".join(filter(None, (state, *odd, unfit)))
    return [told] if told else []


def agency_page(form: str) -> str:
    """Give the page where the agency offers a form, as far as its name tells; "" when it does not."""
    series = form.partition("-")[0]
    if series in ("I", "G", "N", "AR"):
        return f"uscis.gov/{form.lower()}"
    return {"EOIR": "justice.gov/eoir/eoir-forms", "ETA": "flag.dol.gov", "DS": "travel.state.gov"}.get(
        series, ""
    )


def confirmed_words(one: FormMap) -> str:
    """Say how many boxes of a map somebody has confirmed."""
    said = _("{n} of {all} boxes of {edition} confirmed")
    return said.format(n=one.confirmed, all=len(one.boxes), edition=one.edition)


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
    words = " ".join(filter(None, (one.edition, *days)))
    return f"{words}. {told(one.note)}" if one.note else words
