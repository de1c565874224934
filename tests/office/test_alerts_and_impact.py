"""Changes of practice and of the packs: which open cases they concern, and what an attorney decided."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium

from immdesk.basics.paths import resource
from immdesk.office import alerts, cases, firm, impact
from immdesk.office.office import Office
from immdesk.office.rows import AlertRow


def of_case(office: Office, words: str) -> dict[str, AlertRow]:
    [case_id] = cases.case_ids(office, words)
    return {row.id: row for row in alerts.alerts_of_case(office, case_id)}


def older_pack(tmp_path: Path, file: str, now: str, was: str) -> Path:
    """Give a copy of the shipped pack in which one text was another."""
    pack = tmp_path / "older"
    shutil.copytree(resource("packs", "us"), pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert now in text
    (pack / file).write_text(text.replace(now, was, 1), encoding="utf-8")
    return pack


def test_an_alert_reaches_a_case_by_its_facts(practice: Office) -> None:
    found = of_case(practice, "soto")
    assert found["pm-602-0199"].reach == "reaches"
    assert found["pm-602-0199"].do.startswith("Add a section on equities")


def test_a_list_of_countries_that_nobody_filled_in_only_may_reach(practice: Office) -> None:
    row = of_case(practice, "soto")["pm-602-0194"]
    assert row.reach == "may reach"
    assert "The list of countries is not in the desk." in row.verify


def test_what_an_attorney_decided_leaves_the_case_and_no_other(practice: Office) -> None:
    [case_id] = cases.case_ids(practice, "soto")
    attorney = next(one.id for one in firm.staff(practice) if one.is_attorney)
    alerts.decide_alert(practice, case_id, "pm-602-0199", attorney, "The equities are in the letter.")
    assert "pm-602-0199" not in of_case(practice, "soto")
    rows = [row for row in alerts.cases_reached(practice) if row.id == "pm-602-0199"]
    assert rows
    assert case_id not in {row.case_id for row in rows}


def test_a_changed_rule_names_the_cases_whose_days_differ(practice: Office, tmp_path: Path) -> None:
    before = older_pack(
        tmp_path, "rules/noid-deadline.yaml", "{step: add response_days days", "{step: add 9 days"
    )
    found = impact.impact_of_packs(practice, before)
    assert any(row.title.startswith("Wiśniewski") and row.says.startswith("was ") for row in found.rows)
    assert all(row.what == "Answer the notice of intent to deny" for row in found.rows)


def test_a_pack_that_changes_nothing_concerns_no_case(practice: Office) -> None:
    assert impact.impact_of_packs(practice, resource("packs", "us")) == impact.Impact((), ())


def test_the_list_is_printed_with_each_case_and_what_to_do(practice: Office, tmp_path: Path) -> None:
    impact.write_impact(practice, impact.impact_of_alerts(practice), tmp_path / "list.pdf")
    document = pdfium.PdfDocument(tmp_path / "list.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "26-0002 Soto Luna, Guadalupe" in " ".join(text.split())
    assert "An attorney decides." in text
