"""The agencies' blank forms that the office has added, untouched and encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.office.office import Office
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.packets.fill import FillReport

_TYPED = "blank typed "


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A blank form that the office has; of a file that was not taken only its name and why, in `note`."""

    form: str
    edition: str
    pages: int
    sha256: str
    blob: str
    fields_hash: str
    note: str
    file: str = ""
    marks: tuple[str, ...] = ()
    """What is odd about the file: `unlocked` (not as the agency made it), `typed` (somebody has written in
    it), `encrypted` and `xfa` (as the agency makes it), `twin` (another file of this edition differs)."""

    def called(self) -> str:
        """Give the form and its edition, or the name of a file that was not taken."""
        return f"{self.form} {self.edition}" if self.form else self.file


def add(office: Office, path: Path) -> BlankRow:
    """Take a blank form in: recognised by its own words, kept as it is, by its checksum.

    Raises Problem when the form cannot be recognised or the file is no readable PDF.
    """
    from immdesk.packets.inspect import inspect

    data = _read(path)
    found = inspect(data)
    if not found.form or not found.edition:
        raise Problem(
            _("The form and its edition cannot be recognised."),
            _("It was not added."),
            _("Download the blank again from the agency's own page."),
        )
    have = office.rows("SELECT id FROM form_blank WHERE sha256 = ?", [found.sha256])
    if not have:
        _keep(office, found, data)
    added = n_("{n} page added", "{n} pages added", found.pages)
    note = _("already here") if have else added
    mine = next(one for one in listed(office) if one.sha256 == found.sha256)
    told = "; ".join([note, *(mark_words(one) for one in mine.marks if one in _TOLD)])
    return replace(mine, note=told)


_TOLD = ("unlocked", "typed", "twin")


def mark_words(mark: str) -> str:
    """Say in words what is odd about the file of a blank."""
    return {
        "unlocked": _("an unlocked copy: download it again from the agency to be sure of it"),
        "typed": _("somebody has written into it already: download an empty one"),
        "twin": _("another file of this edition has other boxes; both are kept"),
        "encrypted": _("encrypted, as the agency makes it"),
        "xfa": _("with the agency's scripts, which the filled form leaves out"),
    }[mark]


def add_all(office: Office, paths: Iterable[Path]) -> list[BlankRow]:
    """Take in every file, and every PDF of a folder; one that cannot be taken is told and keeps no other."""
    return [_add_one(office, file) for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.[pP][dD][fF]")) if path.is_dir() else [path]


def _add_one(office: Office, file: Path) -> BlankRow:
    try:
        return add(office, file)
    except Problem as problem:
        said = " ".join(part for part in (problem.happened, problem.means, problem.do) if part)
        return BlankRow("", "", 0, "", "", "", said, file.name)


def _keep(office: Office, found: Any, data: bytes) -> None:
    from immdesk.packets.box_lore import written_in

    blob = office.store.attachments.put(data)
    at, typed, office_id = office.now().isoformat(), written_in(data), office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say
        from immdesk.records.filings import FormBlank

        session.add(
            FormBlank(
                form=found.form,
                edition=found.edition,
                pages=found.pages,
                sha256=found.sha256,
                fields_hash=found.fields_hash,
                blob=blob.name,
                added_at=at,
                encrypted="yes" if found.encrypted else "no",
                xfa="yes" if found.xfa else "no",
            )
        )
        if typed:
            say(session, "office", office_id, f"{_TYPED}{found.sha256[:16]}", "yes")

    office.change(_("Add a blank form"), work)


def listed(office: Office) -> tuple[BlankRow, ...]:
    """Give the blanks that the office has, by form, the newest added last."""
    rows = office.rows(
        "SELECT form, edition, pages, sha256, blob, fields_hash, encrypted, xfa FROM form_blank "
        "ORDER BY form, added_at"
    )
    words = office.rows(
        "SELECT word FROM said WHERE owner_kind = 'office' AND substr(word, 1, ?) = ?", [len(_TYPED), _TYPED]
    )
    typed = {row["word"].removeprefix(_TYPED) for row in words}
    files: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        files.setdefault((row["form"], row["edition"]), set()).add(row["fields_hash"])
    return tuple(
        BlankRow(
            row["form"],
            row["edition"],
            row["pages"],
            row["sha256"],
            row["blob"],
            row["fields_hash"],
            "",
            marks=tuple(_marks(row, typed, len(files[row["form"], row["edition"]]) > 1)),
        )
        for row in rows
    )


def _marks(row: Any, typed: set[str], twin: bool) -> Iterable[str]:
    if row["sha256"][:16] in typed:
        yield "typed"
    if row["xfa"] == "yes":
        yield "xfa"
        yield "encrypted" if row["encrypted"] == "yes" else "unlocked"
    if twin:
        yield "twin"


def blank_bytes(office: Office, blank: BlankRow) -> bytes:
    """Give the untouched blank."""
    return office.store.attachments.bytes(blank.blob)


def fill_file(path: Path, values: dict[str, Any], out: Path, *, flatten: bool) -> FillReport:
    """Fill a blank on disk with values by full field name and write it; no office is needed."""
    from immdesk.packets.fill import fill

    filled, report = fill(_read(path), values, flatten=flatten)
    write_out(out, filled, _("The filled form cannot be written."))
    return report


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as unreadable:
        raise Refused(
            _("The file cannot be read."), _("Nothing was done with it."), _("Check its name.")
        ) from unreadable
