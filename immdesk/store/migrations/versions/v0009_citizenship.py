"""The ninth schema: adopted and supported children, and the day of a conviction, as Form N-400 asks.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three columns."""
    op.add_column("person", sa.Column("adopted", sa.Text))
    op.add_column("person", sa.Column("supported", sa.Text))
    op.add_column("arrest", sa.Column("convicted_on", sa.Text))


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0009: restore the backup made before the upgrade.")
