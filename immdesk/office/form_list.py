"""The boxes of a form as a spreadsheet: where each stands, what it asks, and what the desk writes into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.new_editions import write_sheet

if TYPE_CHECKING:
    from immdesk.office.form_sheet import FormSheet, SheetBox


def save_list(sheet: FormSheet, out: Path) -> None:
    """Write every box of a form as a spreadsheet (.xlsx); raises Refused when the disk says no."""
    titles = (
        _("Page"), _("Where"), _("What it asks"), _("What the desk writes"), _("Standing"), _("Kind"),
        _("Longest"), _("Options"), _("Signs that it refuses"), _("Only one of"), _("Repeated in"),
        _("Read only"), _("For the agency"), _("Name"), _("Place on the page"), _("Words"),
    )  # fmt: skip
    name = f"{sheet.form} {sheet.edition}"
    write_sheet(name, (titles, *(_row(one) for one in sheet.boxes)), out)


def _row(one: SheetBox) -> tuple[Any, ...]:
    place = ", ".join(f"{each:g}" for each in one.rect)
    return (
        one.page, one.place, one.asks, one.said, one.state, one.kind, one.maxlen, "; ".join(one.options),
        one.refuses, "; ".join(one.group), "; ".join(one.repeats), on_screen(one.readonly),
        on_screen(one.official), one.name, place, one.words,
    )  # fmt: skip
