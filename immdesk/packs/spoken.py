"""What packs say in another language, ready before the packs themselves are read: a small file keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from immdesk.basics.problems import Problem


def pack_words(code: str, folders: Sequence[Path], cache: Path | None = None) -> Mapping[str, str]:
    """Give the texts of the packs in a language (`es`) by their English; nothing where they have none.

    A later pack's file replaces one of the same name, as everywhere. `cache` is a folder that may be deleted.
    """
    files = {path.name: path for pack in folders for path in sorted((pack / "labels").glob("*.yaml"))}
    kept = cache / f"words-{code}.json" if cache else None
    mark = [[str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in files.values()]
    if kept is not None and (known := _known(kept, mark)) is not None:
        return known
    texts = _read(code, files)
    if kept is not None:
        _keep(kept, {"of": mark, "texts": texts})
    return texts


def _read(code: str, files: Mapping[str, Path]) -> dict[str, str]:
    from immdesk.intake.form import texts_in

    try:
        return texts_in(code, [(name, path.read_text("utf-8")) for name, path in files.items()])
    except (OSError, UnicodeDecodeError, Problem):
        return {}  # the desk says so when it reads the packs; until then they speak English


def _known(kept: Path, mark: object) -> Mapping[str, str] | None:
    try:
        found = json.loads(kept.read_text("utf-8"))
        texts: Mapping[str, str] = found["texts"]
        return texts if found["of"] == mark else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(kept: Path, found: Mapping[str, object]) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"{kept.name}.new")
        fresh.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        fresh.replace(kept)
    except OSError:
        return  # a desk without a place for its cache is slower, not wrong
