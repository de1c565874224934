"""An office that could not be finished leaves nothing behind, so that the next try finds an empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_or_not_at_all(folder: Path) -> Iterator[None]:
    """While the block makes an office in `folder`: when it fails, what it made is taken away again.

    Nothing is touched where something stood before, or where somebody else was quicker.
    """
    was_there = folder.exists()
    ours = not was_there or not any(folder.iterdir())
    try:
        yield
    except FileExistsError:
        raise
    except BaseException:
        if ours:
            take_away(folder, keep_folder=was_there)
        raise


def take_away(folder: Path, *, keep_folder: bool) -> None:
    """Take away the files of an office that was just made and could not be finished."""
    for path in folder.glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if not keep_folder and folder.exists():
        folder.rmdir()
