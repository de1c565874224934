"""The packet of a case as files for the agency's online account, with the list of what goes where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Problem
from immdesk.basics.watched import Cancelled, Progress, Watched, stretch
from immdesk.basics.words import _, told
from immdesk.office.case_packet import read_packet

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.bundle import BundleRule


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle that was written: its folder, how many files, and their bytes."""

    folder: str
    files: int
    size: int
    draft: bool


def upload_rule(office: Office) -> BundleRule:
    """Give what an account takes today, by the dated rule of the packs; raises Problem when none has one."""
    from immdesk.packets.bundle import BundleRule
    from immdesk.packets.handing_in import rule_on

    rule = rule_on(office.library.handing_in.values(), "upload", office.today())
    if rule is None or rule.most_mb is None:
        raise Problem(
            _("No pack says how large a file for an online account may be."),
            _("Nothing was written."),
            _("Install the newest pack, or build the packet and upload it by hand."),
        )
    words = _("At most {n} MB a file. {words}").format(n=rule.most_mb, words=told(rule.text))
    return BundleRule(rule.most_mb * 1_000_000, rule.kinds, f"{words} ({rule.cite})")


def build_bundle(
    office: Office, case_id: str, place: Path, progress: Progress, cancelled: Cancelled
) -> BundleMade:
    """Write the packet of a case as files into a folder of its own in `place`, all of them or none.

    While no attorney has approved it as it is, letters and forms carry DRAFT. Raises as `write_bundle`.
    """
    from immdesk.packets.bundle import write_bundle

    rule, packet = upload_rule(office), read_packet(office, case_id)
    number = office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"]
    nothing = _("Nothing was written.")
    ready = packet.input(Watched(stretch(progress, 0, 40), cancelled, nothing))
    folder = place / safe_file_name(f"{number}-upload")
    made = write_bundle(ready, folder, rule, Watched(stretch(progress, 40, 100), cancelled, nothing))
    return BundleMade(str(folder), len(made), sum(one.size for one in made), packet.draft)
