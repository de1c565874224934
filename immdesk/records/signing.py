"""Before mailing: what was overridden and why, where the packet goes, every signature and its original."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class PreflightOverride(Record):
    """A finding that somebody lets stand, with the reason; it holds while `mark` does."""

    __tablename__ = "preflight_override"
    case_id: Mapped[str] = to("case_file")
    check_id: Mapped[Must]
    mark: Mapped[Must]
    said: Mapped[Must]
    reason: Mapped[Must]
    staff_id: Mapped[str | None] = to("staff")
    by: Mapped[Said]
    at: Mapped[Said]


class FilingAddress(Record):
    """Where the packet of a case is sent, from the agency's own page, and who looked it up when."""

    __tablename__ = "filing_address"
    case_id: Mapped[str] = to("case_file")
    address: Mapped[Must]
    source: Mapped[Said]
    checked_on: Mapped[Must]
    by: Mapped[Said]


class SignatureSheet(Record):
    """A page of a form that was printed to be signed: its code, and a mark of its form's answers then."""

    __tablename__ = "signature_sheet"
    case_id: Mapped[str] = to("case_file")
    code: Mapped[Must]
    form_key: Mapped[Must]
    form: Mapped[Must]
    edition: Mapped[Said]
    page: Mapped[Must]
    mark: Mapped[Must]
    boxes: Mapped[Said]
    made_at: Mapped[Must]
    by: Mapped[Said]


class SignaturePlace(Record):
    """One signature on such a page: who signs in which box, and how it stands."""

    __tablename__ = "signature_place"
    case_id: Mapped[str] = to("case_file")
    sheet_id: Mapped[str] = to("signature_sheet")
    signer: Mapped[Must]
    who: Mapped[Said]
    label: Mapped[Said]
    box: Mapped[Must]
    state: Mapped[Must]
    reason: Mapped[Said]
    look: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class SignedPage(Record):
    """A page of a scan that came back; without a sheet it still waits to be matched by hand."""

    __tablename__ = "signed_page"
    case_id: Mapped[str] = to("case_file")
    sheet_id: Mapped[str | None] = to("signature_sheet")
    blob: Mapped[Must]
    page: Mapped[Must]
    turned: Mapped[Said]
    state: Mapped[Must]
    reason: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class SignatureOriginal(Record):
    """Where the paper with the ink lies, since when, and to whom it was sent on."""

    __tablename__ = "signature_original"
    case_id: Mapped[str] = to("case_file")
    sheet_id: Mapped[str] = to("signature_sheet")
    place: Mapped[Must]
    since_on: Mapped[Must]
    sent_to: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
