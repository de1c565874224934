"""What is asked about a notice, a filing, a task or a document: the words in order, and when each counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _
from immdesk.records.kept_in import columns
from immdesk.records.permits import plain_category

Kind = Literal["notice", "filing", "task", "document"]

KINDS: tuple[Kind, ...] = ("notice", "filing", "task", "document")

ASKS_ANSWER = ("rfe", "noid", "noir", "noit")
"""Notices that must be answered within days."""

INVITES = ("biometrics", "interview")
"""Notices that call somebody to an appointment."""

APPROVED = (
    "printed_family_name",
    "printed_given_name",
    "printed_born_on",
    "printed_class",
    "valid_from",
    "valid_until",
    "printed_i94_until",
)
"""What is taken down from an approval notice as printed, to be proof-read against the record."""

DECISIONS = ("denial", "revocation", "ij_decision")
"""Decisions against which days to appeal run from the service."""

OF_FILING = {
    "receipt": "received_on",
    "approval": "approved_on",
    "denial": "denied_on",
    "rejection": "rejected_on",
}
"""What a notice says of the filing that it is about: the kind of notice, and the filing's column."""

OF_DOCUMENT: Mapping[str, tuple[str, ...]] = {
    "ead": ("valid_from",),
    "i20": (
        "opt_recommended_on",
        "program_ended_how",
        "full_time_cpt_days",
        "travel_signed_on",
        "violated_on",
        "studies_left_on",
    ),
    "ds2019": ("exchange_category", "program_began_on", "subject_to_212e", "days_at_home"),
    "medical": ("application_status",),
}
"""What is asked of a document besides, by its kind."""

OF_STUDENT_CARD: Mapping[str, tuple[str, ...]] = {
    "C03B": ("first_job_on", "jobs_known_until", "stem_recommended_on"),
    "C03C": ("stem_job_ended_on",),
}
"""What is asked of a work permit for practical training, by its category."""

OF_FORM: Mapping[str, tuple[str, ...]] = {
    "I-140": ("worker_i485_filed_on",),
    "I-589": ("applicant_delay_days",),
    "I-765": ("ead_category",),
}
"""What is asked of a filing besides, by its form."""

FILED = "filing."
"""Begins the key of an answer on a notice's page that belongs to the filing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that is asked: its key on the page, and its path, empty when the vocabulary has none."""

    key: str
    path: str
    word: Word
    required: bool = False


def words_of(kind: Kind, vocabulary: Vocabulary, told: Mapping[str, str]) -> Iterator[Asked]:
    """Give what is asked about an event of this kind, in order; `told` are the answers so far, by key."""
    yield from {"notice": _notice, "filing": _filing, "task": _task, "document": _document}[kind](
        vocabulary, told
    )


def _notice(vocabulary: Vocabulary, told: Mapping[str, str]) -> Iterator[Asked]:
    kind = told.get("kind", "")
    yield _of(vocabulary, "notice.kind", required=True)
    yield Asked("filing_id", "", Word(type="choice", label=_("About the filing")))
    yield Asked("person_id", "", Word(type="choice", label=_("Whom it concerns")))
    yield _of(vocabulary, "notice.dated_on")
    if kind in ASKS_ANSWER:
        for word in ("response_days", "served_by", "sent_abroad", "due_on"):
            yield _of(vocabulary, f"notice.{word}")
    if kind in DECISIONS:
        for word in ("served_by", "due_on"):
            yield _of(vocabulary, f"notice.{word}")
    if kind in INVITES:
        for word in ("appointment_on", "appointment_at", "appointment_place"):
            yield _of(vocabulary, f"notice.{word}")
    yield _of(vocabulary, "notice.receipt_number")
    said = OF_FILING.get(kind, "")
    if said and told.get("filing_id"):
        yield Asked(FILED + said, "", _filing_day(vocabulary, said))
    yield _of(vocabulary, "notice.received_on")
    if kind == "approval":
        for word in APPROVED:
            yield _of(vocabulary, f"notice.{word}")
    yield Asked("note", "", Word(type="long_text", label=_("Remark")))


def _filing_day(vocabulary: Vocabulary, column: str) -> Word:
    """Give the word for a day that a notice says of its filing, named so that nobody takes it for another."""
    labels = {
        "received_on": _("The filing was received by the agency on"),
        "approved_on": _("The filing was approved on"),
        "denied_on": _("The filing was denied on"),
        "rejected_on": _("The filing was rejected on"),
    }
    return Word(type="date", label=labels[column], help=_("As printed on the notice."))


def _filing(vocabulary: Vocabulary, told: Mapping[str, str]) -> Iterator[Asked]:
    yield _of(vocabulary, "filing.form", required=True)
    yield Asked("person_id", "", Word(type="choice", label=_("For whom")), True)
    for word in ("edition", "item", "postmark_on", "received_on", "receipt_number", "approved_on"):
        yield _of(vocabulary, f"filing.{word}")
    yield Asked("denied_on", "", Word(type="date", label=_("Denied on")))
    yield Asked("rejected_on", "", Word(type="date", label=_("Rejected on")))
    for word in (*OF_FORM.get(told.get("form", ""), ()), "processing_months", "processing_looked_up_on"):
        yield _of(vocabulary, f"filing.{word}")


def _task(_vocabulary: Vocabulary, _told: Mapping[str, str]) -> Iterator[Asked]:
    yield Asked("title", "", Word(type="text", label=_("What is to be done")), True)
    yield Asked("due_on", "", Word(type="date", label=_("By when")))
    yield Asked("staff_id", "", Word(type="choice", label=_("Who does it")))
    yield Asked("person_id", "", Word(type="choice", label=_("Whom it concerns")))
    yield Asked("done_on", "", Word(type="date", label=_("Done on")))
    yield Asked("proof", "", Word(type="text", max=200, label=_("Proof: receipt, tracking number, note")))


def _document(vocabulary: Vocabulary, told: Mapping[str, str]) -> Iterator[Asked]:
    yield _of(vocabulary, "document.kind", required=True)
    yield Asked("person_id", "", Word(type="choice", label=_("Whose it is")), True)
    yield _of(vocabulary, "document.title", required=True)
    for word in ("number", "country"):
        yield _of(vocabulary, f"document.{word}")
    if told.get("kind") == "ead":
        yield _of(vocabulary, "document.category")
    for word in ("issued_on", "expires_on", *OF_DOCUMENT.get(told.get("kind", ""), ())):
        yield _of(vocabulary, f"document.{word}")
    if told.get("kind") == "ead":
        for word in OF_STUDENT_CARD.get(plain_category(told.get("category")), ()):
            yield _of(vocabulary, f"document.{word}")


def _of(vocabulary: Vocabulary, path: str, *, required: bool = False) -> Asked:
    return Asked(path.partition(".")[2], path, vocabulary.word(path), required)


def is_said(kind: Kind, asked: Asked) -> bool:
    """Say whether an answer has no column of its own and is kept under the words said of the event."""
    word = asked.path.partition(".")[2]
    if kind == "task":
        return asked.key == "proof"
    return asked.path.startswith(f"{kind}.") and word not in columns(kind)


def kind_words(kind: Kind) -> str:
    """Give what an event of this kind is called at the head of a page."""
    return {
        "notice": _("Notice"),
        "filing": _("Filing"),
        "task": _("Task"),
        "document": _("Document"),
    }[kind]


def choice_words(path: str) -> Mapping[str, str]:
    """Give the options of a word in the office's own words, where the bare option says too little."""
    if path == "notice.kind":
        return notice_titles()
    if path == "document.kind":
        return {
            "ead": _("Work permit (EAD)"),
            "i94": _("I-94 record"),
            "i20": _("I-20 of a student"),
            "ds2019": _("DS-2019 of an exchange visitor"),
        }
    return {}


def notice_titles() -> dict[str, str]:
    """Give each kind of notice in words."""
    return {
        "receipt": _("Receipt notice"),
        "rfe": _("Request for evidence"),
        "noid": _("Notice of intent to deny"),
        "noir": _("Notice of intent to revoke"),
        "noit": _("Notice of intent to terminate"),
        "approval": _("Approval notice"),
        "denial": _("Denial"),
        "revocation": _("Revocation"),
        "ij_decision": _("Immigration judge's decision"),
        "bia_decision": _("Decision of the Board of Immigration Appeals"),
        "visa_available": _("Notice that a visa is available (NVC)"),
        "rejection": _("Rejection"),
        "biometrics": _("Biometrics appointment"),
        "interview": _("Interview appointment"),
        "transfer": _("Transfer notice"),
        "asylum_fee": _("Notice of the annual asylum fee"),
    }


def filing_status(row: Mapping[str, str | None]) -> str | None:
    """Give where a filing stands by its days: the last thing that happened to it; None when nothing did."""
    from immdesk.basics.values import NONE_TEXT

    said = {
        "denied": row.get("denied_on"),
        "rejected": row.get("rejected_on"),
        "approved": row.get("approved_on"),
        "pending": row.get("received_on"),
        "mailed": row.get("postmark_on"),
    }
    return next((status for status, day in said.items() if day and day != NONE_TEXT), None)


def status_words(status: str) -> str:
    """Give where a filing stands, in words."""
    known = {
        "denied": _("denied"),
        "rejected": _("rejected"),
        "approved": _("approved"),
        "pending": _("pending"),
        "mailed": _("mailed"),
    }
    return known.get(status, status)
