"""Boxes of a case's forms that somebody wrote by hand, with the reason: other than what the record says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.boxes import BoxValues
    from immdesk.packets.official import FormMap

Value = str | bool
_WORD, _NONE = "by hand ", "na policy "


@dataclass(frozen=True, slots=True)
class FormKey:
    """A form of a case: which one, for whom, and for an affidavit of support who signs it."""

    form: str
    person_id: str
    sponsor_id: str = ""

    def written(self) -> str:
        """Give it as one word."""
        return f"{self.form} {self.person_id or '-'} {self.sponsor_id or '-'}"


@dataclass(frozen=True, slots=True)
class ByHand:
    """One box written by hand: its value (a text, or whether it is ticked), why, by whom and when (ISO)."""

    box: str
    value: Value
    reason: str
    by: str
    at: str


def by_hand_of(office: Office, case_id: str) -> Mapping[str, Mapping[str, ByHand]]:
    """Give what was written by hand on the forms of a case, by form (`FormKey.written`) and box."""
    found: dict[str, dict[str, ByHand]] = {}
    for row in _rows(office, case_id, _WORD):
        form, person, sponsor, box = row["word"].removeprefix(_WORD).split(" ", 3)
        kept = json.loads(row["value"])
        one = ByHand(box, kept["value"], kept["reason"], kept["by"], kept["at"])
        found.setdefault(f"{form} {person} {sponsor}", {})[box] = one
    return found


def write_by_hand(
    office: Office, case_id: str, key: FormKey, form_map: FormMap, box: str, value: Value, reason: str
) -> Changed:
    """Let a box of a form hold another value than the record says.

    Raises Problem without a reason, and for boxes that the desk never fills (signatures and their dates).
    """
    if not reason.strip():
        raise Problem(
            _("What is written by hand needs a reason."),
            _("Nothing was changed."),
            _("Say why the form says something else than the record."),
        )
    mapped = form_map.boxes.get(box)
    if mapped is None or mapped.sign or mapped.dated:
        raise Problem(_("This box is signed or dated by hand on paper."), _("The desk leaves it empty."), "")
    kept = {"value": value, "reason": reason.strip(), "by": office.user, "at": office.now().isoformat()}
    text = json.dumps(kept, ensure_ascii=False)
    message = _("The box says what was written by hand.")
    return _say(office, case_id, {_word(key, box): text}, _("Write a box of a form by hand"), message)


def take_back(office: Office, case_id: str, key: FormKey, boxes: Iterable[str]) -> Changed:
    """Let boxes say again what the record says."""
    message = _("The form says what the record says.")
    said = {_word(key, box): None for box in boxes}
    return _say(office, case_id, said, _("Take back what was written by hand"), message)


def written_over(values: BoxValues, form_map: FormMap, hand: Mapping[str, ByHand]) -> BoxValues:
    """Give the values of a form with what was written by hand over them, and over their copies."""
    if not hand:
        return values
    found = {**values.values, **{name: one.value for name, one in hand.items()}}
    for name, box in form_map.boxes.items():
        if box.copy_of in hand and name not in hand:
            found[name] = hand[box.copy_of].value
    kept = {name: value for name, value in found.items() if value not in ("", False)}
    empty = tuple(name for name in values.nothing if name not in hand)
    return replace(values, values=kept, nothing=empty)


def none_policy(office: Office, form: str) -> str:
    """Give what this office writes where the answer is known to be none: "", blank, N/A or None.

    "" leaves it to the map of the form.
    """
    rows = office.rows("SELECT value FROM said WHERE owner_kind = 'office' AND word = ?", [f"{_NONE}{form}"])
    return str(rows[0]["value"]) if rows else ""


def choose_none_policy(office: Office, form: str, policy: str) -> Changed:
    """Choose what stands in boxes whose answer is none: blank, N/A, None, or "" as the map says."""
    if policy not in ("", "blank", "N/A", "None"):
        raise Problem(_("There is no such choice."), "", _("Choose blank, N/A or None."))
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "office", office_id, f"{_NONE}{form}", policy or None)

    message = _("Form {form} is filled so from now on.").format(form=form)
    _done, changed = office.change(_("Choose what stands in empty boxes"), work, message=message)
    return replace(changed, tables=changed.tables | {"form_blank"})


def _word(key: FormKey, box: str) -> str:
    return f"{_WORD}{key.written()} {box}"


def _rows(office: Office, case_id: str, start: str) -> list[dict[str, Any]]:
    return office.rows(
        "SELECT word, value FROM said WHERE owner_kind = 'case' AND owner_id = ? "
        "AND substr(word, 1, ?) = ? ORDER BY word",
        [case_id, len(start), start],
    )


def _say(office: Office, case_id: str, said: Mapping[str, str | None], title: str, message: str) -> Changed:
    def work(session: Session) -> None:
        from immdesk.records.answers import say

        for word, value in said.items():
            say(session, "case", case_id, word, value)

    _done, changed = office.change(title, work, message=message)
    return changed
