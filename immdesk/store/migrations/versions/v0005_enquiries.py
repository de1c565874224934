"""The fifth schema: enquiries, other people in a matter, conflict checks, and people who were merged.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the four tables."""
    _table(
        "enquiry",
        "family_name given_name phone email languages asks source came_on follow_up_on outcome! note "
        "staff_id>staff person_id>person case_id>case_file deleted_at",
    )
    op.create_index("ix_enquiry_outcome_follow_up_on_id", "enquiry", ["outcome", "follow_up_on", "id"])
    _table("other_party", "name! part case_id>case_file enquiry_id>enquiry")
    _table(
        "conflict_check",
        "moment! about_id! case_id>case_file person_id>person enquiry_id>enquiry names! found result! note "
        "looked_by! at!",
    )
    op.create_index("ix_conflict_check_about_id_at", "conflict_check", ["about_id", "at"])
    _table("person_merge", "person_id!>person gone_id!>person merged_by! merged_at! came! split_at")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0005: restore the backup made before the upgrade.")


def _table(name: str, columns: str) -> None:
    """Make a table; `!` marks a text that must be there, `>table` a column that names a record of a table."""
    made, named = [], []
    for told in columns.split():
        column, _arrow, other = told.partition(">")
        must, column = column.endswith("!"), column.rstrip("!")
        key = [_key(name, column, other)] if other else []
        made.append(sa.Column(column, sa.Text, *key, nullable=not must))
        named += [column] if other else []
    first: list[sa.schema.SchemaItem] = [
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    ]
    op.create_table(name, *first, *made, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
    for column in named:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _key(name: str, column: str, other: str) -> sa.ForeignKey:
    key = f"fk_{name}_{column}_{other}"
    return sa.ForeignKey(f"{other}.id", name=key, deferrable=True, initially="DEFERRED")
