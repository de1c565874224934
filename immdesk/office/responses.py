"""The response to a notice: its exhibits, and its letter request by request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immdesk.basics.words import on_paper
from immdesk.office.exhibits import reference
from immdesk.office.request_rows import RequestPaper, RequestRow

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the response letter: heading, what is asked, the paragraph, and where it is proved.

    `open` says in words what is missing, in a section that cannot be mailed yet.
    """

    heading: str
    asked: str
    paragraph: str
    exhibits: tuple[str, ...]
    open: tuple[str, ...] = ()


def placed(groups: Iterable[Iterable[RequestPaper]]) -> dict[str, RequestPaper]:
    """Give each document with its place in the response: one exhibit for each request that brings new papers.

    A paper that answers several requests is shown once, with the first of them; one without a scan counts
    as one page, for the page that says so in a draft.
    """
    from immdesk.packets.parts import exhibit_letter

    found: dict[str, RequestPaper] = {}
    number = 0
    for group in groups:
        new = [one for one in group if one.id not in found]
        page = 1
        for one in new:
            found[one.id] = replace(one, exhibit=exhibit_letter(number), page=page)
            page += max(one.pages, 1)
        number += bool(new)
    return found


def sections_of(requests: Iterable[RequestRow]) -> tuple[Section, ...]:
    """Give the response as sections in the order of the requests, as a letter takes them."""
    return tuple(
        Section(
            heading_of(one),
            one.asked,
            one.answer,
            tuple(f"{reference((paper.exhibit, paper.page))} ({paper.title})" for paper in one.papers),
            one.missing,
        )
        for one in requests
    )


def heading_of(one: RequestRow) -> str:
    """Give a request as the letter and its exhibit are headed."""
    return on_paper("Request {number}: {title}").format(number=one.number, title=one.title)


def response_sections(office: Office, notice_id: str) -> tuple[Section, ...]:
    """Give the response to a notice as sections: what a letter of the office takes over.

    Raises Problem when the notice is gone.
    """
    from immdesk.office.requests import page_of

    return sections_of(page_of(office, notice_id).requests)


def mark_of(requests: Iterable[RequestRow], scan: str, how: str) -> str:
    """Give a mark of all that an attorney approves of a response besides the facts of the case."""
    told = [
        [one.number, one.title, one.asked, one.answer, [[paper.id, paper.title] for paper in one.papers]]
        for one in requests
    ]
    return hashlib.sha256(json.dumps([told, scan, how]).encode()).hexdigest()
