"""The third schema: arrests, orders, earlier petitions, groups, public help, equities; more of a marriage.

Written out, so that it never moves when the program does; a test compares it with the records.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the third schema, each a list of one person, and columns of marriages and work."""
    _list(
        "arrest",
        "kind happened_on city province country agency charge disposition disposed_on sentence records",
    )
    _list("court_order", "kind place dated_on outcome still_open")
    _list("earlier_petition", "form filed_by filed_on receipt_number priority_date result decided_on")
    _list("organization", "name city province country nature involvement from_on until_on")
    _list("benefit", "kind from_on until_on amount exempt")
    _list("institution_stay", "place from_on until_on reason exempt")
    _list("skill", "title")
    _list("equity", "kind told shown_by")
    for column in ["spouse_born_on", "spouse_birth_country", "spouse_citizenship", "spouse_a_number"]:
        op.add_column("marriage", sa.Column(column, sa.Text))
    for column in ["ended_city", "ended_province", "ended_country"]:
        op.add_column("marriage", sa.Column(column, sa.Text))
    op.add_column("employment", sa.Column("support", sa.Text))


def downgrade() -> None:
    """Refuse: a schema is left by restoring the backup that was made before the upgrade."""
    raise RuntimeError("There is no way down from schema 0003: restore the backup made before the upgrade.")


def _list(name: str, columns: str) -> None:
    person = sa.ForeignKey(
        "person.id", name=f"fk_{name}_person_id_person", deferrable=True, initially="DEFERRED"
    )
    op.create_table(
        name,
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, person, nullable=False),
        *(sa.Column(column, sa.Text) for column in columns.split()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_person_id", name, ["person_id"])
