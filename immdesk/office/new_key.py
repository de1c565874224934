"""Somebody leaves: their passphrase is taken away, and the office takes a new key that they do not have.

Whoever stays goes on with their own passphrase: the new key is sealed to each. What was copied before stays
readable to whoever copied it; what is written from now on is not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Bug, Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.office.office import Office
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.store.epochs import NewKey
    from immdesk.store.slots import Slot


@dataclass(frozen=True, slots=True)
class PassphraseRow:
    """One passphrase of the office: its `slot`, whose it is, whether the new key can be sealed to it.

    `mine`: it opened the office here.
    """

    slot: str
    name: str
    ready: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class KeysTaken:
    """How many keys came after the first, the day of the newest (ISO, "" for none), whose ways in went."""

    number: int
    on: str
    gone: tuple[str, ...]


def passphrases(office: Office) -> tuple[PassphraseRow, ...]:
    """Give the passphrases that open the office, by name, one's own first."""
    from immdesk.store.pairs import is_vouched
    from immdesk.store.slots import read_slots

    slots = read_slots(office.folder)
    names, mine = _names(office, slots), f"passphrase:{office.slot}"
    key, publics = office.store.keys.ring[-1], _publics(slots)
    rows = []
    for one, slot in slots.items():
        if slot["kind"] == "passphrase":
            ready = is_vouched(office.folder, one, slot, key) or slot.get("public", "") == publics.get(one)
            rows.append(PassphraseRow(one.removeprefix("passphrase:"), names[one], ready, one == mine))
    return tuple(sorted(rows, key=lambda row: (not row.mine, row.name.casefold())))


def slot_named(office: Office, name: str) -> str:
    """Give the slot of a passphrase by its name, or by whose it is. Raises Problem when there is none."""
    for row in passphrases(office):
        if name in (row.slot, row.name):
            return row.slot
    raise Problem(
        _("No passphrase of the office is called “{name}”.").format(name=name),
        _("Nothing was changed."),
        _("Use one of: {words}.").format(words=", ".join(row.name for row in passphrases(office))),
    )


def keys_taken(office: Office) -> KeysTaken:
    """Say how many keys the office had after its first, and when and why it took the newest."""
    from immdesk.store.epochs import epochs_in
    from immdesk.store.slots import read_slots

    epochs = epochs_in(read_slots(office.folder))
    if not epochs:
        return KeysTaken(0, "", ())
    gone = tuple(str(one).removeprefix("passphrase:") for one in epochs[-1]["gone"])
    return KeysTaken(len(epochs), str(epochs[-1]["on"]), gone)


def take_new_key(office: Office, gone: Collection[str] = ()) -> Changed:
    """Let the office take a new key; the passphrases of the slots `gone` are taken away with it.

    On a shared office every desk takes it at the same change. Raises Refused in plain words, and changes
    nothing, when somebody who stays has no pair yet, or the other desks cannot be reached.
    """
    must(office, "people")
    mine = f"passphrase:{office.slot}"
    names = frozenset(f"passphrase:{one}" for one in gone)
    if mine in names:
        raise Problem(
            _("This is your own passphrase."),
            _("You would lock yourself out; nothing was changed."),
            _("Let somebody else take it away, from their desk."),
        )
    _reach_the_others(office)
    from immdesk.store.epochs import make_new_key
    from immdesk.store.slots import read_slots

    slots = read_slots(office.folder)
    ring, today = office.store.keys.ring, office.today().isoformat()
    made = make_new_key(office.folder, slots, ring, names, today, _names(office, slots))
    title = _("Give the office a new key")
    stay = len(made.told["sealed"])
    told = n_(
        "The office has a new key; {n} passphrase opens it.",
        "The office has a new key; {n} passphrases open it.",
        stay,
    )
    _made, changed = office.change(title, lambda session: _keep(session, office, made), message=told)
    _settle(office)
    return changed


def take_for(office: Office, gone: Collection[str], passphrase: str) -> Changed:
    """Do as `take_new_key` for who types their own passphrase, so that nobody does it at a desk left open.

    Raises Refused when the passphrase is wrong.
    """
    from immdesk.store.keys import open_by

    open_by(office.folder, passphrase, office.slot)
    return take_new_key(office, gone)


def close_way(office: Office, slot: str) -> Changed | None:
    """Take a passphrase away, with a new key for the office; give None where only the passphrase went.

    That is so while somebody who stays has not come in yet, or the others cannot be reached: then the page
    of keys offers the new key until it is made.
    """
    from immdesk.store.keys import remove_passphrase

    try:
        return take_new_key(office, [slot])
    except Refused:
        remove_passphrase(office.folder, slot)
        return None


# -- private ----------------------------------------------------------------------------------


def _keep(session: Session, office: Office, made: NewKey) -> None:
    from sqlalchemy import select

    from immdesk.records.access import KeyEpoch, StaffSignIn
    from immdesk.store.share.trouble import not_now, told

    if session.info.get("away"):
        raise not_now(told("away"))
    n = str(made.told["n"])
    if session.scalars(select(KeyEpoch).where(KeyEpoch.n == n)).first() is not None:
        raise Problem(
            _("Somebody else gave the office a new key at this moment."),
            _("Yours was not taken; nothing was changed."),
            _("Look at the page again."),
        )
    gone = [str(one).removeprefix("passphrase:") for one in made.told["gone"]]
    text = json.dumps(made.told, sort_keys=True)
    session.add(KeyEpoch(n=n, told=text, gone=", ".join(gone), on=str(made.told["on"]), by=office.user))
    ways = select(StaffSignIn).where(StaffSignIn.slot.in_(gone), StaffSignIn.ended_at.is_(None))
    for way in session.scalars(ways):
        way.ended_at = office.now().isoformat()


def _reach_the_others(office: Office) -> None:
    """Make sure that every desk will hear of the new key, and that this one knows every way in."""
    from immdesk.store.publisher import ALONE
    from immdesk.store.share.publisher import Shared
    from immdesk.store.share.trouble import not_now

    shared = office.store.publisher
    if shared is ALONE:
        return
    if not isinstance(shared, Shared):
        raise Refused(
            _("This is a package that was handed to you, and no office of its own."),
            _("Only the office that lent it has a key to change."),
            "",
        )
    shared.sync()
    state = shared.state()
    if state.kind != "well" or state.waiting:
        raise not_now(shared.words(state.kind if state.kind != "well" else "away", state.seq))
    _agree(office, shared)


def _settle(office: Office) -> None:
    """The key counts: this computer learns it, and the ways in on the share say so."""
    from immdesk.store.rekeying import follow_keys
    from immdesk.store.share.publisher import Shared

    follow_keys(office.store)
    shared = office.store.publisher
    if isinstance(shared, Shared):
        _agree(office, shared)


def _agree(office: Office, shared: object) -> None:
    from immdesk.store.share.publisher import Shared
    from immdesk.store.share.trouble import Away
    from immdesk.store.share.upkeep import agree_on_ways

    if not isinstance(shared, Shared):
        raise Bug("An office alone agrees with nobody.")
    try:
        agree_on_ways(shared, office.folder)
    except Away:
        return  # the next round of upkeep does it


def _names(office: Office, slots: Mapping[str, Slot]) -> dict[str, str]:
    """Give whose each passphrase is."""
    from immdesk.office.sign_in import ways_of_staff

    staff = {f"passphrase:{way.slot}": way.name for way in ways_of_staff(office)}
    first = _("the office's first passphrase")
    said = {name: str(slot.get("shown") or name.removeprefix("passphrase:")) for name, slot in slots.items()}
    return {name: staff.get(name) or (first if word == "owner" else word) for name, word in said.items()}


def _publics(slots: Mapping[str, Slot]) -> dict[str, str]:
    from immdesk.store.epochs import epochs_in

    return {name: str(public) for told in epochs_in(slots) for name, public in told["publics"].items()}
