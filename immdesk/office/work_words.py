"""What is asked about an employer, a job, a payment or a conversation: the words by group, in order.

Every word of the vocabulary is asked; one that no group names stands in the last group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _

Kind = Literal["employer", "worksite", "contact", "job", "recruitment", "step", "payment", "talk"]

SHAPES: Mapping[str, str] = {
    "employer": "employer",
    "worksite": "worksite",
    "contact": "employer_contact",
    "job": "job",
    "recruitment": "recruitment",
    "step": "recruitment_step",
    "payment": "payment",
    "talk": "contact_log",
}
"""The shape of the vocabulary that each kind of record has."""

OWNERS: Mapping[str, str] = {
    "worksite": "employer_id",
    "contact": "employer_id",
    "recruitment": "case_id",
    "step": "recruitment_id",
    "payment": "case_id",
}
"""The column that names what a record belongs to, for those that cannot be without."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "employer": ("name",),
    "worksite": ("city",),
    "contact": ("family_name",),
    "job": ("employer_id", "title"),
    "recruitment": (),
    "step": ("kind",),
    "payment": ("item",),
    "talk": ("how", "summary"),
}

IN_ORDER: tuple[tuple[str, str], ...] = (
    ("lca_filed_on", "lca_certified_on"), ("lca_from", "lca_until"), ("start_on", "end_on"),
    ("hired_on", "terminated_on"), ("hired_on", "employment_ended_on"), ("pwd_on", "pwd_until"),
    ("requested_from", "requested_until"), ("pwd_requested_on", "pwd_on"), ("filed_on", "certified_on"),
    ("certified_on", "valid_until"), ("filed_on", "denied_on"), ("audit_letter_on", "audit_due_on"),
    ("started_on", "ended_on"), ("paid_on", "refunded_on"), ("wage_from", "wage_to"),
)  # fmt: skip
"""Pairs of answers of which the first is never more than the second."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its key, the word, and whether it must be answered; `path` names vocabulary words."""

    key: str
    path: str
    word: Word
    required: bool = False


def groups(kind: Kind, vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[Asked, ...]]]:
    """Give the groups of questions about a record of this kind, each with its title."""
    shape, named = SHAPES[kind], _GROUPS[kind]()
    words = {
        name: word
        for name, word in vocabulary.shape(shape).items()
        if not (word.computed or word.derived) and word.type not in ("list", "row")
    }
    used = {name for _title, names in named for name in names}
    rest = tuple(name for name in words if name not in used)
    for title, names in (*named, (_("More"), rest)):
        asked = tuple(
            Asked(name, f"{shape}.{name}" if name in words else "", found, name in REQUIRED[kind])
            for name in names
            if (found := words.get(name) or _links().get(name)) is not None
        )
        if asked:
            yield title, asked


def _links() -> dict[str, Word]:
    """Give the questions that name another record, and the day of a conversation."""
    return {
        "employer_id": Word(type="choice", label=_("Employer")),
        "person_id": Word(type="choice", label=_("Worker")),
        "worksite_id": Word(type="choice", label=_("Worksite")),
        "job_id": Word(type="choice", label=_("For the job")),
        "filing_id": Word(type="choice", label=_("For the filing")),
        "whom": Word(type="choice", label=_("For whom")),
        "staff_id": Word(type="choice", label=_("Who of the office")),
        "on": Word(type="date", label=_("On"), help=_("Empty: now.")),
    }


Named = tuple[tuple[str, tuple[str, ...]], ...]


def _employer() -> Named:
    address = "care_of street unit_type unit city state zip province postal_code country county"
    return (
        (_("The employer"), _w("name trade_name fein naics kind type_of_business founded_year")),
        (_("Size"), _w("employees_us employees_fte gross_income net_income")),
        (_("Mailing address"), _w(address)),
        (_("How to reach"), _w("phone mobile email website")),
        (
            _("Fees and H-1B"),
            _w("is_nonprofit nonprofit_kind h1b_dependent willful_violator fifty_fifty uses_everify"),
        ),
    )


def _job() -> Named:
    wage = "wage_from wage_to wage_unit other_compensation full_time hours_per_week"
    level = (
        "wage_level prevailing_wage prevailing_wage_unit prevailing_wage_source pwd_number pwd_on pwd_until"
    )
    days = "requested_from requested_until start_on end_on hired_on terminated_on employment_ended_on"
    return (
        (_("The job"), _w("employer_id person_id title soc_code soc_title worksite_id offsite")),
        (_("Wage and hours"), _w(wage)),
        (_("Prevailing wage"), _w(level)),
        (_("Labor condition application"), _w("lca_number lca_filed_on lca_certified_on lca_from lca_until")),
        (_("Days"), _w(days)),
        (_("The work"), _w("duties education experience off_days")),
    )


def _w(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_GROUPS: Mapping[Kind, Callable[[], Named]] = {
    "employer": _employer,
    "worksite": lambda: (
        (_("Worksite"), _w("name street unit_type unit city state zip county")),
        (_("What it is"), _w("is_main third_party third_party_name until")),
    ),
    "contact": lambda: (
        (_("Who"), _w("given_name middle_name family_name title role is_signatory")),
        (_("How to reach"), _w("phone mobile email until")),
    ),
    "job": _job,
    "recruitment": lambda: (
        (_("Prevailing wage"), _w("job_id professional pwd_number pwd_requested_on pwd_on pwd_until")),
        (_("Labor certification"), _w("filed_on number certified_on valid_until denied_on withdrawn_on")),
        (_("Audit"), _w("audit_letter_on audit_due_on")),
    ),
    "step": lambda: ((_("Step"), _w("kind started_on ended_on place proof")),),
    "payment": lambda: (
        (_("What is paid"), _w("item amount state filing_id whom due_on")),
        (_("How it was paid"), _w("payer method g1450 paid_on reference refunded_on note")),
    ),
    "talk": lambda: ((_("Conversation"), _w("how direction spoke_with summary on minutes staff_id")),),
}


def choices(word: Word) -> tuple[tuple[str, str], ...]:
    """Give the options of a word as a person reads them, with a capital; short forms are written out."""
    said = {
        "nof": _("Notice of filing"),
        "llc": _("Limited liability company (LLC)"),
        "pay_gov": "Pay.gov",
        "radio_or_tv": _("Radio or television"),
    }
    return tuple((one, said.get(one) or words[:1].upper() + words[1:]) for one, words in word.choices)


def new_title(kind: Kind) -> str:
    """Give what adding a record of this kind is called."""
    return {
        "employer": _("Add an employer"),
        "worksite": _("Add a worksite"),
        "contact": _("Add a contact"),
        "job": _("Add a job"),
        "recruitment": _("Add a recruitment"),
        "step": _("Add a recruitment step"),
        "payment": _("Add a payment"),
        "talk": _("Log a conversation"),
    }[kind]


def correct_title(kind: Kind) -> str:
    """Give what correcting a record of this kind is called."""
    return {
        "employer": _("Correct an employer"),
        "worksite": _("Correct a worksite"),
        "contact": _("Correct a contact"),
        "job": _("Correct a job"),
        "recruitment": _("Correct a recruitment"),
        "step": _("Correct a recruitment step"),
        "payment": _("Correct a payment"),
        "talk": _("Correct a conversation"),
    }[kind]


def remove_title(kind: Kind) -> str:
    """Give what removing a record of this kind is called."""
    return {
        "employer": _("Remove an employer"),
        "worksite": _("Remove a worksite"),
        "contact": _("Remove a contact"),
        "job": _("Remove a job"),
        "recruitment": _("Remove a recruitment"),
        "step": _("Remove a recruitment step"),
        "payment": _("Remove a payment"),
        "talk": _("Remove a conversation"),
    }[kind]
