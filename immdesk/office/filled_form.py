"""A form of a case as it would be printed: every box with its value, where that comes from, what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.blanks import blank_bytes
from immdesk.office.by_hand import ByHand, FormKey, none_policy, write_by_hand
from immdesk.office.case_form import CaseForm, policy_of
from immdesk.office.case_packet import CasePacket, read_packet
from immdesk.office.filed_rows import snapshot_kept
from immdesk.office.form_sheet import FormSheet, SheetBox, form_sheet
from immdesk.office.more_forms import form_beside
from immdesk.office.packet_kept import packets_of
from immdesk.office.packet_people import scope_for
from immdesk.office.rows import Changed
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packets.addendum import FilledForm

Value = str | bool


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A filled form: its page view, the PDF that is shown, and what stands in each box.

    `values` are what stands there, `record` what the record says, `hand` what was written by hand, `printed`
    what stood there when the form was last printed (empty: never), `remarks` what filling changed or cut in
    a box. `signs` are lines for "sign here".
    """

    case_id: str
    key: FormKey
    who: str
    sheet: FormSheet
    pdf: bytes
    values: Mapping[str, Value]
    record: Mapping[str, Value]
    hand: Mapping[str, ByHand]
    printed: Mapping[str, str]
    signs: tuple[str, ...]
    remarks: Mapping[str, str]
    policy: str

    def changed(self) -> tuple[str, ...]:
        """Give the boxes that say something else than when the form was last printed."""
        if not self.printed:
            return ()
        now = {name: str(value) for name, value in self.values.items()}
        return tuple(
            one.name for one in self.sheet.boxes if now.get(one.name, "") != self.printed.get(one.name, "")
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """The same fact said otherwise on two forms of a case: a box written by hand, and another form."""

    label: str
    by_hand: str
    where: str
    record: str
    others: tuple[str, ...]


def filled_sheet(office: Office, case_id: str, key: FormKey) -> FilledSheet:
    """Give a form of a case as it stands; raises Problem when it cannot be filled yet."""
    packet = read_packet(office, case_id)
    form = _form(office, packet, key)
    if form.blank is None or form.form_map is None or form.boxes is None or form.record is None:
        raise Problem(
            _("This form cannot be filled yet."),
            form.row.blank_note,
            _("Add the blank, or say in the Library what goes into its boxes."),
        )
    filled = _filled(office, packet, form, flatten=False)
    sheet = form_sheet(office, form.blank.sha256)
    printed = _printed(office, case_id, key)
    signs = tuple(f"{packet.signer(form, line)}: {line.label}" for line in form.signatures)
    found = FilledSheet(
        case_id, key, form.row.who, sheet, filled.pdf, form.boxes.values, form.record.values, form.hand,
        printed, signs, filled.report.remarks(), none_policy(office, key.form),
    )  # fmt: skip
    changed = frozenset(found.changed())
    boxes = tuple(_with_value(one, found, changed) for one in sheet.boxes)
    return replace(found, sheet=replace(sheet, boxes=boxes))


def save_form(office: Office, case_id: str, key: FormKey, out: Path, *, flatten: bool) -> Changed:
    """Write a form of a case: editable, or as the filing copy; from now on changes are told against it.

    Raises Refused when the disk says no.
    """
    packet = read_packet(office, case_id)
    form = _form(office, packet, key)
    if form.blank is None or form.form_map is None or form.boxes is None:
        raise Problem(_("This form cannot be filled yet."), form.row.blank_note, "")
    filled = _filled(office, packet, form, flatten=flatten)
    write_out(out, filled.pdf, _("The form could not be written."))
    kept = {
        "at": office.now().isoformat(),
        "by": office.user,
        "boxes": {name: str(value) for name, value in form.boxes.values.items()},
    }

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(
            session,
            "printed",
            f"{case_id} printed",
            f"printed {key.written()}",
            json.dumps(kept, ensure_ascii=False),
        )

    message = _("The form is written. Changes from now on are marked.")
    _done, changed = office.change(_("Print a form"), work, message=message)
    return replace(changed, cases=changed.cases | {case_id})


def set_by_hand(office: Office, case_id: str, key: FormKey, box: str, value: Value, reason: str) -> Changed:
    """Write a box of a form by hand; raises Problem without a reason or for a box that is signed."""
    form = _form(office, read_packet(office, case_id), key)
    if form.form_map is None:
        raise Problem(_("This form cannot be filled yet."), form.row.blank_note, "")
    return write_by_hand(office, case_id, key, form.form_map, box, value, reason)


def differences(office: Office, case_id: str) -> tuple[Difference, ...]:
    """Give every fact that a form says otherwise than the record, with the other forms that show it."""
    packet = read_packet(office, case_id)
    return tuple(_differences(office, packet))


def _differences(office: Office, packet: CasePacket) -> Iterable[Difference]:
    vocabulary = office.library.vocabulary
    for form in packet.forms:
        for name, one in form.hand.items():
            box = form.form_map.boxes.get(name) if form.form_map else None
            path = box.from_ if box else ""
            others = [
                f"{other.row.form}, {other.row.who}: {_shown(value)}"
                for other in packet.forms
                if other is not form
                for value in _same_fact(other, path, form)
                if value != one.value
            ]
            label = vocabulary.word(path).label if path and vocabulary.has(path) else name.rpartition(".")[2]
            said = form.record.values.get(name, "") if form.record else ""
            where = f"{form.row.form}, {form.row.who}"
            yield Difference(
                label or name, _shown(one.value), where, _shown(said), tuple(dict.fromkeys(others))
            )


def _same_fact(other: CaseForm, path: str, form: CaseForm) -> list[Value]:
    """Give what another form says in boxes for the same word of the same person."""
    if other.form_map is None or other.boxes is None or not path:
        return []
    own = path.startswith(("person.", "party.")) and other.row.person_id != form.row.person_id
    if own:
        return []
    return [
        other.boxes.values.get(name, "")
        for name, box in other.form_map.boxes.items()
        if box.from_ == path and not box.is_
    ]


def _shown(value: Value) -> str:
    if value is True:
        return _("ticked")
    return str(value) if value else _("empty")


def _form(office: Office, packet: CasePacket, key: FormKey) -> CaseForm:
    found = next((one for one in packet.forms if one.key == key), None)
    return found or form_beside(office, packet, key)


def _filled(office: Office, packet: CasePacket, form: CaseForm, *, flatten: bool) -> FilledForm:
    from immdesk.packets.addendum import fill_form

    assert form.blank is not None
    assert form.form_map is not None
    row = form.row
    facts = scope_for(office, packet.facts, row.person_id, packet.planned, form.sponsor_id)
    return fill_form(
        blank_bytes(office, form.blank),
        form.form_map,
        facts,
        office.library.vocabulary,
        flatten=flatten,
        not_applicable=policy_of(office, row.form),
        values=form.boxes,
    )


def _printed(office: Office, case_id: str, key: FormKey) -> Mapping[str, str]:
    """Give what stood in the boxes when the form was last printed, alone or in a packet; empty for never."""
    rows = office.rows(
        "SELECT value FROM said WHERE owner_kind = 'printed' AND owner_id = ? AND word = ?",
        [f"{case_id} printed", f"printed {key.written()}"],
    )
    alone: dict[str, Any] = json.loads(rows[0]["value"]) if rows else {}
    packets = packets_of(office, case_id)
    newest = max(packets, key=lambda one: one.made_at, default=None)
    if newest is not None and newest.made_at > str(alone.get("at", "")):
        forms = snapshot_kept(office, newest).get("forms", {})
        inside = forms.get(f"{key.form}/{key.person_id}")
        if inside:
            return dict(inside["boxes"])
    return dict(alone.get("boxes", {}))


def _with_value(one: SheetBox, filled: FilledSheet, changed: frozenset[str]) -> SheetBox:
    """Give a box of the page as it stands on a filled form."""
    value = filled.values.get(one.name, "")
    state: Any = "record" if value not in ("", False) else "empty"
    if one.state == "excused":
        state = "excused"
    if one.name in changed:
        state = "changed"
    was = ""
    if one.name in filled.hand:
        kept = filled.hand[one.name]
        state = "hand"
        said = _("By hand: {reason} ({who}). The record says: {record}")
        was = said.format(reason=kept.reason, who=kept.by, record=_shown(filled.record.get(one.name, "")))
    elif one.name in changed:
        was = _("Last printed: {value}").format(value=filled.printed.get(one.name, "") or _("empty"))
    was = " ".join(filter(None, (was, filled.remarks.get(one.name, ""))))
    return replace(one, state=state, said=_shown(value), section=one.said or one.section, was=was)
