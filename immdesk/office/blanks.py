"""The agencies' blank forms that the office has added, untouched and encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.office.office import Office
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.packets.fill import FillReport


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
    note = _("already here") if have else _("{count} pages added").format(count=found.pages)
    return BlankRow(found.form, found.edition, found.pages, found.sha256, "", found.fields_hash, note)


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
    blob = office.store.attachments.put(data)
    at = office.now().isoformat()

    def work(session: Session) -> None:
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

    office.change(_("Add a blank form"), work)


def listed(office: Office) -> tuple[BlankRow, ...]:
    """Give the blanks that the office has, by form, the newest added last."""
    rows = office.rows(
        "SELECT form, edition, pages, sha256, blob, fields_hash FROM form_blank ORDER BY form, added_at"
    )
    return tuple(
        BlankRow(r["form"], r["edition"], r["pages"], r["sha256"], r["blob"], r["fields_hash"], "")
        for r in rows
    )


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
