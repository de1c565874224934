"""What a rule is given: a fact, a whole list of which some words are taken, or one row of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.facts import Facts, reader
from immdesk.basics.strictyaml import Source, did_you_mean
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.law.rules import RuleFile

TODAY = "today"
TODAY_WORD = Word(type="date", label="Today", name=TODAY)
_KEYS = ("path", "list", "row", "each", "where", "so_far", "optional", "also")


@dataclass(frozen=True, slots=True)
class Given:
    """Where a given name comes from: a path, a list of which some words are taken, or one row.

    `form` is `value`, `rows` (a row for each), `each` (one word of each row) or `row`; `where` says which
    rows count, and `so_far` that those recorded so far are enough although nobody has said "that is all".
    `also` are words that a worked case may use beside the options of a choice.
    """

    name: str
    path: str
    word: Word
    optional: bool = False
    columns: Mapping[str, Word] | None = None
    form: Literal["value", "rows", "each", "row"] = "value"
    where: Condition | None = None
    so_far: bool = False
    also: tuple[str, ...] = ()

    def read(self, facts: Facts) -> Any:
        """Give the value from the facts: known, NONE or Unknown; a list only when it is complete."""
        value = reader(self.path)(facts)
        if self.columns is None or isinstance(value, Unknown):
            return value
        if self.form == "row":
            return value if isinstance(value, Nothing) else self._picked(value)
        if not self.so_far and not facts.complete(self.path):
            return Unknown(self.path)
        rows = () if isinstance(value, Nothing) else value
        fits = [True if self.where is None else self.where.weigh(Facts(row)) for row in rows]
        if any(isinstance(one, Unknown) for one in fits):
            return Unknown(self.path)
        picked = [self._picked(row) for row, fit in zip(rows, fits, strict=True) if fit]
        if self.form == "rows":
            return tuple(picked)
        values = [next(iter(row.values())) for row in picked]
        return Unknown(self.path) if None in values else tuple(values)

    def _picked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: row.get(word.name) for name, word in (self.columns or {}).items()}

    def paths(self) -> dict[str, str]:
        """Give where the name is kept, and for one row also each of its words (`job_order.start`)."""
        words = self.columns or {} if self.form == "row" else {}
        return {self.name: self.path} | {
            f"{self.name}.{name}": f"{self.path}.{word.name}" for name, word in words.items()
        }


def read_given(
    name: str, file: RuleFile, vocabulary: Vocabulary, roots: tuple[str, ...], source: Source
) -> Given:
    """Check one given name of a rule against the vocabulary; raises Problem with file and line."""
    spec = file.given[name]
    entry = {"path": spec} if isinstance(spec, str) else dict(spec)
    if entry.get("path") == TODAY:
        if file.uses != TODAY:
            raise source.wrong("a rule that reads today says `uses: today`", "given", name)
        return Given(name, TODAY, TODAY_WORD)
    if file.about == "day" and "type" in entry:
        said = {"type": entry["type"], "label": name.replace("_", " "), "name": name}
        word = Word.model_validate({**said, "options": tuple(entry.get("options", "").split())})
        return Given(name, name, word, entry.get("optional") == "yes")
    path = entry.get("path") or entry.get("list") or entry.get("row") or ""
    with source.placing("given", name):
        vocabulary.check(path, "")
    if path.split(".")[0] not in roots:
        raise source.wrong(f"'{path.split('.')[0]}' is not in scope; {', '.join(roots)} are", "given", name)
    return _of_rows(name, path, entry, vocabulary, source)


def _of_rows(name: str, path: str, entry: Mapping[str, str], vocabulary: Vocabulary, source: Source) -> Given:
    word, optional = vocabulary.word(path), entry.get("optional") == "yes"
    columns = {key: column for key, column in entry.items() if key not in _KEYS}
    if "path" in entry:
        for key in (*columns, *(one for one in ("each", "where", "so_far") if one in entry)):
            raise source.wrong(f"unknown key '{key}'.{did_you_mean(key, _KEYS)}", "given", name)
        return Given(name, path, word, optional, also=tuple(entry.get("also", "").split()))
    columns = {"each": entry["each"]} if "each" in entry else columns
    with source.placing("given", name):
        words = {key: vocabulary.word_in(word.of, column, "") for key, column in columns.items()}
    where = None
    if "where" in entry:
        with source.placing("given", name):
            where = compile_condition(
                entry["where"], vocabulary, roots=(), names=dict(vocabulary.shape(word.of))
            )
    form: Literal["rows", "each", "row"] = "row" if "row" in entry else "each" if "each" in entry else "rows"
    return Given(name, path, word, optional, words, form, where, entry.get("so_far") == "yes")
