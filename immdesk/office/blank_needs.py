"""Which blank forms the office has, which its open cases need, and which of them are out of date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.words import _
from immdesk.office.blanks import listed
from immdesk.office.case_packet import forms_wanted

if TYPE_CHECKING:
    from immdesk.office.library_page import Blank
    from immdesk.office.office import Office

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class BlankNeed:
    """One form: the editions here, whether one counts today, the open cases that need it, how many boxes of
    its maps are confirmed ("" when the desk does not fill it), the agency's page, what each file is."""

    form: str
    title: str
    state: Blank
    editions: tuple[str, ...]
    current: str
    cases: tuple[str, ...]
    confirmed: str = ""
    get_at: str = ""
    files: tuple[str, ...] = ()

    def words(self) -> str:
        """Say what there is to do about this form."""
        if self.state == "here":
            return _("here, accepted today")
        if self.state == "superseded":
            said = _("superseded: get edition {edition}").format(edition=self.current or "?")
            return f"{said} ({self.get_at})" if self.get_at else said
        if self.state == "unknown":
            return _("here; look on the agency's page whether it is still accepted")
        said = _("missing: get edition {edition}").format(edition=self.current or "?")
        return f"{said} ({self.get_at})" if self.get_at else said


def blank_needs(office: Office) -> tuple[BlankNeed, ...]:
    """Give every form that an open case needs or that the office has, what is to be got first."""
    from immdesk.office.library_page import form_lines

    wanted = cases_that_need(office)
    here: dict[str, list[str]] = {}
    for one in listed(office):
        here.setdefault(one.form, []).append(one.edition)
    found = [
        BlankNeed(
            line.form,
            line.title,
            "needed" if line.blank == "none" else line.blank,
            tuple(here.get(line.form, ())),
            line.current,
            tuple(wanted.get(line.form, ())),
            line.confirmed,
            line.get_at,
            tuple(said for _sha256, said in line.held),
        )
        for line in form_lines(office)
        if line.form in wanted or line.form in here
    ]
    return tuple(sorted(found, key=lambda one: (one.state == "here", not one.cases, one.form)))


def cases_that_need(office: Office) -> dict[str, list[str]]:
    """Give, by form, the numbers of the open cases whose packet holds it."""
    wanted: dict[str, list[str]] = {}
    for number, forms in _wanted(office):
        for form in forms:
            wanted.setdefault(form, []).append(number)
    return wanted


def _wanted(office: Office) -> Iterable[tuple[str, list[str]]]:
    """Give, for each open case, its number and the forms that its packet plan holds."""
    from immdesk.records.facts_of import facts_of

    rows = office.rows(
        "SELECT id, number FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    )
    for start in range(0, len(rows), _CHUNK):
        numbers = {row["id"]: row["number"] for row in rows[start : start + _CHUNK]}
        with office.store.read() as read:
            facts = facts_of(read, list(numbers), office.library.vocabulary, office.today())
        for case_id, one in facts.items():
            yield numbers[case_id], forms_wanted(office, one)
