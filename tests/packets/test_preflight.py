"""Before printing: what is missing or wrong is named with its place and what to do."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from immdesk.basics.paths import resource
from immdesk.packets.parts import Gap
from immdesk.packets.preflight import (
    Check,
    Overridden,
    PlannedDocument,
    PlannedForm,
    PlannedPacket,
    preflight,
    stops,
)
from immdesk.packets.preflight_rules import ReadyCheck
from immdesk.packs.library import load_library

TODAY = date(2026, 11, 21)
READY = PlannedForm("I-130", "Amir", "ready", pages=12, signature_pages=(9,))


@cache
def rules() -> tuple[ReadyCheck, ...]:
    return load_library([resource("packs", "us")]).preflight


def looked(packet: PlannedPacket, **more) -> tuple[Check, ...]:
    return preflight(packet, rules(), TODAY, **more)


def checks(forms=(), documents=(), gaps=(), approved_by="Ana Ortega", **more) -> list[tuple[str, str, str]]:
    packet = PlannedPacket(tuple(forms), tuple(documents), tuple(gaps), approved_by, by_mail=False, **more)
    return [(one.severity, one.where, one.message) for one in looked(packet)]


APPROVED = ("note", "Attorney", "Approved by Ana Ortega.")


def test_a_packet_in_order_has_one_note():
    assert checks([READY]) == [APPROVED]
    assert not stops([Check("note", "", "", ""), Check("warn", "", "", "")])


@pytest.mark.parametrize(
    ("form", "found"),
    [
        (PlannedForm("G-28", "", "missing", "No blank."), ("stop", "G-28", "No blank.")),
        (
            PlannedForm("I-130", "Amir", "superseded", "Edition 04/01/24 ended on 10/14/26.", 12, (9,)),
            ("stop", "I-130 – Amir", "Edition 04/01/24 ended on 10/14/26."),
        ),
        (
            PlannedForm("I-130", "Amir", "unknown", "No edition list covers Form I-130.", 12, (9,)),
            ("warn", "I-130 – Amir", "No edition list covers Form I-130."),
        ),
        (
            PlannedForm("I-130", "Amir", "ready", "", 8, (9,)),
            ("stop", "I-130 – Amir", "The page for the signature is missing."),
        ),
        (
            PlannedForm("I-130", "Amir", "ready", "", 12, ()),
            ("stop", "I-130 – Amir", "The page for the signature is missing."),
        ),
        (
            PlannedForm("I-130", "Amir", "ready", "", 12, (9,), unanswered=("Eye color",)),
            ("warn", "I-130 – Amir", "1 box is not answered: Eye color"),
        ),
        (
            PlannedForm("I-130", "Amir", "ready", "", 12, (9,), unanswered=tuple("abcdef")),
            ("warn", "I-130 – Amir", "6 boxes are not answered: a, b, c, d …"),
        ),
        (
            PlannedForm("I-130", "Amir", "ready", "", 12, (9,), problems=("The barcode is odd.",)),
            ("warn", "I-130 – Amir", "The barcode is odd."),
        ),
    ],
)
def test_what_is_wrong_with_a_form_is_named(form, found):
    assert checks([form]) == [found, APPROVED]


def test_a_missing_blank_is_named_once_and_not_for_its_pages_too():
    assert len(checks([PlannedForm("I-130", "Amir", "missing", "No blank.")])) == 2


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (
            PlannedDocument("A", "Lease", "lease", 0, problems=("The document is damaged.",)),
            ("stop", "Exhibit A: Lease", "The document is damaged."),
        ),
        (PlannedDocument("", "Lease", "lease", 0), ("stop", "Lease", "The document cannot be read.")),
        (
            PlannedDocument("B", "Lease", "lease", 4, problems=("Page 3 cannot be read.",)),
            ("warn", "Exhibit B: Lease", "Page 3 cannot be read."),
        ),
        (
            PlannedDocument("C", "Passport", "passport", 4, date(2026, 11, 20)),
            ("warn", "Exhibit C: Passport", "It expired on November 20, 2026."),
        ),
    ],
)
def test_what_is_wrong_with_a_document_is_named(document, found):
    assert checks([READY], [document]) == [found, APPROVED]


def test_a_passport_that_expires_today_still_stands():
    assert checks([READY], [PlannedDocument("C", "Passport", "passport", 4, TODAY)]) == [APPROVED]


def test_without_an_attorney_or_after_a_change_the_packet_stays_a_draft():
    (unapproved,) = checks([READY], approved_by="")
    assert unapproved[0] == "stop"
    assert "carries DRAFT" in unapproved[2]
    (changed,) = checks([READY], changed_since_approval=True)
    assert changed == (
        "stop",
        "Attorney",
        "Something changed after Ana Ortega approved it; it carries DRAFT again.",
    )


def test_gaps_and_blanks_are_named_and_the_worst_comes_first():
    gaps = [Gap("Form I-485: Amir", "Not filled yet.")]
    found = checks([PlannedForm("G-28", "", "missing")], gaps=gaps, letter_missing=("Telephone",))
    assert [one[0] for one in found] == ["stop", "warn", "warn", "note"]
    assert ("warn", "Form I-485: Amir", "Not filled yet.") in found
    assert ("warn", "Cover letter", "The letter has blanks: Telephone") in found
    packet = PlannedPacket((), (), tuple(gaps))
    assert all(one.do for one in looked(packet))


def test_an_override_holds_for_just_the_finding_that_was_seen():
    packet = PlannedPacket((READY,), (PlannedDocument("C", "Passport", "passport", 0),), (), "Ana Ortega")
    (stop,) = [one for one in looked(packet) if one.severity == "stop"]
    word = {stop.mark: Overridden("Ana Ortega", "Sat Nov 21, 2026", "The original follows.")}
    assert stop.override == "attorney"
    assert stops(looked(packet))
    assert not stops(looked(packet, overrides=word))
    other = PlannedDocument("C", "Passport", "passport", 0, problems=("It is locked.",))
    assert stops(looked(PlannedPacket((READY,), (other,), (), "Ana Ortega"), overrides=word))


def test_what_nobody_may_override_stops_whatever_was_said():
    missing = PlannedPacket((PlannedForm("G-28", "", "missing", "No blank."),), (), (), "Ana Ortega")
    word = {one.mark: Overridden("Ana Ortega", "today", "Mailed anyway.") for one in looked(missing)}
    assert stops(looked(missing, overrides=word))
