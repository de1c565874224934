"""`immdesk pack`: knowledge checked, compared, made into a signed file, verified, installed in an office."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.words import _
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    passphrase_for,
    passphrase_from,
    plain,
    plainly,
    tell,
)
from immdesk.office.clock import real_clock

PackFile = Annotated[Path, typer.Argument(help="A pack's file, *.immpack.")]
Trusted = Annotated[
    Path | None,
    typer.Option("--key", help="A public key (PEM) to trust beside the built-in ones.", show_default=False),
]
Attorney = Annotated[str, typer.Option("--attorney", help="Who says so: an attorney's name or a part of it.")]
Reason = Annotated[str, typer.Option("--reason", help="Why an older pack is taken; it is recorded.")]

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
    before: Annotated[Path, typer.Argument(help="The pack that was in use: a folder or a file.")],
    after: Annotated[
        Path | None, typer.Argument(help="The pack that would follow; without it, the shipped one.")
    ] = None,
    key: Trusted = None,
    as_json: AsJson = False,
) -> None:
    """Say in plain words what came, went and changed between two packs."""
    from immdesk.office import knowledge
    from immdesk.office.pack_files import as_folder

    with plainly(as_json), ExitStack() as held:
        old = held.enter_context(as_folder(before, key))
        new = held.enter_context(as_folder(after, key)) if after else None
        changes = knowledge.compare_packs(old, new)
    lines = [one.words() for one in changes] or [_("Nothing changed.")]
    tell(as_json, changes, lambda: "\n".join(lines))


@app.command()
def build(
    folder: Annotated[Path | None, typer.Argument(help="A pack's folder, else the shipped one.")] = None,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("us.immpack"),
    as_json: AsJson = False,
) -> None:
    """Check a pack, run its worked cases and write it as one file, not signed yet."""
    from immdesk.office import pack_files

    with plainly(as_json):
        pack_files.check_name(out)
        made = pack_files.build(folder, out, real_clock().date())
        tell(as_json, made, lambda: pack_files.file_words(made))


@app.command()
def sign(
    file: PackFile,
    key: Annotated[Path, typer.Option("--key", help="Your private Ed25519 key (PEM).")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Sign a pack's file with your key; a locked key asks for its passphrase."""
    from immdesk.office import pack_files

    with plainly(as_json):
        locked = pack_files.asks_for_passphrase(key)
        made = pack_files.sign(file, key, (passphrase_from(passphrase_file) or "") if locked else "")
        tell(as_json, made, lambda: pack_files.file_words(made))


@app.command()
def verify(file: PackFile, key: Trusted = None, as_json: AsJson = False) -> None:
    """Read a pack's file whole: its signature, its names, every size and checksum; exit 1 if one is wrong."""
    from immdesk.office import pack_files

    with plainly(as_json):
        found = pack_files.verify(file, key)
        tell(as_json, found, lambda: pack_files.file_words(found))


@app.command()
def install(
    file: PackFile,
    office: OfficeFolder,
    attorney: Attorney = "",
    reason: Reason = "",
    look: Annotated[bool, typer.Option("--look", help="Only say what it would change.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Verify a pack, run its worked cases, say what it changes for the open cases, and let it count."""
    from immdesk.office import pack_install, pack_review
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = pack_review.review(opened, file)
        lines = pack_review.text_of(found)
        try:
            if not look:
                who = pack_install.attorney_called(opened, attorney)
                lines.append(pack_install.install(opened, found, who, reason).message)
        finally:
            pack_review.throw_away(found.staged)
        tell(as_json, found, lambda: "\n".join(lines))


@app.command()
def back(
    office: OfficeFolder,
    attorney: Attorney = "",
    reason: Reason = "",
    name: Annotated[str, typer.Option("--name", help="The pack's name.")] = "us",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Go back to the last pack, on an attorney's word and with a reason."""
    from immdesk.office import pack_install
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        who = pack_install.attorney_called(opened, attorney)
        changed = pack_install.go_back(opened, name, who, reason)
        tell(as_json, changed, lambda: changed.message)
