"""The eleventh schema: the tables of who may come in, who may see, who approves, hand-offs, and new keys.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

from immdesk.store.migrations.making import make_table

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES: tuple[tuple[str, str], ...] = (
    ("staff_sign_in", "staff_id!>staff slot! role! by at ended_at"),
    ("case_reader", "case_id!>case_file staff_id!>staff by at server_user"),
    ("case_opening", "case_id!>case_file staff_id>staff who! opened_on! at"),
    (
        "approval_request",
        "what! about_kind about_id case_id>case_file told asked_by asked_at! state! staff_id>staff "
        "answered_at reason",
    ),
    (
        "hand_off",
        "what! to_whom! why how due_on redacted told! sealed state! by at back_at back_by",
    ),
    ("key_epoch", "n! told! gone on! by"),
)


def upgrade() -> None:
    """Add the tables."""
    for name, columns in TABLES:
        make_table(name, columns)


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0011: restore the backup made before the upgrade.")
