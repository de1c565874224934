"""The library: all that the packs know, read strictly, checked against the vocabulary, ready to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.words import language, tell_packs_from
from immdesk.law.closures import Calendar, ClosureFile
from immdesk.law.compiled import Rule, compile_rule
from immdesk.law.fees import FeeFile, FeeTable, PaymentRule, check_fees
from immdesk.law.rulebook import Rulebook
from immdesk.law.rules import RuleFile
from immdesk.packs.check_proof import unproved_checks
from immdesk.packs.crosscheck import cross_problems
from immdesk.packs.files import strays
from immdesk.packs.manifest import Manifest
from immdesk.packs.own_layer import looser_than_the_law
from immdesk.packs.proof import CaseFile, Proof, prove_cases
from immdesk.packs.reader import Reader
from immdesk.packs.shelf import Shelf
from immdesk.packs.task_cases import TaskCaseFile, prove_tasks

if TYPE_CHECKING:
    from immdesk.basics.strictyaml import Source
    from immdesk.intake.form import Form
    from immdesk.law.alerts import AlertFile, ReadyAlert
    from immdesk.law.fee_sheets import FeeSheetFile, ReadySheet
    from immdesk.law.paths import PathFile, Ready, ReadyPath, RedFlagFile
    from immdesk.law.scenarios import ReadyScenario, ScenarioFile
    from immdesk.packets.editions import FormEditions
    from immdesk.packets.handing_in import HandingIn
    from immdesk.packets.letters import LetterParagraph, LetterText
    from immdesk.packets.official import FormMap
    from immdesk.packets.online import OnlineFile, ReadyOnline
    from immdesk.packets.plan import PacketPlan
    from immdesk.packets.preflight_rules import CheckCases, CheckFile, ReadyCheck
    from immdesk.workflow.binders import BinderFile
    from immdesk.workflow.case_type import CaseType
    from immdesk.workflow.criteria import CriteriaFile, ReadyCriteria
    from immdesk.workflow.renewals import RenewalFile
    from immdesk.workflow.tasks import TaskFile, TaskPlan


@dataclass(frozen=True)
class Library:
    """Everything that the packs know. `hash` changes whenever a word in any pack changes.

    `official` holds, for each form, the maps of its editions; `cases` the worked cases of each rule.
    `fee_sheets` says by form what is paid and why, `alerts` which changes of practice reach which cases;
    `paths` are the ways to a status, `red_flags` what an attorney must see before one is chosen,
    `scenarios` what may be tried at the what-if desk, `online` in what order an online system asks,
    `criteria` what a petition must show, one by one; `renewals` what ends, `binder_files` what is bound.
    """

    vocabulary: Vocabulary
    rules: Rulebook
    closures: Mapping[str, Calendar]
    fees: FeeTable
    fee_tables: Mapping[str, FeeFile]
    fee_sheet_files: Mapping[str, tuple[FeeSheetFile, Source]]
    alert_files: Mapping[str, tuple[AlertFile, Source]]
    path_files: Mapping[str, tuple[PathFile, Source]]
    flag_files: Mapping[str, tuple[RedFlagFile, Source]]
    scenario_files: Mapping[str, tuple[ScenarioFile, Source]]
    online_files: Mapping[str, tuple[OnlineFile, Source]]
    criteria_files: Mapping[str, tuple[CriteriaFile, Source]]
    renewal_files: Mapping[str, RenewalFile]
    binder_files: Mapping[str, BinderFile]
    editions: tuple[FormEditions, ...]
    forms: Mapping[str, Form]
    case_types: Mapping[str, CaseType]
    task_files: Mapping[str, tuple[TaskFile, Source]]
    task_cases: Mapping[str, tuple[TaskCaseFile, Source]]
    packets: Mapping[str, PacketPlan]
    official: Mapping[str, tuple[FormMap, ...]]
    letters: Mapping[str, LetterText]
    paragraphs: Mapping[str, LetterParagraph]
    preflight_files: Mapping[str, tuple[CheckFile, Source]]
    preflight_cases: Mapping[str, CheckCases]
    handing_in: Mapping[str, HandingIn]
    cases: Mapping[str, CaseFile]
    packs: tuple[Manifest, ...]
    hash: str

    @cached_property
    def renewals(self) -> tuple[RenewalFile, ...]:
        """Give what is known of things that end, in the order in which it is looked up."""
        from immdesk.workflow.renewals import in_order

        return in_order(self.renewal_files)

    @property
    def edition(self) -> date:
        """Give the packs' own date: the newest edition among them."""
        return max(pack.edition for pack in self.packs)

    @property
    def payments(self) -> tuple[PaymentRule, ...]:
        """Give how fees may be paid, dated."""
        return tuple(rule for file in self.fee_tables.values() for rule in file.payments)

    @cached_property
    def fee_sheets(self) -> Mapping[str, ReadySheet]:
        """Give by form what is paid and why; raises Problem, with file and line, for a wrong one."""
        from immdesk.law.fee_sheets import compile_sheet

        files = self.fee_sheet_files.items()
        return {form: compile_sheet(file, self.vocabulary, self.fees, at) for form, (file, at) in files}

    @cached_property
    def alerts(self) -> tuple[ReadyAlert, ...]:
        """Give the practice alerts; raises Problem, with file and line, for a wrong one."""
        from immdesk.law.alerts import compile_alert

        return tuple(compile_alert(file, self.vocabulary, at) for file, at in self.alert_files.values())

    @cached_property
    def paths(self) -> tuple[ReadyPath, ...]:
        """Give the ways to a status; raises Problem, with file and line, for a wrong one."""
        from immdesk.law.paths import compile_path

        files, forms = self.path_files.values(), self.fee_sheet_files
        return tuple(compile_path(file, self.vocabulary, forms, at) for file, at in files)

    @cached_property
    def red_flags(self) -> tuple[Ready, ...]:
        """Give the red flags; raises Problem, with file and line, for a wrong one."""
        from immdesk.law.paths import compile_flag

        return tuple(compile_flag(file, self.vocabulary, at) for file, at in self.flag_files.values())

    @cached_property
    def scenarios(self) -> tuple[ReadyScenario, ...]:
        """Give what may be tried at the what-if desk, in order; raises Problem for a wrong one."""
        from immdesk.law.scenarios import compile_scenario

        files = sorted(self.scenario_files.values(), key=lambda one: one[0].order)
        return tuple(compile_scenario(file, self.vocabulary, self.rules, at) for file, at in files)

    @cached_property
    def online(self) -> tuple[ReadyOnline, ...]:
        """Give the agencies' online systems, in order; raises Problem for a wrong one."""
        from immdesk.packets.online import compile_online

        files = sorted(self.online_files.values(), key=lambda one: one[0].order)
        return tuple(compile_online(file, self.vocabulary, at) for file, at in files)

    @cached_property
    def tasks(self) -> Mapping[str, TaskPlan]:
        """Give by kind of case what the office does in it; raises Problem for a wrong one."""
        from immdesk.workflow.tasks import make_tasks

        files = ((kind, one) for kind, one in self.task_files.items() if kind in self.case_types)
        return {
            kind: make_tasks(file, self.case_types[kind], self.vocabulary, at) for kind, (file, at) in files
        }

    @cached_property
    def criteria(self) -> Mapping[str, ReadyCriteria]:
        """Give what petitions have to show, by the id of each set; raises Problem for a wrong one."""
        from immdesk.workflow.criteria import compile_criteria

        files = self.criteria_files.items()
        return {name: compile_criteria(file, self.vocabulary, at) for name, (file, at) in files}

    @cached_property
    def preflight(self) -> tuple[ReadyCheck, ...]:
        """Give what is looked for before printing; raises Problem, with file and line, for a wrong one."""
        from immdesk.packets.preflight_rules import compile_check

        files = self.preflight_files.values()
        return tuple(compile_check(file, self.vocabulary, at) for file, at in files)


def load_library(folders: Iterable[Path], *, cache: Path | None = None, own: Path | None = None) -> Library:
    """Read packs in layers: an item of a later folder replaces the whole item of the same id.

    `cache` is a folder for parsed shapes, optional; `own` is the layer among the folders that the office
    wrote itself, whose rules may only be stricter than those beneath. Raises the first Problem, with file
    and line: a pack with an unknown key, word or path does not open. Packs whose files are as they were are
    not read again by the same program.
    """
    packs = tuple(folders)
    ours = own if own in packs else None  # offices without rules of their own share what was read
    library, texts = _read_once(_Wanted(packs, _files_now(packs), language(), ours, cache))
    _tell(texts, language())
    return library


@dataclass(frozen=True)
class _Wanted:
    """Packs as they stand now, and the language in which they are told."""

    folders: tuple[Path, ...]
    files: tuple[tuple[str, int, int], ...]
    language: str
    own: Path | None
    cache: Path | None = field(compare=False)


def _files_now(folders: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Give the path, the size and the time of change of every file."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.yaml"))
    return tuple((str(path), (found := path.stat()).st_size, found.st_mtime_ns) for path in paths)


@lru_cache(maxsize=2)
def _read_once(wanted: _Wanted) -> tuple[Library, Mapping[str, str]]:
    shelf = Shelf(wanted.cache)
    try:
        library, texts = _load(Reader(wanted.folders, shelf, _refuse))
        if not shelf.checked(library.hash):
            for problem in (*cross_problems(library), *_looser(wanted, library)):
                raise problem
            shelf.mark_checked(library.hash)
    finally:
        shelf.keep()
    return library, texts


def _looser(wanted: _Wanted, library: Library) -> Iterator[Problem]:
    beneath = tuple(one for one in wanted.folders if one != wanted.own)
    if wanted.own is not None and beneath and beneath != wanted.folders:
        yield from looser_than_the_law(load_library(beneath, cache=wanted.cache), library)


def _tell(texts: Mapping[str, str], spoken_in: str) -> None:
    tell_packs_from(lambda code: texts if code == spoken_in else {})


def check_pack(
    folder: Path, beneath: Iterable[Path] | None = None, *, cache: Path | None = None
) -> list[Problem]:
    """Give everything that is wrong with a pack, one Problem for each file or worked case.

    `beneath` are the packs it is laid over. Left out, a pack without a vocabulary of its own is laid over
    the shipped one. `cache` is a folder for parsed shapes, as for `load_library`.
    """
    if not (folder / "pack.yaml").is_file():
        return [Problem(f"{folder.name} is not a pack.", "It has no pack.yaml.", "Choose a pack's folder.")]
    if beneath is None:
        beneath = () if (folder / "vocabulary").is_dir() else (resource("packs", "us"),)
    beneath = tuple(beneath)
    found, shelf = list(strays(folder)), Shelf(cache)
    try:
        library, _said = _load(Reader([*beneath, folder], shelf, found.append))
    except Problem as problem:  # without a vocabulary nothing else can be checked
        return [*found, problem]
    finally:
        shelf.keep()
    found += [*cross_problems(library), *prove(library).problems, *unproved_checks(library)]
    if beneath and not (folder / "vocabulary").is_dir():
        law, _texts = _load(Reader(beneath, shelf, list[Problem]().append))  # told of above
        found += looser_than_the_law(law, library)
    return found


def prove(library: Library) -> Proof:
    """Run the worked cases beside each rule and the tasks; a rule or tasks without cases are a Problem."""
    law = prove_cases(library.rules, library.cases, library, library.vocabulary, library.edition)
    passed, problems = prove_tasks(library)
    return Proof(law.passed + passed, (*law.problems, *problems))


def _refuse(problem: Problem) -> None:
    raise problem


def _load(reader: Reader) -> tuple[Library, Mapping[str, str]]:
    from immdesk.intake.form import load_forms, texts_in
    from immdesk.intake.spoken import spoken
    from immdesk.law.alerts import AlertFile
    from immdesk.law.fee_sheets import FeeSheetFile
    from immdesk.law.paths import PathFile, RedFlagFile
    from immdesk.law.scenarios import ScenarioFile
    from immdesk.packets.handing_in import HandingIn
    from immdesk.packets.letters import LetterParagraph, LetterText
    from immdesk.packets.online import OnlineFile
    from immdesk.packets.plan import PacketPlan
    from immdesk.packets.preflight_rules import CheckCases, CheckFile
    from immdesk.workflow.binders import BinderFile
    from immdesk.workflow.criteria import CriteriaFile
    from immdesk.workflow.renewals import RenewalFile
    from immdesk.workflow.tasks import TaskFile

    packs = reader.manifests()
    labels = reader.texts("labels")
    spoken_in = language()
    texts = reader.attempt(lambda: texts_in(spoken_in, labels)) or {}
    _tell(texts, spoken_in)
    vocabulary = Vocabulary.load(reader.texts("vocabulary")).spoken(texts)
    forms = reader.attempt(lambda: load_forms(reader.texts("forms"), labels)) or {}
    closures = reader.shapes("closures", ClosureFile, lambda one: one.closure)
    calendars = {name: Calendar(file) for name, file in closures.items()}
    fees = _fees(reader)
    library = Library(
        vocabulary=vocabulary,
        rules=_rules(reader, vocabulary, calendars),
        closures=calendars,
        fees=FeeTable(row for file in fees.values() for row in file.fees),
        fee_tables=fees,
        fee_sheet_files=reader.items("fee_sheets", FeeSheetFile, lambda one: one.form),
        alert_files=reader.items("alerts", AlertFile, lambda one: one.alert),
        path_files=reader.items("paths", PathFile, lambda one: one.path),
        flag_files=reader.items("red_flags", RedFlagFile, lambda one: one.flag),
        scenario_files=reader.items("scenarios", ScenarioFile, lambda one: one.scenario),
        online_files=reader.items("typing", OnlineFile, lambda one: one.system),
        criteria_files=reader.items("criteria", CriteriaFile, lambda one: one.criteria),
        renewal_files=reader.shapes("renewals", RenewalFile, lambda one: one.renewal),
        binder_files=reader.shapes("binders", BinderFile, lambda one: one.binder),
        editions=_editions(reader),
        forms={name: spoken(form, texts) for name, form in forms.items()},
        case_types=_case_types(reader, texts),
        task_files=reader.items("tasks", TaskFile, lambda one: one.tasks_for),
        task_cases=reader.items("tasks", TaskCaseFile, lambda one: one.tasks_for, cases=True),
        packets=reader.shapes("packets", PacketPlan, lambda one: one.packet),
        official=_official(reader),
        letters=reader.shapes("letters", LetterText, lambda one: one.letter),
        paragraphs=reader.shapes("paragraphs", LetterParagraph, lambda one: one.paragraph),
        preflight_files=reader.items("preflight", CheckFile, lambda one: one.check),
        handing_in=reader.shapes("handing_in", HandingIn, lambda one: one.agency),
        preflight_cases=reader.shapes("preflight", CheckCases, lambda one: one.check, cases=True),
        cases=reader.shapes("rules", CaseFile, lambda one: one.rule, cases=True),
        packs=packs,
        hash="",
    )
    return replace(library, hash=f"{reader.hash} {spoken_in}" if texts else reader.hash), texts


def _editions(reader: Reader) -> tuple[FormEditions, ...]:
    from immdesk.packets.editions import EditionSheet

    sheets = reader.shapes("editions", EditionSheet, lambda one: tuple(form.form for form in one.forms))
    return tuple(form for sheet in sheets.values() for form in sheet.forms)


def _case_types(reader: Reader, texts: Mapping[str, str]) -> Mapping[str, CaseType]:
    from immdesk.workflow.case_type import CaseType

    types = reader.shapes("case_types", CaseType, lambda one: one.case_type)
    return {name: one.spoken(texts) for name, one in types.items()}


def _rules(reader: Reader, vocabulary: Vocabulary, calendars: Mapping[str, Calendar]) -> Rulebook:
    files = reader.items("rules", RuleFile, lambda one: one.rule)
    found: dict[str, Rule] = {}
    for name, (file, source) in files.items():
        rule = reader.attempt(partial(compile_rule, file, vocabulary, calendars, source))
        if rule is not None:
            found[name] = rule
    return Rulebook(found)


def _fees(reader: Reader) -> Mapping[str, FeeFile]:
    tables = reader.items("fees", FeeFile, lambda one: one.table)
    for file, source in tables.values():
        reader.attempt(partial(check_fees, file, source))
    return {name: file for name, (file, _) in tables.items()}


def _official(reader: Reader) -> Mapping[str, tuple[FormMap, ...]]:
    """Give the maps of each form's editions."""
    from immdesk.packets.official import FormMap

    found: dict[str, tuple[FormMap, ...]] = {}
    for one in reader.shapes("official", FormMap, lambda one: (one.form, one.edition)).values():
        found[one.form] = (*found.get(one.form, ()), one)
    return found
