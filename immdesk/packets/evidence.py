"""Read documents from outside as if they meant harm: in a process of their own, with limits on everything."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.packets.evidence_child import LARGEST

_PATIENCE = 30.0  # seconds by the clock; the child has 15 of work
_PIECE = 1 << 20
MOST_MADE = 2 * LARGEST
"""The most bytes that a file made of others may have, and that are handed over to make one."""

_FATAL_AT_PAGE = ("bomb",)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document is. `pages` is 0 when it cannot be used; `problems` say why, or what to look at."""

    kind: Literal["", "pdf", "jpeg", "png"]
    pages: int
    problems: tuple[Problem, ...] = ()
    quality: str = ""
    """Its blank, coarse and faint pages as JSON; "" when it has none."""

    @property
    def usable(self) -> bool:
        """Whether it can stand in a packet."""
        return self.pages > 0


class Examiner:
    """Examines documents in one process that lives as long as the office is open.

    The process is started by the first document and started again when a document has killed it.
    Use it as a context manager or call `close`. Safe to call from several threads.
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def examine(self, document: bytes | BinaryIO) -> Examined:
        """Give what `document` is (bytes, or a seekable stream read from its start).

        Never raises for what the document holds: every trouble is a plain sentence in `problems`.
        """
        stream = io.BytesIO(document) if isinstance(document, bytes) else document
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if size > LARGEST:
            return _examined({"kind": "", "pages": 0, "troubles": [["too_heavy", 0, size >> 20]]})
        with self._one_at_a_time:
            try:
                answer = self._ask(stream, size)
            except (OSError, ValueError, EOFError):
                self._stop()
                answer = {"kind": "", "pages": 0, "troubles": [["killed", 0, 0]]}
            except BaseException:  # the stream failed half-way: the child still waits for the rest
                self._stop()
                raise
        return _examined(answer)

    def text(self, document: bytes, *, in_lines: bool = False) -> str:
        """Give what is written on the pages of a PDF, "" for a picture or whatever cannot be read.

        `in_lines` keeps its lines apart, for who reads a notice by its titles.
        """
        if not 0 < len(document) <= LARGEST:
            return ""
        wanted = "lines" if in_lines else "text"
        with self._one_at_a_time:
            try:
                said = self._ask(io.BytesIO(document), len(document), wanted).get("text", "")
            except (OSError, ValueError, EOFError):
                self._stop()
                return ""
        return said.encode("utf-8", "ignore").decode() if isinstance(said, str) else ""

    def answers(self, document: bytes) -> dict[str, Any]:
        """Give the boxes of a PDF form and what stands in them (see `packets/answers.py`)."""
        return self._told(document, "boxes")

    def spots(self, document: bytes, places: list[list[Any]]) -> dict[str, Any]:
        """Give what stands at places of a PDF's pages: [page, left, low, right, high, is it a mark]."""
        first = json.dumps(places).encode()
        return self._told(first + document, "spots", len(first))

    def signed(self, document: bytes, wanted: dict[str, Any]) -> dict[str, Any]:
        """Give what is seen on pages that came back signed (see `packets/signed_child.py`)."""
        first = json.dumps(wanted).encode()
        return self._told(first + document, "signed", len(first))

    def made(self, data: bytes, wanted: str, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Let the process make a new file of `data` (see `packets/evidence_work.py`); give its answer and it.

        `told` is what it is to do. The file is empty, and `trouble` says why, when it could not be made.
        """
        first = json.dumps(told).encode()
        if not 0 < len(data) <= MOST_MADE:
            return {"trouble": "too_large"}, b""
        with self._one_at_a_time:
            try:
                answer = self._ask(io.BytesIO(first + data), len(first) + len(data), wanted, len(first))
                return answer, self._read_made(int(answer.get("bytes", 0)))
            except (OSError, ValueError, EOFError):
                self._stop()
                return {"trouble": "killed"}, b""

    def _read_made(self, size: int) -> bytes:
        """Read the bytes that follow an answer."""
        if not 0 <= size <= MOST_MADE:
            raise ValueError("more bytes than a document may have")
        assert self._child is not None
        assert self._child.stdout is not None
        watch = threading.Timer(_PATIENCE, self._child.kill)
        watch.daemon = True
        watch.start()
        try:
            data = self._child.stdout.read(size)
        finally:
            watch.cancel()
        if len(data) < size:
            raise EOFError
        return data

    def _told(self, data: bytes, wanted: str, first: int = 0) -> dict[str, Any]:
        if not 0 < len(data) <= LARGEST:
            return {"trouble": "no_pdf"}
        with self._one_at_a_time:
            try:
                return self._ask(io.BytesIO(data), len(data), wanted, first)
            except (OSError, ValueError, EOFError):
                self._stop()
                return {"trouble": "too_large"}

    def close(self) -> None:
        """End the process."""
        with self._one_at_a_time:
            self._stop()

    @property
    def process_id(self) -> int:
        """The process that reads the documents; 0 when none runs."""
        return self._child.pid if self._child is not None and self._child.poll() is None else 0

    def _ask(self, stream: BinaryIO, size: int, wanted: str = "look", first: int = 0) -> dict[str, Any]:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        watch = threading.Timer(_PATIENCE, child.kill)
        watch.daemon = True
        watch.start()
        try:
            asked = {"size": size, "wanted": wanted, "first": first}
            child.stdin.write(json.dumps(asked).encode() + b"\n")
            while piece := stream.read(_PIECE):
                child.stdin.write(piece)
            child.stdin.flush()
            line = child.stdout.readline(1 << 20)
        finally:
            watch.cancel()
        if not line.endswith(b"\n"):
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._child = subprocess.Popen(
                child_command(),
                env={name: value for name, value in os.environ.items() if name != "IMMDESK_PASSPHRASE"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=0x08000000 if os.name == "nt" else 0,  # CREATE_NO_WINDOW
            )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def child_command() -> list[str]:
    """Give the command that starts the process. A bundle starts itself with `--evidence-child`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--evidence-child"]
    return [sys.executable, "-m", "immdesk.packets.evidence_child"]


def _examined(answer: dict[str, Any]) -> Examined:
    """Turn the child's code words into sentences; believe nothing else that it says."""
    kind = answer.get("kind", "")
    pages = answer.get("pages", 0)
    troubles = answer.get("troubles", [])
    if any(code in _FATAL_AT_PAGE for code, _page, _number in troubles):
        pages = 0
    words = tuple(_said(str(code), int(page), int(number)) for code, page, number in _few(troubles))
    return Examined(kind if kind in ("pdf", "jpeg", "png") else "", int(pages), words, _quality(answer))


def _quality(answer: dict[str, Any]) -> str:
    told = answer.get("quality", {})
    kept = {word: [int(one) for one in told.get(word, ())][:200] for word in ("blank", "coarse", "faint")}
    return json.dumps(kept) if any(kept.values()) else ""


def _few(troubles: list[list[Any]]) -> list[list[Any]]:
    """Give at most ten troubles: a document with a thousand bad pages needs no thousand sentences."""
    return troubles[:10]


def _said(code: str, page: int, number: int) -> Problem:
    again = _("Ask for it again, or scan it again.")
    unusable = _("It was not added.")
    damaged = Problem(_("The document is damaged."), unusable, again)
    harm = _("It was made to do harm, or is damaged beyond use. It was not added.")
    table: dict[str, Problem] = {
        "empty": Problem(_("The file is empty."), unusable, again),
        "damaged": damaged,
        "picture_damaged": Problem(_("The picture is damaged or cut off."), unusable, again),
        "password": Problem(
            _("The document is protected by a password."),
            unusable,
            _("Ask for a copy without a password, or print it to a new PDF."),
        ),
        "no_pages": Problem(_("The document has no pages."), unusable, again),
        "too_many_pages": Problem(
            _("The document has {n} pages.").format(n=number), unusable, _("Split it into smaller documents.")
        ),
        "too_heavy": Problem(
            _("The file has {n} MB; 200 MB is the most.").format(n=number),
            unusable,
            _("Split it, or scan it at 300 dots per inch."),
        ),
        "too_large": Problem(
            _("The document needs more memory than a document may have."), harm, _("Ask for it again.")
        ),
        "bomb": Problem(_("The document swells when it is opened."), harm, _("Do not open it elsewhere.")),
        "killed": Problem(
            _("The document could not be read in a reasonable time or memory."), harm, _("Ask for it again.")
        ),
        "picture_size": Problem(
            _("The picture says that it has {n} million points.").format(n=number // 1_000_000),
            _("No scan is that large: the file is damaged or made to do harm. It was not added."),
            again,
        ),
        "odd_jpeg": Problem(
            _("This kind of JPEG cannot be printed."), unusable, _("Save the picture as an ordinary JPEG.")
        ),
        "office_file": Problem(
            _("This is a file of an office program, not a PDF."),
            unusable,
            _("Save it as a PDF and add that."),
        ),
        "other_picture": Problem(
            _("This kind of picture cannot be printed."), unusable, _("Save it as JPEG, PNG or PDF.")
        ),
        "not_evidence": Problem(
            _("The file is not a PDF, JPEG or PNG."), unusable, _("Save it as a PDF and add that.")
        ),
        "page_damaged": Problem(
            _("Page {page} cannot be read.").format(page=page), _("It may print empty."), again
        ),
        "page_size": Problem(
            _("Page {page} has an impossible size.").format(page=page), _("It may print empty."), again
        ),
        "dynamic_form": Problem(
            _("This is a form that only shows itself in Adobe Reader."),
            _("It prints as a page that says “Please wait”."),
            _("Open it in Adobe Reader, print it to a new PDF, and add that."),
        ),
        "portfolio": Problem(
            _("This PDF is a folder of other files."),
            _("Only its cover page prints."),
            _("Take the files out and add each."),
        ),
        "hidden_layers": Problem(
            _("Some layers of this PDF are hidden."),
            _("The packet would show them."),
            _("Print it to a new PDF and add that."),
        ),
        "repaired": Problem(
            _("The document has a fault that could be mended."), _("Look at its pages before filing."), ""
        ),
    }
    return table.get(code, damaged)
