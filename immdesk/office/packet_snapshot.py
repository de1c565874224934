"""What a packet was made from, kept as it was: facts of everybody, documents shown, forms filled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.unknown import Unknown
from immdesk.basics.values import value_to_text
from immdesk.office.case_packet import exhibit_letters
from immdesk.office.progress import members_of
from immdesk.packets.preflight import overridden_in

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.office.case_packet import CaseForm, CasePacket
    from immdesk.records.facts_of import CaseFacts

Snapshot = dict[str, Any]
"""`people`, `documents` and `forms` by id, `overridden` a list; only texts, so that it is kept as JSON."""

OF_A_PERSON, OF_THE_CASE = ("person", "party"), ("case", "office", "attorney", "employer", "job")
LEFT_OUT = {"person.documents", "case.number", "case.opened_on", "case.postmark_on", "case.appearance_forms"}
"""Documents are compared by themselves; the others are the office's own, or come from the mailing."""


def snapshot_of(packet: CasePacket) -> Snapshot:
    """Give what a packet would be made from at this moment."""
    people = people_in(packet.office.library.vocabulary, packet.facts)
    letters = exhibit_letters(packet.planned)
    return {
        "people": people,
        "documents": {
            key: {"letter": letter, "title": row["title"] or "", "blob": row["blob"] or ""}
            for key, letter in letters.items()
            for row in (packet.documents[key],)
        },
        "forms": {f"{one.row.form}/{one.row.person_id}": _form(one) for one in packet.forms if one.boxes},
        "overridden": list(_overridden(packet)),
    }


def _overridden(packet: CasePacket) -> Iterator[str]:
    """Give what was found before printing and let stand, with who said so and why."""
    for check, told in overridden_in(packet.checks(packet.office.today())):
        yield f"{check.where}: {check.message} – {told.by}, {told.on}: {told.reason}"


def people_in(vocabulary: Vocabulary, facts: CaseFacts) -> dict[str, Any]:
    """Give the facts of everybody in a case and of the case itself, as texts, by the id of the person."""
    people = {"": {"name": "", "words": _words(vocabulary, facts.for_person(""), OF_THE_CASE)}}
    for one in members_of(facts):
        scope = facts.for_person(one.person_id)
        people[one.person_id] = {"name": one.name, "words": _words(vocabulary, scope, OF_A_PERSON)}
    return people


def as_bytes(snapshot: Snapshot) -> bytes:
    """Give a snapshot as it is kept."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True).encode()


def _words(vocabulary: Vocabulary, facts: Facts, roots: tuple[str, ...]) -> dict[str, str]:
    return dict(_told(vocabulary, facts, roots))


def _told(vocabulary: Vocabulary, facts: Facts, roots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for path, word in vocabulary.paths():
        root, _dot, name = path.partition(".")
        if root not in roots or "." in name or word.computed or word.derived or path in LEFT_OUT:
            continue
        value = facts.get(path)
        if word.type in ("list", "row") and isinstance(value, (tuple, Mapping)):
            rows = json.dumps(value, default=_plain, sort_keys=True)
            yield path, hashlib.sha256(rows.encode()).hexdigest() if value else ""
        elif not isinstance(value, Unknown):
            yield path, value_to_text(value) or ""


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _form(one: CaseForm) -> Mapping[str, Any]:
    boxes = {name: str(value) for name, value in (one.boxes.values if one.boxes else {}).items()}
    blank = one.blank.sha256 if one.blank else ""
    row = one.row
    return {
        "form": row.form,
        "person_id": row.person_id,
        "who": row.who,
        "edition": row.edition,
        "blank": blank,
        "boxes": boxes,
    }
