"""What is known of a case's packet before it is printed, gathered for the checks of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import money
from immdesk.basics.words import _, told
from immdesk.office.blanks import blank_bytes
from immdesk.office.case_form import CaseForm, name_of, planned_form
from immdesk.office.case_packet import exhibit_letters
from immdesk.office.filing_address import filing_address
from immdesk.office.packet_people import signer_of_employer
from immdesk.office.progress import members_of
from immdesk.office.scan_measures import languages_said, measures_of
from immdesk.office.signature_states import planned_signatures
from immdesk.packets.blank_pages import Blank, letters_refused, printed_pages_of
from immdesk.packets.parts import Gap
from immdesk.packets.planned import (
    OddDay,
    PlannedAddress,
    PlannedDocument,
    PlannedFee,
    PlannedForm,
    PlannedPacket,
    SaidOnForm,
)
from immdesk.packets.preflight import Check, preflight

if TYPE_CHECKING:
    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office

WHO = (
    "family_name", "given_name", "middle_name", "born_on", "a_number", "ssn", "uscis_account",
    "birth_country", "sex", "current_address.street", "current_address.city", "current_address.zip",
    "passport.number",
)  # fmt: skip
"""The words that tell who a person is: every form of the household says them alike."""


def checks_of(packet: CasePacket, today: date) -> tuple[Check, ...]:
    """Give everything to look at before a packet is printed, the worst first, with what was overridden."""
    from immdesk.office.overriding import overrides_of

    office = packet.office
    facts = packet.facts.for_person(packet.facts.principal_id or "")
    planned = planned_packet(packet)
    overrides = overrides_of(office, packet.facts.case_id)
    return preflight(planned, office.library.preflight, today, facts, overrides)


def planned_packet(packet: CasePacket) -> PlannedPacket:
    """Give what is known of a packet before it is printed."""
    office, case_id = packet.office, packet.facts.case_id
    planned_on = packet.facts.for_person("").get("case.postmark_on")
    address = filing_address(office, case_id)
    letters = [packet._letter(one) for one in packet.planned if one.part == "letter"]
    return PlannedPacket(
        forms=tuple(_form(packet, one) for one in packet.forms),
        documents=tuple(_documents(packet)),
        gaps=tuple(Gap(told(one.title), told(one.reason)) for one in packet.planned_gaps()),
        approved_by=packet.approved_by,
        changed_since_approval=packet.changed_since,
        letter_missing=tuple(packet.label(path) for letter in letters for path in letter.missing),
        letters_open=tuple((one.title, " ".join(one.what)) for one in packet.letters_open()),
        signatures=planned_signatures(packet),
        said=tuple(_said(packet)),
        odd_days=tuple(_odd_days(packet)),
        fees=tuple(_fees(packet, planned_on if isinstance(planned_on, date) else None)),
        mailed=max(planned_on, office.today()) if isinstance(planned_on, date) else None,
        methods=_methods(office, case_id),
        address=PlannedAddress(address.address, address.checked_on, address.by) if address else None,
        signatory_missing=tuple(_signatory(packet)),
    )


def _form(packet: CasePacket, one: CaseForm) -> PlannedForm:
    from dataclasses import replace

    office, form = packet.office, planned_form(one)
    if one.blank is None or one.boxes is None:
        return replace(form, key=one.key.written(), blank_id=one.row.unmapped)
    blank = Blank(one.blank.sha256, lambda: blank_bytes(office, one.blank))  # type: ignore[arg-type]
    texts = tuple((name, value) for name, value in sorted(one.boxes.values.items()) if isinstance(value, str))
    return replace(
        form,
        edition=one.blank.edition,
        printed=printed_pages_of(blank),
        letters=letters_refused(blank, texts),
        key=one.key.written(),
        blank_id=one.blank.sha256,
        person_id=one.row.person_id,
        asks=_asks(packet, one),
    )


def _asks(packet: CasePacket, one: CaseForm) -> tuple[str, str]:
    """Give the first question of a form that is open and asked of a person: its path, and whose it is."""
    from immdesk.office.unknowns import path_in_form

    for path in one.boxes.unanswered if one.boxes else ():
        root = path.partition(".")[0]
        if root in ("person", "petitioner", "principal", "sponsor"):
            return path_in_form(path), _whom(packet, one, root)
        if root in ("case", "party"):
            return path, ""
    return "", ""


def _documents(packet: CasePacket) -> Iterator[PlannedDocument]:
    from dataclasses import replace

    from immdesk.office.case_packet import planned_document

    office, letters = packet.office, exhibit_letters(packet.planned)
    measures, languages = measures_of(office, letters), languages_said(office, letters)
    for one, letter in letters.items():
        row = packet.documents[one]
        scan = measures.get(one)
        yield replace(
            planned_document(letter, row),
            id=one,
            state=row["state"] or "",
            size=row["size"] or 0,
            person_id=row["person_id"] or "",
            language=languages.get(one, ""),
            blank=scan.blank if scan else (),
            coarse=scan.coarse if scan else (),
            faint=scan.faint if scan else (),
        )


def _said(packet: CasePacket) -> Iterator[SaidOnForm]:
    """Give what the forms say of who people are, then what other cases of theirs say by hand."""
    vocabulary = packet.office.library.vocabulary
    for form in packet.forms:
        if form.boxes is None or form.form_map is None:
            continue
        for name, box in form.form_map.boxes.items():
            root, _dot, word = box.from_.partition(".")
            text = form.boxes.values.get(name)
            if word not in WHO or box.is_ or not isinstance(text, str) or not text.strip():
                continue
            whom = _whom(packet, form, root)
            if whom:
                label = vocabulary.word(f"person.{word}").label or word
                yield SaidOnForm(whom, label, form.row.form, text, word, form.key.written())
                before = form.record.values.get(name) if form.record and name in form.hand else None
                if isinstance(before, str):
                    yield SaidOnForm(whom, label, _("the record"), before, word, form.key.written())
    yield from _said_elsewhere(packet)


def _whom(packet: CasePacket, form: CaseForm, root: str) -> str:
    people = {
        "person": form.row.person_id,
        "petitioner": packet.facts.petitioner_id or "",
        "principal": packet.facts.principal_id or "",
        "sponsor": form.sponsor_id,
    }
    return name_of(packet.facts, people.get(root, ""))


def _said_elsewhere(packet: CasePacket) -> Iterator[SaidOnForm]:
    """Give what was written by hand about these people on forms of other open cases."""
    import json

    office, names = packet.office, {one.person_id: one.name for one in members_of(packet.facts)}
    rows = office.rows(
        "SELECT s.word, s.value, c.number FROM said s JOIN case_file c ON c.id = substr(s.owner_id, 1, 32) "
        "WHERE s.word LIKE 'by hand %' AND c.id != ? AND c.closed_on IS NULL",
        [packet.facts.case_id],
    )
    vocabulary = office.library.vocabulary
    for row in rows:
        form, person, _sponsor, box = row["word"].removeprefix("by hand ").split(" ", 3)
        maps = office.library.official.get(form, ())
        path = next((one.boxes[box].from_ for one in maps if box in one.boxes), "")
        root, _dot, word = path.partition(".")
        value = json.loads(row["value"])["value"]
        if root == "person" and word in WHO and person in names and isinstance(value, str):
            label = vocabulary.word(path).label or word
            yield SaidOnForm(names[person], label, f"{form}, {row['number']}", value, word)


def _odd_days(packet: CasePacket) -> Iterator[OddDay]:
    from immdesk.intake.checks import warnings

    vocabulary, today = packet.office.library.vocabulary, packet.office.today()
    petitioner = packet.facts.for_person("").root("petitioner")
    for one in members_of(packet.facts):
        relationship = one.facts.get("party.relationship")
        kind = relationship if isinstance(relationship, str) else ""
        for name, why in warnings(
            one.facts.root("person"), today=today, relationship=kind, petitioner=petitioner
        ):
            path = "person." + re.sub(r"\[\d+\]", "", name)
            if vocabulary.has(path) and vocabulary.word(path).type == "date":
                label = vocabulary.word(path).label or path
                yield OddDay(one.name, label, why, f"person.{name}", one.person_id)


def _fees(packet: CasePacket, mailed: date | None) -> Iterator[PlannedFee]:
    from immdesk.office.fee_sheet import fees_in
    from immdesk.office.packet_payment import payments_of

    office, today = packet.office, packet.office.today()
    ready = {(row.form, row.who): row for row in payments_of(packet)}
    later = mailed and mailed > today
    now = {(one.form, one.who): one.total for one in fees_in(office, packet.facts, packet.planned).filings}
    then = fees_in(office, packet.facts, packet.planned, mailed if later else None)
    for one in then.filings:
        if one.to_pay:
            row, before = ready.get((one.form, one.who)), now.get((one.form, one.who))
            yield PlannedFee(
                one.form,
                one.who,
                money(one.total) if one.total is not None else "",
                money(before) if before is not None else "",
                row.form_ready if row else False,
                row.why_not if row and not row.form_ready else "",
            )


def _methods(office: Office, case_id: str) -> tuple[str, ...]:
    rows = office.rows(
        "SELECT DISTINCT method FROM payment WHERE case_id = ? AND method IS NOT NULL "
        "AND refunded_on IS NULL ORDER BY method",
        [case_id],
    )
    return tuple(str(row["method"]).strip().lower().replace(" ", "_") for row in rows)


def _signatory(packet: CasePacket) -> Iterator[str]:
    scope = packet.facts.for_person(packet.facts.principal_id or "")
    if scope.get("case.petitioner_is_employer") is True:
        title: Any = scope.get("employer.signatory.title")
        if not signer_of_employer(packet.facts) or not isinstance(title, str):
            name = scope.get("employer.name")
            yield name if isinstance(name, str) else ""
