"""What a letter may say of a case: the facts in scope, and the few words that the office puts together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.shown import in_letter
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.office.office import Office
    from immdesk.records.facts_of import CaseFacts

ROOTS: Final = frozenset(
    {"petitioner", "principal", "person", "party", "case", "employer", "job", "office", "attorney"}
)
"""The first names of the facts that a letter may use."""


def word_labels() -> dict[str, str]:
    """Give the words that the office puts together for letters, each with what it is called."""
    return {
        "client_name": _("Name of the client"),
        "petitioner_name": _("Name of the petitioner"),
        "beneficiary_names": _("Names of the beneficiaries"),
        "attorney_name": _("Name of the attorney"),
        "signatory_name": _("Who signs for the employer"),
        "office_city_line": _("City, state and ZIP code of the office"),
        "employer_city_line": _("City, state and ZIP code of the employer"),
        "case_number": _("Case number"),
        "receipt_numbers": _("Receipt numbers"),
        "notice_date": _("Date of the newest notice that asks for an answer"),
        "notice_receipt": _("Receipt number of the newest notice that asks for an answer"),
        "stage": _("Stage"),
        "dates_to_come": _("Dates to come"),
    }


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """The facts of a case as letters see them."""

    case: CaseFacts
    scope: Facts
    words: Mapping[str, str]
    vocabulary: Vocabulary

    def fact(self, field: str) -> str | None:
        """Give what a letter writes for a field; None: nobody has said, "": known to be none."""
        if field in self.words:
            return self.words[field] or None
        if "." not in field or field.partition(".")[0] not in ROOTS:
            return None
        value = self.scope.get(field)
        return None if isinstance(value, Unknown) else _written(value, self._type(field))

    def label(self, field: str) -> str:
        """Give what a field is called; the field itself when the packs do not know it."""
        if field in (labels := word_labels()):
            return labels[field]
        return (self.vocabulary.word(field).label or field) if self.vocabulary.has(field) else field

    def _type(self, field: str) -> str:
        return self.vocabulary.word(field).type if self.vocabulary.has(field) else ""


def letter_facts(office: Office, case_id: str, person_id: str = "") -> LetterFacts:
    """Give what letters may say of a case, about a person; left out, the petitioner or principal."""
    from immdesk.records.facts_of import facts_of

    vocabulary = office.library.vocabulary
    with office.store.read() as read:
        case = facts_of(read, [case_id], vocabulary, office.today())[case_id]
    about = person_id or case.petitioner_id or case.principal_id or ""
    return LetterFacts(case, case.for_person(about), words_of(office, case), vocabulary)


def words_of(office: Office, case: CaseFacts) -> dict[str, str]:
    """Give the words that the office puts together; "" for what is not known."""
    from immdesk.office.progress import stage_words

    return {
        **letter_words(case),
        "stage": stage_words(office, case),
        **_of_the_docket(office, case.case_id),
    }


def letter_words(case: CaseFacts) -> dict[str, str]:
    """Give the words that come from the facts of the case alone: names, places, the case number."""
    from immdesk.office.packet_people import signer_of_employer
    from immdesk.office.progress import members_of

    members = members_of(case)
    scope = case.for_person(case.petitioner_id or case.principal_id or "")
    client = [one.name for one in members if one.role in ("petitioner", "principal")]
    attorney = (scope.root("attorney").get(word) for word in ("given_name", "middle_name", "family_name"))
    return {
        "client_name": next(iter(client), ""),
        "petitioner_name": "; ".join(one.name for one in members if one.role == "petitioner"),
        "beneficiary_names": "; ".join(
            one.name for one in members if one.role in ("principal", "beneficiary", "derivative")
        ),
        "attorney_name": " ".join(part for part in attorney if isinstance(part, str)),
        "signatory_name": signer_of_employer(case),
        "office_city_line": city_line(scope.root("office")),
        "employer_city_line": city_line(scope.root("employer")),
        "case_number": str(scope.get("case.number")),
    }


def city_line(words: Mapping[str, Any]) -> str:
    """Give city, state and ZIP code as they stand below a street."""
    city, state, code = (
        part if isinstance(part, str) else "" for part in map(words.get, ("city", "state", "zip"))
    )
    return f"{city}, {state} {code}".strip(" ,")


def response_lines(office: Office, case_id: str) -> tuple[str, ...]:
    """Give the answers to the newest notice that asks for one: each request, its paragraph, its exhibits."""
    from immdesk.office.requests import notices_asking, papers_of, requests_of
    from immdesk.packets.letter_text import exhibit_name, harmless

    notices = notices_asking(office, case_id)
    if not notices:
        return ()
    found: list[str] = []
    for one in requests_of(office, notices[0].notice_id, papers_of(office, case_id)):
        found.append(f"**{harmless(one.called, one_line=True)}**")
        found += harmless(one.answer).split("\n") if one.answer else [f"[Write: {exhibit_name(one.called)}]"]
        shown = "; ".join(f"[Exhibit: {exhibit_name(paper.title)}]" for paper in one.papers)
        found += [f"See {shown}."] if shown else []
    return tuple(line for line in found if line.strip())


def _of_the_docket(office: Office, case_id: str) -> dict[str, str]:
    with office.store.read() as read:
        receipts = read.tuples(
            "SELECT DISTINCT receipt_number FROM filing WHERE case_id = ? AND receipt_number <> '' "
            "ORDER BY receipt_number",
            [case_id],
        )
        notices = read.all(
            "SELECT dated_on, receipt_number FROM notice WHERE case_id = ? "
            "AND kind IN ('rfe', 'noid', 'noir', 'noit') ORDER BY coalesce(dated_on, '') DESC LIMIT 1",
            [case_id],
        )
        coming = read.all(
            "SELECT title, due_on FROM docket_entry WHERE case_id = ? AND state = 'kept' AND due_on >= ? "
            "ORDER BY due_on, title LIMIT 12",
            [case_id, office.today().isoformat()],
        )
    notice = notices[0] if notices else {"dated_on": "", "receipt_number": ""}
    dated = str(notice["dated_on"] or "")
    return {
        "receipt_numbers": "; ".join(number for (number,) in receipts if number.isalnum()),
        "notice_date": in_letter(date.fromisoformat(dated)) if len(dated) == 10 else "",
        "notice_receipt": str(notice["receipt_number"] or ""),
        "dates_to_come": "; ".join(
            f"{row['title']}: {in_letter(date.fromisoformat(row['due_on']))}" for row in coming
        ),
    }


def _written(value: Any, kind: str) -> str:
    from immdesk.basics.values import read_value
    from immdesk.packets.letters import in_letter as in_words

    if kind == "choice" and isinstance(value, str):
        return value.replace("_", " ")
    if kind in ("phone", "ssn", "a_number") and isinstance(value, str):
        return read_value(kind, value, today=date.min).shown or value
    return in_words(value)
