"""A letter as it leaves the desk: its exhibits resolved, what is still open, as a PDF, and in the packet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.words import _, on_paper
from immdesk.office.clock import day_in
from immdesk.office.letter_rows import Kept, LetterRow, VersionRow, letter_row, letters_of, version_text

if TYPE_CHECKING:
    from immdesk.office.exhibits import Place
    from immdesk.office.office import Office
    from immdesk.packets.letter_text import LetterSheet
    from immdesk.packets.parts import FilledLetter
    from immdesk.packets.plan import Planned


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """What keeps a letter of the packet from being mailed: which letter, and each thing in words."""

    letter_id: str
    title: str
    what: tuple[str, ...]

    @property
    def words(self) -> str:
        """Give it on one line."""
        return f"{self.title}: {' '.join(self.what)}"


@dataclass(frozen=True, slots=True)
class PacketLetter:
    """A letter of a case as its packet takes it: the newest version, its text and its documents."""

    row: LetterRow
    sheet: LetterSheet
    kept: Kept
    text: str

    def filled(self, office: Office, places: Mapping[str, Place], *, known: bool = True) -> FilledLetter:
        """Give it with its exhibits as they stand in `places` (by document id)."""
        from immdesk.packets.letter_text import printed

        day = _day(office, self.row.newest)
        return printed(self.sheet, self.row.title, day, _references(self.kept, places), known=known)

    def open(self, places: Mapping[str, Place]) -> tuple[str, ...]:
        """Say in words what is still open."""
        return tuple(_open(self, places))


def letters_in_packet(office: Office, case_id: str) -> dict[str, PacketLetter]:
    """Give the letters that a case has written for its packet, by the letter of the library they began as.

    A letter that was marked for the packet counts before one that was not; among equals the newest.
    """
    rows = sorted(letters_of(office, case_id), key=lambda one: (one.in_packet, one.newest.at))
    return {one.letter: _read(office, one) for one in rows if not one.work_product}


def with_letters(planned: Iterable[Planned], letters: Mapping[str, PacketLetter]) -> tuple[Planned, ...]:
    """Give the parts with the letters marked for the packet that its plan has not, before the exhibits."""
    from immdesk.packets.plan import Planned

    parts = list(planned)
    have = {one.letter for one in parts if one.part == "letter"}
    more = [
        Planned("letter", one.row.title, letter=name)
        for name, one in letters.items()
        if one.row.in_packet and name not in have
    ]
    place = next((at for at, one in enumerate(parts) if one.part == "exhibit"), len(parts))
    return (*parts[:place], *more, *parts[place:])


def letters_open(office: Office, case_id: str) -> tuple[OpenLetter, ...]:
    """Give the letters of the packet that are not finished: no sign-off, open fields, exhibits that left.

    A letter counts when the packet would print it: one of its plan that was begun, or one marked for it.
    """
    from immdesk.office.case_packet import read_packet
    from immdesk.office.exhibits import places_in

    packet = read_packet(office, case_id)
    places = places_in(packet.planned, packet.documents)
    return open_among(letters_in_packet(office, case_id), packet.planned, places)


def open_among(
    letters: Mapping[str, PacketLetter], planned: Iterable[Planned], places: Mapping[str, Place]
) -> tuple[OpenLetter, ...]:
    """Give the unfinished letters among those of a packet that is read already."""
    used = [letters[one.letter] for one in planned if one.part == "letter" and one.letter in letters]
    found = (OpenLetter(one.row.id, one.row.title, one.open(places)) for one in used)
    return tuple(one for one in found if one.what)


def letter_pdf(office: Office, letter_id: str, version_id: str = "") -> bytes:
    """Give a version of a letter (left out, the newest) as a PDF; unsigned, each page says so at its foot."""
    from immdesk.packets.letter_pdf import letter_pdf as printed

    row = letter_row(office, letter_id)
    version = next((one for one in row.versions if one.id == version_id), row.newest)
    letter = _read(office, replace(row, versions=(version,)))
    places, lines, known = _of_packet(office, row.case_id)
    foot = "" if version.signed_by else on_paper("Draft; attorney reviews")
    if row.work_product:
        foot = " · ".join(filter(None, (on_paper("Attorney work product"), foot)))
    return printed(letter.filled(office, places, known=known), lines, foot)


def write_pdf(office: Office, letter_id: str, out: Path, version_id: str = "") -> None:
    """Write a letter as a PDF, whole or not at all. Raises Refused when the disk says no."""
    from immdesk.office.written import write_out

    write_out(out, letter_pdf(office, letter_id, version_id), _("The letter could not be written."))


def _of_packet(office: Office, case_id: str) -> tuple[dict[str, Place], list[str], bool]:
    """Give where documents stand, what a letter encloses, and whether there is a packet at all."""
    from immdesk.basics.problems import Problem
    from immdesk.office.case_packet import read_packet
    from immdesk.office.exhibits import places_in
    from immdesk.packets.parts import exhibit_letter

    try:
        packet = read_packet(office, case_id)
    except Problem:  # this kind of case has no packet
        return {}, [], False
    lines, number = [], 0
    for one in packet.planned:
        title = f"{one.title} – {one.who}" if one.who and one.who not in one.title else one.title
        if one.part == "exhibit":
            told = on_paper("Exhibit {letter}: {title}")
            lines.append(told.format(letter=exhibit_letter(number), title=title))
            number += 1
        elif one.part == "form":
            lines.append(title)
    return places_in(packet.planned, packet.documents), lines, True


def _read(office: Office, row: LetterRow) -> PacketLetter:
    from immdesk.packets.letter_text import read

    text, kept = version_text(office, row.newest.id)
    return PacketLetter(row, read(text), kept, text)


def _references(kept: Kept, places: Mapping[str, Place]) -> dict[str, str]:
    from immdesk.office.exhibits import reference

    return {name: reference(places[one]) for name, one in kept.documents.items() if one in places}


def _open(letter: PacketLetter, places: Mapping[str, Place]) -> Iterable[str]:
    from immdesk.packets.letter_text import exhibits_named, left_to_write, open_fields

    if not letter.row.signed:
        yield _("No attorney has signed it off.")
    if fields := open_fields(letter.sheet):
        yield _("Not answered: {what}.").format(what=", ".join(fields))
    if left := left_to_write(letter.sheet):
        yield _("Still to be written: {what}.").format(what="; ".join(left))
    shown = _references(letter.kept, places)
    if gone := [one for one in exhibits_named(letter.sheet) if one not in shown]:
        yield _("Not in the packet: {what}.").format(what="; ".join(gone))


def _day(office: Office, version: VersionRow) -> date:
    """Give the day that a letter bears: that of its sign-off, before it today."""
    if not version.signed_at:
        return office.today()
    return day_in(office.zone, datetime.fromisoformat(version.signed_at))
