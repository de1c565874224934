"""Every text of the packs that a person reads, in English, for those who translate it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.intake.form import Form
    from immdesk.law.closures import ClosureFile
    from immdesk.law.fee_sheets import FeeLineFile
    from immdesk.law.paths import PathFile
    from immdesk.law.rules import OutputFile, RuleFile, StepFile, Version
    from immdesk.packs.library import Library
    from immdesk.workflow.case_type import CaseType

Areas = dict[str, tuple[str, ...]]
_WEEKEND = {"saturday", "sunday"}


def texts_of(library: Library) -> Areas:
    """Give the texts of packs that were read in English, each once and sorted, by area.

    `asking` is what an interview says, `rules` what the law says, `filing` what is gathered and filed.
    `options` is what the paths, red flags, scenarios and online systems say. What is printed for the agency
    stays English, but its titles are read on the screen too.
    """
    asked = [*_vocabulary(library), *(text for form in library.forms.values() for text in _form(form))]
    law = [text for rule in library.rules.values() for text in _rule(rule.file)]
    filing = list(_filing(library))
    return {
        "asking": _each_once(asked),
        "rules": _each_once(law, asked),
        "filing": _each_once(filing, [*asked, *law]),
        "options": _each_once(_options(library), [*asked, *law, *filing]),
    }


def _each_once(texts: Iterable[str], elsewhere: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text} - set(elsewhere)))


def _vocabulary(library: Library) -> Iterator[str]:
    for shape in library.vocabulary.shapes.values():
        for word in shape.values():
            yield from (word.label, word.help, word.none_label)
            yield from (one.replace("_", " ").capitalize() for one in word.options)


def _form(form: Form) -> Iterator[str]:
    yield from (form.title, form.group, form.help, *(flag.text for flag in form.flags))
    for section in form.sections:
        yield section.title
        yield from (text for kind in section.kinds for text in (kind.title, kind.add))
    for page in form.pages:
        yield from (page.title, page.help)
        for item in page.ask:
            yield from (item.label, item.help, item.add, item.complete, item.row)
            yield from (text for one in item.questions for text in (one.label, one.help))
    if form.labels is not None:
        yield from (*form.labels.labels.values(), *form.labels.helps.values())
        yield from (text for one in form.labels.options.values() for text in one.values())


def _rule(file: RuleFile) -> Iterator[str]:
    yield from (file.title, file.note)
    for version in file.versions:
        yield from _version(version)


def _version(version: Version) -> Iterator[str]:
    yield version.note
    yield from (limit.says for limit in version.limits)
    for name, output in version.gives.items():
        yield output.title or name.replace("_", " ")
        yield from _output(output)


def _output(output: OutputFile) -> Iterator[str]:
    steps: list[str | StepFile] = list(output.steps)
    if output.disputed is not None:
        yield output.disputed.reason
        steps += output.disputed.steps
    yield from (step.why for step in steps if not isinstance(step, str))


def _filing(library: Library) -> Iterator[str]:
    for kind in library.case_types.values():
        yield from _case_type(kind)
    for plan in library.packets.values():
        yield plan.title
        yield from (text for part in plan.parts for text in (part.title, part.reason))
    yield from (letter.title for letter in library.letters.values())
    yield from (one.title for one in library.paragraphs.values())
    yield from (text for file, _at in library.preflight_files.values() for text in file.texts())
    yield from (text for one in library.handing_in.values() for text in one.texts())
    yield from (one.title for maps in library.official.values() for one in maps)
    yield from (
        text for sheet in library.editions for text in (sheet.note, *(e.note for e in sheet.editions))
    )
    yield from (row.note for row in library.fees)
    yield from (rule.text for rule in library.payments)
    for payments, _at in library.fee_sheet_files.values():
        yield from (text for line in payments.lines for text in _fee_line(line))
    for tasks, _at in library.task_files.values():
        yield from tasks.texts()
    for criteria, _at in library.criteria_files.values():
        yield from criteria.texts()
    for renewal in library.renewal_files.values():
        yield from renewal.texts()
    for binder in library.binder_files.values():
        yield from binder.texts()
    for alert, _at in library.alert_files.values():
        yield from (alert.title, alert.text, alert.do)
        yield from [alert.countries.must_verify] if alert.countries else []
    for calendar in library.closures.values():
        yield from _closure(calendar.file)
    yield from (pack.title for pack in library.packs)


def _options(library: Library) -> Iterator[str]:
    for flag, _at in library.flag_files.values():
        yield from (flag.title, flag.text, flag.do)
    for path, _at in library.path_files.values():
        yield from _path(path)
    for scenario, _at in library.scenario_files.values():
        yield from scenario.texts()
    for online, _at in library.online_files.values():
        yield from online.texts()


def _path(path: PathFile) -> Iterator[str]:
    yield from (path.title, path.toward.capitalize(), path.about, path.note, path.time.says)
    yield from (text for one in (*path.needs, *path.blocks) for text in (one.says, one.cure))


def _fee_line(line: FeeLineFile) -> Iterator[str]:
    yield from (line.line, line.why, line.why_not, line.payer, line.note)


def _case_type(kind: CaseType) -> Iterator[str]:
    yield from (kind.title, *(stage.title for stage in kind.stages))
    yield from (text for one in kind.wanted for text in (one.title, one.note))
    yield from (text for one in kind.forms for text in (one.title, one.reason))


def _closure(file: ClosureFile) -> Iterator[str]:
    yield file.title
    yield from (*(one.name for one in file.holidays), *(one.name for one in file.orders))
    yield from (one.capitalize() for one in file.weekend if one in _WEEKEND)
