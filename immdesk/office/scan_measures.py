"""What was measured on the scan of a document when it came in, and what somebody said of its language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.documents import SCAN_MEASURED
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

LANGUAGE = "language_said"
"""The word of `said` under which a document keeps it: it is no fact of the client."""

LANGUAGES = ("english", "translated", "missing")


@dataclass(frozen=True, slots=True)
class Measured:
    """The pages of a scan that are blank, of too few points, or faint; pages count from 1."""

    blank: tuple[int, ...] = ()
    coarse: tuple[int, ...] = ()
    faint: tuple[int, ...] = ()


def measures_of(office: Office, documents: Iterable[str]) -> Mapping[str, Measured]:
    """Give what was measured on the scans of documents, by document id."""
    found = {}
    for one, text in _said(office, SCAN_MEASURED, documents).items():
        kept = json.loads(text)
        found[one] = Measured(*(tuple(kept.get(word, ())) for word in ("blank", "coarse", "faint")))
    return found


def languages_said(office: Office, documents: Iterable[str]) -> Mapping[str, str]:
    """Give what was said of the language of documents: english, translated, or missing (a translation)."""
    return _said(office, LANGUAGE, documents)


def say_language(office: Office, document_id: str, language: str) -> Changed:
    """Say that a document is in English, has its certified translation, or still needs one.

    8 CFR 103.2(b)(3). Raises Problem for any other word.
    """
    if language not in LANGUAGES:
        raise Problem(_("There is no such choice."), "", _("Choose one of the answers that are offered."))

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "document", document_id, LANGUAGE, language)

    cases = office.rows("SELECT case_id FROM case_document WHERE document_id = ?", [document_id])
    message = _("It is kept with the document.")
    _done, changed = office.change(_("Say in which language a document is"), work, message=message)
    return replace(changed, cases=changed.cases | {row["case_id"] for row in cases})


def _said(office: Office, word: str, documents: Iterable[str]) -> dict[str, str]:
    wanted = set(documents)
    rows = office.rows("SELECT owner_id, value FROM said WHERE owner_kind = 'document' AND word = ?", [word])
    return {row["owner_id"]: row["value"] for row in rows if row["owner_id"] in wanted}
