"""What is looked for in the exhibits: scans that cannot be read, translations, expired passports, photos."""

from __future__ import annotations

from datetime import date
from typing import Final

from immdesk.basics.shown import in_words
from immdesk.basics.words import _
from immdesk.packets.checks.seen import Found, Go, Look, Parameters, Seen, at_document, filled, numbers
from immdesk.packets.planned import PlannedDocument, PlannedPacket

MB = 1_000_000


def document_unreadable(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find documents without a page that can be printed."""
    for document in packet.documents:
        if document.pages < 1:
            said = " ".join(document.problems) or _("The document cannot be read.")
            yield at_document(document, _where(document), said=said)


def document_problem(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Give what reading a document found, as it was found."""
    for document in packet.documents:
        for problem in document.problems if document.pages > 0 else ():
            yield at_document(document, _where(document), said=problem)


def document_expired(packet: PlannedPacket, today: date, given: Parameters) -> Found:
    """Find documents of some kinds (`kinds`) that have expired."""
    for document in packet.documents:
        if document.expires_on and document.expires_on < today and document.kind in given["kinds"].split():
            yield at_document(document, _where(document), day=in_words(document.expires_on))


def translation_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find documents in another language that have no certified translation yet."""
    for document in packet.documents:
        if document.language == "missing" or document.state == "in translation":
            yield at_document(document, _where(document), "language")


def language_not_said(packet: PlannedPacket, _today: date, given: Parameters) -> Found:
    """Find documents of some kinds (`kinds`) of which nobody has said whether they are in English."""
    for document in packet.documents:
        open_ = not document.language and document.state != "in translation"
        if open_ and document.kind in given["kinds"].split():
            yield at_document(document, _where(document), "language")


def photo_missing(packet: PlannedPacket, _today: date, given: Parameters) -> Found:
    """Find people who file a form of `forms` without a photo among the documents of the case."""
    held = {document.person_id for document in packet.documents if document.kind == "photo"}
    forms = given["forms"].split()
    for form in packet.forms:
        if form.form in forms and form.person_id not in held:
            yield Seen(
                form.where, f"photo {form.key}", Go("missing", form.person_id), filled({"who": form.who})
            )


def pages_blank(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find scans with pages on which nothing stands."""
    for document in packet.documents:
        if document.blank:
            yield at_document(document, _where(document), pages=numbers(document.blank))


def pages_coarse(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find scans with pages of too few points to be read well."""
    for document in packet.documents:
        if document.coarse:
            yield at_document(document, _where(document), pages=numbers(document.coarse))


def pages_faint(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find scans with pages on which ink and paper are nearly alike."""
    for document in packet.documents:
        if document.faint:
            yield at_document(document, _where(document), pages=numbers(document.faint))


def document_heavy(packet: PlannedPacket, _today: date, given: Parameters) -> Found:
    """Find documents larger than `mb` megabytes."""
    for document in packet.documents:
        if document.size > int(given["mb"]) * MB:
            mb = f"{document.size / MB:.0f}"
            yield at_document(document, _where(document), mb=mb, most=given["mb"])


def _where(document: PlannedDocument) -> str:
    if document.exhibit:
        return _("Exhibit {letter}: {title}").format(letter=document.exhibit, title=document.title)
    return document.title


PAPERS: Final = {
    "document_unreadable": Look(document_unreadable, ("said",)),
    "document_problem": Look(document_problem, ("said",)),
    "document_expired": Look(document_expired, ("day",), {"kinds": "words"}),
    "translation_missing": Look(translation_missing),
    "language_not_said": Look(language_not_said, (), {"kinds": "words"}),
    "photo_missing": Look(photo_missing, ("who",), {"forms": "words"}),
    "pages_blank": Look(pages_blank, ("pages",)),
    "pages_coarse": Look(pages_coarse, ("pages",)),
    "pages_faint": Look(pages_faint, ("pages",)),
    "document_heavy": Look(document_heavy, ("mb", "most"), {"mb": "number"}),
}
