"""`immdesk pack`: knowledge read strictly, every path and every worked case checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.words import _
from immdesk.commandline.telling import AsJson, plain, plainly, tell

app = typer.Typer(no_args_is_help=True, help="Packs of knowledge: rules, forms, maps, case types.")


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A pack; without it, the shipped one.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read a pack as the desk would and run its worked cases; exit 1 when something is wrong."""
    from immdesk.office import knowledge

    with plainly(as_json):
        report = knowledge.check_pack(folder)
    answer = {"pack": report.pack, "counts": plain(report.counts), "problems": list(report.problems)}
    tell(as_json, answer, lambda: "\n".join([*report.problems, report.summary]))
    if report.problems:
        raise typer.Exit(1)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The pack that was in use.")],
    after: Annotated[
        Path | None, typer.Argument(help="The pack that would follow; without it, the shipped one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say in plain words what came, went and changed between two packs."""
    from immdesk.office import knowledge

    with plainly(as_json):
        changes = knowledge.compare_packs(before, after)
    lines = [one.words() for one in changes] or [_("Nothing changed.")]
    tell(as_json, changes, lambda: "\n".join(lines))
