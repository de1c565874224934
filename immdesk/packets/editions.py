"""Which edition of a form the agency accepts on a day, as dated data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from immdesk.basics.strictyaml import Shape
from immdesk.basics.words import _, told

State = Literal["accepted", "superseded", "not yet", "unknown"]


class Edition(Shape):
    """One edition and the days on which it is accepted, both inclusive, by postmark.

    `signed_until` instead binds it to the day of a signature (the civil surgeon's, Form I-693).
    """

    edition: str
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    signed_until: date | None = None
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Edition:
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError("an edition cannot end before it begins")
        return self


class FormEditions(Shape):
    """All editions of one form that matter, oldest first."""

    form: str
    source: str
    verified: date
    editions: tuple[Edition, ...]
    note: str = ""


class EditionSheet(Shape):
    """A file of `editions/`: forms with their editions."""

    forms: tuple[FormEditions, ...]


@dataclass(frozen=True, slots=True)
class EditionState:
    """What the agency makes of an edition on a day; `current` is the newest edition accepted that day."""

    state: State
    note: str
    current: str = ""


def edition_state(
    editions: Iterable[FormEditions], form: str, edition: str, on: date, *, signed_on: date | None = None
) -> EditionState:
    """Say whether an edition (`04/01/24`) of a form is accepted when it is mailed on a day.

    `signed_on` is the day of the signature that counts for the form. A form or edition that no sheet
    names is unknown: nothing is guessed.
    """
    sheet = next((one for one in editions if one.form == form), None)
    if sheet is None:
        return EditionState("unknown", _("No edition list covers Form {form}.").format(form=form))
    current = _current(sheet, on)
    found = next((one for one in sheet.editions if one.edition == edition), None)
    if found is None:
        if current and _older(edition, current):
            return EditionState("superseded", _now(form, current), current)
        return EditionState(
            "unknown",
            _("The edition {edition} of Form {form} is not on the list checked on {day}.").format(
                edition=edition, form=form, day=sheet.verified
            ),
            current,
        )
    state, note = _weighed(found, form, current, on, signed_on)
    return EditionState(state, " ".join(part for part in (note, told(found.note)) if part), current)


def _weighed(found: Edition, form: str, current: str, on: date, signed_on: date | None) -> tuple[State, str]:
    if found.from_ is not None and on < found.from_:
        return "not yet", _("Accepted only when mailed on or after {day}.").format(day=found.from_)
    if found.until is not None and on > found.until:
        return "superseded", _now(form, current)
    if found.signed_until is not None:
        if signed_on is None:
            return "unknown", _("It depends on the day of the signature.")
        if signed_on > found.signed_until:
            return "superseded", _now(form, current)
    if found.until is not None:
        return "accepted", _("Accepted when mailed on or before {day}.").format(day=found.until)
    return "accepted", ""


def _current(sheet: FormEditions, on: date) -> str:
    good = [
        one.edition
        for one in sheet.editions
        if (one.from_ is None or one.from_ <= on)
        and (one.until is None or on <= one.until)
        and one.signed_until is None
    ]
    return max(good, key=printed_order, default="")


def _older(edition: str, current: str) -> bool:
    return bool(printed_order(edition)[0]) and printed_order(edition) < printed_order(current)


def printed_order(edition: str) -> tuple[int, int, int]:
    """Give an edition `04/01/24` as year, month, day, so that editions can be put in order."""
    parts = edition.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return 0, 0, 0
    month, day, year = (int(part) for part in parts)
    return (year + 2000 if year < 70 else year + 1900), month, day


def _now(form: str, current: str) -> str:
    if not current:
        return _("This edition of Form {form} is no longer accepted.").format(form=form)
    return _("The agency now wants the edition {current} of Form {form}.").format(current=current, form=form)
