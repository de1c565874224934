"""The day's mail: a scan or a number finds its case, the notice is taken down as printed, dates follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.reading_numbers import read_a_number, read_receipt
from immdesk.basics.words import _
from immdesk.office import documents, event_sheets, events
from immdesk.office.cases import case_rows, short_name
from immdesk.office.event_words import FILED, OF_FILING, notice_titles
from immdesk.office.find import find
from immdesk.office.given import read_given
from immdesk.office.mail_reading import DATED, Letters, read_letters
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from immdesk.office.event_sheets import Sheet
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

FEW = 8
BIGGEST = 50 * 1024 * 1024
"""The largest scan of a notice, in bytes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that a piece of mail may belong to, and by what it was found."""

    case_id: str
    number: str
    title: str
    why: str
    filing_id: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of mail: a scan, or what somebody typed of it.

    `letters` is what was read from its pages, `candidates` the cases it may belong to, the surest first,
    `sure` that a number found just one. `note` says what staff should know of the scan, "" for nothing.
    """

    name: str
    path: Path | None = None
    letters: Letters = field(default_factory=Letters)
    candidates: tuple[Candidate, ...] = ()
    sure: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a notice down changed: its row, its case, and what is told of it."""

    notice_id: str
    case_id: str
    kind: str
    changed: Changed


@dataclass(frozen=True, slots=True)
class CameToday:
    """A notice that was taken down as come today."""

    notice_id: str
    case_id: str
    title: str
    words: str


def typed(office: Office, text: str) -> Piece:
    """Give the piece of mail for a receipt number, an A-Number or a name as typed."""
    found, sure = candidates(office, text)
    receipt = read_receipt(text)
    letters = Letters(receipt=str(receipt.value), texts={"receipt_number": str(receipt.value)})
    note = "" if found else _("No case is found by this. Try the A-Number or the name.")
    return Piece(text.strip(), None, letters if receipt.value else Letters(), found, sure, note)


def opened(office: Office, path: Path) -> Piece:
    """Read a scan in the process apart and find its case.

    Raises Problem for a file that cannot be read. A scan without letters is no trouble: its number is typed.
    """
    data = read_given(path, BIGGEST, _("Look whether it is still there, then add it again."))
    looked = office.examiner().examine(data)
    if not looked.usable:
        raise looked.problems[0]
    text = office.examiner().text(data, in_lines=True)
    letters = read_letters(text)
    found, sure = _by_letters(office, letters)
    note = ""
    if not text.strip():
        note = _("The scan is a picture without letters: type the receipt number below.")
    elif not found:
        note = _("No case is found by what the scan says: type a number or a name below.")
    return Piece(path.name, path, letters, found, sure, note)


def with_typed(office: Office, piece: Piece, text: str) -> Piece:
    """Give a scan with the cases that a typed number or name finds."""
    found, sure = candidates(office, text)
    note = "" if found else _("No case is found by this. Try the A-Number or the name.")
    return replace(piece, candidates=found, sure=sure, note=note)


def candidates(office: Office, text: str) -> tuple[tuple[Candidate, ...], bool]:
    """Give the cases that a receipt number, an A-Number or words find, and whether one number did."""
    with office.store.read() as read:
        receipt, number = read_receipt(text), read_a_number(text)
        by_number = _by_receipt(read, str(receipt.value)) if receipt.value else []
        if not by_number and number.value:
            by_number = _by_a_number(read, str(number.value))
    if by_number:
        return _unique(by_number), len({one.case_id for one in by_number}) == 1
    return (_by_words(office, text), False) if text.strip() else ((), False)


def first_texts(piece: Piece, candidate: Candidate, opened_sheet: Sheet) -> dict[str, str]:
    """Give the answers that a piece of mail brings along: its kind and facts as printed, and its filing."""
    letters = piece.letters
    texts = {"received_on": opened_sheet.today.isoformat(), **letters.texts}
    if letters.kind:
        texts["kind"] = letters.kind
    filing = candidate.filing_id or _only_filing(opened_sheet)
    if filing:
        texts["filing_id"] = filing
    if candidate.person_id and not filing:
        texts["person_id"] = candidate.person_id
    column = OF_FILING.get(letters.kind, "")
    day = texts.get("dated_on", "") if letters.kind in DATED else letters.received
    if column and filing and day:
        texts[FILED + column] = day
    asked = event_sheets.ever_asked(opened_sheet)
    return {key: text for key, text in texts.items() if key in asked or key.startswith(FILED)}


def take(office: Office, opened_sheet: Sheet, texts: Mapping[str, str], scan: Path | None) -> Taken:
    """Record the notice, with its tasks and what it reopens, then keep the scan with the case.

    Raises as `events.keep`; then nothing is recorded and all that was typed is still the person's.
    """
    wanted = {one.asked.key for one in event_sheets.answers(opened_sheet, texts)}
    notice, changed = events.keep(
        office, opened_sheet, {key: text for key, text in texts.items() if key in wanted}
    )
    kind = texts.get("kind", "")
    if scan is not None and changed.operation:
        title = notice_titles().get(kind, _("Notice"))
        person = texts.get("person_id", "") or _person_of_filing(office, texts.get("filing_id", ""))
        documents.attach(office, opened_sheet.case_id, person, "notice", title, scan)
        kept = _("The scan is with the evidence.")
        changed = replace(changed, message=f"{changed.message} {kept}")
    return Taken(notice, opened_sheet.case_id, kind, changed)


def came_today(office: Office) -> tuple[CameToday, ...]:
    """Give the notices that came to the office today, the latest last."""
    rows = office.rows(
        "SELECT n.id, n.kind, n.case_id, c.number, c.title FROM notice n "
        "JOIN case_file c ON c.id = n.case_id WHERE n.received_on = ? AND c.deleted_at IS NULL "
        "ORDER BY n.rowid",
        [office.today().isoformat()],
    )
    titles = notice_titles()
    return tuple(
        CameToday(
            row["id"],
            row["case_id"],
            titles.get(row["kind"], _("Notice")),
            f"{row['number']} · {row['title'] or ''}",
        )
        for row in rows
    )


# -- finding ------------------------------------------------------------------------------------


def _by_letters(office: Office, letters: Letters) -> tuple[tuple[Candidate, ...], bool]:
    for text in (letters.receipt, f"A{letters.a_number}" if letters.a_number else ""):
        if text:
            found, sure = candidates(office, text)
            if found:
                return found, sure
    name = f"{letters.family_name} {letters.given_name}".strip()
    return (_by_words(office, name), False) if name else ((), False)


def _by_receipt(read: Reading, number: str) -> list[Candidate]:
    filings = read.all(f"{_FILING} WHERE f.receipt_number = ? AND c.deleted_at IS NULL", [number])
    notices = read.all(f"{_NOTICE} WHERE n.receipt_number = ? AND c.deleted_at IS NULL", [number])
    why = _("by the receipt number")
    return [
        Candidate(
            row["case_id"],
            row["number"],
            row["title"] or "",
            " ".join(filter(None, (row["form"], why))),
            row["filing_id"] or "",
            row["person_id"] or "",
        )
        for row in (*filings, *notices)
    ]


_FILING = (
    "SELECT f.case_id, f.id AS filing_id, f.form, f.person_id, c.number, c.title FROM filing f "
    "JOIN case_file c ON c.id = f.case_id"
)
_NOTICE = (
    "SELECT n.case_id, n.filing_id, f.form, n.person_id, c.number, c.title FROM notice n "
    "JOIN case_file c ON c.id = n.case_id LEFT JOIN filing f ON f.id = n.filing_id"
)


def _by_a_number(read: Reading, number: str) -> list[Candidate]:
    rows = read.all(
        "SELECT DISTINCT p.case_id, p.person_id, c.number, c.title, c.status, q.family_name, q.given_name "
        "FROM identifier i JOIN person q ON q.id = i.person_id JOIN case_party p ON p.person_id = q.id "
        "JOIN case_file c ON c.id = p.case_id WHERE i.kind = 'a_number' AND i.value = ? "
        "AND c.deleted_at IS NULL ORDER BY c.status <> 'open', c.number",
        [number],
    )
    why = _("by the A-Number of {name}")
    return [
        Candidate(
            row["case_id"],
            row["number"],
            row["title"] or "",
            why.format(name=short_name(row)),
            "",
            row["person_id"],
        )
        for row in rows
    ]


def _by_words(office: Office, text: str) -> tuple[Candidate, ...]:
    """Give the cases that the words find, and those of the people whom they find."""
    found: list[tuple[str, str, str]] = []
    for hit in find(office, text, FEW):
        if hit.kind == "person":
            found += [(case_id, hit.title, hit.id) for case_id in _cases_of(office, hit.id)]
        elif hit.kind in ("case", "receipt") and (hit.case_id or hit.id):
            found.append((hit.case_id or hit.id, "", ""))
    rows = case_rows(office, [case_id for case_id, _name, _id in found])
    why = _("by the name of {name}")
    return _unique(
        Candidate(
            case_id,
            rows[case_id].number,
            rows[case_id].title,
            why.format(name=name) if name else _("by the words"),
            "",
            person,
        )
        for case_id, name, person in found
        if case_id in rows
    )


def _cases_of(office: Office, person_id: str) -> list[str]:
    rows = office.rows(
        "SELECT p.case_id FROM case_party p JOIN case_file c ON c.id = p.case_id WHERE p.person_id = ? "
        "AND c.deleted_at IS NULL ORDER BY c.status <> 'open', c.number",
        [person_id],
    )
    return [row["case_id"] for row in rows]


def _unique(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    kept: dict[str, Candidate] = {}
    for one in found:
        kept.setdefault(one.case_id, one)
    return tuple(kept.values())[:FEW]


def _only_filing(sheet: Sheet) -> str:
    return next(iter(sheet.filings)) if len(sheet.filings) == 1 else ""


def _person_of_filing(office: Office, filing_id: str) -> str:
    rows: list[dict[str, Any]] = office.rows("SELECT person_id FROM filing WHERE id = ?", [filing_id])
    return str(rows[0]["person_id"] or "") if rows else ""
