"""What the history calls the records of evidence, and their columns."""

from __future__ import annotations

from immdesk.basics.words import _


def noun_of_evidence(table: str) -> str:
    """Give what a record about evidence is called, "" for others."""
    nouns = {
        "document_step": _("state of a document"),
        "document_origin": _("where a document came from"),
        "document_check": _("look at a document"),
        "criterion_evidence": _("document under a criterion"),
        "paper_asked": _("paper asked for"),
        "evaluation": _("degree"),
        "hand_over": _("copies handed over"),
    }
    return nouns.get(table, "")


def labels_of_evidence() -> dict[tuple[str, str], str]:
    """Give the labels of their columns."""
    return {
        ("document_step", "reason"): _("Reason"),
        ("hand_over", "told"): _("What was handed over"),
        ("hand_over", "to_whom"): _("To whom"),
        ("hand_over", "how"): _("How"),
        ("hand_over", "on_day"): _("Handed over on"),
        ("document_origin", "given_by"): _("Given by"),
        ("document_origin", "given_on"): _("Given on"),
        ("document_origin", "how"): _("How it came"),
        ("document_check", "seen"): _("Seen"),
        ("document_check", "seen_by"): _("Seen by"),
        ("document_check", "seen_on"): _("Seen on"),
        ("document_check", "mrz"): _("Machine-readable lines"),
        ("document_check", "differences"): _("Differences"),
        ("document_check", "note"): _("Remark"),
        ("criterion_evidence", "criterion"): _("Criterion"),
        ("paper_asked", "asked_on"): _("Asked on"),
        ("evaluation", "degree"): _("Degree"),
        ("evaluation", "field"): _("Field of study"),
        ("evaluation", "institution"): _("Institution"),
        ("evaluation", "country"): _("Country"),
        ("evaluation", "awarded_on"): _("Awarded on"),
        ("evaluation", "years"): _("Years of study"),
        ("evaluation", "equivalence"): _("Equivalent to"),
        ("evaluation", "evaluator"): _("Evaluator"),
        ("evaluation", "evaluated_on"): _("Evaluated on"),
        ("evaluation", "note"): _("Remark"),
    }
