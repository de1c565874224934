"""A packet in parts, for an agency or a mailbox that takes no larger files: built whole, then split."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched, stretch
from immdesk.basics.words import _
from immdesk.office import packets
from immdesk.office.case_packet import read_packet
from immdesk.office.packet_kept import KeptFile, packets_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.split_plan import Limits

LEAST_PAGES, LEAST_MB = 5, 1
"""Less makes no parts that anybody could use."""


@dataclass(frozen=True, slots=True)
class PartsMade:
    """A packet that was written in parts (one: it was within the limits): files, pages and bytes in all.

    `left` names parts of an earlier time that lie beside it still, and are none of this packet.
    """

    paths: tuple[str, ...]
    pages: int
    size: int
    draft: bool
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def limits_of(megabytes: str, pages: str) -> Limits:
    """Give the limits that a person typed; an empty one does not count. Raises Problem when none is a number.

    A megabyte is 1,000,000 bytes: agencies do not say which they mean, and this one is the smaller.
    """
    from immdesk.packets.split_plan import NO_LIMIT, Limits

    size, count = _number(megabytes, LEAST_MB), _number(pages, LEAST_PAGES)
    if size is None and count is None:
        raise Problem(
            _("No limit was given."),
            _("The packet stays in one file."),
            _("Type how many MB or how many pages a part may have."),
        )
    return Limits(
        NO_LIMIT if size is None else int(size * 1_000_000), NO_LIMIT if count is None else int(count)
    )


def build_parts(
    office: Office,
    case_id: str,
    out: Path,
    limits: Limits,
    progress: Progress,
    cancelled: Cancelled,
) -> PartsMade:
    """Write the packet of a case in parts within `limits`, beside `out`: `packet-part-1.pdf` and so on.

    A packet within the limits is written to `out` itself. Files of an earlier build of this case under these
    names are taken away, so that no old part is mailed with the new. Raises as `packets.build`; then nothing
    is left.
    """
    from immdesk.packets.packet import build
    from immdesk.packets.seal import part_fingerprints
    from immdesk.packets.split import split

    packet = read_packet(office, case_id)
    whole = out.with_name(f".immdesk-{secrets.token_hex(8)}.part")
    try:
        ready = packet.input(Watched(stretch(progress, 0, 20), cancelled, _("No packet was written.")))
        made = build(ready, whole, stretch(progress, 20, 60), cancelled)
        parts = split(whole, out, made.parts, packet.title, limits, stretch(progress, 60, 100), cancelled)
        seals = tuple(part_fingerprints(whole, [(one.first_page, one.pages) for one in made.parts]))
        paths = tuple(one.path for one in parts) or (out,)
        if not parts:
            _name_whole(whole, out)
        files = tuple(KeptFile(one.sha256, one.size, one.pages) for one in parts or (made,))
        packets.remember(office, case_id, packet, made, files, seals)
    finally:
        with suppress(OSError):
            whole.unlink(missing_ok=True)
    total = sum(one.size for one in files)
    left = _clear_older(office, case_id, out, paths)
    return PartsMade(
        tuple(map(str, paths)), sum(one.pages for one in files), total, packet.draft, made.warnings, left
    )


def parts_beside(path: Path) -> tuple[Path, ...]:
    """Give all parts that a file is one of, in their order; a file that is no part stands alone."""
    found = re.fullmatch(r"(.+-part-)\d+", path.stem)
    if not found:
        return (path,)
    numbered = {_part_number(one, found[1], path.suffix): one for one in path.parent.iterdir()}
    return tuple(numbered[number] for number in sorted(numbered) if number)


def _part_number(path: Path, stem: str, suffix: str) -> int:
    """Give the number of a part, which counts from 1; 0 for another file."""
    number = path.stem.removeprefix(stem)
    return int(number) if path.suffix == suffix and path.stem != number and number.isdecimal() else 0


def _name_whole(whole: Path, out: Path) -> None:
    from immdesk.packets.bind_write import cannot_write

    try:
        whole.replace(out)
    except OSError as error:
        raise cannot_write(error) from None


def _clear_older(office: Office, case_id: str, out: Path, made: tuple[Path, ...]) -> tuple[str, ...]:
    """Take away what an earlier build of this case wrote under these names; give the parts that stay.

    Only a file that is byte for byte what the desk built is taken away; a signed or a foreign one stays.
    """
    from immdesk.packets.seal import fingerprint
    from immdesk.packets.split import part_path

    ours = {one.sha256 for packet in packets_of(office, case_id) for one in packet.files}
    stay = []
    for path in {out, *parts_beside(part_path(out, 1))} - set(made):
        with suppress(OSError):
            if path.exists() and fingerprint(path) in ours:
                path.unlink()
        if path != out and path.exists():
            stay.append(path.name)
    return tuple(sorted(stay))


def _number(text: str, least: int) -> float | None:
    if not text.strip():
        return None
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = 0.0
    if not least <= number < 1e6:
        raise Problem(
            _("“{text}” is no number of at least {n}.").format(text=text.strip(), n=least),
            _("The packet stays in one file."),
            _("Type a number, such as 12."),
        )
    return number
