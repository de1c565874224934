"""The second schema: employers, worksites, signatories, jobs, recruitment, payments, the contact log.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDRESS = "street unit_type unit city state zip"


def upgrade() -> None:
    """Add the tables of the second schema, and whose employer a case and a document belong to."""
    _employers()
    _jobs()
    _money_and_talk()
    _belongs_to_an_employer("case_file")
    _belongs_to_an_employer("document")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0002: restore the backup made before the upgrade.")


def _texts(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _must(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _link(table: str, column: str, to: str, must: bool = False) -> list[sa.Column[str]]:
    name = f"fk_{table}_{column}_{to}"
    key = sa.ForeignKey(f"{to}.id", name=name, deferrable=True, initially="DEFERRED")
    return [sa.Column(column, sa.Text, key, nullable=not must)]


def _record(name: str, *columns: list[sa.Column[str]]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(column for several in columns for column in several),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _index(table: str, columns: str) -> None:
    op.create_index(f"ix_{table}_{columns.replace(' ', '_')}", table, columns.split())


def _employers() -> None:
    _record(
        "employer",
        _texts("name trade_name fein naics kind type_of_business founded_year employees_us"),
        _texts("gross_income net_income"),
        _texts(f"care_of {ADDRESS} province postal_code country county phone mobile email website"),
        _texts("sort_key deleted_at"),
    )
    _index("employer", "fein")
    _index("employer", "sort_key id")
    _record(
        "worksite",
        _link("worksite", "employer_id", "employer", must=True),
        _texts(f"name {ADDRESS} county is_main third_party third_party_name until_on"),
    )
    _index("worksite", "employer_id")
    _record(
        "employer_contact",
        _link("employer_contact", "employer_id", "employer", must=True),
        _texts("family_name given_name middle_name title phone mobile email role is_signatory until_on"),
    )
    _index("employer_contact", "employer_id")


def _jobs() -> None:
    _record(
        "job",
        _link("job", "employer_id", "employer"),
        _link("job", "person_id", "person"),
        _link("job", "case_id", "case_file"),
        _link("job", "worksite_id", "worksite"),
        _texts("title soc_code soc_title full_time hours_per_week wage_from wage_to wage_unit"),
        _texts("wage_level prevailing_wage prevailing_wage_unit prevailing_wage_source"),
        _texts("pwd_number pwd_on pwd_until lca_number lca_filed_on lca_certified_on lca_from lca_until"),
        _texts("start_on end_on hired_on terminated_on employment_ended_on requested_from requested_until"),
        _texts("offsite duties education off_days deleted_at"),
    )
    for column in ("employer_id", "person_id", "case_id", "worksite_id"):
        _index("job", column)
    _record(
        "recruitment",
        _link("recruitment", "case_id", "case_file", must=True),
        _link("recruitment", "job_id", "job"),
        _texts("pwd_number pwd_requested_on pwd_on pwd_until filed_on number certified_on valid_until"),
        _texts("denied_on withdrawn_on audit_letter_on audit_due_on professional"),
    )
    _index("recruitment", "case_id")
    _index("recruitment", "job_id")
    _record(
        "recruitment_step",
        _link("recruitment_step", "recruitment_id", "recruitment", must=True),
        _texts("kind started_on ended_on place proof"),
    )
    _index("recruitment_step", "recruitment_id")


def _money_and_talk() -> None:
    _record(
        "payment",
        _link("payment", "case_id", "case_file", must=True),
        _link("payment", "filing_id", "filing"),
        _link("payment", "person_id", "person"),
        _texts("item amount payer method due_on paid_on refunded_on reference g1450 state note"),
    )
    for column in ("case_id", "filing_id", "person_id"):
        _index("payment", column)
    _record(
        "contact_log",
        _link("contact_log", "case_id", "case_file"),
        _link("contact_log", "person_id", "person"),
        _link("contact_log", "employer_id", "employer"),
        _must("at"),
        _texts("how direction spoke_with summary"),
        _link("contact_log", "staff_id", "staff"),
        _texts("minutes"),
    )
    for column in ("case_id", "person_id", "employer_id", "staff_id"):
        _index("contact_log", column)


def _belongs_to_an_employer(table: str) -> None:
    """Add the column in place: the rows of a large office are not copied."""
    name = f"fk_{table}_employer_id_employer"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN employer_id TEXT "
        f"CONSTRAINT {name} REFERENCES employer (id) DEFERRABLE INITIALLY DEFERRED"
    )
    _index(table, "employer_id")
