"""Files that lay on disk for a moment are written over before they are removed."""

from __future__ import annotations

import shutil
from pathlib import Path

_BLOCK = 1 << 20


def wipe_folder(folder: Path) -> int:
    """Write over every file in a folder and remove it with all that is in it; give how many were wiped.

    A file that another program still holds open is left for the next time.
    """
    count = 0
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            count += _wipe(path)
    shutil.rmtree(folder, ignore_errors=True)
    return count


def _wipe(path: Path) -> int:
    try:
        size = path.stat().st_size
        with path.open("r+b") as file:
            for start in range(0, size, _BLOCK):
                file.write(bytes(min(_BLOCK, size - start)))
        path.unlink()
    except OSError:
        return 0
    return 1
