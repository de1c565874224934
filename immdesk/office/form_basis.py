"""What is known of a blank before a person says more: its map, one carried over from before, proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from immdesk.office.blanks import blank_bytes, listed
from immdesk.office.own_maps import map_for

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.carry import Carried, CarriedMap
    from immdesk.packets.inspect import FormFile
    from immdesk.packets.official import FormMap

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """The map that fits (None when none does), what is proposed for open boxes, and what a box was before.

    `begun` is the map with which the office's own would begin. `carried_from` is the edition whose map was
    carried over, `counts` how its boxes were told, `gone` the words of those that are no longer there.
    """

    form_map: FormMap | None
    guesses: Mapping[str, Entry]
    was: Mapping[str, str]
    begun: Mapping[str, Any]
    carried_from: str = ""
    counts: Mapping[str, int] | None = None
    gone: tuple[str, ...] = ()


def basis_of(office: Office, file: FormFile) -> Basis:
    """Give what is known of a blank."""
    from immdesk.packets.propose import NOT_SAID, propose

    found = map_for(office.library, file.form, file.fields_hash)
    if found is not None and not any(box.leave == NOT_SAID for box in found.boxes.values()):
        return Basis(found, {}, {}, {})
    proposed = propose(file, office.library.vocabulary)
    guesses = {name: one.entry for name, one in proposed.boxes.items() if one.entry}
    carried = _carried(office, file)
    if carried is None:
        return Basis(found, guesses, {}, _empty(file, proposed.lists, proposed.additional))
    before, told = carried
    return _of_carried(found, guesses, before, told, proposed.lists)


def _carried(office: Office, file: FormFile) -> tuple[FormMap, CarriedMap] | None:
    """Carry the map of the newest other blank of this form that the office has with a map."""
    from immdesk.packets.carry import carry
    from immdesk.packets.editions import printed_order
    from immdesk.packets.inspect import inspect

    pairs = [
        (map_for(office.library, one.form, one.fields_hash), one)
        for one in listed(office)
        if one.form == file.form and one.fields_hash != file.fields_hash
    ]
    known = [(found, one) for found, one in pairs if found is not None]
    if not known:
        return None
    before, blank = max(known, key=lambda pair: printed_order(pair[1].edition))
    return before, carry(before, inspect(blank_bytes(office, blank)), file)


def _of_carried(
    found: FormMap | None,
    guesses: Mapping[str, Entry],
    before: FormMap,
    told: CarriedMap,
    lists: Mapping[str, Mapping[str, str]],
) -> Basis:
    from immdesk.packets.carry import SURE
    from immdesk.packets.propose import NOT_SAID

    written: dict[str, Any] = dict(told.map)
    sure = {one.new for one in told.boxes if one.new and one.kind in SURE}
    boxes: dict[str, Any] = {}
    waiting = {"leave": NOT_SAID, "verify": "yes"}
    taken = {name for block in written.get("additional", ()) for name in block.values()}
    for one in told.boxes:
        if one.new and one.new not in taken:
            entry = written["boxes"].get(one.new)
            boxes[one.new] = _plain(entry) if entry and one.new in sure else waiting
    written |= {"boxes": boxes, "lists": {**lists, **written.get("lists", {})}}
    changed = {
        one.new: written_box
        for one in told.boxes
        if one.kind == "changed" and (written_box := told.map["boxes"].get(one.new))
    }
    return Basis(
        found,
        {**guesses, **changed},
        {one.new: words for one in told.boxes if one.new and (words := _was(one))},
        written,
        before.edition,
        Counter(str(one.kind) for one in told.boxes),
        tuple(one.old_words or one.old for one in told.boxes if one.kind == "gone"),
    )


def _was(one: Carried) -> str:
    from immdesk.packets.tooltip import clean

    if one.kind == "new":
        return _("New in this edition.")
    if one.kind == "changed":
        return _("In the edition before: {words}").format(words=clean(one.old_words) or one.old)
    if one.kind == "renumbered":
        return _("Renumbered; before: {words}").format(words=clean(one.old_words))
    return ""


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: ("yes" if value is True else value) for name, value in entry.items()}


def _empty(
    file: FormFile, lists: Mapping[str, Mapping[str, str]], additional: tuple[Mapping[str, str], ...]
) -> dict[str, Any]:
    """Give a map that says of every box that nobody has said yet what goes there."""
    from immdesk.packets.formmap import is_footer
    from immdesk.packets.propose import NOT_SAID

    taken = {name for block in additional for name in block.values()}
    return {
        "form": file.form,
        "edition": file.edition,
        "title": f"Form {file.form}",
        "about": "Confirmed in this office, box by box.",
        "fits": [file.fields_hash],
        "lists": {name: dict(rows) for name, rows in lists.items()},
        "additional": [dict(block) for block in additional],
        "boxes": {
            one.name: {"leave": NOT_SAID, "verify": "yes"}
            for one in file.fields
            if one.name not in taken and not is_footer(one) and one.type != "button"
        },
    }
