"""Work done away that clashes with a colleague's: shown word by word, and decided by a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from immdesk.basics.words import _, n_
from immdesk.office.history_labels import title_words
from immdesk.office.history_words import Context, context_of, field_in_words
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.share.held import Held, Word
    from immdesk.store.share.rebase import Clash

__all__ = ["HeldCard", "HeldWord", "Word", "choose", "held_cards"]


@dataclass(frozen=True, slots=True)
class HeldWord:
    """One word that both changed; `place` names it for `choose`. `whole` where a record was deleted."""

    place: tuple[str, str, str]
    called: str
    base: str
    mine: str
    theirs: str
    whole: bool = False
    only_theirs: bool = False


@dataclass(frozen=True, slots=True)
class HeldCard:
    """One thing that was done away: its title, who and when, and the words to choose; none when it waits."""

    id: str
    title: str
    who: str
    at: datetime
    about: str
    words: tuple[HeldWord, ...]


def held_cards(office: Office) -> tuple[HeldCard, ...]:
    """Give what waits for a choice, the oldest first; what follows on it comes after it without words."""
    from immdesk.store.share.held import waiting_for_a_choice
    from immdesk.store.share.publisher import Shared

    publisher = office.store.publisher
    if not isinstance(publisher, Shared):
        return ()
    hidden = office.store.hidden()  # of a case that was restricted meanwhile: it waits for who may see it
    with publisher.replica() as replica:
        held = [one for one in waiting_for_a_choice(replica) if not _is_hidden(one, hidden)]
    places = [
        place
        for one in held
        for row in one.operation.rows
        for place in ((row.table, row.pk), ("person", row.person_id or ""), ("case_file", row.case_id or ""))
    ]
    with office.store.read() as read:
        context = context_of(office, read, places)
    return tuple(_card(one, context, ZoneInfo(office.zone)) for one in held)


def choose(office: Office, card_id: str, mine: Collection[tuple[str, str, str]]) -> Changed:
    """Write a choice: in `mine` one's own words, in all others the colleague's; what waited for it follows.

    Raises Problem when a colleague changed the same words again meanwhile.
    """
    from immdesk.store.share.held import choose as write

    must(office, "work")
    done = write(office.store.changing(), card_id, mine)
    told = [office.settle(one, "") for one in done]
    said = n_("Decided; {n} change is in the record.", "Decided; {n} changes are in the record.", len(done))
    return Changed(
        done[-1].id if done else "",
        frozenset().union(*(one.tables for one in told)),
        frozenset().union(*(one.cases for one in told)),
        frozenset().union(*(one.people for one in told)),
        said,
    )


def _is_hidden(held: Held, hidden: frozenset[str]) -> bool:
    rows = held.operation.rows
    return any(hidden & {row.pk, row.case_id or "", row.person_id or ""} for row in rows)


def _card(held: Held, context: Context, zone: ZoneInfo) -> HeldCard:
    line = held.operation.line
    people = dict.fromkeys(context.called(row.person_id) for row in held.operation.rows if row.person_id)
    cases = [context.rows.get(("case_file", row.case_id or ""), {}) for row in held.operation.rows]
    about = [*filter(None, people), *dict.fromkeys(str(one["number"]) for one in cases if one.get("number"))]
    at = datetime.fromisoformat(line["at"]).astimezone(zone)
    words = tuple(word_of(clash, context) for clash in held.clashes)
    return HeldCard(line["id"], title_words(line["title"]), line["who"], at, ", ".join(about[:3]), words)


def word_of(clash: Clash, context: Context) -> HeldWord:
    """Give a clash in words."""
    place = (clash.table, clash.pk, clash.column)
    known = context.rows.get((clash.table, clash.pk), {})
    if not clash.column:
        mine = _("deleted") if clash.mine is None else _("changed")
        theirs = _("deleted") if clash.theirs is None else _("changed")
        called, _none = field_in_words(context, clash.table, known, "", ())
        return HeldWord(place, called, "", mine, theirs, True, clash.theirs is None)
    values = (clash.base, clash.mine, clash.theirs)
    called, (base, mine, theirs) = field_in_words(context, clash.table, known, clash.column, values)
    return HeldWord(place, called, base, mine, theirs)
