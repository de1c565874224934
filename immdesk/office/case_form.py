"""A form of a case for one person: its blank, its map, what stands in each box and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _, told
from immdesk.office.blanks import BlankRow
from immdesk.office.by_hand import ByHand, FormKey, none_policy, written_over
from immdesk.office.packet_people import scope_for
from immdesk.office.progress import members_of
from immdesk.office.rows import FormRow
from immdesk.packets.boxes import BoxValues, SignatureLine, box_values
from immdesk.packets.editions import EditionState, edition_state
from immdesk.packets.plan import Planned
from immdesk.packets.preflight import PlannedForm
from immdesk.records.facts_of import CaseFacts

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.official import FormMap


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A form of the packet for one person: its row, and what is needed to fill it.

    `boxes` hold what stands on the form, `record` what the record says, `hand` what was written by hand.
    """

    row: FormRow
    blank: BlankRow | None
    form_map: FormMap | None
    boxes: BoxValues | None
    signatures: tuple[SignatureLine, ...]
    edition_unknown: bool = False
    sponsor_id: str = ""
    record: BoxValues | None = None
    hand: Mapping[str, ByHand] = field(default_factory=dict)

    @property
    def key(self) -> FormKey:
        """Give which form of the case this is."""
        return FormKey(self.row.form, self.row.person_id, self.sponsor_id)


def case_form(
    office: Office,
    facts: CaseFacts,
    one: Planned,
    planned: tuple[Planned, ...],
    blanks: tuple[BlankRow, ...],
    mailed: date,
) -> CaseForm:
    """Give a planned form of a case as the record fills it, on the best blank for the day of mailing."""
    library = office.library
    name = one.who or name_of(facts, one.person_id)
    if one.sponsor_id and one.sponsor_id != facts.petitioner_id:
        name = f"{name} ({name_of(facts, one.sponsor_id)})"
    mine = [blank for blank in blanks if blank.form == one.form]
    choices = [(blank, edition_state(library.editions, blank.form, blank.edition, mailed)) for blank in mine]
    choices.sort(key=lambda pair: (pair[1].state == "accepted", pair[1].state == "unknown"))
    maps = library.official.get(one.form, ())
    title = told(next((each.title for each in maps), one.title))
    bare = FormRow(one.form, title, one.person_id, name, "", "missing", "", 0, 0, ())
    if not choices:
        return _unfilled(replace(bare, blank_note=_no_blank(one.form)))
    blank, state = choices[-1]
    form_map = next((each for each in maps if blank.fields_hash in each.fits), None)
    if form_map is None:
        note = _no_map(blank, state)
        return _unfilled(replace(bare, edition=blank.edition, blank_note=note, unmapped=blank.sha256))
    scope = scope_for(office, facts, one.person_id, planned, one.sponsor_id)
    boxes = box_values(form_map, scope, library.vocabulary)
    labels = tuple(dict.fromkeys(library.vocabulary.word(path).label or path for path in boxes.unanswered))
    row = replace(
        bare,
        edition=blank.edition,
        blank=_state(state),
        blank_note=state.note,
        boxes=len(form_map.boxes),
        filled=sum(bool(value) for value in boxes.values.values()),
        unanswered=labels,
    )
    return CaseForm(row, blank, form_map, boxes, boxes.signatures, state.state == "unknown")


def _unfilled(row: FormRow) -> CaseForm:
    return CaseForm(row, None, None, None, ())


def _no_blank(form: str) -> str:
    said = _("The office has no blank of Form {form} yet. Add the PDF from the agency's page.")
    return said.format(form=form)


def _no_map(blank: BlankRow, state: EditionState) -> str:
    said = _("No map fits this blank of Form {form} {edition} yet.")
    note = said.format(form=blank.form, edition=blank.edition)
    return f"{state.note} {note}" if _state(state) == "superseded" else note


def mailing_day(office: Office, facts: CaseFacts) -> date:
    """Give the day that counts for editions: the planned day of mailing, else today."""
    planned = facts.for_person("").get("case.postmark_on")
    return max(planned, office.today()) if isinstance(planned, date) else office.today()


def with_hand(made: CaseForm, sponsor_id: str, hand: Mapping[str, Mapping[str, ByHand]]) -> CaseForm:
    """Give a form with what was written by hand over what the record says."""
    form = replace(made, sponsor_id=sponsor_id)
    mine = hand.get(form.key.written(), {})
    if form.boxes is None or form.form_map is None:
        return form
    boxes = written_over(form.boxes, form.form_map, mine)
    row = replace(
        form.row,
        filled=sum(bool(value) for value in boxes.values.values()),
        by_hand=len(mine),
        unconfirmed=len(form.form_map.boxes) - form.form_map.confirmed,
        sponsor_id=form.sponsor_id,
    )
    return replace(form, row=row, boxes=boxes, record=form.boxes, hand=mine)


def policy_of(office: Office, form: str) -> Any:
    """Give what the office chose for empty boxes of a form; None leaves it to the map."""
    return none_policy(office, form) or None


def name_of(facts: CaseFacts, person_id: str) -> str:
    """Give the name of a person of the case; "" for nobody."""
    return next((one.name for one in members_of(facts) if one.person_id == person_id), "")


def _state(state: EditionState) -> Any:
    return "superseded" if state.state in ("superseded", "not yet") else "ready"


def planned_form(one: CaseForm) -> PlannedForm:
    """Give a form as the look before printing wants it."""
    pages = one.blank.pages if one.blank else 0
    signed = tuple(line.page for line in one.signatures)
    row, state = one.row, "unknown" if one.edition_unknown else one.row.blank
    return PlannedForm(
        row.form,
        row.who,
        state,
        row.blank_note,
        pages,
        signed,
        True,
        row.unanswered,
        by_hand=row.by_hand,
        unconfirmed=row.unconfirmed,
    )
