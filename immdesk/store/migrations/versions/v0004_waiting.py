"""The fourth schema: dates that wait for a decision stand one by one in a local table, to be found by day.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the count; what was remembered is forgotten, for it is worked out again."""
    op.execute("DELETE FROM finding_cache")
    op.add_column("finding_cache", sa.Column("waiting", sa.Integer))
    op.create_index("ix_finding_cache_waiting", "finding_cache", ["waiting"])
    op.create_table(
        "waiting_date",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("due_on", sa.Text),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "place", name="pk_waiting_date"),
    )
    op.create_index("ix_waiting_date_due_on", "waiting_date", ["due_on"])


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0004: restore the backup made before the upgrade.")
