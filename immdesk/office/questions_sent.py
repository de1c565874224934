"""The questionnaires that went out of a case: their codes, what they asked of whom, and what came back.

Each is kept in the table `said` of its case, so that it stands in the history and can be undone. Of what
was printed in a box only a mark is kept, never the text.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.question_boxes import Placed

WORD: Final = "questionnaire"
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_PART_BYTES: Final = 5


@dataclass(frozen=True, slots=True)
class SentPart:
    """Who a part of a questionnaire was about: "p1", the section, the kind of person, and the person's id."""

    code: str
    section: str
    kind: str
    person_id: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """One copy that came back: the day, the document that keeps the file, how many answers were taken."""

    on: str
    document_id: str
    taken: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A questionnaire that went out; `rows` names the recorded row behind each row that was printed."""

    id: str
    case_id: str
    code: str
    form: str
    edition: int
    language: str
    paper: bool
    only_missing: bool
    on: str
    questions: int
    parts: tuple[SentPart, ...]
    rows: Mapping[str, str] = field(default_factory=dict)
    back: tuple[CameBack, ...] = ()


@dataclass(frozen=True, slots=True)
class SentBox:
    """One box as it was printed; `mark` stands for what was in it."""

    name: str
    kind: str
    page: int
    place: tuple[float, float, float, float]
    state: str
    mark: str


def new_code(office: Office, about: Iterable[str]) -> tuple[str, str]:
    """Give an id and a code such as "K7Q2-M9XD-3F5T-8PWA" for what a questionnaire is about.

    The second half is a seal over the first and `about` (case, people, form, version), with a key that only
    this office has (HMAC-SHA256).
    """
    sent_id = _in_letters(secrets.token_bytes(_PART_BYTES))
    sealed = "\x1f".join((sent_id, *about)).encode()
    seal = hmac.digest(office.store.key_for("questionnaires"), sealed, hashlib.sha256)[:_PART_BYTES]
    whole = sent_id + _in_letters(seal)
    return sent_id, "-".join(whole[place : place + 4] for place in range(0, 16, 4))


def id_in(code: str) -> str:
    """Give the id within a code."""
    return code.replace("-", "")[:8]


def same_code(one: str, other: str) -> bool:
    """Say whether two codes are the same, without telling by the time it takes."""
    return hmac.compare_digest(one.encode(), other.encode())


def mark_of(sent_id: str, text: str) -> str:
    """Give what stands for a text that was printed in a box: the same text has the same mark."""
    plain = " ".join(text.split())
    return hashlib.sha256(f"{sent_id}\x1f{plain}".encode()).hexdigest()[:12] if plain else ""


def sent_of(office: Office, case_id: str) -> tuple[Sent, ...]:
    """Give the questionnaires of a case, the newest first."""
    rows = office.rows(
        "SELECT owner_id, word, value FROM said WHERE owner_kind = 'case' AND owner_id = ? AND word LIKE ?",
        [case_id, f"{WORD} %"],
    )
    found = [_sent(row) for row in rows if row["value"]]
    return tuple(sorted(found, key=lambda one: (one.on, one.id), reverse=True))


def sent_with(office: Office, sent_id: str) -> Sent | None:
    """Give the questionnaire of this id, None when this office printed none."""
    rows = office.rows(
        "SELECT owner_id, word, value FROM said WHERE owner_kind = 'case' AND word = ? AND value IS NOT NULL",
        [f"{WORD} {sent_id}"],
    )
    return _sent(rows[0]) if rows else None


def boxes_of(office: Office, sent_id: str) -> tuple[SentBox, ...]:
    """Give the boxes of a questionnaire as they were printed."""
    rows = office.rows(
        "SELECT value FROM said WHERE owner_kind = ? AND owner_id = ? AND word = 'boxes'", [WORD, sent_id]
    )
    kept = json.loads(rows[0]["value"])["boxes"] if rows and rows[0]["value"] else []
    return tuple(SentBox(one[0], one[1], one[2], tuple(one[3:7]), one[7], one[8]) for one in kept)


def keep_sent(session: Session, sent: Sent, boxes: Iterable[Placed], values: Mapping[str, str]) -> None:
    """Write a questionnaire that goes out, and where its boxes stand with what marks."""
    from immdesk.records.answers import say

    say(session, "case", sent.case_id, f"{WORD} {sent.id}", _as_text(sent))
    rows = [
        [
            *(one.name, one.kind, one.page),
            *(round(place, 1) for place in (one.left, one.low, one.right, one.high)),
            *(one.state, mark_of(sent.id, values.get(one.name, ""))),
        ]
        for one in boxes
    ]
    told = {"note": f"{len(rows)} boxes", "boxes": rows}
    say(session, WORD, sent.id, "boxes", json.dumps(told, separators=(",", ":")))


def keep_back(session: Session, sent: Sent, back: CameBack) -> None:
    """Write that a copy came back."""
    from dataclasses import replace

    from immdesk.records.answers import say

    say(
        session,
        "case",
        sent.case_id,
        f"{WORD} {sent.id}",
        _as_text(replace(sent, back=(*sent.back, back))),
    )


def _as_text(sent: Sent) -> str:
    kept: dict[str, Any] = {
        "note": f"{sent.questions} questions ({sent.language})",
        "code": sent.code,
        "form": sent.form,
        "edition": sent.edition,
        "language": sent.language,
        "paper": sent.paper,
        "only_missing": sent.only_missing,
        "on": sent.on,
        "questions": sent.questions,
        "parts": [[one.code, one.section, one.kind, one.person_id] for one in sent.parts],
        "rows": dict(sent.rows),
        "back": [[one.on, one.document_id, one.taken] for one in sent.back],
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _sent(row: Mapping[str, Any]) -> Sent:
    kept = json.loads(row["value"])
    return Sent(
        row["word"].partition(" ")[2],
        row["owner_id"],
        kept["code"],
        kept["form"],
        kept["edition"],
        kept["language"],
        kept["paper"],
        kept["only_missing"],
        kept["on"],
        kept["questions"],
        tuple(SentPart(*one) for one in kept["parts"]),
        kept["rows"],
        tuple(CameBack(*one) for one in kept["back"]),
    )


def _in_letters(data: bytes) -> str:
    """Give five bytes as eight letters."""
    number = int.from_bytes(data, "big")
    return "".join(_LETTERS[(number >> shift) & 31] for shift in range(35, -1, -5))
