"""Reads a spreadsheet from elsewhere (CSV, XLSX): plain texts row by row, and what is odd about it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_

MOST_BYTES: Final = 60_000_000
MOST_UNPACKED: Final = 400_000_000
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
MOST_LETTERS: Final = 2_000
_SEPARATORS: Final = ",;\t|"
_SHEET_FILE: Final = re.compile(r"xl/worksheets/sheet\d+\.xml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows of texts, each as long as the longest, and sentences about what is odd."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def read_sheets(data: bytes, file_name: str, watched: Watched = ALONE) -> tuple[Sheet, ...]:
    """Give the sheets of a file that have anything in them; days as ISO texts, numbers as typed.

    Raises Problem for a file that is too large, packed to do harm, locked, or no spreadsheet; Stopped when
    somebody cancelled.
    """
    if len(data) > MOST_BYTES:
        raise _refused(_("The file is larger than 60 MB."), _("Save it in smaller parts."))
    if data[:4] == b"PK\x03\x04":
        sheets = _workbook(data, watched)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _refused(
            _("The file is an old .xls, or locked with a password."),
            _("Open it in its own program and save it as .xlsx or CSV, without a password."),
        )
    else:
        sheets = (_csv(data, file_name, watched),)
    found = tuple(one for one in sheets if one.rows)
    if not found:
        raise _refused(_("The file has no rows."), _("Choose the file with the cases in it."))
    return found


def _csv(data: bytes, name: str, watched: Watched) -> Sheet:
    text, notes = _decoded(data)
    if "\x00" in text:
        raise _refused(_("The file is no spreadsheet."), _("Choose a .csv or .xlsx file."))
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        rows = _kept(watched.each(reader, text.count("\n"), _reading()))
    except csv.Error as broken:
        raise _refused(
            _("The file cannot be read as CSV, near line {line}.").format(line=reader.line_num),
            _("Save it anew from the program that it came from."),
        ) from broken
    return _sheet(name, rows, notes)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """Give the text: UTF-8 or UTF-16 by its mark, else UTF-8, else as older Windows programs write."""
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(code, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        said = _("The letters were read as Western European (Windows). Look whether the names are right.")
        return data.decode("cp1252", "replace"), [said]


def _separator(text: str) -> str:
    """Give the sign that parts the first lines into the same number of cells most often."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]

    def steady(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual else 0), usual

    return max(_SEPARATORS, key=steady)


def _workbook(data: bytes, watched: Watched) -> tuple[Sheet, ...]:
    _check_package(data)
    from openpyxl import load_workbook

    try:
        watched.step(0, 0, _reading())
        book = load_workbook(_Stoppable(data, watched), read_only=True, data_only=True, keep_links=False)
    except Problem:
        raise
    except Exception as broken:  # openpyxl raises whatever it stumbles over
        raise _refused(
            _("The workbook cannot be read."), _("Open it in its own program and save it anew.")
        ) from broken
    try:
        odd = _oddities(data)
        return tuple(
            _sheet(sheet.title, _kept(_texts(sheet, watched)), odd.get(place, []))
            for place, sheet in enumerate(book.worksheets)
        )
    except Problem:
        raise
    except Exception as broken:
        raise _refused(
            _("The workbook cannot be read to its end."), _("Open it in its own program and save it anew.")
        ) from broken
    finally:
        book.close()


class _Stoppable(io.BytesIO):
    """The bytes of a workbook; whoever reads them stops when somebody cancelled."""

    def __init__(self, data: bytes, watched: Watched) -> None:
        super().__init__(data)
        self._watched = watched

    def read(self, size: int | None = -1, /) -> bytes:
        self._watched.look()
        return super().read(size)


def _check_package(data: bytes) -> None:
    """Refuse a package that unpacks to more than any caseload needs, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except zipfile.BadZipFile as broken:
        raise _refused(
            _("The file is damaged."), _("Open it in its own program and save it anew.")
        ) from broken
    if sum(one.file_size for one in infos) > MOST_UNPACKED or len(infos) > 5_000:
        raise _refused(
            _("The workbook unpacks to more than 400 MB."), _("Save only the sheet with the cases.")
        )
    if not any(one.filename == "xl/workbook.xml" for one in infos):
        raise _refused(_("The file is no spreadsheet."), _("Choose a .csv or .xlsx file."))


def _oddities(data: bytes) -> dict[int, list[str]]:
    """Say, for each sheet by its place, whether it has merged cells or formulas."""
    found: dict[int, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted((one for one in package.namelist() if _SHEET_FILE.fullmatch(one)), key=_number)
        for place, name in enumerate(names):
            xml = package.read(name)
            merged, formulas = xml.count(b"<mergeCell "), len(re.findall(rb"<f[ >]", xml))
            if merged:
                found.setdefault(place, []).append(
                    n_(
                        "{n} group of cells is merged: only its first cell has a text.",
                        "{n} groups of cells are merged: only the first cell of each has a text.",
                        merged,
                    )
                )
            if formulas:
                found.setdefault(place, []).append(
                    n_(
                        "{n} cell is a formula: its last result is read, empty if it has none.",
                        "{n} cells are formulas: their last results are read, empty if there is none.",
                        formulas,
                    )
                )
    return found


def _number(name: str) -> int:
    return int(re.findall(r"\d+", name)[-1])


def _reading() -> str:
    return _("Reading the spreadsheet")


def _texts(sheet: Any, watched: Watched) -> Iterator[list[str]]:
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    for row in watched.each(rows, min(sheet.max_row or 0, MOST_ROWS), _reading()):
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _kept(rows: Iterable[list[str]]) -> list[list[str]]:
    """Give the rows to the last that has a text, each cell without blanks at its ends and of sane length."""
    found: list[list[str]] = []
    for row in rows:
        found.append([cell.replace("\u00a0", " ").strip()[:MOST_LETTERS] for cell in row[:MOST_COLUMNS]])
        if len(found) > MOST_ROWS:
            raise _refused(
                _("The sheet has more than {n} rows.").format(n=MOST_ROWS), _("Save it in smaller parts.")
            )
    while found and not any(found[-1]):
        found.pop()
    return found


def _sheet(name: str, rows: list[list[str]], notes: list[str]) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    even = tuple((*row, *([""] * (width - len(row)))) for row in rows)
    return Sheet(name, even, tuple(notes))


def _refused(happened: str, do: str) -> Problem:
    return Problem(happened, _("Nothing was read in."), do)
