"""Reads the project's own files for the house rules: each module once, keeping only what they ask for."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Module:
    """What the house rules ask of one module; the tree itself is let go, for it is large."""

    explained: bool  # it begins with a docstring
    calls: tuple[tuple[str, str, int], ...]  # what it is called on ("" for a plain name), its name, the line
    functions: tuple[tuple[str, int], ...]  # name and number of lines
    classes: tuple[str, ...]
    imports: tuple[tuple[str, str], ...]  # from which library, which name
    swallowed: tuple[int, ...]  # lines at which every exception is caught and dropped
    put_together: tuple[int, ...]  # lines at which a text is put together before it is translated


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file of the project: what git keeps or would keep; without git, all but hidden folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-c", "-o", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    everything = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in everything if "/." not in f"/{shown(path)}")


def shown(path: Path) -> str:
    """The path of a file as it is named inside the project."""
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> list[Path]:
    """The Python files under the named folders of the project."""
    roots = [ROOT / folder for folder in folders]
    return [
        path for path in kept_files() if path.suffix == ".py" and any(root in path.parents for root in roots)
    ]


@cache
def read(path: Path) -> Module:
    """Read one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    return Module(
        explained=bool(ast.get_docstring(tree)),
        calls=tuple(calls(nodes)),
        functions=tuple(
            (node.name, (node.end_lineno or 0) - node.lineno + 1)
            for node in nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        classes=tuple(node.name for node in nodes if isinstance(node, ast.ClassDef)),
        imports=tuple(
            ((node.module or "").split(".")[0], alias.name)
            for node in nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ),
        swallowed=tuple(node.lineno for node in nodes if swallows(node)),
        put_together=tuple(node.lineno for node in nodes if puts_together(node)),
    )


def calls(nodes: list[ast.AST]) -> Iterator[tuple[str, str, int]]:
    """Every call: what it is called on ("" for a plain name), its name, the line."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def swallows(node: ast.AST) -> bool:
    """Whether it catches every exception and does nothing about it."""
    if not isinstance(node, ast.ExceptHandler) or not all(isinstance(step, ast.Pass) for step in node.body):
        return False
    return node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")


def puts_together(node: ast.AST) -> bool:
    """Whether it hands to `_()` a text that the extraction of texts cannot see."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "n_")):
        return False
    return not node.args or isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call)


def places(paths: list[Path], wanted: set[str], *, plain: bool = False) -> list[str]:
    """Where any of the wanted names is called, as `file:line name`; `plain` leaves out methods."""
    return [
        f"{shown(path)}:{line} {name}"
        for path in paths
        for on, name, line in read(path).calls
        if name in wanted and not (plain and on)
    ]
