"""A questionnaire at the window: printed, filled in, dropped, reviewed; the second one is shorter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QTreeWidget, QTreeWidgetItem

from immdesk.office.office import Office
from immdesk.office.questions_sent import sent_of
from tests.desk import DeskDriver
from tests.packets.small_questionnaire import filled_by_pypdf


def ask_petitioner(desk: DeskDriver, out: Path) -> None:
    """Print a questionnaire for the petitioner alone."""
    desk.press("Questionnaire…")
    desk.settle()
    for box in desk.front().findChildren(QCheckBox):
        box.setChecked(box.text().startswith("Petitioner"))
    desk.choose("Language", "Spanish – Español")
    desk.picker.path = out
    desk.press("Save…")
    desk.settle()


def lines(desk: DeskDriver) -> dict[str, QTreeWidgetItem]:
    tree = desk.find(QTreeWidget, "Answers that came home")
    heads = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return {head.child(row).text(0): head.child(row) for head in heads for row in range(head.childCount())}


def test_print_fill_bring_home_review_and_the_shorter_second_round(
    desk: DeskDriver, practice: Office, tmp_path: Path
) -> None:
    desk.open_case("26-0001")
    case_id = desk.window.place()[1].partition("/")[0]
    desk.open_tab("Facts")
    ask_petitioner(desk, tmp_path / "out.pdf")
    mail = desk.find(QPlainTextEdit, "E-mail to send with it").toPlainText()
    assert mail.startswith("Su cuestionario, 26-0001 / Your questionnaire, 26-0001")
    desk.press("Close")
    back = tmp_path / "back.pdf"
    pdf = (tmp_path / "out.pdf").read_bytes()
    back.write_bytes(
        filled_by_pypdf(
            pdf, p1__family_name="Carterson", p1__naturalized_on="31/02/1990", p1__language="French"
        )
    )
    desk.window.screen().take_files([back])  # as when it is dropped on the case
    desk.settle()
    desk.see("Questionnaire of 26-0001")
    found = lines(desk)
    name = found["Family name (last name)"]
    assert (name.text(1), name.text(2), name.checkState(0)) == (
        "Carterson",
        "Carter",
        Qt.CheckState.Unchecked,
    )
    unread = [item for item in found.values() if "31/02/1990" in item.text(1)]
    assert all(item.text(3) == "February 1990 has 28 days; 31 typed." for item in unread)
    tree = desk.find(QTreeWidget, "Answers that came home")
    tree.setCurrentItem(name, 1)
    desk.key("Space", tree)
    assert name.checkState(0) == Qt.CheckState.Checked
    count = sum(item.checkState(0) == Qt.CheckState.Checked for item in found.values())
    desk.press(f"Take {count} answers" if count > 1 else "Take 1 answer")
    desk.settle()
    assert desk.window.place() == ("case", f"{case_id}/facts")
    assert [len(one.back) for one in sent_of(practice, case_id)] == [1]
    ask_petitioner(desk, tmp_path / "second.pdf")
    second, first = sorted(sent_of(practice, case_id), key=lambda one: one.questions)
    assert second.only_missing
    assert second.questions < first.questions


def test_a_file_that_is_none_of_ours_is_refused_and_the_screen_stays(
    desk: DeskDriver, tmp_path: Path
) -> None:
    stray = tmp_path / "stray.pdf"
    stray.write_bytes(b"%PDF-1.7 and nothing else")
    desk.picker.path = stray
    desk.menu("Bring a questionnaire home…")
    desk.press("Choose files…")
    desk.settle()
    desk.see("The document is damaged.")
    desk.press("Close")
    desk.see("No questionnaire is chosen")


def test_a_file_dropped_elsewhere_can_be_a_questionnaire(desk: DeskDriver, tmp_path: Path) -> None:
    stray = tmp_path / "stray.pdf"
    stray.write_bytes(b"%PDF-1.7 and nothing else")
    desk.window.comforts.dropping.take([stray])
    desk.choose("Keep as", "A questionnaire that came back")
    desk.press("Go on")
    desk.settle()
    desk.see("The document is damaged.")
    assert desk.window.place()[0] == "answers"
