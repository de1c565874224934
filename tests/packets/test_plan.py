"""The plan of a packet: parts in order, one for each person, nothing shown twice, nothing left out."""

from __future__ import annotations

import io

import pytest

from immdesk.basics import strictyaml
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.packets.parts import (
    ContentsPart,
    Evidence,
    ExhibitPart,
    FilledLetter,
    FormPart,
    Gap,
    GapsPart,
    LetterPart,
    exhibit_letter,
)
from immdesk.packets.plan import HeldDocument, PacketPlan, PersonInPacket, Planned, lay_out, packet_input

ROSA = PersonInPacket("1", "Rosa", frozenset({"petitioner"}), frozenset({"2", "3"}))
AMIR = PersonInPacket("2", "Amir", frozenset({"beneficiary", "applicant", "spouse", "work_permit", "travel"}))
LEO = PersonInPacket(
    "3", "Leo", frozenset({"beneficiary", "applicant", "child", "work_permit_open", "travel_open"})
)


def shipped() -> PacketPlan:
    path = resource("packs", "us", "packets", "family-adjustment.yaml")
    return strictyaml.parse(PacketPlan, path.read_text(encoding="utf-8"), path.name)


def plan(parts: str) -> PacketPlan:
    return strictyaml.parse(PacketPlan, f"packet: p\ntitle: P\nfits: [f]\nparts:\n{parts}", "p.yaml")


def test_the_shipped_plan_fits_family_adjustment_and_names_every_gap():
    assert shipped().fits == ("family-adjustment",)
    planned = lay_out(shipped(), [ROSA, AMIR, LEO], [])
    assert [(one.part, one.form, one.person_id) for one in planned if one.form] == [
        ("form", "G-28", "1"),
        ("form", "I-130", "2"),
        ("form", "I-130", "3"),
        ("form", "I-130A", "2"),
        *(("form", form, person) for form in ("G-28", "I-485") for person in "23"),
        *(("form", "I-864", person) for person in "23"),
        *(("gap", "I-693", person) for person in "23"),
        *(
            (part, form, person)
            for form in ("I-765", "I-131")
            for part, person in (("form", "2"), ("gap", "3"))
        ),
        ("gap", "G-1450", ""),
    ]
    assert all(one.reason for one in planned if one.part == "gap")
    assert not any("{" in one.title for one in planned)


def test_a_joint_sponsor_signs_an_own_affidavit_for_each_whom_that_sponsor_supports():
    anna = PersonInPacket("4", "Anna", frozenset({"joint_sponsor"}), frozenset({"3"}))
    planned = lay_out(shipped(), [ROSA, AMIR, LEO, anna], [])
    affidavits = [(one.person_id, one.sponsor_id) for one in planned if one.form == "I-864"]
    assert affidavits == [("2", "1"), ("3", "1"), ("3", "4")]
    assert "Form I-864, Affidavit of Support of the joint sponsor Anna" in [one.title for one in planned]


def test_where_nobody_has_said_which_joint_sponsor_supports_a_person_that_is_a_gap():
    open_ = PersonInPacket("2", "Amir", frozenset({"beneficiary", "support_open"}))
    gaps = {one.title for one in lay_out(shipped(), [open_], []) if one.part == "gap"}
    assert "Form I-864 of a joint sponsor: Amir" in gaps


def test_each_document_is_shown_once_and_none_is_left_out():
    kinds = [
        "passport",
        "birth_certificate",
        "marriage_certificate",
        "tax_return",
        "medical",
        "other",
        "photo",
    ]
    held = [
        HeldDocument(f"{person}{kind}", person, kind, kind)
        for kind in kinds
        for person in ("1", "2", "3", "")
    ]
    planned = lay_out(shipped(), [ROSA, AMIR, LEO], held)
    shown = [document for one in planned for document in one.documents]
    assert sorted(shown) == sorted(one.id for one in held)


def test_documents_go_to_their_persons_exhibit():
    held = [
        HeldDocument("a", "3", "birth_certificate", "Leo's"),
        HeldDocument("b", "2", "birth_certificate", "x"),
    ]
    planned = lay_out(shipped(), [ROSA, AMIR, LEO], held)
    exhibits = {one.title: one.documents for one in planned if one.part == "exhibit"}
    assert exhibits == {"Birth certificate of Amir": ("b",), "Birth certificate of Leo": ("a",)}


def test_a_paper_that_is_missing_is_a_gap_only_where_the_plan_says_why():
    text = """
  - {part: exhibit, kinds: [passport], title: Passport, reason: It shows who it is.}
  - {part: exhibit, kinds: [photo], title: Photographs}
"""
    assert lay_out(plan(text), [], []) == (Planned("gap", "Passport", reason="It shows who it is."),)


def test_papers_that_no_exhibit_takes_stand_at_the_end():
    text = "  - {part: exhibit, kinds: [passport], title: Passport}\n"
    planned = lay_out(plan(text), [], [HeldDocument("x", "", "lease", "Lease")])
    assert [(one.title, one.documents) for one in planned] == [("Other documents", ("x",))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  - {part: form, title: F}", "a form needs: form"),
        ("  - {part: gap, title: F}", "a gap needs: reason"),
        ("  - {part: contents, title: F, form: x}", "a contents has no: form"),
        ("  - {part: letters, title: F}", "Did you mean 'letter'?"),
        ("  - {part: gap, title: F, reson: x}", "Did you mean 'reason'?"),
        ("  - {part: gap, title: F, reason: x, for_each: petitoner}", "Did you mean 'petitioner'?"),
        ("  - {part: contents, title: F}\n  - {part: contents, title: F}", "contents stands more than once"),
    ],
)
def test_a_wrong_plan_is_refused_with_file_and_line(text, said):
    with pytest.raises(Problem) as told:
        plan(text + "\n")
    assert "p.yaml, line" in told.value.happened
    assert said in told.value.happened


def test_a_plan_becomes_a_packet_and_a_form_without_its_blank_a_gap():
    letter = FilledLetter("L", (), "", (), (), (), "", ())
    held = [HeldDocument("a", "1", "passport", "Passport")]
    packet = packet_input(
        lay_out(shipped(), [ROSA, AMIR], held),
        title="T",
        letter=lambda _one: letter,
        form=lambda one: (
            [FormPart(one.form, one.title, b"", one.who)]
            if one.form == "G-28"
            else [Gap(f"{one.form}: {one.who}", "The blank is missing.")]
        ),
        document=lambda key: Evidence(key, io.BytesIO),
    )
    assert [type(part) for part in packet.parts] == [
        LetterPart,
        ContentsPart,
        GapsPart,
        FormPart,
        FormPart,
        ExhibitPart,
    ]
    assert packet.gaps[0] == Gap("I-130: Amir", "The blank is missing.")
    assert packet.draft


def test_exhibits_are_lettered_like_columns():
    assert [exhibit_letter(number) for number in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA")
    ]
