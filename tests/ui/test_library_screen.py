"""The Library: rules with their authority, forms with their editions and our blanks, closed days."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget

from tests.desk import DeskDriver


def titles(desk: DeskDriver) -> list[str]:
    shown = desk.find(QListWidget, "Rules")
    return [shown.item(row).text() for row in range(shown.count())]


def test_every_rule_stands_there_with_how_sure_it_is(desk: DeskDriver) -> None:
    desk.window.desk.go("library", "rules/cspa-age")
    assert "Answer the request for evidence" in titles(desk)
    for words in (
        "INA 203(h)\nUSCIS Policy Manual vol. 7 pt. A ch. 7\n9 FAM 502.1-1(D)",
        "in force",
        "sourced",
    ):
        assert desk.sees(words)
    assert desk.sees("Checked Sat Nov 21, 2026, not reviewed; good until Sun Feb 21, 2027")


def test_a_rule_is_found_by_its_citation_and_read_step_by_step(desk: DeskDriver) -> None:
    desk.go_to("Library")
    desk.type_into("Find in the Library", "evidence 103.8(b)")
    desk.wait_for(lambda: titles(desk) == ["Answer the request for evidence"], "one rule")
    desk.see("add 3 days, when «Served by» is “Mail”  (served by mail; 8 CFR 103.8(b))")
    assert desk.sees("11 worked cases beside it")


def test_a_rule_is_opened_by_its_id(desk: DeskDriver) -> None:
    desk.window.desk.go("library", "rules/noid-deadline")
    assert desk.find(QListWidget, "Rules").currentItem().text() == "Answer the notice of intent to deny"


def test_forms_say_which_blank_is_needed_and_which_edition_counts_today(desk: DeskDriver) -> None:
    desk.go_to("Library")
    desk.open_tab("Forms")
    assert desk.sees("blank needed")
    assert desk.sees("Today's edition: 04/01/24 · The desk fills 418 boxes of 04/01/24")
    desk.type_into("Find in the Library", "i485")
    desk.wait_for(lambda: not desk.sees("Petition for Alien Relative"), "only the I-485")
    desk.see("I-485")
    assert desk.sees("Today's edition: 01/20/25 · The desk fills 720 boxes of 01/20/25")


def test_a_blank_that_is_added_turns_needed_into_here(desk: DeskDriver, shared: Path) -> None:
    desk.picker.path = shared / "forms" / "G-28_09-17-18.pdf"
    desk.go_to("Library")
    desk.open_tab("Forms")
    desk.press("Add a blank form…")
    desk.see("blank is here")
    assert desk.status().startswith("G-28, edition 09/17/18")


def test_closed_days_are_found_by_name(desk: DeskDriver) -> None:
    desk.go_to("Library")
    desk.open_tab("Closed")
    desk.type_into("Find in the Library", "thanksgiving")
    desk.see("Thu Nov 26, 2026")
    desk.wait_for(lambda: not desk.sees("Labor Day"), "the other days to go")
