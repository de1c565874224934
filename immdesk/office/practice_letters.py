"""Letters of the practice cases: begun from the library, changed once, remarked on, signed off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from immdesk.office.office import Office


def write_letters(office: Office, cases: Iterable[Mapping[str, Any]]) -> None:
    """Write what a case says under `letters`: `letter`, `paragraphs`, `change` (words by words), `remark`.

    `signed: yes` lets the case's attorney sign it off. `cases` are in the order of their numbers.
    """
    rows = office.rows("SELECT id, attorney_id FROM case_file ORDER BY number")
    for row, told in zip(rows, cases, strict=False):
        for one in told.get("letters", ()):
            _write(office, row, one)


def _write(office: Office, case: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    from immdesk.office import letter_review, letters
    from immdesk.office.letter_rows import letter_row, version_text

    made, _changed = letters.make(office, case["id"], told["letter"], paragraphs=told.get("paragraphs", ()))
    text = version_text(office, letter_row(office, made).newest.id)[0]
    for old, new in told.get("change", {}).items():
        text = text.replace(old, new)
    letters.save(office, made, text)
    if remark := told.get("remark"):
        letter_review.remark(office, made, remark, told.get("about", ""))
    if told.get("in_packet") == "yes":
        letters.set_mark(office, made, "in_packet", True)
    if told.get("signed") == "yes":
        letter_review.sign_off(office, made, case["attorney_id"])
