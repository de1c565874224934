"""One word of the vocabulary: its type, its label, what may be answered, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from immdesk.basics.strictyaml import Shape

WordType = Literal[
    "text", "long_text", "name", "yes_no", "date", "number", "money", "a_number", "ssn", "receipt", "i94",
    "fein", "naics", "soc", "sevis", "zip", "native_name", "mrz",
    "phone", "email", "country", "state", "choice", "choices", "stay_until", "cutoff", "list", "row",
]  # fmt: skip

Derived = Literal["", "count", "any", "all", "first", "last"]


class Word(Shape):
    """What the desk knows of a word: `person.born_on` is a date, private, asked as "Date of birth".

    `of` names the shape of a row or list; `derived` with `list`, `by` and `where` says how it is worked
    out from a list; `computed` words are filled by the office; `cover_years` asks for a gapless history.
    `printed` is the label on papers for the agency, and `said` the words of options, in another language.
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
    printed: str = ""
    said: dict[str, str] = {}

    @property
    def label_on_paper(self) -> str:
        """Give the label as papers for the agency carry it: in English, whatever the desk speaks."""
        return self.printed or self.label

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Give each option with its words in the language of the desk: `("has_left", "has left")`."""
        return tuple((one, self.said.get(one) or one.replace("_", " ")) for one in self.options)

    def spoken(self, texts: Mapping[str, str]) -> Word:
        """Give the word with label, help and options in another language, where `texts` knows them."""
        said = {one: texts.get(one.replace("_", " ").capitalize(), "") for one in self.options}
        return self.model_copy(
            update={
                "label": texts.get(self.label, self.label),
                "help": texts.get(self.help, self.help),
                "none_label": texts.get(self.none_label, self.none_label),
                "printed": self.label_on_paper,
                "said": {
                    one: _small(words) if one.islower() else words for one, words in said.items() if words
                },
            }
        )

    @property
    def family(self) -> str:
        """Give what the word can be compared with: text, yes_no, day, number, choice, mixed, list or row."""
        return _FAMILIES.get(self.type, "text")

    @property
    def may_be_none(self) -> bool:
        """Say whether "none" is a possible answer."""
        return self.none or self.computed or bool(self.derived)


def _small(words: str) -> str:
    """Begin with a small letter, as inside a line; "RFE" and "I-94" stay."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


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
