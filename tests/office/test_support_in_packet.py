"""From the questions about support, work and travel to the packet: who signs for whom, who wants what."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from immdesk.office import blanks, interviews, packets
from immdesk.office.case_packet import CasePacket, read_packet
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.conftest import DAY

SUPPORT = {
    "dependent_children": "1", "other_dependents": "0", "sponsored_before": "0", "relatives_combining": "0",
    "income": "52,000", "combines_income": "no", "is_employed": "yes", "marital_status": "married",
}  # fmt: skip
WORK = {"wants_work_permit": "yes", "work_permit_confirmed": "yes", "work_permit_reason": "initial"}


def answer(office: Office, draft: str, section: str, **texts: str) -> None:
    for word, text in texts.items():
        interviews.answer(office, draft, f"{section}.{word}", text)


@pytest.fixture
def draft(practice: Office) -> str:
    """A petitioner, a spouse who wants to work and not to travel, and a stepchild nobody has asked yet."""
    begun = interviews.start(practice, "family-adjustment").draft_id
    answer(
        practice, begun, "petitioner", family_name="Carter", given_name="Dan", is_us_citizen="yes", **SUPPORT
    )
    spouse = interviews.add_section(practice, begun, "spouse")
    answer(practice, begun, "case", filing_place="adjustment")
    answer(practice, begun, spouse, family_name="Soto", given_name="Ana", wants_travel="no", **WORK)
    answer(practice, begun, spouse, income_counted="no", assets_counted="no")
    child = interviews.add_section(practice, begun, "stepchild")
    answer(practice, begun, child, family_name="Soto", given_name="Leo", own_petition="yes")
    answer(practice, begun, child, classified_as="child", income_counted="no", assets_counted="no")
    return begun


def joint(office: Office, draft: str, given: str) -> None:
    section = interviews.add_section(office, draft, "sponsor")
    answer(office, draft, section, family_name="Vega", given_name=given)


def packet(office: Office, draft: str) -> CasePacket:
    case_id, _changed = interviews.finish(office, draft)
    return read_packet(office, case_id)


def affidavits(found: CasePacket) -> list[tuple[str, str]]:
    """Give for whom each affidavit is, and whether the petitioner or a joint sponsor signs it."""
    signed = [one for one in found.planned if one.part == "form" and one.form == "I-864"]
    petitioner = found.facts.petitioner_id
    return [(one.who, "petitioner" if one.sponsor_id == petitioner else "joint") for one in signed]


def of_form(found: CasePacket, form: str) -> list[tuple[str, str]]:
    return [(one.part, one.who or one.title.rpartition(": ")[2]) for one in found.planned if one.form == form]


def test_each_relative_has_an_affidavit_of_the_petitioner(practice: Office, draft: str) -> None:
    found = packet(practice, draft)
    assert affidavits(found) == [("Ana Soto", "petitioner"), ("Leo Soto", "petitioner")]


def test_work_and_travel_are_filled_for_those_who_want_them_and_asked_of_the_others(
    practice: Office, draft: str
) -> None:
    found = packet(practice, draft)
    assert of_form(found, "I-765") == [("form", "Ana Soto"), ("gap", "Leo Soto")]
    assert of_form(found, "I-131") == [("gap", "Leo Soto")]


def test_the_household_counts_the_other_relatives_child_once(practice: Office, draft: str) -> None:
    found = packet(practice, draft)
    petitioner = found.facts.petitioner_id or ""
    sizes = []
    for one in found.planned:
        if one.form == "I-864" and one.part == "form":
            scope = found.facts.for_affidavit(one.person_id, petitioner)
            words = ("household_spouse", "household_children", "support_household", "support_income")
            sizes.append([str(scope.get(f"case.{word}")) for word in words])
    # Ana: Ana, Dan, a child at home and Leo. Leo: Leo, Dan, his wife Ana and the child at home.
    assert sizes == [["0", "2", "4", "52000"], ["1", "1", "4", "52000"]]


def test_one_joint_sponsor_supports_everybody_and_signs_as_the_only_one(practice: Office, draft: str) -> None:
    joint(practice, draft, "Rosa")
    found = packet(practice, draft)
    assert affidavits(found) == [
        ("Ana Soto", "petitioner"), ("Leo Soto", "petitioner"), ("Ana Soto", "joint"), ("Leo Soto", "joint"),
    ]  # fmt: skip
    (sponsor,) = {one.sponsor_id for one in found.planned} - {"", found.facts.petitioner_id}
    scope = found.facts.for_affidavit(found.facts.principal_id or "", sponsor)
    assert scope.get("case.sponsor_as") == "only_joint"
    assert scope.get("sponsor.given_name") == "Rosa"


def test_of_two_joint_sponsors_each_supports_those_who_were_said(practice: Office, draft: str) -> None:
    joint(practice, draft, "Rosa")
    joint(practice, draft, "Ines")
    answer(practice, draft, "relatives[0]", joint_sponsor="second")
    found = packet(practice, draft)
    assert [one for one in affidavits(found) if one[1] == "joint"] == [("Ana Soto", "joint")]
    assert "Form I-864 of a joint sponsor: Leo Soto" in [gap.title for gap in found.gaps()]
    sponsor = next(one.sponsor_id for one in reversed(found.planned) if one.sponsor_id)
    assert found.facts.for_affidavit(found.facts.principal_id or "", sponsor).get("case.sponsor_as") == (
        "second_joint"
    )


def test_the_affidavit_is_printed_signed_by_its_sponsor_and_refused_when_its_edition_is_over(
    practice: Office, draft: str, shared: Path, tmp_path: Path
) -> None:
    joint(practice, draft, "Rosa")
    blanks.add(practice, shared / "forms" / "I-864_10-17-24.pdf")
    blanks.add(practice, shared / "forms" / "I-765_08-21-25.pdf")
    case_id = packet(practice, draft).facts.case_id
    packets.build(practice, case_id, tmp_path / "p.pdf", lambda *_: None, lambda: False)
    pdf = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert text.count("52000") == 4  # his income and the household's, on two affidavits of the petitioner
    signers = [who for who, where in packets.page(practice, case_id).signatures if "I-864, p. 10" in where]
    assert signers == ["Dan Carter", "Dan Carter", "Rosa Vega", "Rosa Vega"]
    practice.clock = stopped_at(DAY.replace(year=2026, month=11, day=22))
    late = {one.form: one.blank for one in packets.forms_of(practice, case_id)}
    assert (late["I-864"], late["I-765"]) == ("superseded", "superseded")


def test_somebody_exempt_from_support_has_no_affidavit(practice: Office, draft: str) -> None:
    answer(practice, draft, "relatives[1]", support_exemption="becomes_citizen")
    assert affidavits(packet(practice, draft)) == [("Ana Soto", "petitioner")]
