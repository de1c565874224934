"""The sixth schema: the research notebook, what its notes are about, and the cases that use them.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    _table(
        "research_note",
        "title! text source link source_on noted_on! noted_by changed_on changed_why deleted_at",
    )
    _table("research_tag", "note_id!>research_note kind! value!")
    _table("research_case", "note_id!>research_note case_id!>case_file")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0006: restore the backup made before the upgrade.")


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
