"""The office's own layer of form maps: boxes that a person has confirmed, kept with who and when.

They lie over the packs' maps and stay when a pack is replaced. A map that no pack has is begun here, with
every box still to be said. Nothing private stands in a map; it is encrypted with the rest all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.official import Box, FormMap
    from immdesk.packs.library import Library

Entry = Mapping[str, Any]
_MAP, _BOX = "form map ", "form box "
_SHORT = 16


def with_own_maps(office: Office, library: Library) -> Library:
    """Give the library with the office's own maps and boxes over those of the packs."""
    rows = office.rows(
        "SELECT word, value FROM said WHERE owner_kind = 'office' "
        "AND (word LIKE 'form map %' OR word LIKE 'form box %') ORDER BY word"
    )
    if not rows:
        return library
    own = {row["word"].removeprefix(_MAP): json.loads(row["value"]) for row in rows if _is(row, _MAP)}
    said: dict[str, dict[str, Any]] = {}
    for row in rows:
        if _is(row, _BOX):
            mark, name = row["word"].removeprefix(_BOX).split(" ", 1)
            said.setdefault(mark, {})[name] = json.loads(row["value"])["box"]
    maps = [one for each in library.official.values() for one in each]
    of_packs = {fit[:_SHORT] for one in maps for fit in one.fits}
    begun = [_begun(map_) for mark, map_ in own.items() if mark not in of_packs]
    found: dict[str, tuple[FormMap, ...]] = {}
    for one in (*maps, *(map_ for map_ in begun if map_ is not None)):
        boxes = {name: box for fit in one.fits for name, box in said.get(fit[:_SHORT], {}).items()}
        laid = _laid(one, boxes, library) if boxes else one
        found[one.form] = (*found.get(one.form, ()), laid)
    return replace(library, official=found)


def map_for(library: Library, form: str, fields_hash: str) -> FormMap | None:
    """Give the map that fits a blank with these boxes; None when there is none."""
    return next((one for one in library.official.get(form, ()) if fields_hash in one.fits), None)


def begin_map(office: Office, form_map: Mapping[str, Any], fields_hash: str) -> Changed:
    """Keep the beginning of a map for a blank that no map fits; its boxes are said one by one.

    Raises Problem when the map is none: nothing is kept then.
    """
    from immdesk.packets.official import FormMap

    FormMap.model_validate(form_map)
    value = json.dumps(form_map, ensure_ascii=False)
    word = _MAP + fields_hash[:_SHORT]
    return _say(office, {word: value}, _("Begin the map of a form"), _("The map is begun."))


def keep_boxes(office: Office, form_map: FormMap, boxes: Mapping[str, Entry], why: str = "") -> Changed:
    """Keep what a person said of boxes: each is confirmed with it.

    Raises Problem, and keeps nothing, when an entry is none or names a word that is not in the vocabulary.
    """
    mark = form_map.fits[0][:_SHORT]
    for name, entry in boxes.items():
        check_entry(office, form_map, name, entry)
    by = {"by": office.user, "at": office.now().isoformat()}
    said = {
        f"{_BOX}{mark} {name}": json.dumps({"box": _written(entry), **by}, ensure_ascii=False)
        for name, entry in boxes.items()
    }
    message = n_("{n} box is confirmed.", "{n} boxes are confirmed.", len(boxes))
    return _say(office, said, _("Confirm boxes of a form"), message, why)


def check_entry(office: Office, form_map: FormMap, name: str, entry: Entry) -> Box:
    """Give the box that an entry says; raises Problem for too much, too little or an unknown word."""
    from pydantic import ValidationError

    from immdesk.packets.formmap import check_words
    from immdesk.packets.official import Box

    try:
        box = Box.model_validate(_written(entry))
    except ValidationError as wrong:
        said = str(wrong.errors(include_url=False)[0]["msg"]).removeprefix("Value error, ")
        raise Problem(
            _("This cannot stand in a box: {why}.").format(why=said),
            _("Nothing was kept."),
            _("Choose one word, or give a reason why the box stays empty."),
        ) from None
    alone = form_map.model_copy(update={"boxes": {name: box}, "explained": ()})
    for problem in check_words(alone, office.library.vocabulary):
        raise problem
    return box


def confirmed_by(office: Office, form_map: FormMap) -> Mapping[str, tuple[str, str]]:
    """Give, for each box that a person of the office confirmed, who it was and when (ISO)."""
    found = {}
    for fit in form_map.fits:
        start = f"{_BOX}{fit[:_SHORT]} "
        rows = office.rows(
            "SELECT word, value FROM said WHERE owner_kind = 'office' AND substr(word, 1, ?) = ?",
            [len(start), start],
        )
        for row in rows:
            kept = json.loads(row["value"])
            found[row["word"].removeprefix(start)] = (kept["by"], kept["at"])
    return found


def _is(row: Mapping[str, Any], kind: str) -> bool:
    return str(row["word"]).startswith(kind)


def _written(entry: Entry) -> dict[str, Any]:
    """Give an entry as a map keeps it: without what is empty, and no longer to be confirmed."""
    return {
        name: value for name, value in entry.items() if value not in ("", None, False) and name != "verify"
    }


def _begun(written: Mapping[str, Any]) -> FormMap | None:
    from pydantic import ValidationError

    from immdesk.packets.official import FormMap

    try:
        return FormMap.model_validate(written)
    except ValidationError:  # of a program that wrote maps otherwise: the packs' maps still count
        return None


def _laid(one: FormMap, said: Mapping[str, Entry], library: Library) -> FormMap:
    """Lay confirmed boxes over a map; one that no longer holds (its word is gone) is left to be confirmed."""
    from pydantic import ValidationError

    from immdesk.packets.official import Box

    boxes = dict(one.boxes)
    for name, entry in said.items():
        if name in boxes:
            try:
                boxes[name] = Box.model_validate(entry)
            except ValidationError:
                continue
    laid = one.model_copy(update={"boxes": boxes})
    for name in _broken(laid, said, library):
        boxes[name] = one.boxes[name]
    return laid.model_copy(update={"boxes": boxes})


def _broken(laid: FormMap, names: Iterable[str], library: Library) -> list[str]:
    from immdesk.packets.formmap import check_words

    mine = {name: laid.boxes[name] for name in names if name in laid.boxes}
    whole = laid.model_copy(update={"boxes": mine, "explained": ()})
    if not check_words(whole, library.vocabulary):
        return []
    return [
        name
        for name, box in mine.items()
        if check_words(whole.model_copy(update={"boxes": {name: box}}), library.vocabulary)
    ]


def _say(office: Office, said: Mapping[str, str], title: str, message: str, why: str = "") -> Changed:
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        for word, value in said.items():
            say(session, "office", office_id, word, value)

    _done, changed = office.change(title, work, why, message)
    return changed
