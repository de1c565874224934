"""Questionnaires of several kinds of cases answered to the end, kept as a case, and opened again."""

import pytest

from immdesk.office import interviews
from immdesk.office.office import Office
from tests.test_every_path import answer_all

KINDS = {
    "l1b": "intracompany", "perm-employer": "perm", "naturalization": "naturalization",
    "f1-stem": "student-work", "vawa": "vawa", "evidence-request": "evidence-request", "fiance": "fiance",
}  # fmt: skip


@pytest.mark.parametrize(("form", "kind"), KINDS.items())
def test_a_questionnaire_answered_to_the_end_is_a_case_and_comes_back_whole(
    practice: Office, form: str, kind: str
) -> None:
    draft = interviews.start(practice, form).draft_id
    walk = practice.drafts[draft]
    for added, _label in walk.add_sections():
        walk.add_section(added)
    for one in (*walk.sections(), *walk.sections()):
        answer_all(walk, one.id, 0)
    case, _changed = interviews.finish(practice, draft)
    row = practice.rows("SELECT case_type FROM case_file WHERE id = ?", [case])[0]
    assert row["case_type"] == kind
    assert interviews.form_of(practice, case) == form
    again = interviews.start(practice, form, case)
    assert again.missing == ()
    assert {one.id for one in again.sections} >= {one.id for one in walk.sections()}
