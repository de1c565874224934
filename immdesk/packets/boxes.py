"""Work out what stands in every box of a form from the facts, and what nobody has told us yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.conditions import compile_condition
from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.unknown import NONE, Nothing, Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.boxtext import in_line, joined, said, same_word, written
from immdesk.packets.official import Box, FormMap, Place, Rows, row_path


@dataclass(frozen=True, slots=True)
class AdditionalRow:
    """An answer for the Additional Information page: where it belongs, and its text."""

    page: str
    part: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature that a person gives by hand: who, on which page of the form, in which item and box."""

    signer: str
    page: int
    label: str
    box: str = ""


@dataclass(frozen=True, slots=True)
class BoxValues:
    """The values of a form's boxes by field name, the paths that the form asks and nobody told, the rows
    that have no box, and who signs where; `nothing` names the boxes whose answer is known to be none."""

    values: Mapping[str, str | bool]
    unanswered: tuple[str, ...]
    additional: tuple[AdditionalRow, ...]
    signatures: tuple[SignatureLine, ...]
    nothing: tuple[str, ...] = ()


def box_values(form_map: FormMap, facts: Facts, vocabulary: Vocabulary) -> BoxValues:
    """Give what stands in each box. Unknown leaves the box empty and is listed; none is empty or `none:`.

    Signatures and their dates are never filled. Raises Problem when the map names a word that is not in
    the vocabulary.
    """
    reading = _Reading(form_map, facts, vocabulary)
    values: dict[str, str | bool] = {}
    signatures, nothing = [], []
    for name, box in form_map.boxes.items():
        if box.leave or box.copy_of:
            continue
        if not reading.wanted(box):
            nothing += [name] if box.from_ and reading.ruled_out(box) else []
            continue
        if box.sign:
            page = int(box.place.page or 0)
            signatures.append(SignatureLine(box.sign, page, _label(box.place), name))
        elif not box.dated:
            value = reading.value(box)
            if value not in ("", False):
                values[name] = value
            elif reading.none_said(box):
                nothing.append(name)
    for name, box in form_map.boxes.items():
        if box.copy_of in values:
            values[name] = values[box.copy_of]
    more = tuple(reading.spilled())
    return BoxValues(values, tuple(reading.asked), more, tuple(signatures), tuple(nothing))


class _Reading:
    """The facts as one form map reads them; remembers what had to be asked."""

    def __init__(self, form_map: FormMap, facts: Facts, vocabulary: Vocabulary) -> None:
        self._map, self._facts, self._vocabulary = form_map, facts, vocabulary
        self._conditions = form_map.compiled
        self.asked: dict[str, None] = {}
        self._rows = {name: self._ordered(rows) for name, rows in form_map.lists.items()}

    def wanted(self, box: Box) -> bool:
        """Say whether the box's `only_if` holds; an open question is asked."""
        return not box.only_if or self._holds(box.only_if, box.optional)

    def ruled_out(self, box: Box) -> bool:
        """Say whether a box for text is known not to apply; an open question rules nothing out."""
        return not box.is_ and self._conditions[box.only_if].weigh(self._facts) is False

    def none_said(self, box: Box) -> bool:
        """Say whether the answer of a box for text is known to be none."""
        paths = [path for path in (box.from_, box.else_from) if path]
        return bool(paths) and not box.is_ and all(isinstance(self._read(path), Nothing) for path in paths)

    def value(self, box: Box) -> str | bool:
        """Give the text or tick of a box; "" or False when it stays empty."""
        if box.or_if and self._holds(box.or_if, True):
            if box.or_text:
                return box.or_text
            return self._shown(box, box.or_from)
        if box.text:
            return box.text
        if box.check_if:
            return self._holds(box.check_if, box.optional)
        if box.choose:
            return next((one for one, when in box.choose.items() if self._holds(when, box.optional)), "Off")
        if box.line:
            return joined(box.line, {path: self._part(box, path) for path in box.paths()})
        shown = self._shown(box, box.from_)
        return shown or (self._shown(box, box.else_from) if box.else_from else shown)

    def spilled(self) -> Iterable[AdditionalRow]:
        """Give the rows that have no box of their own."""
        for name, rows in self._map.lists.items():
            if rows.asked_if and self._holds(rows.asked_if, True) and not self._facts.complete(rows.list):
                self._ask([rows.list])
            told = rows.said and (not rows.said_if or self._holds(rows.said_if, True))
            for row in self._rows[name][self._map.room.get(name, 0) :] if told else ():
                page, part, item = rows.at.split("/") if rows.at else ("", "", "")
                yield AdditionalRow(page, part, item, said(rows.said, row))
        yield from self._explained()

    def _explained(self) -> Iterable[AdditionalRow]:
        """Give the explanations of answers that ask for one; a missing one is asked."""
        for one in self._map.explained:
            if not self._holds(one.only_if, True):
                continue
            value = self._facts.get(one.from_)
            if isinstance(value, Unknown):
                self._ask(value.paths)
            elif not isinstance(value, Nothing):
                page, part, item = one.at.split("/")
                yield AdditionalRow(page, part, item, written(value, "text"))

    def _shown(self, box: Box, path: str) -> str | bool:
        value = self._read(path)
        if isinstance(value, Unknown):
            if not box.optional:
                self._ask(value.paths)
            return ""
        if isinstance(value, Nothing):
            if box.is_:
                return same_word("none", box.is_)
            return box.still if box.still and self._has_row(path) else box.none
        return same_word(value, box.is_) if box.is_ else written(value, box.format, box.width)

    def _part(self, box: Box, path: str) -> str:
        """Give what one path of a line says, "" for none and for what nobody has told."""
        value = self._read(path)
        if isinstance(value, Unknown):
            if not box.optional:
                self._ask(value.paths)
            return ""
        return "" if isinstance(value, Nothing) else in_line(value, path, box.format)

    def _read(self, path: str) -> Any:
        at = row_path(path)
        if at is None or at[0] not in self._map.lists:
            return self._facts.get(path)
        name, index, word = at
        listed = self._map.lists[name]
        source = listed.list
        rows = self._rows[name]
        if index < len(rows):
            value = Facts({"row": rows[index]}).get(f"row.{word}")
            return Unknown(f"{source}.{word}") if isinstance(value, Unknown) else value
        told = self._facts.get(source)
        whole = self._facts.complete(source) or isinstance(told, Nothing)
        return NONE if whole or (listed.whole and not isinstance(told, Unknown)) else Unknown(source)

    def _has_row(self, path: str) -> bool:
        at = row_path(path)
        return at is not None and at[1] < len(self._rows.get(at[0], ()))

    def _ordered(self, rows: Rows) -> list[Mapping[str, Any]]:
        found = self._facts.get(rows.list)
        kept = (
            [row for row in found if self._picks(rows, rows.where, row)] if isinstance(found, tuple) else []
        )
        if rows.newest_by:
            kept.sort(key=lambda row: _day(row.get(rows.newest_by)), reverse=True)
        if rows.first:
            kept.sort(key=lambda row: not self._picks(rows, rows.first, row))
        return kept

    def _picks(self, rows: Rows, text: str, row: Mapping[str, Any]) -> bool:
        if not text:
            return True
        key = f"{rows.list}: {text}"
        if key not in self._conditions:
            names = self._vocabulary.shape(self._vocabulary.word(rows.list).of)
            self._conditions[key] = compile_condition(
                text, self._vocabulary, roots=(), names=names, where=f"Map of {self._map.form}"
            )
        answer = self._conditions[key].weigh(Facts(row))
        if isinstance(answer, Unknown):
            self._ask(f"{rows.list}.{word}" for word in answer.paths)
            return False
        return answer

    def _holds(self, text: str, quietly: bool) -> bool:
        if text not in self._conditions:
            self._conditions[text] = compile_condition(
                text, self._vocabulary, where=f"Map of {self._map.form}"
            )
        answer = self._conditions[text].weigh(self._facts)
        if isinstance(answer, Unknown):
            if not quietly:
                self._ask(answer.paths)
            return False
        return answer

    def _ask(self, paths: Iterable[str]) -> None:
        for path in sorted(paths):
            self.asked.setdefault(path)


def _label(place: Place) -> str:
    return f"Part {place.part}, item {place.item}"


def _day(value: Any) -> str:
    """Give a day as text that sorts; nothing known sorts last when the newest stand first."""
    return str(value) if isinstance(value, (date, PartialDate)) else ""
