"""The first schema: every record of the office, the record of change, and the local tables.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables of the first schema."""
    _the_firm_and_its_people()
    _cases()
    _evidence_and_the_agency()
    _the_law()
    _what_was_changed()
    _what_stays_on_this_computer()


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0001: restore the backup made before the upgrade.")


def _texts(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _must(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _numbers(names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer) for name in names.split()]


def _link(table: str, column: str, to: str, must: bool = False) -> list[sa.Column[str]]:
    name = f"fk_{table}_{column}_{to}"
    key = sa.ForeignKey(f"{to}.id", name=name, deferrable=True, initially="DEFERRED")
    return [sa.Column(column, sa.Text, key, nullable=not must)]


def _record(name: str, *columns: list[sa.Column[str]] | list[sa.Column[int]]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(column for several in columns for column in several),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _index(table: str, columns: str) -> None:
    op.create_index(f"ix_{table}_{columns.replace(' ', '_')}", table, columns.split())


def _unique(name: str, table: str, columns: str) -> None:
    op.create_index(f"uq_{name}", table, columns.split(), unique=True)


def _the_firm_and_its_people() -> None:
    _record(
        "office",
        _texts("name street unit_type unit city state zip country phone fax email zone practice"),
        _numbers("next_case_number"),
    )
    _record(
        "staff",
        _texts(
            "family_name given_name middle_name role is_attorney bar_number bar_state uscis_account "
            "phone mobile email active"
        ),
    )
    _record(
        "person",
        _texts(
            "family_name given_name middle_name native_family_name native_given_name sex born_on "
            "birth_city birth_province birth_country language interpreter_needed deceased_on "
            "safe_contact marital_status is_us_citizen is_permanent_resident lpr_since naturalized_on "
            "sort_key deleted_at"
        ),
    )
    _index("person", "born_on id")
    _index("person", "sort_key id")
    _record(
        "person_name",
        _link("person_name", "person_id", "person", must=True),
        _texts("kind family_name given_name middle_name"),
    )
    _index("person_name", "person_id")
    _record(
        "identifier",
        _link("identifier", "person_id", "person", must=True),
        _must("kind"),
        _texts("value is_main"),
    )
    _index("identifier", "person_id")
    _index("identifier", "value kind")
    _record(
        "citizenship",
        _link("citizenship", "person_id", "person", must=True),
        _texts("country from_on until_on"),
    )
    _index("citizenship", "person_id")
    _record(
        "contact",
        _link("contact", "person_id", "person", must=True),
        _must("kind"),
        _texts("value safe note"),
        _link("contact", "only_in_case", "case_file"),
    )
    _index("contact", "only_in_case")
    _index("contact", "person_id")
    _record(
        "address",
        _link("address", "person_id", "person", must=True),
        _texts(
            "kind care_of street unit_type unit city state zip province postal_code country from_on until_on"
        ),
        _link("address", "only_in_case", "case_file"),
    )
    _index("address", "only_in_case")
    _index("address", "person_id")
    _record(
        "employment",
        _link("employment", "person_id", "person", must=True),
        _texts(
            "employer occupation street unit_type unit city state zip province postal_code country "
            "from_on until_on"
        ),
    )
    _index("employment", "person_id")
    _record(
        "marriage",
        _link("marriage", "person_id", "person", must=True),
        _link("marriage", "spouse_id", "person"),
        _texts(
            "spouse_family_name spouse_given_name spouse_middle_name married_on city state province "
            "country ended_on ended_how"
        ),
    )
    _index("marriage", "person_id")
    _index("marriage", "spouse_id")
    _record(
        "relationship",
        _link("relationship", "person_id", "person", must=True),
        _link("relationship", "relative_id", "person", must=True),
        _must("kind"),
        _texts("since_on until_on"),
    )
    _index("relationship", "person_id")
    _index("relationship", "relative_id")
    _record(
        "household",
        _texts("name"),
    )
    _record(
        "household_member",
        _link("household_member", "household_id", "household", must=True),
        _link("household_member", "person_id", "person", must=True),
        _texts("role"),
    )
    _index("household_member", "household_id")
    _index("household_member", "person_id")
    _record(
        "entry",
        _link("entry", "person_id", "person", must=True),
        _texts("arrived_on departed_on manner class_of_admission port i94_number stay_until i94_issued_on"),
    )
    _index("entry", "person_id")
    _record(
        "trip",
        _link("trip", "person_id", "person", must=True),
        _texts("departed_on returned_on destination"),
    )
    _index("trip", "person_id")
    _record(
        "status_period",
        _link("status_period", "person_id", "person", must=True),
        _texts(
            "status from_on until_on i94_until i94_issued_on petition_until petition_i94_until "
            "petition_issued_on"
        ),
    )
    _index("status_period", "person_id")


def _cases() -> None:
    _record(
        "case_file",
        _must("number case_type"),
        _link("case_file", "household_id", "household"),
        _texts("title"),
        _must("status"),
        _texts("opened_on closed_on restricted"),
        _link("case_file", "responsible_id", "staff"),
        _link("case_file", "attorney_id", "staff"),
        _texts("category chargeability priority_date filing_place deleted_at"),
    )
    _index("case_file", "attorney_id")
    _index("case_file", "household_id")
    _index("case_file", "opened_on id")
    _index("case_file", "priority_date id")
    _index("case_file", "responsible_id")
    _index("case_file", "status id")
    _index("case_file", "title id")
    _unique("case_file_number", "case_file", "number")
    _record(
        "case_party",
        _link("case_party", "case_id", "case_file", must=True),
        _link("case_party", "person_id", "person", must=True),
        _must("role"),
        _texts("relationship own_petition adopted"),
        _numbers("ordinal"),
    )
    _index("case_party", "case_id")
    _index("case_party", "person_id")
    _record(
        "checklist_item",
        _link("checklist_item", "case_id", "case_file", must=True),
        _link("checklist_item", "person_id", "person"),
        _must("key"),
        _texts("title state"),
        _link("checklist_item", "document_id", "document"),
        _texts("note"),
    )
    _index("checklist_item", "case_id")
    _index("checklist_item", "document_id")
    _index("checklist_item", "person_id")
    _record(
        "task",
        _link("task", "case_id", "case_file"),
        _link("task", "person_id", "person"),
        _must("title"),
        _texts("due_on done_on"),
        _link("task", "staff_id", "staff"),
        _link("task", "entry_id", "docket_entry"),
    )
    _index("task", "case_id")
    _index("task", "due_on id")
    _index("task", "entry_id")
    _index("task", "person_id")
    _index("task", "staff_id")
    _record(
        "note",
        _link("note", "case_id", "case_file"),
        _link("note", "person_id", "person"),
        _must("text"),
        _texts("at"),
        _link("note", "staff_id", "staff"),
    )
    _index("note", "case_id")
    _index("note", "person_id")
    _index("note", "staff_id")
    _record(
        "approval",
        _link("approval", "case_id", "case_file", must=True),
        _must("what"),
        _link("approval", "staff_id", "staff", must=True),
        _must("at"),
        _texts("seen_hash note"),
    )
    _index("approval", "case_id")
    _index("approval", "staff_id")
    _record(
        "packet",
        _link("packet", "case_id", "case_file", must=True),
        _must("made_at"),
        _numbers("pages size"),
        _texts("draft sha256 parts"),
    )
    _index("packet", "case_id")
    _record(
        "said",
        _must("word"),
        _texts("value"),
        _must("owner_kind owner_id"),
    )
    _unique("said_owner_word", "said", "owner_kind owner_id word")
    _record(
        "list_complete",
        _must("word owner_kind owner_id"),
    )
    _unique("list_complete_owner_word", "list_complete", "owner_kind owner_id word")
    _record(
        "answer",
        _must("path"),
        _texts("text source draft_id given_by at"),
        _must("owner_kind owner_id"),
    )
    _index("answer", "owner_kind owner_id path")


def _evidence_and_the_agency() -> None:
    _record(
        "document",
        _link("document", "person_id", "person"),
        _must("kind"),
        _texts("title number country category issued_on expires_on blob original_name mime"),
        _numbers("size pages"),
        _texts("state received_on"),
        _link("document", "replaces_id", "document"),
        _link("document", "only_in_case", "case_file"),
        _texts("deleted_at"),
    )
    _index("document", "expires_on id")
    _index("document", "only_in_case")
    _index("document", "person_id")
    _index("document", "replaces_id")
    _record(
        "case_document",
        _link("case_document", "case_id", "case_file", must=True),
        _link("case_document", "document_id", "document", must=True),
        _texts("exhibit"),
        _numbers("ordinal"),
        _texts("title include"),
    )
    _index("case_document", "case_id")
    _index("case_document", "document_id")
    _record(
        "filing",
        _link("filing", "case_id", "case_file", must=True),
        _link("filing", "person_id", "person"),
        _must("form"),
        _texts(
            "edition item receipt_number postmark_on received_on approved_on denied_on rejected_on "
            "priority_date status"
        ),
    )
    _index("filing", "case_id")
    _index("filing", "person_id")
    _index("filing", "receipt_number")
    _record(
        "form_blank",
        _must("form edition"),
        _numbers("pages"),
        _must("sha256"),
        _texts("fields_hash"),
        _must("blob"),
        _texts("added_at encrypted xfa"),
    )
    _index("form_blank", "form edition")
    _record(
        "notice",
        _link("notice", "case_id", "case_file", must=True),
        _link("notice", "filing_id", "filing"),
        _link("notice", "person_id", "person"),
        _texts("kind dated_on response_days served_by sent_abroad due_on receipt_number received_on note"),
    )
    _index("notice", "case_id")
    _index("notice", "filing_id")
    _index("notice", "person_id")
    _index("notice", "receipt_number")


def _the_law() -> None:
    _record(
        "docket_entry",
        _must("key"),
        _texts("rule"),
        _link("docket_entry", "case_id", "case_file"),
        _texts("subject_kind subject_id"),
        _link("docket_entry", "person_id", "person"),
        _texts("output"),
        _numbers("ordinal"),
        _texts("title kind severity due_on raw_on printed_on"),
        _must("state"),
        _texts("seen_hash rule_version work accepted_by accepted_at done_on done_proof reason"),
    )
    _index("docket_entry", "case_id")
    _index("docket_entry", "due_on id")
    _index("docket_entry", "person_id")
    _index("docket_entry", "state due_on id")
    _unique("docket_entry_key", "docket_entry", "key")
    _record(
        "bulletin",
        _must("month chart"),
        _texts("preference"),
        _must("category chargeability cutoff"),
        _texts("source"),
    )
    _index("bulletin", "category chargeability month")
    _unique("bulletin_cell", "bulletin", "month chart category chargeability")
    _record(
        "bulletin_choice",
        _must("month preference chart"),
        _texts("source"),
    )
    _unique("bulletin_choice_month", "bulletin_choice", "month preference")


def _what_was_changed() -> None:
    op.create_table(
        "operation",
        sa.Column("seq", sa.Integer, nullable=False),
        *_must("id title who device at why schema rows_hash prev hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_operation"),
        sa.UniqueConstraint("id", name="uq_operation_id"),
    )
    op.create_table(
        "operation_row",
        *_must("op"),
        sa.Column("n", sa.Integer, nullable=False),
        *_must("table pk act"),
        *_texts("case_id person_id before after salt"),
        *_must("digest"),
        sa.PrimaryKeyConstraint("op", "n", name="pk_operation_row"),
    )
    _index("operation_row", "table pk")
    _index("operation_row", "case_id")
    _index("operation_row", "person_id")
    for trigger in APPEND_ONLY:
        op.execute(trigger)


def _what_stays_on_this_computer() -> None:
    op.create_table(
        "draft",
        *_must("id form"),
        *_texts("case_id"),
        *_must("data"),
        sa.Column("answered", sa.Integer, nullable=False),
        *_must("saved_at"),
        *_texts("about"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_table(
        "finding_cache",
        *_must("case_id facts_hash packs_hash day findings"),
        sa.PrimaryKeyConstraint("case_id", name="pk_finding_cache"),
    )
    op.create_table("meta", *_must("key"), *_texts("value"), sa.PrimaryKeyConstraint("key", name="pk_meta"))
    op.execute(SEARCH)
    _what_the_list_of_cases_is_sorted_by()


def _what_the_list_of_cases_is_sorted_by() -> None:
    """A line for each case in plain letters and days, at the place that the case has in the search index."""
    op.create_table(
        "search_case",
        sa.Column("place", sa.Integer, nullable=False),
        *_must("case_id number status"),
        *_texts("name type opened next_due lapses responsible"),
        sa.PrimaryKeyConstraint("place", name="pk_search_case"),
    )
    for column in ("name", "type", "opened", "next_due", "responsible"):
        _index("search_case", f"{column} number status case_id")
    _index("search_case", "number status case_id")
    _index("search_case", "lapses")


SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, ref UNINDEXED, words, "
    """tokenize="unicode61 remove_diacritics 2", prefix='1 2 3')"""
)

APPEND_ONLY = (
    """CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END""",
    """CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END""",
    """CREATE TRIGGER operation_row_is_only_blanked BEFORE UPDATE ON operation_row
    WHEN new.before IS NOT NULL OR new.after IS NOT NULL OR new.salt IS NOT NULL
      OR new.op IS NOT old.op OR new.n IS NOT old.n OR new."table" IS NOT old."table"
      OR new.pk IS NOT old.pk OR new.act IS NOT old.act OR new.case_id IS NOT old.case_id
      OR new.person_id IS NOT old.person_id OR new.digest IS NOT old.digest
    BEGIN SELECT raise(ABORT, 'operation rows are append-only; a purge may only blank them'); END""",
    """CREATE TRIGGER operation_row_is_never_deleted BEFORE DELETE ON operation_row
    BEGIN SELECT raise(ABORT, 'operations are append-only'); END""",
)
"""Nobody rewrites what was done. The one lawful path is `Store.purge`: it blanks the images of a record."""
