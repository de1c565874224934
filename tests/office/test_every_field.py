"""Every text field of the questionnaires, found by walking them, with all that people paste into one."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from immdesk.office import case_export, cases, history_out, interviews, packets
from immdesk.office.backups import make, restore
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.office.planning.table_files import write_table
from tests.bad_texts import LONG_NOTE, TEXTS
from tests.conftest import DAY
from tests.test_every_path import PLANS, answer_all, questions_on

FREE = ("text", "long_text", "name", "native_name")
AS_READ = {"formula behind blanks": "\ufeff+1-2", "tab": "@SUM(A1)", "decomposed": "Nguyễn"}
"""How a field reads what was typed, where it is not that itself: without blanks around, in one spelling."""
READ = {name: AS_READ.get(name, text) for name, text in TEXTS.items()}
WITHOUT_PACKET = ("evidence-request",)  # what answers a notice is built from the notice
IN_A_SHEET = {"controls": "a_x0000_b_x001B_[31m\x7f\r\nc\u2028d"}


def forms() -> list[str]:
    """Give the questionnaires of the shipped pack."""
    return sorted(plan.form.form for plan in PLANS)


def free_questions(walk: Any) -> Iterator[Any]:
    """Give the questions of all sections that take any text, one after another as they stand."""
    for one in walk.sections():
        yield from (question for question in questions_on(walk, one.id) if question.type in FREE)


def all_texts(walk: Any) -> Counter[str]:
    return Counter(one.text for one in free_questions(walk) if one.text)


def case_of(office: Office, form: str, start: int) -> tuple[str, Counter[str], set[str]]:
    """Answer a questionnaire to its end, each free field with the next of the texts; give what was taken."""
    draft = interviews.start(office, form).draft_id
    walk = office.drafts[draft]
    for added, _label in walk.add_sections():
        walk.add_section(added)
    for one in (*walk.sections(), *walk.sections()):
        answer_all(walk, one.id, 0)
    texts, refused = islice(cycle(TEXTS.items()), start, None), set()
    for question in list(free_questions(walk)):
        name, text = next(texts)
        read = walk.set(question.key, text).question
        if read.level == "bad" or not read.shown:
            refused.add(f"{question.type}: {name}: {read.message}")
            walk.set(question.key, question.text)
    taken = all_texts(walk)
    return interviews.finish(office, draft)[0], taken, refused


def as_read(taken: Counter[str]) -> Counter[str]:
    """Give what the bad texts among these are read as."""
    told = {text: READ[name] for name, text in TEXTS.items()}
    return Counter(told[text] for text in taken.elements() if text in told)


def as_kept(office: Office, case: str, form: str) -> Counter[str]:
    """Give the bad texts that stand in the case when its questionnaire is opened again."""
    again = office.drafts[interviews.start(office, form, case).draft_id]
    return Counter({text: count for text, count in all_texts(again).items() if text in READ.values()})


def outputs(office: Office, case: str, out: Path) -> None:
    """Print the case, write its history as both kinds of list, export it, find it."""
    if cases.case_rows(office, [case])[case].case_type not in WITHOUT_PACKET:
        packets.build(office, case, out / "packet.pdf", lambda *_: None, lambda: False)
    for ending in ("xlsx", "csv"):
        history_out.write_history(office, out / f"history.{ending}")
    case_export.export_case(office, case, out, lambda *_: None, lambda: False)
    for text in READ.values():
        cases.case_ids(office, text)


def test_every_text_in_every_field_of_a_questionnaire_is_kept_written_and_comes_back(
    practice: Office, tmp_path: Path
) -> None:
    case, taken, refused = case_of(practice, "naturalization", 0)
    assert refused == {"name: blank: ", "text: blank: ", "long_text: blank: "}
    assert {name for name, text in TEXTS.items() if taken[text] < 4} == {"blank"}
    assert as_read(taken) - as_kept(practice, case, "naturalization") == {}
    outputs(practice, case, tmp_path)
    restored = restore(Path(make(practice).path), tmp_path / "again", office=practice)
    with open_office(Path(restored.folder), clock=stopped_at(DAY)) as again:
        assert as_read(taken) - as_kept(again, case, "naturalization") == {}


def test_every_text_stands_in_a_list_for_a_spreadsheet_and_none_is_a_formula(tmp_path: Path) -> None:
    rows = [[name, text] for name, text in (*TEXTS.items(), ("number", "-1440.00"), ("long", LONG_NOTE))]
    for ending in ("xlsx", "csv"):
        write_table(["Name", "Text"], rows, tmp_path / f"list.{ending}", "Texts")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    cells = {str(name.value): text for name, text in sheet.iter_rows(min_row=2)}
    assert {text.data_type for text in cells.values()} == {"s"}
    for name, text in TEXTS.items():
        assert cells[name].value == IN_A_SHEET.get(name, text), name
    assert str(cells["long"].value).endswith("save the list as .csv to have all of it")
    csv.field_size_limit(2_000_000)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        told = dict(csv.reader(file))
    marked = {name for name, text in told.items() if text.startswith("'") and name in TEXTS} - {"quotes"}
    assert marked == {"formula", "formula behind blanks", "full-width formula", "tab"}
    assert {name: text.removeprefix("'") if name in marked else text for name, text in told.items()} == {
        "Name": "Text", **dict(rows)
    }  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("form", forms())
def test_every_field_of_every_questionnaire_takes_every_text(
    practice: Office, tmp_path: Path, form: str
) -> None:
    for start in range(0, len(TEXTS), 4):
        case, taken, _refused = case_of(practice, form, start)
        assert as_read(taken) - as_kept(practice, case, form) == {}
    outputs(practice, case, tmp_path)
