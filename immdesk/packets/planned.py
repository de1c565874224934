"""What is known of a packet before it is printed: its forms, papers, signatures, fees and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from immdesk.packets.parts import Gap

Blank = Literal["ready", "missing", "superseded", "unknown"]
SignatureState = Literal["to sign", "printed", "came back", "matched", "refused"]
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What a page of a form says of itself: its number, its edition, "page … of …" as printed (0: not)."""

    __pydantic_config__ = _STRICT
    page: int
    edition: str = ""
    says_page: int = 0
    says_of: int = 0


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """A form as the office has it. `note` says in words what is wrong with the blank (from the editions).

    `signature_pages` are the pages that a person signs, `pages` how many the blank has; both 0 or empty
    when the blank is missing. `unanswered` holds labels of boxes that still need an answer, `letters` the
    texts whose letters the form cannot show, each as "given → written". `key` names it for the desk,
    `asks` the first question that is open: its path, and whose it is by name.
    """

    __pydantic_config__ = _STRICT
    form: str
    who: str
    blank: Blank
    note: str = ""
    pages: int = 0
    signature_pages: tuple[int, ...] = ()
    needs_signature: bool = True
    unanswered: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    edition: str = ""
    printed: tuple[PrintedPage, ...] = ()
    by_hand: int = 0
    unconfirmed: int = 0
    letters: tuple[str, ...] = ()
    key: str = ""
    blank_id: str = ""
    person_id: str = ""
    asks: tuple[str, str] = ("", "")

    @property
    def where(self) -> str:
        """Give the form with whose it is, as findings name it."""
        return f"{self.form} – {self.who}" if self.who else self.form


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document of an exhibit: what reading it found (`problems`), and when it expires, if it does.

    `language` is what somebody said of it: english, translated (with the certificate), missing (no
    translation yet), or "" for nobody has said. `blank`, `coarse` and `faint` are pages of its scan.
    """

    __pydantic_config__ = _STRICT
    exhibit: str
    title: str
    kind: str
    pages: int
    expires_on: date | None = None
    problems: tuple[str, ...] = ()
    who: str = ""
    id: str = ""
    state: str = ""
    language: str = ""
    size: int = 0
    blank: tuple[int, ...] = ()
    coarse: tuple[int, ...] = ()
    faint: tuple[int, ...] = ()
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSignature:
    """A signature on a form: who signs, how old (None: not known, or no person), and how it stands."""

    __pydantic_config__ = _STRICT
    form: str
    who: str
    signer: str
    name: str
    page: int
    state: SignatureState = "to sign"
    age: int | None = None
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SaidOnForm:
    """What a form says of a person: which fact (its label), and the text as printed."""

    __pydantic_config__ = _STRICT
    person: str
    fact: str
    form: str
    text: str
    path: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class OddDay:
    """A day that cannot be: whose, which answer, and why."""

    __pydantic_config__ = _STRICT
    who: str
    fact: str
    why: str
    path: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class PlannedFee:
    """What one form costs on the planned day of mailing and today, in words; "" while it is not known."""

    __pydantic_config__ = _STRICT
    form: str
    who: str
    on_day: str = ""
    today: str = ""
    payment_form: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAddress:
    """The address that the packet is mailed to, and when somebody compared it with the agency's page."""

    __pydantic_config__ = _STRICT
    address: str
    checked_on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPacket:
    """What the packet will hold, as far as it is known before it is built.

    `mailed` is the planned day of mailing (None: nobody has planned one, today is meant); `pays_by` names
    how fees were recorded as paid, in the vocabulary's words; `letters_open` are letters
    that are not finished, each with what is open.
    """

    __pydantic_config__ = _STRICT
    forms: tuple[PlannedForm, ...] = ()
    documents: tuple[PlannedDocument, ...] = ()
    gaps: tuple[Gap, ...] = ()
    approved_by: str = ""
    changed_since_approval: bool = False
    letter_missing: tuple[str, ...] = ()
    letters_open: tuple[tuple[str, str], ...] = ()
    signatures: tuple[PlannedSignature, ...] = ()
    said: tuple[SaidOnForm, ...] = ()
    odd_days: tuple[OddDay, ...] = ()
    fees: tuple[PlannedFee, ...] = ()
    mailed: date | None = None
    methods: tuple[str, ...] = ()
    address: PlannedAddress | None = None
    by_mail: bool = True
    signatory_missing: tuple[str, ...] = field(default=())
