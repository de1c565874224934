"""Prove a form map against the blank: every box covered, every box there, every word known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from immdesk.basics.conditions import compile_condition
from immdesk.basics.problems import Problem
from immdesk.basics.vocabulary import Vocabulary
from immdesk.packets.inspect import FormField, FormFile
from immdesk.packets.official import Box, FormMap, Rows, row_path


def fitting_map(maps: Iterable[FormMap], form_file: FormFile) -> FormMap | None:
    """Give the map that was proved against a file with exactly these boxes; None when there is none."""
    return next((one for one in maps if form_file.fields_hash in one.fits), None)


def check_map(form_map: FormMap, form_file: FormFile) -> list[Problem]:
    """Give what is wrong between a map and a blank: boxes missing, not covered, of another kind."""
    there = {field.name: field for field in form_file.fields}
    covered = set(form_map.boxes) | form_map.additional_boxes()
    found = [
        _problem(form_map, f"names the box '{name}', which the blank does not have")
        for name in sorted(covered - set(there))
    ]
    for field in form_file.fields:
        if field.name not in covered and not is_footer(field):
            found.append(_problem(form_map, f"does not cover the box '{field.name}' on page {field.page}"))
    for name, box in form_map.boxes.items():
        if name in there:
            found += [_problem(form_map, text) for text in _mismatches(name, box, there[name], there)]
    if form_file.fields_hash not in form_map.fits:
        found.append(_problem(form_map, "was not proved against a file with these boxes"))
    return found


def check_words(form_map: FormMap, vocabulary: Vocabulary) -> list[Problem]:
    """Give what is wrong between a map and the vocabulary: unknown paths, conditions that cannot be read."""
    found: list[Problem] = []
    where = f"Map of {form_map.form} {form_map.edition}"
    for name, rows in form_map.lists.items():
        try:
            _check_rows(rows, vocabulary, f"{where}, list '{name}'")
        except Problem as problem:
            found.append(problem)
    for one in form_map.explained:
        try:
            vocabulary.check(one.from_, f"{where}, explained")
            compile_condition(one.only_if, vocabulary, where=f"{where}, explained")
        except Problem as problem:
            found.append(problem)
    for name, box in form_map.boxes.items():
        try:
            _check_box(form_map, box, vocabulary, f"{where}, box '{name}'")
        except Problem as problem:
            found.append(problem)
    return found


def is_footer(field: FormField) -> bool:
    """Say whether a field is the barcode at the foot of a page, which no map covers."""
    return field.readonly and "PDF417" in field.name


def _check_rows(rows: Rows, vocabulary: Vocabulary, where: str) -> None:
    vocabulary.check(rows.list, where)
    for text in (rows.asked_if, rows.said_if):
        if text:
            compile_condition(text, vocabulary, where=where)
    shape = vocabulary.word(rows.list).of
    names = vocabulary.shape(shape)
    for text in (rows.where, rows.first):
        if text:
            compile_condition(text, vocabulary, roots=(), names=names, where=where)
    for word in (*([rows.newest_by] if rows.newest_by else []), *re.findall(r"\{(\w+)\}", rows.said)):
        vocabulary.word_in(shape, word, where)


def _check_box(form_map: FormMap, box: Box, vocabulary: Vocabulary, where: str) -> None:
    for path in box.paths():
        at = row_path(path)
        if at is not None and at[0] in form_map.lists:
            shape = vocabulary.word(form_map.lists[at[0]].list).of
            vocabulary.word_in(shape, at[2], where)
        else:
            vocabulary.check(path, where)
    for text in (box.check_if, box.only_if, box.or_if, *box.choose.values()):
        if text:
            compile_condition(text, vocabulary, where=where)


def _mismatches(name: str, box: Box, field: FormField, there: dict[str, FormField]) -> Iterable[str]:
    ticked = bool(box.is_ or box.check_if or box.choose)
    filled = bool(box.from_ or box.line or box.text or ticked)
    for one in set(box.choose) - {option.value for option in field.options}:
        yield f"ticks '{one}' in '{name}', which has no such tick"
    if filled and field.type in ("check", "radio") and not ticked:
        yield f"writes text into the check box '{name}'"
    if ticked and field.type not in ("check", "radio"):
        yield f"ticks '{name}', which is no check box"
    if filled and field.type in ("signature", "button"):
        yield f"writes into the {field.type} field '{name}'"
    if box.copy_of and box.copy_of not in there:
        yield f"copies '{box.copy_of}', which the blank does not have"
    if box.at and box.place.page != str(field.page):
        yield f"says that '{name}' is on page {box.place.page}; it is on page {field.page}"


def _problem(form_map: FormMap, said: str) -> Problem:
    return Problem(
        f"The map of Form {form_map.form} {form_map.edition} {said}.",
        "The form would be filled wrongly or not completely.",
        "Correct the map; every box is mapped or excused.",
    )
