"""The whole journey of a case, from the first question to the packet on disk: read this file first.

    ask → record → compute → docket → print

Data moves one way. Each line below is one call of the office; screens and the command line make the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.watched import never, silent
from immdesk.office import blanks, dates, interviews, packets

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.rows import PacketMade


def journey(
    office: Office, form_id: str, relatives: Mapping[str, Mapping[str, str]], forms: list[Path], out: Path
) -> PacketMade:
    """Take a family in, keep its dates and write its filing packet.

    `relatives` maps a section ("petitioner", or a kind to add such as "spouse") to answers as typed, by the
    last part of their key; `forms` are the agency's blanks, `out` the packet to write. Raises Problem in
    plain words when an answer cannot be read or a file cannot be written.
    """
    draft = interviews.start(office, form_id).draft_id
    standing = {one.id for one in interviews.overview(office, draft).sections}
    for kind, answers in relatives.items():  # ask
        section = kind if kind in standing else interviews.add_section(office, draft, kind)
        for word, text in answers.items():
            interviews.answer(office, draft, f"{section}.{word}", text)
    case_id, _changed = interviews.finish(office, draft)  # record
    dates.accept_all(office, case_id)  # compute, docket
    for blank in forms:
        blanks.add(office, blank)
    return packets.build(office, case_id, out, silent, never)  # print
