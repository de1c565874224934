"""The frozen rows that leave the office for a screen, a sheet or the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from immdesk.intake.shapes import Group as Group
from immdesk.intake.shapes import ListBlock as ListBlock
from immdesk.intake.shapes import Question as Question
from immdesk.intake.shapes import ReviewLine as ReviewLine
from immdesk.intake.shapes import SectionBadge as SectionBadge
from immdesk.intake.shapes import SectionView as SectionView
from immdesk.office.intake_rows import IntakeView as IntakeView
from immdesk.office.intake_rows import PersonOffer as PersonOffer
from immdesk.office.law_rows import AlertRow as AlertRow
from immdesk.office.law_rows import UnknownRow as UnknownRow


@dataclass(frozen=True, slots=True)
class Changed:
    """What one change touched; every screen decides whether it cares.

    `tables` holds table names, `cases` and `people` ids; `message` is for the status bar.
    """

    operation: str = ""
    tables: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    message: str = ""


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """The office as the title bar and About show it."""

    name: str
    folder: str
    zone: str
    practice: bool
    people: int
    cases: int


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of the staff."""

    id: str
    name: str
    role: str
    is_attorney: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the Cases table."""

    id: str
    number: str
    title: str  # "Ramírez, José – Family adjustment"
    case_type: str  # id
    case_type_title: str
    petitioner: str
    beneficiaries: str
    status: str  # open | closed
    stage: str  # worked out from facts, in words
    next_due: date | None
    next_title: str  # with the day to send it, where it must be received
    responsible: str
    opened_on: date | None
    proposals: int
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A person in a case, with the role."""

    party_id: str
    person_id: str
    name: str
    native_name: str
    role: str
    relationship: str
    born_on: str  # as shown on screen
    own_petition: bool
    phone: str
    email: str
    safe_contact: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact on the Facts page: its label, value as shown, and where it came from."""

    path: str
    owner: str  # "Petitioner: Rosa Ramírez"
    owner_id: str
    label: str
    shown: str  # "" when nobody has told us
    state: Literal["known", "none", "unknown"]
    private: bool
    source: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of arithmetic as shown: the day, the step, the reason, the authority, the source of the fact.

    `path` is the fact's path in the vocabulary, empty when the line counts from no fact.
    """

    value: str
    step: str
    reason: str
    authority: str
    source: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date of a case: kept on the docket, or proposed, or a finding that cannot say yet."""

    key: str
    entry_id: str  # "" when it is not on the docket yet
    state: Literal[
        "proposed", "moved", "lifted", "mismatch", "cannot say", "kept", "done", "refused", "finding"
    ]
    title: str
    who: str
    case_id: str
    case_number: str
    case_title: str
    kind: str  # deadline | opens | closes | status_end | planning | send_by | yes_no | days | money | choice
    severity: str
    on: date | None
    raw_on: date | None
    was_on: date | None  # for moved: the date on the docket now
    shown: str  # the value in words: "Mon Mar 7, 2026", "yes", "$675"
    explanation: tuple[LineRow, ...] = ()
    cite: tuple[str, ...] = ()
    confidence: str = ""
    verify: str = ""  # a sentence when the reader must verify, else ""
    disputed: str = ""
    ask: tuple[tuple[str, str], ...] = ()  # (path, label) still to be asked
    note: str = ""
    done_on: date | None = None
    proof: str = ""
    days_left: int | None = None
    rule: str = ""
    law_on: date | None = None  # the law's own day, when the office works to an earlier one
    second_look: str = ""  # of a fatal date: "waiting", or the name of who confirmed it
    person_id: str = ""  # "" when the date is the case's, not one person's
    subject: str = ""  # what it is about, as "notice:ID"
    assumed: tuple[tuple[str, str], ...] = ()  # (path, label) of optional facts that were taken as none
    signed: str = ""  # which attorney of the office signed the rule off, when, until when
    aim: date | None = None  # of what must be received: the last open day at or before the raw day
    send_by: date | None = None  # the day on which the paper must leave the office
    own_by: date | None = None  # the office's own earlier day, by how bad it is to miss it
    courier_days: int = 0  # working days on the way from `send_by` to `aim`
    courier_habit: bool = True  # nobody in the office has said how many


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A thing to do."""

    id: str
    title: str
    case_id: str
    case_title: str
    due_on: date | None
    done: bool
    who: str
    person: str = ""  # whom it concerns, where it is not the whole case


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An intake that somebody began."""

    id: str
    form: str
    title: str
    about: str
    saved_at: datetime
    answered: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One document of a case, or one thing that the checklist still asks for."""

    id: str  # document id, or checklist item id
    kind: Literal["document", "wanted"]
    title: str
    who: str
    who_id: str
    document_kind: str
    state: str  # asked | received | wrong | in translation | accepted
    exhibit: str  # "A", "" when not in the packet
    pages: int
    size: int
    expires_on: date | None
    note: str
    since: str = ""  # since when it stands as it does, who said so, and why


@dataclass(frozen=True, slots=True)
class FormRow:
    """An official form that the case needs, for one person."""

    form: str
    title: str
    person_id: str
    who: str
    edition: str
    blank: Literal["ready", "missing", "superseded"]
    blank_note: str
    boxes: int
    filled: int
    unanswered: tuple[str, ...]  # labels of what the form still needs
    by_hand: int = 0  # boxes that say something else than the record
    unconfirmed: int = 0  # boxes of the map that nobody has confirmed
    sponsor_id: str = ""
    unmapped: str = ""  # the checksum of the blank when no map fits it


@dataclass(frozen=True, slots=True)
class PreflightRow:
    """Something to look at before printing; `stops` keeps the packet a draft until it is settled."""

    severity: Literal["stop", "warn", "note"]
    where: str
    message: str
    do: str
    mark: str = ""
    override: str = "nobody"  # anyone | attorney | nobody
    go: tuple[str, str, str] = ("", "", "")  # kind of the place where it is mended, its id, more
    cite: str = ""
    verify: str = ""
    overridden: str = ""  # who let it stand, when and why, in words

    @property
    def stops(self) -> bool:
        """Say whether it keeps the packet a draft."""
        return self.severity == "stop" and not self.overridden


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a packet in its order."""

    title: str
    kind: str  # cover letter | contents | form | exhibit sheet | evidence | gap
    pages: int
    first_page: int
    note: str
    key: str = ""  # what tells it from the others when the packet is put in another order
    letter: str = ""  # of an exhibit


@dataclass(frozen=True, slots=True)
class PacketPage:
    """The packet of a case before it is built."""

    case_id: str
    title: str
    parts: tuple[PartRow, ...]
    gaps: tuple[str, ...]
    preflight: tuple[PreflightRow, ...]
    draft: bool
    approved_by: str
    approved_at: str
    signatures: tuple[tuple[str, str], ...]  # signer, where
    signature_states: tuple[str, ...] = ()  # to sign, printed, came back, matched, refused
    reordered: bool = False  # somebody has given its parts an order of their own


@dataclass(frozen=True, slots=True)
class PacketMade:
    """A packet that was written."""

    path: str
    pages: int
    size: int
    draft: bool
    parts: tuple[PartRow, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on a case."""

    id: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One operation as the history shows it."""

    id: str
    at: datetime
    who: str
    title: str
    lines: tuple[str, ...]  # "Ramírez, Rosa · Date of birth: Thu Feb 1, 1990 → Sat Feb 10, 1990"
    why: str = ""
    seq: int = 0
    cases: tuple[tuple[str, str], ...] = ()  # case id, case number


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A stretch of the office's history, the newest first; `before` asks for the next one, 0 at its end."""

    rows: tuple[HistoryRow, ...]
    before: int


@dataclass(frozen=True, slots=True)
class ChainRow:
    """Whether the record of all changes is as it was written, in words ("1,204 changes, unbroken")."""

    ok: bool
    operations: int
    words: str


@dataclass(frozen=True, slots=True)
class UndoRow:
    """What Undo (or Redo) would take back, or why it cannot."""

    operation: str = ""
    title: str = ""
    can: bool = False
    reason: str = ""
    redo: bool = False  # to take this one back is to do a thing again


@dataclass(frozen=True, slots=True)
class EventRow:
    """A filing or a notice of a case, to open and correct; `state` is a word such as "pending"."""

    id: str
    kind: Literal["filing", "notice"]
    title: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One thing that a case needs."""

    key: str
    title: str
    state: Literal["done", "open", "gap"]
    note: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the overview of a case shows at once."""

    row: CaseRow
    parties: tuple[PartyRow, ...]
    filings: tuple[str, ...]
    notices: tuple[str, ...]
    next_dates: tuple[DateRow, ...]
    tasks: tuple[TaskRow, ...]
    checklist: tuple[ChecklistRow, ...]
    flags: tuple[str, ...]
    gaps: tuple[str, ...]
    attorney: str
    household: str
    happened: tuple[EventRow, ...] = ()
    employer: str = ""
    job: str = ""
    unknowns: tuple[UnknownRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows them."""

    id: str
    name: str
    native_name: str
    born_on: str
    a_number_tail: str  # last four only
    cases: int


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A verified backup."""

    path: str
    at: datetime
    size: int
    counts: dict[str, int] = field(default_factory=dict)
    ok: bool = True


Json = dict[str, Any]
