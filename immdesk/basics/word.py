"""One word of the vocabulary: its type, its label, what may be answered, and who may see it."""

from __future__ import annotations

from typing import Literal

from immdesk.basics.strictyaml import Shape

WordType = Literal[
    "text", "long_text", "name", "yes_no", "date", "number", "money", "a_number", "ssn", "receipt", "i94",
    "phone", "email", "country", "state", "choice", "choices", "stay_until", "cutoff", "list", "row",
]  # fmt: skip

Derived = Literal["", "count", "any", "all", "first", "last"]


class Word(Shape):
    """What the desk knows of a word: `person.born_on` is a date, private, asked as "Date of birth".

    `of` names the shape of a row or list; `derived` with `list`, `by` and `where` says how it is worked
    out from a list; `computed` words are filled by the office; `cover_years` asks for a gapless history.
    """

    type: WordType
    label: str = ""
    name: str = ""
    help: str = ""
    private: bool = False
    options: tuple[str, ...] = ()
    max: int | None = None
    partial: bool = False
    none: bool = False
    none_label: str = ""
    of: str = ""
    derived: Derived = ""
    list: str = ""
    by: str = ""
    where: str = ""
    computed: bool = False
    cover_years: int | None = None

    @property
    def family(self) -> str:
        """Give what the word can be compared with: text, yes_no, day, number, choice, mixed, list or row."""
        return _FAMILIES.get(self.type, "text")

    @property
    def may_be_none(self) -> bool:
        """Say whether "none" is a possible answer."""
        return self.none or self.computed or bool(self.derived)


_FAMILIES = {
    "yes_no": "yes_no",
    "date": "day",
    "number": "number",
    "money": "number",
    "choice": "choice",
    "choices": "choices",
    "stay_until": "mixed",
    "cutoff": "mixed",
    "list": "list",
    "row": "row",
}
