"""What every record of the office has: an id, a version, and columns that remember their old value."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import ForeignKey, Integer, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, Mapper, declared_attr, mapped_column

from immdesk.store.tables import metadata as office_metadata

Said = Annotated[str | None, mapped_column(Text, active_history=True)]
"""A value as text (ISO dates, "yes"/"no", the none text); NULL when nobody has told us."""

Must = Annotated[str, mapped_column(Text, nullable=False, active_history=True)]
"""A text without which the record makes no sense."""

Count = Annotated[int | None, mapped_column(Integer, active_history=True)]
"""A whole number: pages, bytes, an order."""


def new_id() -> str:
    """Give a fresh record id: a random uuid of 32 hex digits."""
    return uuid4().hex


def id_of(*parts: str) -> str:
    """Give the id that the same parts always get, so that two desks that say the same make one row."""
    return uuid5(NAMESPACE_URL, "\x1f".join(parts)).hex


def to(table: str) -> MappedColumn[Any]:
    """Give a column that names a record of `table`; checked when the change is kept, not before."""
    return mapped_column(
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), index=True, active_history=True
    )


class Record(DeclarativeBase):
    """A row of the office; `id` is given at once, so that records can name one another."""

    metadata = office_metadata

    id: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(Integer, nullable=False, sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def __init__(self, **values: Any) -> None:
        if "id" not in values:
            values["id"] = new_id()
        for name, value in values.items():
            if name not in type(self).__mapper__.column_attrs:
                raise TypeError(f"{type(self).__name__} has no column {name}")
            setattr(self, name, value)

    def whose(self) -> tuple[str | None, str | None]:
        """Give the case and the person that a change of this record concerns, either may be None."""
        return getattr(self, "case_id", None), getattr(self, "person_id", None)


@event.listens_for(Mapper, "before_configured")
def _all_records_are_known() -> None:
    """Import every record before the first is used: their columns name one another's tables."""
    import_module("immdesk.records.every")
