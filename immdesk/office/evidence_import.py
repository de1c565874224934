"""Many files taken in at once: read apart, made smaller, the original kept; one change, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.file_names import kept_file_name
from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, n_
from immdesk.office.documents import MIMES, SCAN_MEASURED, SCAN_TROUBLES, add_document, looked_at, read_file
from immdesk.office.evidence_log import Provenance, keep_origin, step
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")
"""How the names of files end that can be evidence."""

WHOLE_AS_IT_IS = ("photo",)
"""Kinds of documents of which every point counts: they are never made smaller."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that came in: whose it is, what it is (a kind of document), what it is called."""

    path: Path
    person_id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that was not taken in, with the reason."""

    path: Path
    problem: Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the new documents in the order given, and what was left out and why.

    `changed` is None when nothing was added; `before` and `after` are bytes of the files and of what is
    shown and printed.
    """

    changed: Changed | None
    ids: tuple[str, ...]
    left_out: tuple[NotTaken, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that is read and kept as attachments, waiting for its row."""

    values: dict[str, Any]
    origin: dict[str, Any]
    troubles: str
    quality: str = ""


def take_in(
    office: Office,
    case_id: str,
    incoming: Sequence[Incoming],
    provenance: Provenance = Provenance(),
    watched: Watched = ALONE,
    *,
    smaller: bool = True,
) -> Imported:
    """Take files into a case as evidence, as one operation.

    Each file is read by the process that is walled off; a bad one is left out with the reason, and so is
    one that the case has already. With `smaller`, scans are shown and printed from a smaller copy and the
    file as it came is kept beside it. Raises Stopped when somebody cancels: then nothing was added.
    """
    work = _Import(office, _files_of(office, case_id))
    watched = replace(watched, nothing=watched.nothing or _("Nothing was added."))
    try:
        total = len(incoming)
        for one in watched.each(incoming, total, _("Reading the scans"), every=1):
            work.read(one, smaller=smaller)
        watched.step(total, total, _("Reading the scans"))
    except BaseException:
        work.forget()
        raise
    return work.write(case_id, provenance)


class _Import:
    """One import under way: what was read, what was left out, which attachments are new."""

    def __init__(self, office: Office, known: set[str]) -> None:
        self._office, self._known = office, known
        self._new: list[str] = []
        self._ready: list[_Ready] = []
        self._left_out: list[NotTaken] = []

    def read(self, one: Incoming, *, smaller: bool) -> None:
        """Read a file and keep it as an attachment."""
        try:
            data = read_file(one.path)
            looked = looked_at(self._office, data)
            if self._office.store.attachments.names_of(data) & self._known:
                raise Problem(_("The case has this file already."), _("It was not added again."), "")
            self._ready.append(self._kept(one, data, looked, smaller and one.kind not in WHOLE_AS_IT_IS))
        except Problem as problem:
            self._left_out.append(NotTaken(one.path, problem))

    def write(self, case_id: str, provenance: Provenance) -> Imported:
        """Write a row for each file that was read."""
        if not self._ready:
            return Imported(None, (), tuple(self._left_out), 0, 0)
        office, given = self._office, provenance

        def work(session: Session) -> tuple[str, ...]:
            return tuple(_row(session, office, case_id, one, given) for one in self._ready)

        count = len(self._ready)
        message = n_("{n} document added.", "{n} documents added.", count)
        if self._left_out:
            left = n_("{n} file was left out.", "{n} files were left out.", len(self._left_out))
            message = f"{message} {left}"
        ids, changed = office.change(_("Add documents"), work, message=message)
        after = sum(one.values["size"] for one in self._ready)
        before = sum(int(one.origin.get("size") or one.values["size"]) for one in self._ready)
        return Imported(changed, ids, tuple(self._left_out), before, after)

    def forget(self) -> None:
        """Delete the attachments that no row names, because the import was stopped."""
        for name in self._new:
            self._office.store.attachments.discard(name)

    def _kept(self, one: Incoming, data: bytes, looked: Any, smaller: bool) -> _Ready:
        from immdesk.packets.evidence_made import press

        pressed = press(self._office.examiner(), data, smaller=smaller)
        kept, kind = (pressed.data, pressed.kind) if pressed.data else (data, looked.kind)
        name = self._put(kept)
        origin: dict[str, Any] = {}
        if pressed.data:
            file = {"mime": MIMES[looked.kind], "pages": looked.pages, "size": len(data)}
            origin = {"blob": self._put(data), **file}
        self._known |= self._office.store.attachments.names_of(data)
        troubles = [problem.happened for problem in looked.problems]
        if pressed.programs:
            troubles.append(_("It carried a program (script), which was taken out."))
        values = {
            "person_id": one.person_id or None,
            "kind": one.kind,
            "title": one.title,
            "blob": name,
            "original_name": kept_file_name(one.path.name),
            "mime": MIMES[kind],
            "size": len(kept),
            "pages": looked.pages,
            "state": "received",
            "received_on": self._office.today().isoformat(),
        }
        return _Ready(values, origin, "\n".join(troubles), looked.quality)

    def _put(self, data: bytes) -> str:
        attachments = self._office.store.attachments
        name = attachments.name_of(data)
        if not attachments.path(name).exists():
            self._new.append(name)
        return attachments.put(data).name


def _row(session: Session, office: Office, case_id: str, one: _Ready, provenance: Provenance) -> str:
    from immdesk.records.answers import say

    document = add_document(session, case_id, one.values)
    session.flush()
    told = {word: getattr(provenance, word) for word in ("given_by", "given_on", "how")}
    if one.origin or any(told.values()):
        keep_origin(session, office, document.id, **one.origin, **told)
    step(session, office, document.id, "received")
    if one.troubles:
        say(session, "document", document.id, SCAN_TROUBLES, one.troubles)
    if one.quality:
        say(session, "document", document.id, SCAN_MEASURED, one.quality)
    return str(document.id)


def _files_of(office: Office, case_id: str) -> set[str]:
    """Give the attachments that a case's documents name, as they are shown and as they came in."""
    rows = office.rows(
        "SELECT d.blob, o.blob AS first FROM case_document cd JOIN document d ON d.id = cd.document_id "
        "LEFT JOIN document_origin o ON o.document_id = d.id "
        "WHERE cd.case_id = ? AND d.deleted_at IS NULL",
        [case_id],
    )
    return {row[word] for row in rows for word in ("blob", "first") if row[word]}


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Give these files, and for a folder its scans by name. Raises Problem for one that is not there."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Problem(
                _("“{name}” is not there.").format(name=path.name),
                _("Nothing was added."),
                _("Check the name."),
            )
        inside = sorted(one for one in path.iterdir() if is_scan(one)) if path.is_dir() else [path]
        found += inside
    return found


def is_scan(path: Path) -> bool:
    """Say whether a path is a file of a kind that can be evidence, by its ending; hidden ones are none."""
    return path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")) and path.is_file()
