"""What the desk for requests shows: each request with its papers, its paragraph, and what it still misses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from immdesk.office.rows import DateRow

How = Literal["complete", "partial", "withdraw"]
Level = Literal["stop", "warn", "good"]


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """A document of the case; `exhibit` and `page` say where it stands in the response ("" when nowhere).

    `pages` is 0 when there is no scan yet.
    """

    id: str
    title: str
    who: str
    kind: str
    pages: int
    exhibit: str = ""
    page: int = 0

    @property
    def reference(self) -> str:
        """Give where it stands, as a letter prints it: "Exhibit A, p. 2"."""
        from immdesk.office.exhibits import reference

        return reference((self.exhibit, self.page)) if self.exhibit else ""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request: what is asked, by what it is answered, and in words what is missing (nothing: answered).

    `number` is as printed or, for a bullet, its place; `version` is that of the row when it was read.
    """

    id: str
    version: int
    number: str
    title: str
    asked: str
    answer: str
    wants: str
    in_words: bool
    papers: tuple[RequestPaper, ...]
    missing: tuple[str, ...]

    @property
    def called(self) -> str:
        """Give its number and title."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class ResponseCheck:
    """Something to know before a response is mailed: how bad, what, what to do, and on what it rests."""

    level: Level
    message: str
    do: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class NoticeHead:
    """The notice: whose case, what kind, when dated and how served, and the day that it prints itself."""

    notice_id: str
    case_id: str
    case_number: str
    case_title: str
    kind: str
    title: str
    who: str
    dated: str
    served: str
    days: str
    printed: str
    receipt: str
    form: str
    dated_in_letter: str = ""
    dated_on: str = ""


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """The whole desk of one notice. `due` is what the law makes of it, None when it says nothing.

    `papers` are all documents of the case that may answer a request, `scan` the notice's own.
    """

    head: NoticeHead
    due: DateRow | None
    text: str
    scan: str
    how: How
    how_why: str
    requests: tuple[RequestRow, ...]
    papers: tuple[RequestPaper, ...]
    checks: tuple[ResponseCheck, ...] = field(default=())

    @property
    def open(self) -> int:
        """Give how many requests are still open."""
        return sum(bool(one.missing) for one in self.requests)
