"""Checks across the packs: every path, rule, form and letter that a file names must exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import did_you_mean

if TYPE_CHECKING:
    from immdesk.packets.plan import PacketPlan
    from immdesk.packs.library import Library
    from immdesk.workflow.case_type import CaseType


def cross_problems(library: Library) -> Iterator[Problem]:
    """Give a Problem for every word, path or name that nothing in the packs explains."""
    yield from _questionnaires(library)
    yield from _maps(library)
    yield from _letters(library)
    yield from _tried(lambda: library.fee_sheets)
    yield from _tried(lambda: library.alerts)
    yield from _tried(lambda: library.paths)
    yield from _tried(lambda: library.red_flags)
    yield from _tried(lambda: library.scenarios)
    yield from _tried(lambda: library.online)
    yield from _tried(lambda: library.preflight)
    yield from _criteria(library)
    yield from _tasks(library)
    yield from _renewals(library)
    yield from _binders(library)
    for case_type in library.case_types.values():
        yield from _case_type(library, case_type)
    for plan in library.packets.values():
        yield from _packet(library, plan)


def _questionnaires(library: Library) -> Iterator[Problem]:
    from immdesk.intake.plan import make_plan

    for form in library.forms.values():
        yield from _tried(partial(make_plan, form, library.vocabulary))
        yield from _named(f"Questionnaire '{form.form}'", "case type", [form.case_type], library.case_types)


def _maps(library: Library) -> Iterator[Problem]:
    from immdesk.packets.formmap import check_words

    forms = {sheet.form: {edition.edition for edition in sheet.editions} for sheet in library.editions}
    for maps in library.official.values():
        for one in maps:
            yield from check_words(one, library.vocabulary)
            where = f"Map of {one.form} {one.edition}"
            yield from _named(where, "form with editions", [one.form], forms)
            yield from _named(where, "edition", [one.edition], forms.get(one.form, {one.edition}))


def _letters(library: Library) -> Iterator[Problem]:
    for letter in library.letters.values():
        for path in letter.fields():
            if "." in path:
                where = f"Letter '{letter.letter}'"
                yield from _tried(partial(library.vocabulary.check, path, where))
        where = f"Letter '{letter.letter}'"
        yield from _named(where, "case type", letter.fits, library.case_types)
        yield from _named(where, "list of criteria", letter.criteria, library.criteria_files)
    known = {each.id for file, _at in library.criteria_files.values() for each in file.criterion}
    for one in library.paragraphs.values():
        where = f"Paragraph '{one.paragraph}'"
        yield from _named(where, "criterion", one.criterion, known)
        for path in (path for path in one.fields() if path != "exhibits"):
            yield from _tried(partial(library.vocabulary.check, path, where))


def _case_type(library: Library, shape: CaseType) -> Iterator[Problem]:
    from immdesk.workflow.case_type import make_workflow

    where = f"Case type '{shape.case_type}'"
    yield from _tried(partial(make_workflow, shape, library.vocabulary))
    yield from _named(where, "questionnaire", [shape.intake] if shape.intake else [], library.forms)
    yield from _named(where, "packet", shape.packets, library.packets)


def _tasks(library: Library) -> Iterator[Problem]:
    from immdesk.workflow.tasks import rules_named

    yield from _tried(lambda: library.tasks)
    for kind, (file, _at) in library.task_files.items():
        where = f"Tasks of '{kind}'"
        yield from _named(where, "case type", [kind], library.case_types)
        for task, rule, output in rules_named(file):
            yield from _named(f"{where}, task '{task}'", "rule", [rule], library.rules)
            if output and rule in library.rules:
                given = {name for one in library.rules[rule].versions for name in one.file.gives}
                yield from _named(f"{where}, task '{task}'", "result", [output], given)


def _packet(library: Library, plan: PacketPlan) -> Iterator[Problem]:
    where = f"Packet '{plan.packet}'"
    kinds = {"any", *library.vocabulary.word("document.kind").options}
    yield from _named(where, "case type", plan.fits, library.case_types)
    yield from _named(where, "notice", plan.answers, library.vocabulary.word("notice.kind").options)
    for part in plan.parts:
        yield from _named(where, "letter", [part.letter] if part.letter else [], library.letters)
        yield from _named(where, "kind of document", part.kinds, kinds)
        yield from _named(where, "word of a filing", part.filing, library.vocabulary.shape("filing"))
        if part.part == "form":
            yield from _named(where, "mapped form", [part.form], library.official)


def _binders(library: Library) -> Iterator[Problem]:
    kinds = library.vocabulary.word("document.kind").options
    for one in library.binder_files.values():
        where = f"Binder '{one.binder}'"
        yield from _named(where, "case type", one.fits, library.case_types)
        for slot in one.sections:
            yield from _named(f"{where}, '{slot.section}'", "kind of document", slot.kinds, kinds)


def _renewals(library: Library) -> Iterator[Problem]:
    kinds = library.vocabulary.word("document.kind").options
    for one in library.renewal_files.values():
        where = f"Renewal '{one.renewal}'"
        yield from _named(where, "kind of document", one.kinds if one.of == "document" else (), kinds)
        yield from _named(where, "questionnaire", [one.intake] if one.intake else [], library.forms)
        yield from _named(where, "rule", [one.rule] if one.rule else [], library.rules)


def _criteria(library: Library) -> Iterator[Problem]:
    yield from _tried(lambda: library.criteria)
    seen: dict[str, str] = {}
    for name, (file, at) in library.criteria_files.items():
        yield from _named(f"Criteria '{name}'", "case type", file.fits, library.case_types)
        for one in file.criterion:
            if seen.setdefault(one.id, name) != name:
                yield at.wrong(f"'{one.id}' is also a criterion of '{seen[one.id]}'")


def _named(where: str, what: str, names: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            said = f"{where} names the {what} '{name}', which no pack holds.{did_you_mean(name, known)}"
            yield Problem(said, "The pack is not opened.", "Correct the name.")


def _tried(check: Callable[[], object]) -> Iterator[Problem]:
    try:
        check()
    except Problem as problem:
        yield problem
