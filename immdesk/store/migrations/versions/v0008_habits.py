"""The eighth schema: who is away and who covers, reminders put off, and what was said of a missed date.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

from immdesk.store.migrations.making import make_table

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    make_table("absence", "staff_id!>staff how! from_on! until_on cover_id>staff note handed back_on")
    make_table("reminder_rest", "entry_id!>docket_entry until_on! reason by at")
    make_table("missed_date", "entry_id!>docket_entry due_on told! by at")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0008: restore the backup made before the upgrade.")
