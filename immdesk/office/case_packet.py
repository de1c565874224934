"""The packet of one case as it stands: its plan, filled forms, exhibits, gaps, and the attorney's word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office.blanks import listed
from immdesk.office.by_hand import by_hand_of
from immdesk.office.case_form import CaseForm as CaseForm
from immdesk.office.case_form import case_form, mailing_day, name_of, with_hand
from immdesk.office.documents import documents_of
from immdesk.office.exhibits import places_in
from immdesk.office.letter_facts import letter_words, words_of
from immdesk.office.letter_print import (
    OpenLetter,
    PacketLetter,
    letters_in_packet,
    open_among,
    with_letters,
)
from immdesk.office.packet_layout import Choices, layout_of
from immdesk.office.packet_people import people_of, signer_of_employer
from immdesk.packets.boxes import SignatureLine
from immdesk.packets.letters import fill as fill_letter
from immdesk.packets.order import in_order
from immdesk.packets.parts import (
    Evidence,
    FilledLetter,
    Gap,
    PacketInput,
    exhibit_letter,
)
from immdesk.packets.plan import HeldDocument, Planned, lay_out
from immdesk.packets.preflight import Check, PlannedDocument, stops
from immdesk.records.facts_of import CaseFacts, facts_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.plan import PacketPlan


@dataclass(frozen=True, slots=True)
class CasePacket:
    """Everything of a packet that is known before it is built. `seen` marks just this state."""

    office: Office
    title: str
    facts: CaseFacts
    planned: tuple[Planned, ...]
    forms: tuple[CaseForm, ...]
    documents: dict[str, Any]
    seen: str
    approved_by: str = ""
    approved_at: str = ""
    changed_since: bool = False
    choices: Choices = field(default_factory=Choices)
    reordered: bool = False
    letters: Mapping[str, PacketLetter] = field(default_factory=dict)
    """The letters that were written for the case, by the letter of the library that they began as."""
    _checks: dict[date, tuple[Check, ...]] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Say whether forms and letters carry DRAFT: not approved as it is, or something stops it."""
        return stops(self.checks(self.office.today()))

    def gaps(self) -> tuple[Gap, ...]:
        """Give what the case still needs and the packet does not hold, with the reasons."""
        missing = [self.form_gap(one) for one in self.forms if one.row.blank == "missing"]
        return (*missing, *self.planned_gaps())

    def planned_gaps(self) -> tuple[Gap, ...]:
        """Give what the plan wants and nothing in the case shows; payment forms that cannot be made, too."""
        from immdesk.office.payment_forms import payment_forms, payment_gaps, without_payment

        ready = payment_forms(self, self.choices) is not None
        planned = without_payment(self.planned) if ready else self.planned
        found = [Gap(one.title, one.reason) for one in planned if one.part == "gap"]
        return (*found, *(payment_gaps(self, self.choices) if ready else ()))

    def pages_of(self, one: Planned) -> int:
        """Give the pages of a part as far as they are known; 0 for what is laid out only when it is built."""
        if one.part == "exhibit":
            return 1 + sum(self.documents[each]["pages"] or 0 for each in one.documents)
        if one.part == "form":
            blank = self.form(one).blank
            return blank.pages if blank else 0
        return 0

    def checks(self, today: date) -> tuple[Check, ...]:
        """Give everything to look at before printing, the worst first."""
        from immdesk.office.before_printing import checks_of

        if today not in self._checks:
            self._checks[today] = checks_of(self, today)
        return self._checks[today]

    def input(self, watched: Watched = ALONE) -> PacketInput:
        """Give the packet to build: every form filled and flattened, every exhibit ready to be opened."""
        from immdesk.office.packet_making import input_of

        return input_of(self, watched)

    def signer(self, form: CaseForm, line: SignatureLine) -> str:
        """Give the name of the person who signs here, or the role when the name is not known."""
        words, signs = letter_words(self.facts), signer_of_employer(self.facts)
        names = {
            "attorney": words["attorney_name"],
            "petitioner": signs or words["petitioner_name"],
            "client": signs or form.row.who,
            "applicant": form.row.who,
            "spouse beneficiary": form.row.who,
            "beneficiary": form.row.who,
            "sponsor": name_of(self.facts, form.sponsor_id),
        }
        return names.get(line.signer) or line.signer

    def label(self, path: str) -> str:
        """Give the label of a vocabulary path, or the path itself."""
        vocabulary = self.office.library.vocabulary
        return (vocabulary.word(path).label or path) if vocabulary.has(path) else path.replace("_", " ")

    def form(self, one: Planned) -> CaseForm:
        """Give the form that a part of the plan is."""
        key = (one.form, one.person_id, one.sponsor_id)
        return next(
            form for form in self.forms if (form.row.form, form.row.person_id, form.sponsor_id) == key
        )

    def form_gap(self, one: CaseForm) -> Gap:
        """Give a form that cannot be filled as what is missing."""
        whose = f": {one.row.who}" if one.row.who else ""
        shown = _("Form {form}").format(form=one.row.form)
        return Gap(f"Form {one.row.form}{whose}", one.row.blank_note, f"{shown}{whose}")

    def letters_open(self) -> tuple[OpenLetter, ...]:
        """Give the letters of the packet that are not finished, with what is open in each."""
        return open_among(self.letters, self.planned, places_in(self.planned, self.documents))

    def _letter(self, one: Planned) -> FilledLetter:
        """Give a letter as it was written for the case; before anybody did, the library's own text."""
        if one.letter in self.letters:
            return self.letters[one.letter].filled(self.office, places_in(self.planned, self.documents))
        text = self.office.library.letters[one.letter]
        person = self.facts.petitioner_id or self.facts.principal_id or ""
        words = words_of(self.office, self.facts)
        return fill_letter(text, self.facts.for_person(person), words, self.office.today())

    def _evidence(self, document_id: str) -> Evidence:
        row = self.documents[document_id]
        kind: Any = {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png"}.get(
            row["mime"] or "", ""
        )
        opened = partial(self.office.store.attachments.open, row["blob"]) if row["blob"] else _no_scan
        return Evidence(row["title"] or "", opened, kind)


def read_packet(office: Office, case_id: str) -> CasePacket:
    """Give the packet of a case as it stands. Raises Problem when its type has no packet plan."""
    library = office.library
    with office.store.read() as read:
        facts = facts_of(read, [case_id], library.vocabulary, office.today())[case_id]
        approvals = read.all(
            "SELECT a.at, a.seen_hash, s.given_name || ' ' || s.family_name AS name FROM approval a "
            "JOIN staff s ON s.id = a.staff_id WHERE a.case_id = ? AND a.what = 'packet' "
            "ORDER BY a.at DESC, a.rowid DESC LIMIT 1",
            [case_id],
        )
        title = read.all("SELECT number, title FROM case_file WHERE id = ?", [case_id])[0]
    rows = {row["id"]: row for row in documents_of(office, case_id) if row["include"] == "yes"}
    plan = _plan(office, facts)
    if plan is None:
        raise Problem(
            _("There is no packet plan for this case type."),
            "",
            _("Choose a case type that a pack has a plan for."),
        )
    layout = layout_of(office, case_id)
    letters = letters_in_packet(office, case_id)
    planned = in_order(with_letters(_laid_out(plan, facts, rows.values()), letters), layout.order)
    blanks, hand, mailed = listed(office), by_hand_of(office, case_id), mailing_day(office, facts)
    forms = tuple(
        with_hand(case_form(office, facts, one, planned, blanks, mailed), one.sponsor_id, hand)
        for one in planned
        if one.part == "form"
    )
    seen = _seen(office, facts, planned, rows, forms, letters)
    word = approvals[0] if approvals else None
    return CasePacket(
        office,
        f"{title['number']} {plan.title}",
        facts,
        planned,
        forms,
        rows,
        seen,
        word["name"] if word else "",
        word["at"] if word else "",
        bool(word and word["seen_hash"] != seen),
        layout.choices,
        bool(layout.order),
        letters,
    )


def exhibits_of(office: Office, facts: CaseFacts, documents: Iterable[Any]) -> dict[str, str]:
    """Give the exhibit letter of each document that the packet would show, by document id."""
    return exhibit_letters(arranged(office, facts, documents))


def arranged(office: Office, facts: CaseFacts, documents: Iterable[Any]) -> tuple[Planned, ...]:
    """Give the parts of the packet in the order that was chosen for the case; none without a plan."""
    plan = _plan(office, facts)
    return in_order(_laid_out(plan, facts, documents), layout_of(office, facts.case_id).order) if plan else ()


def planned_of(office: Office, facts: CaseFacts) -> tuple[Planned, ...]:
    """Give the parts that the packet of a case would hold without its documents; none without a plan."""
    plan = _plan(office, facts)
    return _laid_out(plan, facts, ()) if plan else ()


def forms_wanted(office: Office, facts: CaseFacts) -> list[str]:
    """Give the agency's forms that the packet of a case needs, each once; none when its type has no plan.

    A form that the program does not fill, or that nobody has decided on, is needed as well.
    """
    return list(dict.fromkeys(one.form for one in planned_of(office, facts) if one.form))


def exhibit_letters(planned: Iterable[Planned]) -> dict[str, str]:
    """Give the letter that each document is stamped with, by document id."""
    exhibits = [one for one in planned if one.part == "exhibit"]
    return {each: exhibit_letter(place) for place, one in enumerate(exhibits) for each in one.documents}


def _laid_out(plan: PacketPlan, facts: CaseFacts, documents: Iterable[Any]) -> tuple[Planned, ...]:
    held = [
        HeldDocument(row["id"], row["person_id"] or "", row["kind"], row["title"] or "") for row in documents
    ]
    return lay_out(plan, people_of(facts), held)


def _plan(office: Office, facts: CaseFacts) -> PacketPlan | None:
    case_type = next((str(s.facts.get("case.type")) for s in facts.subjects() if s.kind == "case"), "")
    return next((plan for plan in office.library.packets.values() if case_type in plan.fits), None)


def planned_document(letter: str, row: Any) -> PlannedDocument:
    """Give a document of an exhibit as the look before printing wants it."""
    expires = row["expires_on"]
    day = date.fromisoformat(expires) if expires and len(expires) == 10 else None
    troubles = tuple((row["troubles"] or "").splitlines())
    problems = troubles if row["blob"] else (_("There is no scan of it yet."),)
    pages = (row["pages"] or 0) if row["blob"] else 0
    return PlannedDocument(letter, row["title"] or "", row["kind"], pages, day, problems)


def _no_scan() -> BinaryIO:
    raise Refused(_("There is no scan of it yet."), _("It cannot stand in a packet."), _("Add the scan."))


def _seen(
    office: Office,
    facts: CaseFacts,
    planned: tuple[Planned, ...],
    documents: dict[str, Any],
    forms: tuple[CaseForm, ...],
    written: Mapping[str, PacketLetter],
) -> str:
    """Give a mark of all that an attorney approves: facts, parts, letters, exhibits, blanks and maps."""
    parts = [[one.part, one.title, one.person_id, one.form, one.reason, one.documents] for one in planned]
    letters = [
        written[one.letter].text if one.letter in written else repr(office.library.letters[one.letter])
        for one in planned
        if one.part == "letter"
    ]
    exhibits = [[row["id"], row["blob"], row["title"]] for row in documents.values()]
    blanks = [[one.blank.sha256 if one.blank else "", repr(one.form_map)] for one in forms]
    attorney = sorted((name, str(value)) for name, value in facts.for_person("").root("attorney").items())
    text = json.dumps([facts.fingerprint(), attorney, parts, letters, exhibits, blanks])
    return hashlib.sha256(text.encode()).hexdigest()
