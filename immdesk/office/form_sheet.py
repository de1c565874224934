"""A blank form box by box: where each stands on the page, what it asks, and what the desk writes into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.blanks import BlankRow, blank_bytes, listed
from immdesk.office.form_basis import Basis, basis_of
from immdesk.office.form_words import box_words
from immdesk.office.own_maps import begin_map, keep_boxes, map_for
from immdesk.office.rows import Changed
from immdesk.packets.picture import PageSize as PageSize

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.box_lore import Lore
    from immdesk.packets.inspect import FormField
    from immdesk.packets.official import Box, FormMap, Rows
    from immdesk.packets.picture import Drawn

State = Literal["mapped", "excused", "confirm", "unmapped", "record", "hand", "changed", "empty"]
"""How a box stands: on a blank (the first four), on the form of a case (the others)."""
Entry = Mapping[str, Any]
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class SheetBox:
    """One box. `rect` is in points from the lower left of the page as it is shown; pages count from 1.

    `said` is what the desk writes there, or why nothing; `entry` the same as a map says it: of a box that
    waits to be confirmed what is proposed, None when nothing is. `was` tells what a carried box was before.
    """

    name: str
    kind: str
    page: int
    rect: tuple[float, float, float, float]
    state: State
    said: str
    entry: Entry | None
    asks: str
    place: str
    section: str
    words: str
    maxlen: int | None = None
    options: tuple[str, ...] = ()
    refuses: str = ""
    group: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    readonly: bool = False
    official: bool = False
    comb: bool = False
    lines: bool = False
    was: str = ""

    @property
    def leaf(self) -> str:
        """Give the last part of the full name."""
        return self.name.rpartition(".")[2]

    @property
    def open(self) -> bool:
        """Say whether somebody still has to say what goes here."""
        return self.state in ("confirm", "unmapped")


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A blank of the office with its boxes in the order of the paper, and the file itself to be drawn."""

    sha256: str
    form: str
    edition: str
    title: str
    sizes: tuple[PageSize, ...]
    boxes: tuple[SheetBox, ...]
    blank: bytes
    fields_hash: str
    mapped: bool
    begun: Mapping[str, Any]
    carried_from: str = ""
    carried: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    def counts(self) -> Mapping[State, int]:
        """Give how many boxes are in each state."""
        return Counter(one.state for one in self.boxes)

    def confirmed(self) -> int:
        """Give how many boxes somebody has confirmed."""
        return sum(not one.open for one in self.boxes)

    def words(self) -> str:
        """Say how far the map is: "412 of 418 boxes confirmed"."""
        said = _("{n} of {all} boxes confirmed")
        return said.format(n=self.confirmed(), all=len(self.boxes))


def form_sheet(office: Office, sha256: str) -> FormSheet:
    """Give a blank of the office box by box; raises Problem when the office has no such blank."""
    from immdesk.packets.box_lore import lore_of
    from immdesk.packets.inspect import inspect
    from immdesk.packets.picture import page_sizes

    blank = _blank(office, sha256)
    data = blank_bytes(office, blank)
    file = inspect(data)
    basis = basis_of(office, file)
    found, sizes, lore = basis.form_map, page_sizes(data), lore_of(data)
    make = partial(_box, office, basis, lore, sizes)
    boxes = _ordered([make(one) for one in file.fields if _is_box(one)], sizes)
    return FormSheet(
        sha256,
        file.form,
        file.edition,
        found.title if found else "",
        sizes,
        boxes,
        data,
        file.fields_hash,
        found is not None,
        basis.begun,
        basis.carried_from,
        basis.counts or {},
        basis.gone,
    )


def draw(blank: bytes, page: int, width: int) -> Drawn:
    """Draw a page (from 0) of a blank, `width` pixels wide."""
    from immdesk.packets.picture import draw_page

    return draw_page(blank, page, width)


def begun_map(office: Office, sheet: FormSheet) -> FormMap:
    """Give the map of a sheet; for a blank that no map fits, the one that would be begun."""
    from immdesk.packets.official import FormMap

    found = map_for(office.library, sheet.form, sheet.fields_hash)
    return found or FormMap.model_validate(sheet.begun)


def confirm(office: Office, sheet: FormSheet, boxes: Mapping[str, Entry], why: str = "") -> Changed:
    """Keep what a person said of boxes of a sheet: they are filled so from now on.

    Raises Problem when an entry cannot stand in its box; then nothing is kept.
    """
    found = map_for(office.library, sheet.form, sheet.fields_hash)
    if found is None:
        begin_map(office, sheet.begun, sheet.fields_hash)
        found = map_for(office.library, sheet.form, sheet.fields_hash)
    if found is None:
        raise Problem(_("The map of this form could not be begun."), _("Nothing was kept."), "")
    kinds = {one.name: one for one in sheet.boxes}
    for name, entry in boxes.items():
        fits_kind(kinds[name], entry)
    return keep_boxes(office, found, boxes, why)


def take_over(office: Office, sheet: FormSheet) -> Changed:
    """Keep the map that was carried over: what is sure is filled from now on, the rest waits."""
    return begin_map(office, sheet.begun, sheet.fields_hash)


def fits_kind(box: SheetBox, entry: Entry) -> None:
    """Raise Problem for what the kind of a box cannot hold: a tick in a text box, a text in a tick box."""
    ticks, filled = box.kind in ("check", "radio"), entry.get("from") or entry.get("text")
    if ticks and filled and not entry.get("is"):
        raise Problem(
            _("This box is ticked, not written into."),
            _("Nothing was kept."),
            _("Say at which answer it is ticked."),
        )
    if not ticks and (entry.get("is") or entry.get("check_if")):
        raise Problem(
            _("This box is written into, not ticked."), _("Nothing was kept."), _("Leave the answer out.")
        )


def _blank(office: Office, sha256: str) -> BlankRow:
    found = next((one for one in listed(office) if one.sha256 == sha256), None)
    if found is None:
        raise Problem(
            _("The office has no such blank."), "", _("Add the PDF from the agency's page to the Library.")
        )
    return found


def _is_box(one: FormField) -> bool:
    from immdesk.packets.formmap import is_footer

    return not is_footer(one) and one.type != "button"


def _ordered(boxes: list[SheetBox], sizes: tuple[PageSize, ...]) -> tuple[SheetBox, ...]:
    from immdesk.packets.reading_order import in_reading_order
    from immdesk.packets.tooltip import read_tip

    def number(one: SheetBox) -> tuple[str, str]:
        tip = read_tip(one.words)
        return tip.part, tip.item

    return tuple(
        in_reading_order(
            boxes,
            lambda one: one.page,
            lambda one: one.rect,
            number,
            lambda page: sizes[page - 1].width / 2,
        )
    )


def _box(
    office: Office,
    basis: Basis,
    lore: Mapping[str, Lore],
    sizes: tuple[PageSize, ...],
    one: FormField,
) -> SheetBox:
    from immdesk.packets.tooltip import question, read_tip

    tip, known = read_tip(one.tooltip), lore[one.name]
    state, entry = _state(one.name, basis)
    lists = begun_lists(basis)
    left, low = sizes[one.page - 1].left, sizes[one.page - 1].low
    asked = " ".join(filter(None, (question(tip), tip.asks)))
    return SheetBox(
        name=one.name,
        kind=one.type,
        page=one.page,
        rect=(one.rect[0] - left, one.rect[1] - low, one.rect[2] - left, one.rect[3] - low),
        state=state,
        said=box_words(office.library.vocabulary, entry, lists),
        entry=entry,
        asks=_brief(asked) or one.name,
        place=tip.place,
        section=tip.section,
        words=tip.words,
        maxlen=one.maxlen,
        options=tuple(dict.fromkeys(option.label.strip() or option.value for option in one.options)),
        refuses=known.refuses,
        group=tuple(name for name in known.group if name != one.name),
        repeats=known.repeats,
        readonly=one.readonly,
        official=tip.official,
        comb=known.comb,
        lines=known.lines,
        was=basis.was.get(one.name, ""),
    )


def begun_lists(basis: Basis) -> Mapping[str, Rows]:
    """Give the lists that a map uses, or would use."""
    from immdesk.packets.official import Rows

    if basis.form_map is not None:
        return basis.form_map.lists
    return {name: Rows.model_validate(rows) for name, rows in basis.begun.get("lists", {}).items()}


def _brief(asked: str) -> str:
    """Give a question without its notes; the whole of it stands in `words`."""
    short = asked.split(". NOTE")[0].split(" (Attach")[0]
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST].rsplit(' ', 1)[0]} …"


def _state(name: str, basis: Basis) -> tuple[State, Entry | None]:
    from immdesk.packets.official import Box
    from immdesk.packets.propose import NOT_SAID

    guess = basis.guesses.get(name)
    open_: tuple[State, Entry | None] = ("confirm", guess) if guess else ("unmapped", None)
    if basis.form_map is not None:
        box = basis.form_map.boxes.get(name)
        if box is None:
            return ("mapped", None) if name in basis.form_map.additional_boxes() else open_
    else:
        written = basis.begun["boxes"].get(name)
        if written is None:
            return "mapped", None
        box = Box.model_validate(written)
    if box.verify and box.leave == NOT_SAID:
        return open_
    entry = as_entry(box)
    if box.verify:
        return "confirm", entry
    return ("excused" if box.leave or box.sign or box.dated else "mapped"), entry


def as_entry(box: Box) -> Entry:
    """Give a box of a map as a map writes it."""
    entry = box.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    entry.pop("verify", None)
    return entry


def with_boxes(sheet: FormSheet, boxes: tuple[SheetBox, ...]) -> FormSheet:
    """Give a sheet with other boxes: some were confirmed, and are being kept."""
    return replace(sheet, boxes=boxes)


def carried_words(sheet: FormSheet) -> str:
    """Say how the boxes of a map that was carried over were told; "" when none was."""
    if not sheet.carried_from:
        return ""
    kinds = sheet.carried
    sure = sum(kinds.get(one, 0) for one in ("same", "renumbered", "renamed"))
    said = [
        n_("{n} box is the same", "{n} boxes are the same", sure),
        n_("{n} to look at", "{n} to look at", kinds.get("changed", 0)),
        n_("{n} new", "{n} new", kinds.get("new", 0)),
        n_("{n} gone", "{n} gone", kinds.get("gone", 0)),
    ]
    words = _("Carried over from edition {edition}: {said}.")
    return words.format(edition=sheet.carried_from, said=", ".join(said))
