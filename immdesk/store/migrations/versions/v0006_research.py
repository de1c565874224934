"""The sixth schema: the research notebook, what its notes are about, and the cases that use them.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

from immdesk.store.migrations.making import make_table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    make_table(
        "research_note",
        "title! text source link source_on noted_on! noted_by changed_on changed_why deleted_at",
    )
    make_table("research_tag", "note_id!>research_note kind! value!")
    make_table("research_case", "note_id!>research_note case_id!>case_file")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0006: restore the backup made before the upgrade.")
