"""Where what a calculator misses is asked: as the questions that the dates of a case wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.office.calculators.shapes import Ask
from immdesk.office.rows import UnknownRow
from immdesk.office.unknowns import form_of, path_in_form, paths_in

if TYPE_CHECKING:
    from immdesk.office.office import Office


def question_of(office: Office, case_id: str, ask: Ask, who: str = "") -> UnknownRow:
    """Give the way to what is asked: a page of the questionnaire, else the facts of the case."""
    form = form_of(office, case_id)
    path = path_in_form(ask.path)
    asked = form is not None and path in paths_in(form)
    root = path.partition(".")[0]
    if not asked and root == "document":
        return UnknownRow(path, ask.question, who, (), 0, "document", "")
    return UnknownRow(path, ask.question, who, (), 0, "intake" if asked else "facts", "")
