"""How the schemas from the fifth on write a table out: frozen with them, never to be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make_table(name: str, columns: str) -> None:
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
