"""A case whose packet has all its blanks and an attorney's word, built as the desk builds it."""

from __future__ import annotations

from pathlib import Path

from immdesk.office import blanks, firm, packets
from immdesk.office.office import Office
from immdesk.office.rows import PacketMade


def add_blanks(office: Office, case_id: str, shared: Path) -> None:
    """Add the agency's blank of every form that the packet wants and a map fits."""
    for form in {row.form for row in packets.forms_of(office, case_id) if row.blank == "missing"}:
        for form_map in office.library.official.get(form, ()):
            path = shared / "forms" / f"{form}_{form_map.edition.replace('/', '-')}.pdf"
            if path.exists():
                blanks.add(office, path)


def approve(office: Office, case_id: str) -> None:
    """Let the first attorney of the office approve the packet as it stands."""
    attorney = next(one.id for one in firm.staff(office) if one.is_attorney)
    packets.approve(office, case_id, attorney)


def build(office: Office, case_id: str, out: Path) -> PacketMade:
    """Build the packet into a file."""
    return packets.build(office, case_id, out, lambda *_: None, lambda: False)
