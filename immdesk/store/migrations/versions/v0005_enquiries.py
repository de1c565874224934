"""The fifth schema: enquiries, other people in a matter, conflict checks, and people who were merged.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

from alembic import op

from immdesk.store.migrations.making import make_table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the four tables."""
    make_table(
        "enquiry",
        "family_name given_name phone email languages asks source came_on follow_up_on outcome! note "
        "staff_id>staff person_id>person case_id>case_file deleted_at",
    )
    op.create_index("ix_enquiry_outcome_follow_up_on_id", "enquiry", ["outcome", "follow_up_on", "id"])
    make_table("other_party", "name! part case_id>case_file enquiry_id>enquiry")
    make_table(
        "conflict_check",
        "moment! about_id! case_id>case_file person_id>person enquiry_id>enquiry names! found result! note "
        "looked_by! at!",
    )
    op.create_index("ix_conflict_check_about_id_at", "conflict_check", ["about_id", "at"])
    make_table("person_merge", "person_id!>person gone_id!>person merged_by! merged_at! came! split_at")


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0005: restore the backup made before the upgrade.")
