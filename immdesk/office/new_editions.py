"""A new edition of a form: its map carried over from the edition before, with a list of what to look at."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.packets.carry import CarriedMap
    from immdesk.packets.inspect import FormField, FormFile

WIDE = 100_000
_BOOL = "tag:yaml.org,2002:bool"


class _Plain(yaml.SafeDumper):
    """Writes yes and no as the packs do."""


_Plain.add_representer(bool, lambda dumper, yes: dumper.represent_scalar(_BOOL, "yes" if yes else "no"))


def carried(old: Path, new: Path) -> CarriedMap:
    """Carry the shipped map of one blank over to the blank of another edition of the same form.

    Raises Problem when a file cannot be read, no map fits the old one, or they are no editions of one form.
    """
    from immdesk.office.knowledge import shipped
    from immdesk.packets.carry import carry
    from immdesk.packets.formmap import fitting_map
    from immdesk.packets.inspect import inspect

    before, after = inspect(old), inspect(new)
    if before.form != after.form or before.fields_hash == after.fields_hash:
        raise Problem(
            _("These are not two editions of one form."),
            _("The first is {before}, the second {after}.").format(
                before=_name(before.form, before.edition), after=_name(after.form, after.edition)
            ),
            _("Give the blank that has a map first, then the blank of the new edition."),
        )
    found = fitting_map(shipped().official.get(before.form, ()), before)
    if found is None:
        raise Problem(
            _("No map fits the first file, {name}.").format(name=_name(before.form, before.edition)),
            _("There is nothing to carry over."),
            _("Give the blank of an edition that has a map."),
        )
    return carry(found, before, after)


def as_yaml(one: CarriedMap) -> str:
    """Write the map as the packs keep it, a line a box; what has to be looked at says so above its line."""
    told = {row.new: row for row in one.boxes}
    head = {name: value for name, value in one.map.items() if name != "boxes"}
    lines = [_dump(head, flow=False).rstrip(), "boxes:"]
    for name, box in one.map["boxes"].items():
        if told[name].kind == "changed":
            lines.append(f"  # look: {_short(told[name].new_words)}")
        lines.append(f"  {_flow(name)}: {_flow(box)}")
    lines += [f"  # new, page {row.page}: {row.new}: {_short(row.new_words)}" for row in _of(one, "new")]
    return "\n".join([*lines, ""])


def write_map(one: CarriedMap, out: Path) -> None:
    """Write the map to a file; raises Refused when the disk says no."""
    write_out(out, as_yaml(one).encode("utf-8"), _("The map could not be written."))


def write_fields(form: FormFile, out: Path) -> None:
    """Write every box of a form as a spreadsheet (.xlsx); raises Refused when the disk says no."""
    titles = (_("Page"), _("Name"), _("Kind"), _("Longest"), _("Options"), _("Read only"), _("Words"))
    write_sheet(f"{form.form} {form.edition}", (titles, *map(_field_row, form.fields)), out)


def write_sheet(name: str, rows: Iterable[tuple[Any, ...]], out: Path) -> None:
    """Write rows as a spreadsheet (.xlsx), titles first; raises Refused when the disk says no."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name.replace("/", "-").strip()[:31] or "form")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    write_out(out, made.getvalue(), _("The list could not be written."))


def _field_row(one: FormField) -> tuple[Any, ...]:
    options = "; ".join(option.value for option in one.options)
    return (one.page, one.name, one.type, one.maxlen, options, on_screen(one.readonly), one.tooltip)


def _cell(sheet: Any, value: Any) -> Any:
    """Give a cell that holds a text as a text: what a file calls its boxes is never taken for a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _of(one: CarriedMap, kind: str) -> list[Any]:
    return [row for row in one.boxes if row.kind == kind]


def _flow(value: Any) -> str:
    return _dump(value, flow=True).removesuffix("...\n").strip()


def _dump(value: Any, *, flow: bool) -> str:
    return yaml.dump(
        value, Dumper=_Plain, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=WIDE
    )


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= 160 else f"… {said[-160:]}"


def _name(form: str, edition: str) -> str:
    return " ".join((form, edition)).strip() or _("Form not recognised")
