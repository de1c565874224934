"""Every call to the share's file system fails once, before or after it took effect, as SQLite tests itself.

`python -m tests.store.share.faults` runs all of them and says what it found.
"""

from __future__ import annotations

import errno
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Problem
from tests.store.share.conftest import Desks, change, digest, move, value

NAMES = ("open", "write", "read", "fsync", "close", "link", "rename", "unlink", "mkdir", "scandir", "lstat")
ERRORS = (errno.EIO, errno.ENOSPC, errno.ETIMEDOUT, errno.EEXIST)


@dataclass
class Fault:
    """The `at`-th call to the share fails; `after` says whether it took effect first."""

    root: str
    at: int = 0
    after: bool = False
    error: int = errno.EIO
    calls: int = 0
    own: set[int] = field(default_factory=set)

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            first = args[0] if args else None
            ours = first in self.own if isinstance(first, int) else str(first).startswith(self.root)
            if not ours:
                return real(*args, **named)
            self.calls += 1
            if self.calls != self.at:
                return self._noted(name, first, real(*args, **named))
            if self.after or name == "close":
                done = self._noted(name, first, real(*args, **named))
                if name in ("open", "scandir"):
                    os.close(done) if name == "open" else done.close()
            raise OSError(self.error, os.strerror(self.error))

        return call

    def _noted(self, name: str, first: Any, done: Any) -> Any:
        if name == "open":
            self.own.add(done)
        elif name == "close":
            self.own.discard(first)
        return done


@contextmanager
def failing(fault: Fault) -> Iterator[Fault]:
    """Let the call fail while the block runs."""
    real = {name: getattr(os, name) for name in NAMES}
    for name in NAMES:
        setattr(os, name, fault.wrapped(name, real[name]))
    try:
        yield fault
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def run(desks: Desks, errors: Iterable[int]) -> tuple[int, list[str]]:
    """Fail each call of an edit and the look after it; give how many were tried and what went wrong."""
    ana, bob = desks["ana"], desks["bob"]
    tried, wrong = 0, []
    for after, error in itertools.product((False, True), errors):
        for at in itertools.count(1):
            text = f"{after} {errno.errorcode[error]} {at}"
            kept = value(bob, "SELECT count(*) FROM operation")
            try:
                with failing(Fault(str(desks.root), at, after, error)) as fault:
                    try:
                        change(ana, move(birth_city=text))
                        acknowledged = 1
                    except Problem:
                        acknowledged = 0
                    ana.publisher.sync()
            except Exception as unexpected:
                wrong.append(f"{text}: {type(unexpected).__name__} {unexpected}")
            if fault.calls < at:
                desks.sync("bob")
                break
            tried += 1
            if at % 3 == 0:
                change(bob, move(language=text))
                acknowledged += 1
            desks.sync("ana", "bob", "ana", "bob")
            now = value(bob, "SELECT count(*) FROM operation")
            if now != kept + acknowledged or digest(ana) != digest(bob) or ana.publisher.state().waiting:
                wrong.append(f"{text}: {now - kept} of {acknowledged}, {ana.publisher.state()}")
    return tried, wrong


def main() -> int:
    """Try every call with every error on both ways of claiming a name."""
    failed = 0
    for primitive in ("link", "folder"):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
            desks = Desks(Path(folder), closing)
            desks.start(primitive)
            tried, wrong = run(desks, ERRORS)
            failed += len(wrong)
            print(f"{primitive}: {tried} calls failed once, {len(wrong)} went wrong", *wrong, sep="\n  ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
