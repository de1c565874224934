"""Scans made smaller, pages turned and chosen, blank ones found: by the process that is walled off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.packets.evidence import Examiner

Page = tuple[int, int, int]
"""A page of a new document: of which document, which page of it (both from 0), turned by how many degrees."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A document made ready to be kept. `data` is empty when it stays as it came.

    `kind` is jpeg or pdf; `programs` counts the scripts and other programs that were taken out of a PDF.
    """

    data: bytes = b""
    kind: str = ""
    programs: int = 0


def press(examiner: Examiner, data: bytes, *, smaller: bool) -> Pressed:
    """Make a scan smaller (150 dots per inch) when asked, and take programs out of a PDF.

    A document with which this cannot be done stays as it came.
    """
    answer, made = examiner.made(data, "press", {"smaller": smaller})
    kind = answer.get("kind")
    if not made or kind not in ("jpeg", "pdf"):
        return Pressed()
    return Pressed(made, str(kind), int(answer.get("taken_out", 0)))


def arrange(examiner: Examiner, documents: Sequence[bytes], pages: Sequence[Page]) -> bytes:
    """Give one PDF of these pages of documents. Raises Problem when they cannot be read."""
    told = {"sizes": [len(one) for one in documents], "pages": [list(page) for page in pages]}
    _answer, made = examiner.made(b"".join(documents), "arrange", told)
    if not made:
        raise Problem(
            _("The pages could not be put together."),
            _("Nothing was changed."),
            _("The document may be damaged or too large: scan it again, or work on fewer pages."),
        )
    return made


def blank_pages(examiner: Examiner, document: bytes) -> tuple[int, ...]:
    """Give the pages, counted from 1, that look blank; none where the document cannot be read."""
    answer, _made = examiner.made(document, "blanks", {})
    found = answer.get("blank", [])
    return tuple(int(one) for one in found) if isinstance(found, list) else ()
