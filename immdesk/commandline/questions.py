"""`immdesk case questionnaire` and `immdesk case answers`: questions that go out, answers that come home."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.compared import Compared, Comparison
from immdesk.office.office import open_office
from immdesk.office.questions_out import Asked, Made

Number = Annotated[str, typer.Argument(help="The case number, such as 26-0001.")]
Person = Annotated[
    list[str] | None,
    typer.Option("--person", help="For whom, once for each: petitioner, relatives[0] … Left out, everybody."),
]
Files = Annotated[
    list[Path], typer.Argument(help="The file that came back; several copies may come together.")
]


def questionnaire(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path | None, typer.Option("--out", help="The questionnaire, a PDF.")] = None,
    person: Person = None,
    language: Annotated[str, typer.Option("--language", help="en, es, pt, fr, ht, zh, vi, ar, hi …")] = "en",
    paper: Annotated[bool, typer.Option("--paper", help="To write on by hand, not to fill.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only what nobody has answered.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the questions of a case for the client; without --out, list who can be asked how much."""
    from immdesk.office import questions_out

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        asked = questions_out.asked_of(opened, case_id)
        if out is None:
            tell(as_json, asked, lambda: "\n".join(map(_asked_text, asked)))
            return
        who = tuple(person or (one.id for one in asked))
        _check(who, asked)
        wish = questions_out.Wish(who, language, paper, missing)
        made, _changed = questions_out.write(opened, case_id, wish, out)
        told = {"path": out, "code": made.sent.code, "pages": made.pages, "questions": made.questions}
        tell(as_json, {**told, "notes": made.notes, "mail": made.mail}, lambda: _made_text(out, made))


def answers(
    number: Number,
    files: Files,
    office: OfficeFolder,
    take: Annotated[
        bool, typer.Option("--take", help="Take what is new; without it nothing is changed.")
    ] = False,
    line: Annotated[
        list[str] | None, typer.Option("--line", help="With --take: exactly these lines, by their id.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Lay a returned questionnaire beside what the office has; with --take keep what is new."""
    from immdesk.office import questions_home, questions_taken

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        home = questions_home.look_at_files(opened, files, case_named(opened, number))
        found = home.comparison
        if not take:
            tell(as_json, found, lambda: _comparison_text(found))
            return
        wanted = frozenset(line or found.offered())
        if strange := wanted - {one.id for one in found.lines}:
            raise Problem(
                _("There is no line {line}.").format(line=", ".join(sorted(strange))),
                _("Nothing was taken."),
                _("See the lines without --take."),
            )
        changed = questions_taken.take(opened, home, wanted)
        tell(as_json, {"changed": changed}, lambda: changed.message)


def _check(who: tuple[str, ...], asked: tuple[Asked, ...]) -> None:
    known = [one.id for one in asked]
    if strange := [one for one in who if one not in known]:
        raise Problem(
            _("Nobody in this case is {who}.").format(who=", ".join(strange)),
            _("Nothing was printed."),
            _("Use one of: {kinds}.").format(kinds=", ".join(known)),
        )


def _asked_text(one: Asked) -> str:
    counted = n_("{n} question", "{n} questions", one.questions)
    open_ = _("{n} not answered").format(n=one.missing)
    return f"{one.id:<16} {one.title}  {counted}, {open_}"


def _made_text(out: Path, made: Made) -> str:
    pages, asked = (
        n_("{n} page", "{n} pages", made.pages),
        n_("{n} question", "{n} questions", made.questions),
    )
    return "\n".join([f"{out.name}: {pages}, {asked}, {made.sent.code}", *made.notes, "", made.mail.rstrip()])


def _comparison_text(found: Comparison) -> str:
    lines = [found.title, found.about, *(f"! {note}" for note in found.notes)]
    for line in found.lines:
        if line.state != "same":
            lines.append(_line_text(line))
    return "\n".join(lines)


def _line_text(line: Compared) -> str:
    mark = "[x]" if line.take else "[ ]" if line.can_take else " - "
    ours = "  " + _("(ours: {value})").format(value=line.ours) if line.ours else ""
    remark = f"\n      {line.message}" if line.message else ""
    return f"{mark} {line.id}  {line.heading}, {line.label}: {line.theirs}{ours}{remark}"
