"""Names and labels that the rows of a case show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from immdesk.office.cases import short_name
from immdesk.office.date_rows import Whose

if TYPE_CHECKING:
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading


def whose_of(read: Reading, case_ids: Sequence[str], library: Library | None) -> Mapping[str, Whose]:
    """Give, for each case, its number, title, the names of its people and the labels of the vocabulary.

    Without a library the labels are empty; the docket and the calendar need none.
    """
    these = {"ids": json.dumps(list(case_ids))}
    cases = read.all(f"SELECT id, number, title FROM case_file WHERE id IN {_THESE}", these)
    people = read.all(
        "SELECT p.case_id, q.id, q.family_name, q.given_name "
        "FROM case_party p JOIN person q ON q.id = p.person_id "
        f"WHERE p.case_id IN {_THESE}",
        these,
    )
    names: dict[str, dict[str, str]] = {}
    for row in people:
        names.setdefault(row["case_id"], {})[row["id"]] = short_name(row)
    labels = _Labels(library)
    return {
        row["id"]: Whose(row["id"], row["number"], row["title"] or "", names.get(row["id"], {}), labels)
        for row in cases
    }


_THESE = "(SELECT value FROM json_each(:ids))"


class _Labels(dict[str, str]):
    """Labels of vocabulary paths, looked up when asked."""

    def __init__(self, library: Library | None) -> None:
        super().__init__()
        self._library = library

    def get(self, path: str, default: str = "") -> str:  # type: ignore[override]
        if self._library is None or not self._library.vocabulary.has(path):
            return default
        return self._library.vocabulary.word(path).label or default
