"""What was found, as a person reads it: a title, where it belongs, and the words by which it was found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.shown import on_screen
from immdesk.basics.values import text_to_value
from immdesk.basics.words import _, n_
from immdesk.office.cases import short_name
from immdesk.office.search_words import place_of

if TYPE_CHECKING:
    from immdesk.office.search_words import Piece
    from immdesk.store.reading import Reading

_AROUND = 60
"""How many letters of a text are shown before and after the word that was found."""

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is shown among what was found."""

    title: str
    detail: str
    case_id: str
    why: str = ""


def shown(
    read: Reading, wanted: Mapping[str, Sequence[str]], words: Sequence[str]
) -> dict[str, dict[str, Shown]]:
    """Give the records of each kind by id; one that is gone meanwhile is left out."""
    return {kind: _KINDS[kind](read, ids, words) if ids else {} for kind, ids in wanted.items()}


def reason(pieces: Iterable[Piece], words: Sequence[str], seen: str) -> str:
    """Say by what a record was found, for the words that `seen` does not show already; "" for none."""
    told: list[str] = []
    open_words = [word for word in words if not _begins(seen, word)]
    for piece in pieces:
        joined = "".join(piece.text.split()) if piece.what == "native" else ""
        hit = [word for word in open_words if _begins(f"{piece.text} {joined}", word)]
        if hit or (open_words and _is_number(piece, open_words)):
            told += [] if piece.text in seen else [_told(piece)]
            open_words = [] if not hit else [word for word in open_words if word not in hit]
        if not open_words:
            break
    return " · ".join(told)


def excerpt(text: str, words: Sequence[str]) -> str:
    """Give the piece of a text around the first of the words that stands in it, on one line."""
    at = next((place for word in words if (place := _where(text, word)) >= 0), 0)
    start, end = max(at - _AROUND, 0), min(at + _AROUND, len(text))
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), at + 1)
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def _begins(text: str, word: str) -> bool:
    plain = word.replace("-", "")
    for token in re.split(r"[\s,.;:/()]+", folded(text)):
        if token.startswith(word) or token.replace("-", "").startswith(plain):
            return True
        if any(part.startswith(word) for part in token.split("-")):
            return True
    return False


_NUMBERS = ("a_number", "receipt", "document_number", "fein")


def _is_number(piece: Piece, words: Sequence[str]) -> bool:
    """Say whether what was typed is part of a number: spaced, without its letters, or its last four."""
    asked = "".join(words).replace("-", "")
    digits = piece.text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return piece.what in _NUMBERS and any(
        one.startswith(asked) for one in (folded(piece.text), digits, digits.lstrip("0"), digits[-4:])
    )


def _told(piece: Piece) -> str:
    if piece.what == "a_number":
        return _("A-number …{tail}").format(tail=piece.text[-4:])
    if piece.what == "document_number":
        return _("Number …{tail}").format(tail=piece.text[-4:])
    if piece.what == "other_name":
        return _("also {name}").format(name=piece.text)
    if piece.what == "fein":
        return _("FEIN {number}").format(number=piece.text)
    if piece.what == "receipt":
        return _("Receipt {number}").format(number=piece.text)
    if piece.what == "form":
        return _("Form {form}").format(form=piece.text.removeprefix("Form "))
    return piece.text


def _where(text: str, word: str) -> int:
    """Give where a word that begins so stands in a text, -1 for nowhere."""
    found = re.search(rf"(?i)(?<![^\W_]){re.escape(word)}", text)
    if found is not None:
        return found.start()
    tokens = (one for one in _TOKEN.finditer(text) if not one.group().isascii() or "-" in one.group())
    return next((one.start() for one in tokens if _begins(one.group(), word)), -1)


def _cases(read: Reading, ids: Sequence[str], _words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT c.id, c.number, c.title, c.status, c.case_type, "
        "json_extract(f.findings, '$.type_title') AS type "
        f"FROM case_file c LEFT JOIN finding_cache f ON f.case_id = c.id WHERE c.id IN {_THESE}",
        _these(ids),
    )
    found = {}
    for row in rows:
        kind = row["type"] or row["case_type"].replace("-", " ").capitalize()
        status = _("closed") if row["status"] == "closed" else ""
        detail = _joined(row["number"], kind, status)
        found[row["id"]] = Shown(row["title"] or row["number"], detail, row["id"])
    return found


def _people(read: Reading, ids: Sequence[str], _words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT q.id, q.family_name, q.given_name, q.native_family_name, q.native_given_name, q.born_on, "
        "count(c.id) AS cases, max(c.opened_on || ' ' || c.id) AS newest FROM person q "
        "LEFT JOIN case_party p ON p.person_id = q.id "
        "LEFT JOIN case_file c ON c.id = p.case_id AND c.deleted_at IS NULL "
        f"WHERE q.id IN {_THESE} GROUP BY q.id",
        _these(ids),
    )
    return {row["id"]: _person(row) for row in rows}


def _person(row: Mapping[str, Any]) -> Shown:
    native = " ".join(
        part for part in (_said(row["native_family_name"]), _said(row["native_given_name"])) if part
    )
    born = _said(row["born_on"])
    when = _("born {day}").format(day=on_screen(text_to_value("date", born))) if born else ""
    cases = n_("{n} case", "{n} cases", row["cases"])
    newest = (row["newest"] or "").rpartition(" ")[2]
    if set(native.split()) <= set(_name(row).replace(",", "").split()):
        native = ""
    return Shown(_name(row), _joined(native, when, cases), newest)


def _employers(read: Reading, ids: Sequence[str], _words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT e.id, e.name, e.city, e.state, (SELECT count(*) FROM case_file c WHERE c.employer_id = e.id "
        f"AND c.deleted_at IS NULL) AS cases FROM employer e WHERE e.deleted_at IS NULL AND e.id IN {_THESE}",
        _these(ids),
    )
    return {
        row["id"]: Shown(
            row["name"] or "",
            _joined(_said(row["city"]), _said(row["state"]), n_("{n} case", "{n} cases", row["cases"])),
            "",
        )
        for row in rows
    }


def _receipts(read: Reading, ids: Sequence[str], _words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT r.id, r.receipt_number, r.form, c.id AS case_id, c.number, c.title FROM ("
        f"SELECT id, receipt_number, form, case_id FROM filing WHERE id IN {_THESE} UNION ALL "
        "SELECT n.id, n.receipt_number, f.form, n.case_id FROM notice n "
        "LEFT JOIN filing f ON f.id = n.filing_id "
        f"WHERE n.id IN {_THESE}) r JOIN case_file c ON c.id = r.case_id AND c.deleted_at IS NULL",
        _these(ids),
    )
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        seen.setdefault((row["receipt_number"], row["case_id"]), row["id"])
    first = set(seen.values())
    return {
        row["id"]: Shown(
            row["receipt_number"], _joined(row["form"], row["number"], row["title"]), row["case_id"]
        )
        for row in rows
        if row["id"] in first
    }


def _documents(read: Reading, ids: Sequence[str], words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT d.id, d.title, d.kind, q.family_name, q.given_name, max(c.id) AS case_id, c.number "
        "FROM document d LEFT JOIN person q ON q.id = d.person_id "
        "LEFT JOIN case_document x ON x.document_id = d.id "
        "LEFT JOIN case_file c ON c.id = x.case_id AND c.deleted_at IS NULL "
        f"WHERE d.deleted_at IS NULL AND d.id IN {_THESE} GROUP BY d.id",
        _these(ids),
    )
    places = json.dumps([place_of("text", one) for one in ids])
    texts = dict(
        read.tuples("SELECT ref, words FROM search WHERE rowid IN (SELECT value FROM json_each(?))", [places])
    )
    found = {}
    for row in rows:
        title = row["title"] or row["kind"].replace("_", " ").capitalize()
        text = texts.get(row["id"], "")
        inside = any(_where(text, word) >= 0 for word in words if not _begins(title, word))
        why = _("On its pages: {text}").format(text=excerpt(text, words)) if inside else ""
        found[row["id"]] = Shown(title, _joined(_name(row), row["number"]), row["case_id"] or "", why)
    return found


def _notes(read: Reading, ids: Sequence[str], words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT n.id, n.text, n.at, c.id AS case_id, c.number, c.title FROM note n "
        f"LEFT JOIN case_file c ON c.id = n.case_id WHERE n.id IN {_THESE} AND c.deleted_at IS NULL",
        _these(ids),
    )
    found = {}
    for row in rows:
        day = on_screen(date.fromisoformat(row["at"][:10])) if row["at"] else ""
        about = _joined(_("Note of {day}").format(day=day), row["number"], row["title"])
        found[row["id"]] = Shown(excerpt(row["text"], words), about, row["case_id"] or "")
    return found


def _research(read: Reading, ids: Sequence[str], words: Sequence[str]) -> dict[str, Shown]:
    rows = read.all(
        "SELECT id, title, text, source, noted_on FROM research_note "
        f"WHERE deleted_at IS NULL AND id IN {_THESE}",
        _these(ids),
    )
    found = {}
    for row in rows:
        text = row["text"] or ""
        inside = any(_where(text, word) >= 0 for word in words if not _begins(row["title"], word))
        day = on_screen(date.fromisoformat(row["noted_on"]))
        about = _joined(_("Research of {day}").format(day=day), row["source"])
        found[row["id"]] = Shown(row["title"], about, "", excerpt(text, words) if inside else "")
    return found


_KINDS: Mapping[str, Callable[[Reading, Sequence[str], Sequence[str]], dict[str, Shown]]] = {
    "case": _cases,
    "person": _people,
    "receipt": _receipts,
    "document": _documents,
    "note": _notes,
    "employer": _employers,
    "research": _research,
}
_THESE = "(SELECT value FROM json_each(:ids))"


def _these(ids: Sequence[str]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids))}


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _said(text: str | None) -> str:
    return "" if text is None or not any(letter.isalnum() for letter in text) else text


def _name(row: Mapping[str, Any]) -> str:
    return short_name({name: _said(row[name]) for name in ("family_name", "given_name")})
