"""The strategy memo: the options of a case as the attorney reads them on a page or two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.options import CaseOptions, FlagRow, OptionRow, PersonOptions
    from immdesk.packets.options_page import MemoPerson, MemoSheet


def sheet_of(office: Office, found: CaseOptions) -> MemoSheet:
    """Give what stands on the memo."""
    from immdesk.packets.options_page import MemoSheet

    rows = office.rows("SELECT name FROM office LIMIT 1")
    name = rows[0]["name"] if rows and rows[0]["name"] else ""
    return MemoSheet(
        case=f"{found.number}  {found.title}".strip(),
        printed=" ".join(filter(None, (f"{name}." if name else "", _as_of(found)))),
        people=tuple(_person(one) for one in found.people),
    )


def _as_of(found: CaseOptions) -> str:
    return _("As of {day}, from what is recorded. Fees as of that day.").format(day=on_screen(found.as_of))


def _person(one: PersonOptions) -> MemoPerson:
    """Give the head, the flags, the table of open paths, the blocked ones and the closing lines."""
    from immdesk.packets.options_page import MemoPerson

    flags = tuple(_flag(flag) for flag in one.flags)
    if one.not_asked:
        flags += (_("Not answered yet: {what}.").format(what="; ".join(one.not_asked)),)
    open_ones = [option for option in one.options if option.standing != "blocked"]
    worth = "; ".join(title for title, _about in one.worth_asking)
    notes = [f"{option.title}: {option.note}" for option in open_ones if option.note]
    return MemoPerson(
        head=f"{one.name or _('No name yet')}, {one.role}",
        flags=flags,
        rows=tuple(_row(option) for option in open_ones),
        blocked=tuple(_stopped(option) for option in one.options if option.standing == "blocked"),
        notes=(*notes, *([_("Worth asking: {what}.").format(what=worth)] if worth else [])),
    )


def _flag(one: FlagRow) -> str:
    law = "; ".join(part for part in (one.cite, _verify(one.verify)) if part)
    return f"{one.title}. {one.text} {one.do} ({law})"


def _verify(words: str) -> str:
    return _("verify") if words else ""


def _row(option: OptionRow) -> tuple[str, ...]:
    law = "; ".join(part for part in (option.cite, _verify(option.verify)) if part)
    why = " ".join(_why(option)) or _("Everything that it needs is recorded.")
    return f"{option.title} ({law})", option.words, why, option.time, _cost(option)


def _stopped(option: OptionRow) -> str:
    return f"{option.title}. {' '.join(_why(option))}"


def _cost(option: OptionRow) -> str:
    if len(option.costs) < 2:
        return option.cost
    return f"{option.cost}: " + ", ".join(f"{one.form} {one.shown}" for one in option.costs)


def _why(option: OptionRow) -> Iterable[str]:
    for need in option.needs:
        if need.state == "no":
            yield _("Lacks: {what} ({law}).").format(what=need.says, law=need.cite)
    for block in option.blocks:
        if block.state == "yes":
            yield _("Blocked: {what} ({law}).").format(what=block.says, law=block.cite)
            if block.cure:
                yield _("Perhaps: {what}").format(what=block.cure)
    if option.asks:
        yield _("Asks: {what}.").format(what="; ".join(option.asks))
