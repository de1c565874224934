"""Which questionnaires there are, by heading, and which of them a case is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Questionnaires that stand together where one is begun; each with its id, title, and what it is for."""

    title: str
    forms: tuple[tuple[str, str, str], ...]


def form_groups(office: Office) -> tuple[FormGroup, ...]:
    """Give every questionnaire by its heading, headings and questionnaires in the order of the pack."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for form in office.library.forms.values():
        found.setdefault(form.group, []).append((form.form, form.title, form.help))
    return tuple(FormGroup(title, tuple(forms)) for title, forms in found.items())


def questionnaire_of(office: Office, case_id: str, case_type: str) -> str:
    """Give the questionnaire of a case of this kind, "" when the kind has none.

    Where a kind has several, it is the one whose purpose (`case.purpose`) the case has; else the kind's own.
    """
    shape = office.library.case_types.get(case_type)
    if shape is None:
        return ""
    by_purpose = {
        form.sets.get("case.purpose", ""): form.form
        for form in office.library.forms.values()
        if form.case_type == case_type
    }
    if len(by_purpose) < 2:
        return shape.intake
    rows = office.rows(
        "SELECT value FROM said WHERE owner_kind = 'case' AND owner_id = ? AND word = 'purpose'", [case_id]
    )
    return by_purpose.get(rows[0]["value"] if rows else "?", shape.intake)
