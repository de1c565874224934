"""The seventh schema: schools, brothers and sisters; where a child lives, and why somebody travelled.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from immdesk.store.migrations.making import make_table

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables and the three columns."""
    make_table("school", "person_id!>person name kind place from_on until_on")
    make_table("sibling", "person_id!>person family_name given_name birth_city birth_country lives_in")
    op.add_column("person", sa.Column("lives", sa.Text))
    op.add_column("person", sa.Column("lives_in", sa.Text))
    op.add_column("trip", sa.Column("reason", sa.Text))


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0007: restore the backup made before the upgrade.")
