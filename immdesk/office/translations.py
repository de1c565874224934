"""Translations: who translates a document, from which language, and the certificate that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.cases import short_name
from immdesk.office.evidence_log import gone
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

WORDS = ("translated_from", "translator", "translator_competence", "translator_address")
"""The words of `said` under which a document keeps its translation."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What is known of a document's translation; `competence` is how the translator knows both languages."""

    language: str = ""
    translator: str = ""
    competence: str = ""
    address: str = ""


def translation_of(office: Office, document_id: str) -> Translation:
    """Give what was told last time of this document's translation, empty words for nothing."""
    rows = office.rows(
        "SELECT word, value FROM said WHERE owner_kind = 'document' AND owner_id = ?", [document_id]
    )
    told: Mapping[str, str] = {row["word"]: row["value"] or "" for row in rows}
    return Translation(*(told.get(word, "") for word in WORDS))


def make_certificate(office: Office, document_id: str, told: Translation, out: Path) -> Changed:
    """Write the translator's certificate as a PDF and remember who translates; never signs it.

    Raises Problem when the translator or the language is missing; Refused when the disk says no.
    """
    from immdesk.office.calculators.paper import write_pdf

    write_pdf(certificate_pdf(office, document_id, told), out)

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        for word, value in zip(WORDS, _texts(told), strict=True):
            say(session, "document", document_id, word, value or None)

    message = _("The certificate is on disk: the translator signs it by hand.")
    return office.change(_("Make a translator's certificate"), work, message=message)[1]


def send_out(office: Office, document_id: str, to: str) -> Changed:
    """Record that a document is with a translator."""
    from immdesk.office.documents import set_state

    return set_state(office, document_id, "in translation", to)


def certificate_pdf(office: Office, document_id: str, told: Translation) -> bytes:
    """Give the certificate of a document as a PDF; raises Problem when something must be told first."""
    from immdesk.packets.certificate_page import Certificate, certificate_page

    language, translator, competence, address = _texts(told)
    if not translator or not language:
        raise Problem(
            _("The certificate needs the translator's name and the language of the document."),
            _("Nothing was written."),
            _("Fill in both."),
        )
    rows = office.rows(
        "SELECT d.title, d.kind, p.family_name, p.given_name FROM document d "
        "LEFT JOIN person p ON p.id = d.person_id WHERE d.id = ?",
        [document_id],
    )
    if not rows:
        raise gone()
    title = rows[0]["title"] or str(rows[0]["kind"]).replace("_", " ")
    lines = tuple(line.strip() for line in address.splitlines() if line.strip())
    return certificate_page(Certificate(translator, language, title, short_name(rows[0]), competence, lines))


def _texts(told: Translation) -> tuple[str, str, str, str]:
    return told.language.strip(), told.translator.strip(), told.competence.strip(), told.address.strip()
