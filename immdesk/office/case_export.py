"""A whole case as a folder of plain pages and files that opens without ImmDesk, in any browser."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _, language, n_
from immdesk.office import cases, copies
from immdesk.office.copies import Paper
from immdesk.office.rows import Changed
from immdesk.packets import plain_html as html

if TYPE_CHECKING:
    from immdesk.office.office import Office

_ENDINGS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """A case that was written: the folder, how many files lie in it, how many papers were left out."""

    folder: Path
    files: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the export: where it lies in the folder, what it is called, and how its bytes are opened."""

    path: str
    title: str
    note: str
    open: Callable[[], BinaryIO]


def export_case(
    office: Office,
    case_id: str,
    parent: Path,
    progress: Progress,
    cancelled: Cancelled,
    *,
    work_product: bool = False,
) -> tuple[Exported, Changed]:
    """Write a case into a new folder of `parent`, named by its number; give what was written.

    Notes of the office and attorney work product are in it only when asked for. Nothing in it is encrypted.
    Raises Problem when the folder is there already, Refused when the disk says no, Stopped when somebody
    cancelled; then nothing is left behind.
    """
    number = copies.number_of(office, case_id)
    out = parent / safe_file_name(_("case {number}").format(number=number), f"case {number}")
    if out.exists():
        raise Problem(
            _("There is a folder of this name already: {name}.").format(name=out.name),
            _("Nothing was written over."),
            _("Choose another folder, or move the old one away."),
        )
    files, left_out = _files(office, case_id, work_product)
    pages = _pages(office, case_id, files, work_product)
    watched = Watched(progress, cancelled, _("Nothing was written."))
    with _fresh(out) as folder:
        for name, data in pages.items():
            (folder / name).write_bytes(data)
        for file in watched.each(files, len(files), _("Writing the files"), every=1):
            _write(folder / file.path, file.open)
    made = Exported(out, len(files), left_out)
    return made, Changed(
        message=n_("{n} file is on disk.", "{n} files are on disk.", len(files) + len(pages))
    )


# -- private ------------------------------------------------------------------------------------


@contextmanager
def _fresh(out: Path) -> Iterator[Path]:
    """Give a folder to fill that gets its name at the end; a failure leaves nothing behind."""
    folder = out.with_name(f".immdesk-{secrets.token_hex(8)}.part")
    try:
        folder.mkdir(mode=0o700)
        yield folder
        os.replace(folder, out)
    except OSError as refused:
        raise Refused(
            _("The case could not be written."),
            _("Nothing is left of it. {why}").format(why=refused.strerror or "").strip(),
            _("Choose another folder, or make room on the disk."),
        ) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, opened: Callable[[], BinaryIO]) -> None:
    path.parent.mkdir(exist_ok=True)
    with opened() as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, _PIECE)


def _files(office: Office, case_id: str, work_product: bool) -> tuple[list[_File], int]:
    """Give the files of a case, and how many papers are left out as attorney work product or unsigned."""
    found: list[_File] = []
    left_out = 0
    for paper in copies.papers_of(office, case_id):
        letter = paper.id.startswith("letter:")
        if not (paper.blob or letter):
            continue
        if paper.why_not and not work_product:
            left_out += 1
            continue
        found.append(_file(office, paper, "letters" if letter else "documents", len(found) + 1))
    return [*found, *_filed(office, case_id, len(found))], left_out


def _file(office: Office, paper: Paper, folder: str, place: int) -> _File:
    ending = _ENDINGS.get(paper.mime, ".bin")
    name = safe_file_name(paper.title).removesuffix(ending)
    note = " · ".join(filter(None, (paper.who, paper.why_not)))
    opened = copies.evidence_of(office, paper).open
    return _File(f"{folder}/{place:03} {name}{ending}", paper.title, note, opened)


def _filed(office: Office, case_id: str, before: int) -> Iterator[_File]:
    from immdesk.office.packet_kept import packets_of

    for packet in packets_of(office, case_id):
        for file in packet.files if packet.mailing else ():
            before += 1
            assert packet.mailing is not None
            day = on_screen(iso_day(packet.mailing.on))
            title = _("Packet of {day}").format(day=day)
            opened = partial(office.store.attachments.open, file.blob)
            yield _File(
                f"filed/{before:03} packet {packet.mailing.on}.pdf", title, f"SHA-256 {file.sha256}", opened
            )


def _pages(office: Office, case_id: str, files: Sequence[_File], work_product: bool) -> dict[str, bytes]:
    nav = [(_("Case"), "index.html"), (_("Facts"), "facts.html"), (_("Dates"), "dates.html")]
    nav += [(_("Notes"), "notes.html")] if work_product else []
    nav += [(_("History"), "history.html")]
    made = partial(_page, nav)
    found = {
        "index.html": made(*_index(office, case_id, files)),
        "facts.html": made(_("Facts"), _facts(office, case_id)),
        "dates.html": made(_("Dates"), _dates(office, case_id)),
        "history.html": made(_("History"), _history(office, case_id)),
    }
    if work_product:
        found["notes.html"] = made(_("Notes"), _notes(office, case_id))
    return found


def _page(nav: Sequence[tuple[str, str]], title: str, parts: Sequence[str]) -> bytes:
    return html.page(title, parts, language(), nav)


def _index(office: Office, case_id: str, files: Sequence[_File]) -> tuple[str, list[str]]:
    from immdesk.office.our_office import office_words

    page = cases.case_page(office, case_id)
    row = page.row
    told = " · ".join(filter(None, (row.case_type_title, row.stage, page.attorney)))
    written = _(
        "Written on {day} by {office}. This folder opens without ImmDesk; nothing in it is encrypted."
    )
    parts = [
        html.words(told),
        html.words(written.format(day=on_screen(office.today()), office=office_words(office)["name"]), True),
        html.heading(_("People")),
        html.table(
            (_("Name"), _("Role"), _("Born on")), [(one.name, one.role, one.born_on) for one in page.parties]
        ),
        html.heading(_("Filings and notices")),
        html.table((_("What"),), [(one,) for one in (*page.filings, *page.notices)]),
        html.heading(_("Papers")),
        html.table((_("File"), _("About")), [((one.title, one.path), one.note) for one in files]),
        html.heading(_("Handed over")),
        html.table(
            (_("Handed over on"), _("To whom"), _("How"), _("What")),
            [
                (on_screen(iso_day(one.on)), one.to_whom, one.how, "\n".join(one.papers))
                for one in copies.hand_overs(office, case_id)
            ],
        ),
    ]
    return f"{row.number}  {row.title}", parts


def _facts(office: Office, case_id: str) -> list[str]:
    found = cases.facts_page(office, case_id)
    parts: list[str] = []
    for owner in dict.fromkeys(one.owner for one in found):
        rows = [(one.label, one.shown, one.source) for one in found if one.owner == owner and one.shown]
        if rows:
            parts += [html.heading(owner), html.table((_("What"), _("Answer"), _("Source")), rows)]
    return parts


def _dates(office: Office, case_id: str) -> list[str]:
    from immdesk.office.dates import dates_of
    from immdesk.office.pre_days import all_words

    rows = []
    for one in dates_of(office, case_id):
        lines = [" ".join(filter(None, (line.value, line.step, line.reason))) for line in one.explanation]
        why = "\n".join((*lines, *one.cite, *all_words(one)))
        rows.append((one.shown, one.title, one.who, one.state, why))
    return [html.table((_("Day"), _("What"), _("Whose"), _("State"), _("Why")), rows)]


def _notes(office: Office, case_id: str) -> list[str]:
    rows = [(f"{one.at:%Y-%m-%d}", one.by, one.text) for one in cases.notes(office, case_id)]
    return [html.table((_("Day"), _("By"), _("Note")), rows)]


def _history(office: Office, case_id: str) -> list[str]:
    """Give what happened, without what was changed from what: that may be the office's own thinking."""
    rows = [(f"{one.at:%Y-%m-%d %H:%M}", one.who, one.title) for one in cases.history(office, case_id)]
    return [html.table((_("Day"), _("By"), _("What")), rows)]
