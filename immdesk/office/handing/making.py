"""Making a package: what was wished is weighed, then the sealed file and its line in the register."""

from __future__ import annotations

import hmac
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import uuid4

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.values import read_value
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, n_
from immdesk.office.copies import new_passphrase
from immdesk.office.handing import leaving_out
from immdesk.office.handing.choosing import Chosen, choose
from immdesk.office.handing.lent import loan
from immdesk.office.rows import Changed
from immdesk.office.sign_in import must
from immdesk.store.home import SCHEMA
from immdesk.store.loan.on_loan import Loan
from immdesk.store.loan.package import slot_for, write_package
from immdesk.store.subkeys import subkey

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.attachments import Attachments

ENDING: Final = ".immhand"
BLOB: Final = re.compile(r"\b[0-9a-f]{64}\b")
COUNTED: Final = ("case_file", "person", "employer", "document", "docket_entry", "note", "notice", "filing")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hand off: which cases, without what, to whom and why, until when.

    `left_out` are words of the closed list, `kinds` kinds of documents. `due` is typed ("8/28/2026") or "".
    `stops`: read-only after the day, and closed after `grace` more days. `agreed` to restricted cases.
    """

    case_ids: tuple[str, ...]
    to_whom: str = ""
    why: str = ""
    due: str = ""
    left_out: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stops: bool = False
    grace: int = 7
    wipe: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A package that is on disk; the passphrase is shown once and kept nowhere."""

    id: str
    path: Path
    size: int
    records: int
    scans: int
    missing: int
    passphrase: str = field(repr=False, default="")


def restricted_of(office: Office, case_ids: Iterable[str]) -> tuple[str, ...]:
    """Give the numbers of the restricted ones among these cases."""
    sql = (
        "SELECT number FROM case_file WHERE id IN (SELECT value FROM json_each(?)) "
        "AND coalesce(restricted, '') NOT IN ('', 'no') ORDER BY number"
    )
    return tuple(row["number"] for row in office.rows(sql, [json.dumps(list(case_ids))]))


def restricted_question(numbers: Iterable[str]) -> str:
    """Give the second question that stands before restricted cases leave the office."""
    return _(
        "{numbers}: restricted. What a person told in a VAWA, T or U case may not be disclosed (8 USC "
        "1367(a)(2)); an asylum application not without written consent (8 CFR 208.6). Hand it off only to "
        "somebody who works on this very case for the client."
    ).format(numbers=", ".join(numbers))


def make(
    office: Office, wish: Wish, out: Path, progress: Progress, cancelled: Cancelled
) -> tuple[Made, Changed]:
    """Write the package and enter it into the register, with its day on the docket of each case.

    Raises Problem when a word does not fit, or restricted cases were not agreed to; Refused and Stopped when
    the disk or a person says no. Then neither a file nor a line is left.
    """
    must(office, "work")
    due = _checked(office, wish)
    chosen = chosen_of(office, wish)
    hand_off_id, passphrase = uuid4().hex, new_passphrase()
    key = key_of(office, hand_off_id)
    terms = _terms(office, wish, hand_off_id, due)
    with tempfile.TemporaryDirectory(dir=office.folder, prefix=".hand-off-") as folder:
        lent = attachments_of(Path(folder), key)
        watched = Watched(progress, cancelled, _("Nothing was written."))
        named, missing = _scans(office, chosen, lent, watched)
        tables = json.loads(_renamed(json.dumps(chosen.tables(), ensure_ascii=False), named))
        blobs = sorted(set(named.values()))
        told = {"loan": json.loads(terms.written()), "tables": tables, "blobs": blobs, "operations": 0}
        opened: dict[str, Callable[[], IO[bytes]]] = {one: partial(encrypted, lent, one) for one in blobs}
        slot = slot_for(hand_off_id, key, passphrase)
        sealed = write_package(out, "hand-off", hand_off_id, key, slot, told, SCHEMA, blobs=opened)
    made = Made(hand_off_id, out, out.stat().st_size, chosen.count(), len(blobs), missing, passphrase)
    try:
        return made, enter(office, wish, due, chosen, made, sealed)
    except BaseException:
        with suppress(OSError):
            out.unlink()
        raise


def chosen_of(office: Office, wish: Wish) -> Chosen:
    """Give the records of a wish; raises Problem when no case is chosen, or a word is none of the list."""
    if not wish.case_ids:
        raise Problem(_("No case is chosen."), _("Nothing was written."), _("Choose at least one case."))
    try:
        leaving_out.entries(wish.left_out)
    except KeyError as unknown:
        raise Problem(
            _("“{word}” cannot be left out by itself.").format(word=unknown.args[0]),
            _("Nothing was written."),
            _("Choose among: {words}.").format(words=", ".join(one.word for one in leaving_out.ENTRIES)),
        ) from None
    with office.store.read() as read:
        found = choose(read, wish.case_ids, wish.left_out, wish.kinds, office.library.vocabulary)
    if len(found.rows.get("case_file", {})) != len(set(wish.case_ids)):
        raise Problem(_("A case is no longer here."), _("Nothing was written."), _("Choose the cases again."))
    return found


def key_of(office: Office, hand_off_id: str) -> bytes:
    """Give the key of a new hand-off: the office can always make it again, and it opens nothing else."""
    return keys_of(office, hand_off_id)[0]


def keys_of(office: Office, hand_off_id: str) -> tuple[bytes, ...]:
    """Give the keys that a hand-off may have, by the office's present key and by those before it."""
    ring = reversed(office.store.keys.ring)
    return tuple(hmac.digest(subkey(key, "hand-off"), hand_off_id.encode(), "sha256") for key in ring)


def attachments_of(folder: Path, key: bytes) -> Attachments:
    """Give a folder of attachments under the key of a hand-off."""
    from immdesk.store.attachments import Attachments

    return Attachments(folder, subkey(key, "attachments"), subkey(key, "attachment names"))


def encrypted(attachments: Attachments, name: str) -> IO[bytes]:
    """Give a scan as it lies encrypted on the disk."""
    return attachments.path(name).open("rb")


def file_name(office: Office, wish: Wish) -> str:
    """Give the name that is offered for the file: no client and no number stands in it."""
    return f"hand-off-{office.today().isoformat()}{ENDING}"


def enter(office: Office, wish: Wish, due: str, chosen: Chosen, made: Made, sealed: str) -> Changed:
    """Enter a package into the register, and its day onto the docket of each case."""
    numbers = sorted((row["number"], row["id"]) for row in chosen.rows["case_file"].values())
    cases = [{"id": case_id, "number": number} for number, case_id in numbers]
    counts = {table: len(rows) for table, rows in chosen.rows.items() if table in COUNTED}
    told = {
        "cases": cases,
        "counts": counts,
        "scans": made.scans,
        "size": made.size,
        "kinds": list(wish.kinds),
    }
    how = {"stops": wish.stops, "grace": wish.grace, "wipe": wish.wipe}
    values = {
        "id": made.id,
        "what": ", ".join(one["number"] for one in cases),
        "to_whom": wish.to_whom.strip(),
        "why": wish.why.strip(),
        "how": json.dumps(how),
        "due_on": due or None,
        "redacted": json.dumps(list(wish.left_out)),
        "told": json.dumps(told, ensure_ascii=False),
        "sealed": sealed,
        "state": "out",
        "by": office.user,
        "at": office.now().isoformat(),
    }
    dates = [_docketed(office, one["id"], made.id, wish.to_whom.strip(), due) for one in cases] if due else []

    def work(session: Session) -> None:
        from immdesk.records.access import HandOff
        from immdesk.records.dates import DocketEntry

        session.add(HandOff(**values))
        session.add_all(DocketEntry(**one) for one in dates)

    words = n_("{n} case is in the package.", "{n} cases are in the package.", len(cases))
    return office.change(_("Hand off cases"), work, message=words)[1]


# -- private ------------------------------------------------------------------------------------


def _checked(office: Office, wish: Wish) -> str:
    """Give the due day as ISO text, "" for none."""
    if loan(office) is not None:
        raise Problem(
            _("These cases are on loan themselves."),
            _("Nothing was written: who lent them to you decides who else gets them."),
            _("Ask that office to hand them off."),
        )
    if not wish.to_whom.strip():
        raise Problem(
            _("Nobody is named who gets the package."), _("Nothing was written."), _("Type a name.")
        )
    if not wish.why.strip():
        raise Problem(
            _("It is not said why the cases go out."),
            _("Nothing was written: the register shows the reason years later."),
            _("Type it in a few words, such as “hearing on Friday” or “translation of letters”."),
        )
    if (restricted := restricted_of(office, wish.case_ids)) and not wish.agreed:
        raise Problem(
            _("Restricted cases leave the office only after a second yes."),
            restricted_question(restricted),
            _("Agree to it, or leave these cases out."),
        )
    if not wish.due.strip():
        if wish.stops:
            raise Problem(
                _("A package that stops opening needs a day."),
                _("Nothing was written."),
                _("Type the day by which it comes back."),
            )
        return ""
    day = read_value("date", wish.due, today=office.today()).value
    if not isinstance(day, date) or day < office.today():
        raise Problem(
            _("“{typed}” is no day on which a package can come back.").format(typed=wish.due),
            _("Nothing was written."),
            _("Type today's day or a later one, such as 8/28/2026."),
        )
    return day.isoformat()


def _terms(office: Office, wish: Wish, hand_off_id: str, due: str) -> Loan:
    from immdesk.office.our_office import office_words

    return Loan(
        hand_off_id,
        office_words(office)["name"] or _("the office"),
        wish.to_whom.strip(),
        wish.why.strip(),
        due,
        wish.stops,
        wish.grace,
        wish.wipe,
        tuple(one.word for one in leaving_out.entries(wish.left_out)),
        tuple(sorted(wish.kinds)),
        office.user,
        office.now().isoformat(),
    )


def _scans(office: Office, chosen: Chosen, lent: Attachments, watched: Watched) -> tuple[dict[str, str], int]:
    """Lock every scan with the hand-off's key; give its new name by the old one, and how many are missing."""
    wanted = sorted(_named_blobs(chosen))
    named: dict[str, str] = {}
    missing = 0
    for name in watched.each(wanted, len(wanted), _("Locking the scans"), every=1):
        try:
            with office.store.attachments.open(name) as clear:
                named[name] = lent.put(clear).name
        except Refused:
            missing += 1
    return named, missing


def _named_blobs(chosen: Chosen) -> set[str]:
    found: set[str] = set()
    for rows in chosen.rows.values():
        for row in rows.values():
            if row.get("blob"):
                found.add(row["blob"])
            for name in ("parts", "told", "text"):
                if '"blob"' in str(row.get(name) or ""):
                    found |= set(re.findall(r'"blob": ?"([0-9a-f]{64})"', row[name]))
    return found


def _renamed(text: str, named: Mapping[str, str]) -> str:
    return BLOB.sub(lambda found: named.get(found[0], found[0]), text)


def _docketed(office: Office, case_id: str, hand_off_id: str, to_whom: str, due: str) -> dict[str, Any]:
    from immdesk.docket.entry import entry_id, entry_key

    key = entry_key("", case_id, "case", case_id, f"hand-off {hand_off_id}", 0)
    told = _("The package comes back from {name} by this day; “Hand-offs” shows what was in it.")
    return {
        "id": entry_id(key), "key": key, "rule": "", "case_id": case_id, "subject_kind": "case",
        "subject_id": case_id, "output": f"hand-off {hand_off_id}", "ordinal": 0,
        "title": _("Hand-off comes back from {name}").format(name=to_whom), "kind": "deadline",
        "severity": "normal", "due_on": due, "raw_on": due, "state": "kept", "accepted_by": office.user,
        "accepted_at": office.now().isoformat(),
        "work": json.dumps({"verify": told.format(name=to_whom)}, ensure_ascii=False),
    }  # fmt: skip
