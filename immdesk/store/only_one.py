"""A lock that dies with its program: one backup at a time, whichever window or command makes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from immdesk.basics.held import hold
from immdesk.basics.problems import Problem


@contextmanager
def only_one(path: Path, taken: Problem) -> Iterator[None]:
    """Hold the lock file at `path` for the block; raises `taken` at once when somebody holds it.

    A file system without locks lets everybody in, as it would without this file.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if not hold(descriptor):
            raise taken from None
        yield
    finally:
        os.close(descriptor)
