"""When the program itself is at fault: where it happened, without a client's name; and no memory on disk."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from immdesk.basics.words import _
from immdesk.logs import EventLog


def report_of(error: BaseException, log: EventLog | None = None, *versions: str) -> str:
    """Give the text of a report: kind of fault, frames, versions, the last event words.

    The message of an exception and the values in its frames can hold a client's name, so neither is written;
    file names are those of the program's own code.
    """
    import platform

    lines = [
        ", ".join([f"ImmDesk {_version()}", f"Python {platform.python_version()}", *versions]),
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        *_frames_of(error),
    ]
    if log is not None and log.last():
        lines += ["", _("Last events:"), *(f"  {line}" for line in log.last())]
    return "\n".join(lines)


def no_core_dumps() -> None:
    """Keep the system from writing this program's memory to disk when it dies, as far as it lets us.

    Linux and macOS: no core file. Linux also: nothing of our memory for a program that collects cores.
    Windows: no box of the error reporting (not tried by us there).
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pieces = Path("/proc/self/coredump_filter")
    if pieces.exists() and os.access(pieces, os.W_OK):
        pieces.write_text("0", encoding="ascii")


def keep_texts_private() -> None:
    """Let Python say only the report of a fault that nobody can catch: in a thread, or while it clears up."""
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_a_thread


def say(error: BaseException) -> None:
    """Write the report of a fault to standard error."""
    sys.stderr.write(report_of(error) + "\n")


def _frames_of(error: BaseException) -> list[str]:
    """Give the kind and the frames of a fault, and of those that led to it."""
    import traceback

    lines: list[str] = []
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen and len(seen) < 8:
        seen.append(found)
        lines.append(_("which came from") if lines else "")
        lines.append(f"{type(found).__module__}.{type(found).__qualname__}")
        frames = traceback.extract_tb(found.__traceback__, limit=-40)
        lines += [f"  {Path(one.filename).name}:{one.lineno} in {one.name}" for one in frames]
        lines += [] if frames else ["  " + _("(no frames)")]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return lines[1:]


def _unraisable(told: Any) -> None:
    if told.exc_value is not None:
        say(told.exc_value)


def _in_a_thread(told: Any) -> None:
    if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
        say(told.exc_value)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("immdesk")
    except PackageNotFoundError:
        return "?"
