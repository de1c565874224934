"""Put answers that did not fit onto the Additional Information page, and the rest onto a page of our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.words import _
from immdesk.packets.boxes import AdditionalRow, BoxValues, box_values
from immdesk.packets.fill import FillReport, Overflow, open_form
from immdesk.packets.letterforms import to_latin
from immdesk.packets.official import FormMap, NotApplicable, row_path
from immdesk.packets.parts import AddendumLine


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form: its PDF, the report of filling, what the boxes say, and the lines of the addendum."""

    pdf: bytes
    report: FillReport
    boxes: BoxValues
    addendum: tuple[AddendumLine, ...]


def fill_form(
    blank: bytes,
    form_map: FormMap,
    facts: Facts,
    vocabulary: Vocabulary,
    *,
    flatten: bool = False,
    not_applicable: NotApplicable | None = None,
    values: BoxValues | None = None,
) -> FilledForm:
    """Fill a blank by its map from the facts.

    Text that does not fit its box, choices that a box does not offer and rows without a box go to the
    Additional Information page with page, part and item; what has no room there becomes addendum lines.
    `not_applicable` is written into boxes for text whose answer is known to be none (and which take it);
    without it the map decides. `values` stand in for what the facts say, such as with boxes written by hand
    among them. Two ticks where only one may stand: the first stays, and it is told.
    Raises Problem when the map names a box that the blank does not have, Refused for a damaged blank.
    """
    boxes = values or box_values(form_map, facts, vocabulary)
    with open_form(blank, only_one=True) as form:
        for name, box in form_map.boxes.items():
            if box.widget:
                form.part(name, box.widget - 1)
            if box.choose:
                form.draw_anew(name)
        form.write(boxes.values, [name for name, box in form_map.boxes.items() if box.leave])
        if form.report.unknown:
            raise _no_such_box(form_map, form.report.unknown[0])
        _forget_copies(form_map, form.report)
        rows = _grouped([*_cut(form_map, form.report, vocabulary), *boxes.additional])
        told = len(form.report.overflow)
        placed, rest = _placed(form_map, rows)
        form.write(placed)
        if form.report.unknown:
            raise _no_such_box(form_map, form.report.unknown[0])
        says = not_applicable or form_map.not_applicable
        if says != "blank":
            form.write_into_empty(boxes.nothing, says)
        rest = [*_continued(form_map, form.report.overflow[told:], rows), *rest]
        lines = tuple(AddendumLine(row.page, row.part, row.item, row.text) for row in rest)
        return FilledForm(form.saved(flatten=flatten), form.report, boxes, lines)


def _cut(form_map: FormMap, report: FillReport, vocabulary: Vocabulary) -> Iterable[AdditionalRow]:
    """Give the answers that were cut or could not be chosen, whole, each with its question."""
    given = {one.name: one.given for one in report.overflow} | {
        one.name: one.given for one in report.bad_option
    }
    for name, text in given.items():
        box = form_map.boxes[name]
        place = box.place
        yield AdditionalRow(
            place.page, place.part, place.item, f"{_question(form_map, name, vocabulary)}{text}"
        )


def _continued(
    form_map: FormMap, cut: Iterable[Overflow], rows: list[AdditionalRow]
) -> Iterable[AdditionalRow]:
    """Give what of an Additional Information text found no room on that page."""
    blocks = {block.text: place for place, block in enumerate(form_map.additional)}
    for one in cut:
        if one.name in blocks:
            row = rows[blocks[one.name]]
            text = to_latin(one.given)[len(one.fits) :].strip()
            yield AdditionalRow(row.page, row.part, row.item, text)


def _question(form_map: FormMap, name: str, vocabulary: Vocabulary) -> str:
    box = form_map.boxes[name]
    path = next(iter(box.paths()), "")
    at = row_path(path)
    if at is not None:
        path = f"{form_map.lists[at[0]].list}.{at[2]}"
    label = vocabulary.word(path).label_on_paper if path and vocabulary.has(path) else ""
    return f"{label}: " if label else ""


def _forget_copies(form_map: FormMap, report: FillReport) -> None:
    """Tell of a changed or cut text once, at the box itself, not again at each of its copies."""
    report.lossy = [one for one in report.lossy if not form_map.boxes[one.name].copy_of]
    report.overflow = [one for one in report.overflow if not form_map.boxes[one.name].copy_of]


def _grouped(rows: Iterable[AdditionalRow]) -> list[AdditionalRow]:
    """Join rows of the same item, for the page has few places, and put them in the order of the form."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row.page, row.part, row.item), []).append(row.text)
    joined = [AdditionalRow(*place, "\n".join(texts)) for place, texts in found.items()]
    return sorted(joined, key=_in_form_order)


def _in_form_order(row: AdditionalRow) -> tuple[int, int, int, str]:
    item, _, letter = row.item.partition(".")
    return _number(row.page), _number(row.part), _number(item), letter


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _placed(form_map: FormMap, rows: list[AdditionalRow]) -> tuple[Mapping[str, str], list[AdditionalRow]]:
    values: dict[str, str] = {}
    for block, row in zip(form_map.additional, rows, strict=False):
        told = {block.page: row.page, block.part: row.part, block.item: row.item, block.text: row.text}
        values |= {name: text for name, text in told.items() if name}
    return values, rows[len(form_map.additional) :]


def _no_such_box(form_map: FormMap, name: str) -> Problem:
    return Problem(
        _("The map of Form {form} {edition} names the box '{name}', which this blank does not have.").format(
            form=form_map.form, edition=form_map.edition, name=name
        ),
        _("The blank is not the file that the map was made for; nothing was filled."),
        _("Add the blank as the agency publishes it, or update the pack."),
    )
