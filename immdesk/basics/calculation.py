"""What a calculator hands to a screen or a page: the answer, its arithmetic, what may be tried, bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from immdesk.basics.pictures import Picture

Tone = Literal["plain", "good", "warn", "bad"]
FieldKind = Literal["day", "yes_no", "number", "choice"]
BandKind = Literal["counted", "away", "other", "gap", "wait", "window", "over", "mark"]
"""What a band stands for: days that count, days abroad or given back, days that do not count, days of which
nothing is known, a wait, days on which something may be done, days past a limit, one day."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value that may be tried; what is tried is never written to the case.

    `value` is what the sheet was worked out with: an ISO day, "yes" or "no", digits, the id of a choice, or
    "" for nothing. `choices` are (id, words). `tried` says whether it is what was typed, not the case's.
    """

    id: str
    label: str
    kind: FieldKind
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, its value, why, the authority, the fact; `step` lines belong to the one above.

    `verify` says that an attorney must look at it (no review of the rule yet, or general knowledge).
    """

    label: str
    value: str
    why: str = ""
    authority: str = ""
    source: str = ""
    verify: bool = False
    tone: Tone = "plain"
    step: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row has as many cells as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Days from `first` to `last`, both included; None where it goes on beyond the picture."""

    label: str
    first: date | None
    last: date | None
    kind: BandKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of bands over the same days, with today marked; `legend` says what a kind stands for here.

    `reach` are the first and the last day that are drawn, `widest` the longest name of a row, where several
    charts share them.
    """

    title: str
    rows: tuple[tuple[str, tuple[Band, ...]], ...]
    today: date
    legend: tuple[tuple[BandKind, str], ...] = ()
    reach: tuple[date, date] | None = None
    widest: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that nobody has recorded, with the question to ask. `person_id` whose it is, "" the case's."""

    path: str
    question: str
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a calculator says about one person, or one family, of a case."""

    id: str
    title: str
    who: str
    answer: str
    tone: Tone
    fields: tuple[Field, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    asks: tuple[Ask, ...] = ()
    notes: tuple[str, ...] = ()
    case: str = ""
    as_of: date | None = None
    pictures: tuple[Picture, ...] = ()
