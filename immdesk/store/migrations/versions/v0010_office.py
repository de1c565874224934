"""The tenth schema: the tables of evidence, letters, requests, signatures and of one office with many desks.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

from immdesk.store.migrations.making import make_table

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES: tuple[tuple[str, str], ...] = (
    ("held_operation", "said! clashes! at"),  # local: work done away that waits for somebody's choice
    ("legal_hold", "about_kind! about_id! reason! by at lifted_on lifted_by"),
    ("notice_response", "case_id!>case_file notice_id!>notice document_id>document text how how_why"),
    (
        "notice_request",
        "case_id!>case_file notice_id!>notice place! number title! asked answer wants in_words",
    ),
    ("request_evidence", "case_id!>case_file request_id!>notice_request document_id!>document place!"),
    (
        "filed_record",
        "case_id!>case_file packet_id!>packet corrects_id>filed_record at! by why told! seal!",
    ),
    ("template_task", "case_id!>case_file key! state! task_id title who due_on minutes proof by at"),
    ("packet_layout", "case_id!>case_file in_order choices by at"),
    ("letter", "case_id!>case_file letter! title! person_id>person work_product in_packet by at deleted_at"),
    (
        "letter_version",
        "case_id!>case_file letter_id!>letter number! text! told how blob by at signed_by>staff "
        "signed_at seal",
    ),
    (
        "letter_comment",
        "case_id!>case_file letter_id!>letter version_id!>letter_version about text! by at done_by done_at",
    ),
    ("letter_template", "title! about blob! sha256! by at deleted_at"),
    ("preflight_override", "case_id!>case_file check_id! mark! said! reason! staff_id>staff by at"),
    ("filing_address", "case_id!>case_file address! source checked_on! by"),
    (
        "signature_sheet",
        "case_id!>case_file code! form_key! form! edition page! mark! boxes made_at! by",
    ),
    (
        "signature_place",
        "case_id!>case_file sheet_id!>signature_sheet signer! who label box! state! reason look by at",
    ),
    ("signed_page", "case_id!>case_file sheet_id>signature_sheet blob! page! turned state! reason by at"),
    ("signature_original", "case_id!>case_file sheet_id!>signature_sheet place! since_on! sent_to by at"),
    ("document_step", "document_id!>document state! reason by at"),
    ("document_origin", "document_id!>document blob mime pages size given_by given_on how by at"),
    ("document_check", "document_id!>document seen! seen_by seen_on mrz differences note by at"),
    (
        "criterion_evidence",
        "case_id!>case_file document_id!>document person_id!>person criterion!",
    ),
    ("paper_asked", "case_id!>case_file person_id>person item! asked_on! how by at"),
    (
        "evaluation",
        "person_id!>person degree! field institution country awarded_on years equivalence evaluator "
        "evaluated_on document_id>document note",
    ),
    (
        "hand_over",
        "case_id!>case_file what! title! told! to_whom! how! on_day! sealed pages sha256 by at",
    ),
)


def upgrade() -> None:
    """Add the tables."""
    for name, columns in TABLES:
        make_table(name, columns)


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0010: restore the backup made before the upgrade.")
