"""What people do with keys: open without asking, change the passphrase, keep a sheet, come back in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from immdesk.basics import shown
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office, open_office
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.packets.picture import Drawn
    from immdesk.store.keys import Cost

Asked = tuple[int, int]
"""A place of the code that is asked back: its group and its character there, both from 1."""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How an office can be opened. `remembered`: here and now without asking. `made` is the sheet's day."""

    practice: bool
    passphrases: int
    remembered: bool
    sheet: Literal["none", "unchecked", "checked", "over"]
    made: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recovery sheet whose code is still known: its groups, the office's name, the day it was made."""

    groups: tuple[str, ...]
    office: str
    made: str

    @property
    def code(self) -> str:
        """The code as it is printed."""
        return "-".join(self.groups)


def ways_in(folder: Path) -> WaysIn:
    """Say how the office in a folder can be opened; raises Refused when it holds none."""
    from immdesk.store.keys import needs_passphrase
    from immdesk.store.slots import read_slots

    slots = read_slots(folder)
    sheet = slots.get("recovery")
    kept: Literal["none", "unchecked", "checked", "over"] = (
        "none" if sheet is None else "unchecked" if "unchecked" in sheet else "checked"
    )
    if sheet is not None and sheet["kind"] == "recovery over":
        kept = "over"
    return WaysIn(
        "practice" in slots,
        sum(slot["kind"] == "passphrase" for slot in slots.values()),
        "keyring" in slots and not needs_passphrase(folder),
        kept,
        sheet.get("made", "") if sheet else "",
    )


def why_not_remembered() -> str:
    """Say why this computer cannot open an office without asking; empty when it can."""
    from immdesk.store.keyrings import allowed_keyring

    try:
        allowed_keyring()
    except Refused as reason:
        return f"{reason.happened} {reason.means}"
    return ""


def remember_here(folder: Path, passphrase: str, slot: str = "") -> None:
    """Let this computer open the office without asking from now on, as whoever the passphrase belongs to.

    Raises Refused when the passphrase is wrong, or the computer has no keyring that encrypts.
    """
    from immdesk.store.keys import open_by, remember

    name, key = open_by(folder, passphrase, slot)
    remember(folder, key, name)


def forget_here(folder: Path) -> None:
    """Let this computer ask for the passphrase again."""
    from immdesk.store.keys import forget

    forget(folder)


def change_passphrase(folder: Path, old: str, new: str, *, slot: str = "", cost: Cost | None = None) -> None:
    """Put a new passphrase in the place of the old one, that of `slot` or whosever it is.

    The records are not touched. Raises Refused when the old one is wrong, Problem when the new one is the
    old one or empty.
    """
    from immdesk.store import keys

    if old == new:
        raise Problem(
            _("The new passphrase is the old one."), _("Nothing was changed."), _("Type another one.")
        )
    name, key = keys.open_by(folder, old, slot)
    keys.add_passphrase(folder, key, new, name=name, cost=cost)


def make_sheet(office: Office, passphrase: str) -> Sheet:
    """Make a new recovery code; older sheets open nothing from now on.

    The passphrase is asked, so that nobody makes a sheet at a desk that somebody left open.
    """
    from immdesk.store import recovery
    from immdesk.store.keys import open_key

    must(office, "people")
    recovery.make_sheet(office.folder, open_key(office.folder, passphrase), on=office.today().isoformat())
    made = unchecked_sheet(office)
    assert made is not None
    return made


def unchecked_sheet(office: Office) -> Sheet | None:
    """Give the sheet of which four characters were not yet given back; None when there is none."""
    from immdesk.store.recovery import unchecked_code

    code = unchecked_code(office.folder, office.store.key_for("recovery sheet"))
    if code is None:
        return None
    name = office.rows("SELECT name FROM office LIMIT 1")[0]["name"]
    return Sheet(tuple(code.split("-")), name or "", ways_in(office.folder).made)


def sheet_pdf(sheet: Sheet) -> bytes:
    """Give the sheet as a PDF of one page, to be printed or saved."""
    from immdesk.packets.recovery_sheet import recovery_sheet

    return recovery_sheet(sheet.office, shown.in_words(date.fromisoformat(sheet.made)), sheet.groups)


def sheet_picture(sheet: Sheet, width: int) -> Drawn:
    """Give the sheet as a picture `width` points wide, for a printer."""
    from immdesk.packets.picture import draw_page

    return draw_page(sheet_pdf(sheet), 0, width)


def refuse_place(office_folder: Path, to: Path) -> None:
    """Raise Problem when a sheet at `to` would lie inside the office that it opens."""
    if office_folder.resolve() in to.resolve().parents:
        raise Problem(
            _("The sheet would lie beside the office that it opens."),
            _("Whoever copies the folder could then read every record."),
            _("Save it on a USB stick or print it, and keep it away from this computer."),
        )


def save_sheet(office_folder: Path, sheet: Sheet, to: Path) -> None:
    """Write the sheet where the person wants it, for this user's eyes, but never into the office it opens.

    Raises Problem when that is inside the office's folder, Refused when the disk says no.
    """
    refuse_place(office_folder, to)
    try:
        with os.fdopen(os.open(to, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(sheet_pdf(sheet))
    except OSError as error:
        raise Refused(
            _("The sheet could not be written."),
            _("The disk refused: {reason}").format(reason=error.strerror or type(error).__name__),
            _("Choose another place, or print the sheet."),
        ) from None


def ask_back() -> tuple[Asked, ...]:
    """Give four places of the code to be typed from the paper, each in another group."""
    from immdesk.store.recovery import places_to_ask

    return tuple((place.group, place.character) for place in places_to_ask())


def check_back(office: Office, given: Mapping[Asked, str]) -> tuple[Asked, ...]:
    """Compare what was typed from the paper; give the places that do not fit.

    When four fit, the sheet counts as kept, and the office forgets its code.
    """
    from immdesk.store.recovery import Place, give_back

    typed = {Place(*asked): text for asked, text in given.items()}
    wrong = give_back(office.folder, office.store.key_for("recovery sheet"), typed)
    return tuple((place.group, place.character) for place in wrong)


def check_sheet(office: Office, code: str) -> None:
    """Compare a whole code, typed from the paper; when it is the one, the sheet counts as kept.

    Raises Problem or Refused as `check_code`.
    """
    from immdesk.store.recovery import Place, give_back, grouped, read_code

    check_code(office.folder, code)
    groups = enumerate(grouped(read_code(code)).split("-"), start=1)
    typed = {Place(number, at): text for number, group in groups for at, text in enumerate(group, start=1)}
    give_back(office.folder, office.store.key_for("recovery sheet"), typed)


def check_code(folder: Path, code: str) -> None:
    """Say nothing when the code opens the office; raises Problem (mistyped) or Refused (another sheet)."""
    from immdesk.store.recovery import open_by_code

    open_by_code(folder, code)


def set_passphrase(folder: Path, code: str, new: str, *, cost: Cost | None = None) -> None:
    """Choose a new passphrase with the code of the recovery sheet, in the place of the forgotten one.

    The sheet goes on to open the office. Raises Problem or Refused as `check_code`.
    """
    from immdesk.store.keys import add_passphrase
    from immdesk.store.recovery import open_by_code

    add_passphrase(folder, open_by_code(folder, code), new, cost=cost)


def open_copy(folder: Path, key: bytes, text: str, *, clock: Clock = real_clock, user: str = "") -> Office:
    """Open a copy that was just made with `key`: as whose passphrase `text` is, else by the recovery code."""
    try:
        return open_office(folder, passphrase=text or None, clock=clock, user=user)
    except Refused:
        return open_office(folder, key=key, clock=clock, user=user, slot="owner")


def open_with_recovery(
    folder: Path, code: str, new: str, *, clock: Clock = real_clock, user: str = "", cost: Cost | None = None
) -> Office:
    """Open the office with the code of its sheet and a new passphrase."""
    set_passphrase(folder, code, new, cost=cost)
    return open_office(folder, passphrase=new, clock=clock, user=user)
