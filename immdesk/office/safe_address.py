"""Where it is safe to write to somebody: the address kept as safe, and what staff should know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.restricted import Choice, choice_of

if TYPE_CHECKING:
    from immdesk.office.office import Office

_SAFE = """
SELECT * FROM address WHERE person_id = ? AND kind = 'safe' AND (until_on IS NULL OR until_on >= ?)
AND (only_in_case IS NULL OR only_in_case = ?) ORDER BY from_on DESC, rowid DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Care:
    """How a letter about a case is addressed: `lines` below the name ("" none), and a `note` for staff.

    `choice` is why the case is restricted, None when it is not.
    """

    lines: tuple[str, ...] = ()
    note: str = ""
    choice: Choice | None = None


def care_of(office: Office, person_id: str, number: str) -> Care:
    """Give the safe address of somebody in a case, by its number; of a restricted one also what to mind."""
    rows = office.rows("SELECT id, restricted FROM case_file WHERE number = ?", [number])
    case_id, choice = (rows[0]["id"], choice_of(rows[0]["restricted"])) if rows else ("", None)
    found = office.rows(_SAFE, [person_id, office.today().isoformat(), case_id])
    lines = _lines(found[0]) if found else ()
    if choice is None:
        return Care(lines)
    if lines:
        return Care(
            lines, _("Restricted case: the letter goes to the safe address, and nowhere else."), choice
        )
    none = _(
        "Restricted case, and no safe address is kept: ask where it is safe to write (Parties, addresses), "
        "or hand the letter over."
    )
    return Care((), none, choice)


def _lines(row: dict[str, Any]) -> tuple[str, ...]:
    """Give an address as it stands on an envelope."""
    street = " ".join(filter(None, (_text(row, one) for one in ("street", "unit_type", "unit"))))
    place = ", ".join(
        filter(None, (_text(row, "city"), " ".join((_text(row, "state"), _text(row, "zip"))).strip()))
    )
    abroad = " ".join(filter(None, (_text(row, "province"), _text(row, "postal_code"))))
    country = _text(row, "country")
    own = "" if country in ("", "US", "USA", "United States") else country
    carer = _text(row, "care_of")
    return tuple(filter(None, (f"c/o {carer}" if carer else "", street, place, abroad, own)))


def _text(row: dict[str, Any], word: str) -> str:
    return str(row.get(word) or "").replace(NONE_TEXT, "").strip()
