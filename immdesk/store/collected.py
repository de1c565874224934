"""What a unit of work did to each row: the first before and the last after, with the version it now has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from immdesk.store.operations import Act, Image, RowChange


@dataclass
class _Touched:
    act: Act
    case_id: str | None
    person_id: str | None
    before: Image
    after: Image


class Collected:
    """Listens to one session from its start, merges what several flushes do to the same row.

    While it listens, only the session's own flush may write: a bulk statement is refused.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[tuple[str, str], _Touched] = {}
        self._info = session.connection().info
        self._info["only reading"] = True
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def stop(self) -> None:
        """Stop listening; the operation itself is written after this."""
        self._info.pop("only reading", None)

    def rows(self) -> list[RowChange]:
        """Give the changes in the order in which the rows were first touched."""
        return [
            RowChange(
                table,
                pk,
                row.act,
                row.case_id,
                row.person_id,
                None if row.act == "insert" else row.before,
                None if row.act == "delete" else row.after,
                None,
            )
            for (table, pk), row in self._rows.items()
        ]

    def _before_flush(self, session: Session, *_: Any) -> None:
        for row in session.deleted:
            _whole(row)  # loads what is not loaded yet: afterwards it is gone
        self._info["only reading"] = False

    def _after_flush(self, session: Session, *_: Any) -> None:
        gone = {_place(row): row for row in session.deleted}
        for row in session.new:
            old = gone.pop(_place(row), None)
            if old is not None:  # the same id deleted and added at once: SQLAlchemy writes an update
                self._touch(row, "delete", _known(_whole(old)), {})
            self._touch(row, "insert", {}, _known(_whole(row)))
        for row in session.dirty:
            before, after = _moved(row)
            if after:
                self._touch(row, "update", before, after)
        for row in gone.values():
            self._touch(row, "delete", _known({**_whole(row), **_moved(row)[0]}), {})
        self._info["only reading"] = True

    def _touch(self, row: Any, act: Act, before: Image, after: Image) -> None:
        place = _place(row)
        seen = self._rows.get(place)
        if seen is None:
            case_id, person_id = row.whose()
            self._rows[place] = _Touched(act, case_id, person_id, before, after)
        elif act == "delete" and seen.act == "insert":
            del self._rows[place]
        elif act == "delete":
            seen.act, seen.before = "delete", _known({**before, **seen.before})
        elif seen.act == "delete":
            seen.act, seen.after = "update", {**dict.fromkeys(seen.before), **after}
            _forget_what_stayed(seen)
        else:
            _merge(seen, before, after)


def _merge(seen: _Touched, before: Image, after: Image) -> None:
    seen.before = {**before, **seen.before}
    seen.after = {**seen.after, **after}
    if seen.act == "insert":
        seen.after = _known(seen.after)
    else:
        _forget_what_stayed(seen)


def _forget_what_stayed(seen: _Touched) -> None:
    for name in [one for one in seen.after if one != "version"]:
        if seen.after[name] == seen.before.get(name):
            seen.before.pop(name, None)
            del seen.after[name]


def _place(row: Any) -> tuple[str, str]:
    return row.__tablename__, row.id


def _known(image: Image) -> Image:
    return {name: value for name, value in image.items() if value is not None}


def _columns(row: Any) -> list[str]:
    return [attr.key for attr in row.__mapper__.column_attrs if attr.key != "id"]


def _whole(row: Any) -> Image:
    return {name: getattr(row, name) for name in _columns(row)}


def _moved(row: Any) -> tuple[Image, Image]:
    """Give changed columns before and after; the bumped version is not in the history and is added."""
    before: Image = {}
    after: Image = {}
    state = row._sa_instance_state
    for name in _columns(row):
        history = state.attrs[name].history
        if name != "version" and history.has_changes():
            before[name] = history.deleted[0] if history.deleted else None
            after[name] = history.added[0] if history.added else None
    if after:
        after["version"], before["version"] = row.version, row.version - 1
    return before, after
