"""What the fields of each kind of record are called, for the history: the vocabulary's labels first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.conflicts import moment_words, result_words
from immdesk.office.enquiries import outcome_words
from immdesk.office.history_access import labels_of_access, noun_of_access
from immdesk.office.history_evidence import labels_of_evidence, noun_of_evidence
from immdesk.office.history_kept import kept_name
from immdesk.office.history_of_letters import SILENT_OF_LETTERS, day_of, labels_of_letters, noun_of_letters
from immdesk.office.history_requests import (
    SILENT_OF_REQUESTS,
    how_words,
    labels_of_requests,
    noun_of_requests,
)
from immdesk.office.history_signing import labels_of_signing, noun_of_signing

if TYPE_CHECKING:
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.basics.word import Word

_SHAPES = (
    "person", "case", "party", "notice", "filing", "document", "status_period", "office", "staff", "address",
    "other_name", "identifier", "citizenship", "marriage", "entry", "trip", "employment", "employer",
    "worksite", "employer_contact", "job", "recruitment", "recruitment_step", "payment", "contact_log",
    "arrest", "court_order", "earlier_petition", "organization", "benefit", "institution_stay", "skill",
    "equity", "school", "sibling",
)  # fmt: skip

SILENT = frozenset(
    (
        "id", "version", "work", "seen_hash", "key", "blob", "sort_key", "mime", "size", "sha256", "parts",
        "fields_hash", "rule", "subject_kind", "output", "ordinal", "severity", "raw_on", "rule_version",
        "accepted_at", "draft_id", "source", "at", "added_at", "made_at", "encrypted", "xfa",
        "came", "merged_at", "merged_by", "split_at",
    )
)  # fmt: skip
"""Columns that say nothing to a person, or again what another says."""

_TOLD_IDS = (
    "responsible_id", "attorney_id", "staff_id", "relative_id", "spouse_id", "employer_id",
)  # fmt: skip
"""Columns that name somebody, and are told by that somebody's name."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called; `word` knows how its values are shown, None where the vocabulary has none.

    `told` says the values of a column in words where the desk itself knows them.
    """

    text: str
    word: Word | None = None
    told: Callable[[str], str] | None = None


class Labels:
    """The label of each column of each table."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        from immdesk.records.kept_in import columns, table

        self._vocabulary = vocabulary
        self._own = _own_labels()
        self._words = {
            (table(shape), column): vocabulary.shape(shape)[word]
            for shape in _SHAPES
            for word, column in columns(shape).items()
        }

    def of(self, table: str, column: str) -> Label | None:
        """Give the label of a column, None for one that is not told."""
        if own := self._own.get((table, column)) or self._own.get(("", column)):
            word = self._words.get((table, column))
            return Label(own, word, _TOLD.get((table, column)))
        if column in SILENT or (table, column) in _SILENT_THERE:
            return None
        if column.endswith("_id") and column not in _TOLD_IDS:
            return None
        if word := self._words.get((table, column)):
            return Label(word.label, word)
        return Label(column.removesuffix("_id").replace("_", " ").capitalize())

    def of_value(self, row: Mapping[str, Any], table: str) -> Label:
        """Give what a row is called that holds one value: something said, a number, a telephone."""
        owner, path = row.get("owner_kind", "person"), row.get("word") or row.get("kind") or ""
        first, _dot, rest = path.partition(".")
        try:
            word = self._vocabulary.word_in(owner, path)
            above = self._vocabulary.word_in(owner, first).label if rest else ""
        except Problem:
            return Label(
                _other_values().get(path)
                or kept_name(path)
                or path.replace("_", " ").capitalize()
                or noun(table)
            )
        return Label(f"{above}: {word.label}" if above else word.label, word)


_SILENT_THERE: Final = frozenset({("docket_entry", "kind"), *SILENT_OF_LETTERS, *SILENT_OF_REQUESTS})

_TOLD: Final = {
    ("notice_response", "how"): how_words,
    ("letter_version", "signed_at"): day_of,
    ("conflict_check", "result"): result_words,
    ("conflict_check", "moment"): moment_words,
    ("enquiry", "outcome"): outcome_words,
}


def _other_values() -> dict[str, str]:
    return {"scan_troubles": _("What is odd about the scan"), "sevis": "SEVIS", "itin": "ITIN"}


def noun(table: str) -> str:
    """Give what a row of this table is, in the middle of a sentence: "person", "date", "note"."""
    nouns = {
        "office": _("office"),
        "staff": _("staff member"),
        "person": _("person"),
        "person_name": _("other name"),
        "identifier": _("number"),
        "citizenship": _("citizenship"),
        "contact": _("telephone or e-mail address"),
        "address": _("address"),
        "employment": _("job"),
        "arrest": _("arrest"),
        "court_order": _("court order"),
        "earlier_petition": _("earlier petition"),
        "organization": _("organization"),
        "benefit": _("public help"),
        "institution_stay": _("stay in an institution"),
        "skill": _("skill"),
        "school": _("school"),
        "sibling": _("brother or sister"),
        "equity": _("reason that speaks for the person"),
        "marriage": _("marriage"),
        "relationship": _("relationship"),
        "household": _("household"),
        "household_member": _("household"),
        "entry": _("arrival"),
        "trip": _("trip"),
        "status_period": _("status"),
        "case_file": _("case"),
        "case_party": _("party"),
        "checklist_item": _("checklist"),
        "task": _("task"),
        "note": _("note"),
        "approval": _("approval"),
        "packet": _("packet"),
        "packet_layout": _("order of a packet"),
        "said": _("fact"),
        "list_complete": _("list"),
        "answer": _("answer"),
        "document": _("document"),
        "case_document": _("exhibit"),
        "filing": _("filing"),
        "form_blank": _("blank form"),
        "notice": _("notice"),
        "docket_entry": _("date"),
        "contact_log": _("entry of the contact log"),
    }
    others = (
        _noun_of_work,
        _noun_of_research,
        _noun_of_habits,
        noun_of_evidence,
        noun_of_access,
        noun_of_letters,
        noun_of_requests,
        noun_of_signing,
    )
    found = (named(table) for named in others)
    return nouns.get(table) or next((one for one in found if one), _("record"))


def _noun_of_work(table: str) -> str:
    """Give what a record about an employer, money or the bulletin is called, "" for others."""
    nouns = {
        "employer": _("employer"),
        "worksite": _("worksite"),
        "employer_contact": _("contact of an employer"),
        "job": _("job"),
        "recruitment": _("recruitment"),
        "recruitment_step": _("recruitment step"),
        "bulletin": _("visa bulletin"),
        "bulletin_choice": _("visa bulletin"),
        "payment": _("payment"),
    }
    return nouns.get(table, "")


def _noun_of_research(table: str) -> str:
    """Give what a record of the notebook, of an enquiry or of a merge is called, "" for others."""
    nouns = {
        "research_note": _("research note"),
        "research_tag": _("tag of a research note"),
        "research_case": _("use of a research note"),
        "enquiry": _("enquiry"),
        "other_party": _("other person in the matter"),
        "conflict_check": _("conflict check"),
        "person_merge": _("merge of two people"),
    }
    return nouns.get(table, "")


def _noun_of_habits(table: str) -> str:
    """Give what a record of the office's habits is called, "" for others."""
    nouns = {
        "absence": _("absence"),
        "reminder_rest": _("reminder put off"),
        "missed_date": _("missed date"),
        "template_task": _("proposed task"),
    }
    return nouns.get(table, "")


def _of_habits() -> dict[tuple[str, str], str]:
    """Give the labels of absences, reminders and missed dates."""
    return {
        ("absence", "how"): _("Where"),
        ("absence", "from_on"): _("From"),
        ("absence", "until_on"): _("Until"),
        ("absence", "cover_id"): _("Who covers"),
        ("absence", "back_on"): _("Back on"),
        ("reminder_rest", "until_on"): _("Reminded again on"),
        ("reminder_rest", "reason"): _("Reason"),
        ("missed_date", "told"): _("What happened"),
    }


def _own_labels() -> dict[tuple[str, str], str]:
    """Give the labels of columns that are no words of the vocabulary, or mean more in the history."""
    return {
        ("", "deleted_at"): _("Deleted"),
        ("", "only_in_case"): _("Only for one case"),
        ("", "responsible_id"): _("Responsible"),
        ("", "attorney_id"): _("Attorney"),
        ("", "staff_id"): _("Staff"),
        ("", "employer_id"): _("Employer"),
        ("", "state"): _("State"),
        ("", "status"): _("Status"),
        ("address", "state"): _("State"),
        ("relationship", "relative_id"): _("Relative"),
        ("relationship", "kind"): _("Relationship"),
        ("relationship", "since_on"): _("Since"),
        ("relationship", "until_on"): _("Until"),
        ("contact", "safe"): _("Safe to use"),
        ("contact", "note"): _("Remark"),
        ("case_file", "closed_on"): _("Closed on"),
        ("case_file", "restricted"): _("Restricted"),
        ("case_file", "title"): _("Called"),
        ("case_file", "case_type"): _("Case type"),
        ("case_document", "include"): _("In the packet"),
        ("document", "original_name"): _("File"),
        ("document", "pages"): _("Pages"),
        ("document", "received_on"): _("Received on"),
        ("docket_entry", "due_on"): _("Day"),
        ("docket_entry", "printed_on"): _("Day printed on the notice"),
        ("docket_entry", "done_on"): _("Done on"),
        ("docket_entry", "done_proof"): _("Proof"),
        ("docket_entry", "accepted_by"): _("Accepted by"),
        ("docket_entry", "reason"): _("Reason"),
        ("task", "due_on"): _("Due on"),
        ("task", "done_on"): _("Done on"),
        ("note", "text"): _("Text"),
        ("office", "next_case_number"): _("Number of the next case"),
        ("office", "zone"): _("Time zone"),
        ("office", "practice"): _("Practice office"),
        ("staff", "is_attorney"): _("Attorney"),
        ("staff", "active"): _("Works here"),
        ("household_member", "role"): _("Role"),
        ("bulletin", "cutoff"): _("Cutoff date"),
        **_of_enquiries(),
        **_of_research(),
        **_of_habits(),
        **labels_of_evidence(),
        **labels_of_access(),
        **labels_of_signing(),
        **labels_of_letters(),
        **labels_of_requests(),
    }


def _of_research() -> dict[tuple[str, str], str]:
    """Give the labels of the research notebook."""
    return {
        ("research_note", "title"): _("Title"),
        ("research_note", "text"): _("Text"),
        ("research_note", "link"): _("Link or citation"),
        ("research_note", "source_on"): _("Day of the source"),
        ("research_note", "noted_on"): _("Noted on"),
        ("research_note", "noted_by"): _("Noted by"),
        ("research_note", "changed_on"): _("Changed since"),
        ("research_note", "changed_why"): _("What changed"),
        ("research_tag", "value"): _("About"),
    }


def _of_enquiries() -> dict[tuple[str, str], str]:
    """Give the labels of what is known before a case."""
    return {
        ("enquiry", "family_name"): _("Family name"),
        ("enquiry", "given_name"): _("Given name"),
        ("enquiry", "phone"): _("Telephone"),
        ("enquiry", "email"): _("E-mail"),
        ("enquiry", "languages"): _("Languages"),
        ("enquiry", "asks"): _("What they ask"),
        ("enquiry", "source"): _("How they came to us"),
        ("enquiry", "came_on"): _("Came on"),
        ("enquiry", "follow_up_on"): _("Follow up on"),
        ("enquiry", "outcome"): _("Outcome"),
        ("enquiry", "note"): _("Remark"),
        ("other_party", "name"): _("Name"),
        ("other_party", "part"): _("Part in the matter"),
        ("conflict_check", "moment"): _("Looked because of"),
        ("conflict_check", "names"): _("Names that were looked for"),
        ("conflict_check", "found"): _("What was found"),
        ("conflict_check", "result"): _("Result"),
        ("conflict_check", "note"): _("Remark"),
        ("conflict_check", "looked_by"): _("Looked by"),
    }


def title_words(title: str) -> str:
    """Give what was done, as an operation keeps it, in the language of the desk."""
    for taken, said in (("Undo: ", _("Undo: {title}")), ("Redo: ", _("Redo: {title}"))):
        if title.startswith(taken):
            first = title.removeprefix(taken)
            return said.format(title=_(first))
    return _(title)
