"""A questionnaire made ready for walking: every path looked up, every condition compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.problems import Problem
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import _
from immdesk.intake.checks import FINDS, FINDS_IN
from immdesk.intake.form import Flag, Form, Item, Kind, Labels, Page, Section

_ROOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("person", "party", "petitioner", "case", "employer", "job"),
    "case": ("case", "petitioner", "employer", "job"),
    "employer": ("employer", "case", "job"),
    "job": ("job", "employer", "case"),
}
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {"person": ("person", "party")}  # of the others: their own


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question ready to ask. `name` is its place below a person: `family_name`, `addresses.city`."""

    path: str
    name: str
    word: Word
    label: str
    help: str
    options: tuple[tuple[str, str], ...]
    required: bool
    when: Condition | None


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list question with the questions of each row; `cover_years` 0 when no history is wanted."""

    path: str
    name: str
    title: str
    add: str
    complete: str
    row: str
    rows: int
    required: bool
    when: Condition | None
    cover: Condition | None
    cover_years: int
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page; `asks` holds the words (root and first word) that are asked on it."""

    page: str
    title: str
    help: str
    answered_by: str
    rest_no: bool
    when: Condition | None
    items: tuple[AskedQuestion | AskedList, ...]
    asks: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section with its pages and every question by its name."""

    shape: Section
    pages: tuple[AskedPage, ...]
    questions: Mapping[str, AskedQuestion]
    lists: Mapping[str, AskedList]

    def kind(self, name: str) -> Kind | None:
        """Give the kind of person of this name, if the section has it."""
        return next((kind for kind in self.shape.kinds if kind.kind == name), None)


@dataclass(frozen=True, slots=True)
class AskedFlag:
    """A red flag with its compiled condition."""

    shape: Flag
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A questionnaire ready for walking.

    `deciding` are the words that decide which questions are asked, `raising` those that raise flags.
    """

    form: Form
    vocabulary: Vocabulary
    sections: Mapping[str, AskedSection]
    flags: tuple[AskedFlag, ...]
    deciding: frozenset[str]
    raising: frozenset[str]

    def fixed(self) -> dict[str, str]:
        """Give the words of the case that this questionnaire knows without asking, as text."""
        asked = {
            name
            for section in self.sections.values()
            if section.shape.about == "case"
            for name in section.questions
        }
        words = {path.partition(".")[2]: text for path, text in self.form.sets.items()}
        return {name: text for name, text in words.items() if name not in asked}

    def decides(self, path: str) -> bool:
        """Say whether the answer to a question decides about other questions."""
        return first_word(path) in self.deciding or path in self.deciding

    def raises(self, path: str) -> bool:
        """Say whether the answer to a question can raise a red flag."""
        return first_word(path) in self.raising


def make_plan(form: Form, vocabulary: Vocabulary) -> Plan:
    """Look up every path and compile every condition of `form`; raises Problem where one does not hold."""
    pages = {page.page: page for page in form.pages}
    maker = _Maker(form, vocabulary, form.labels or Labels(language="en"))
    sections = {one.section: maker.section(one, [pages[page] for page in one.pages]) for one in form.sections}
    flags = tuple(maker.flag(flag) for flag in form.flags)
    maker.check_sets()
    deciding = _read_by(_conditions(sections.values()), vocabulary)
    deciding |= {path for section in sections.values() for path in _row_words(section)}
    raising = _read_by((flag.when for flag in flags if flag.when), vocabulary)
    raising |= {
        path for flag in flags for path in (flag.shape.each, *FINDS_IN.get(flag.shape.finds, ())) if path
    }
    return Plan(form, vocabulary, sections, flags, deciding, raising)


def first_word(path: str) -> str:
    """Give the root and first word of a path: `petitioner.marriages[0].city` is `person.marriages`."""
    root, word = path.split(".")[:2]
    return f"{'person' if root == 'petitioner' else root}.{word.partition('[')[0]}"


@dataclass(frozen=True, slots=True)
class _Maker:
    form: Form
    vocabulary: Vocabulary
    labels: Labels

    def section(self, shape: Section, pages: list[Page]) -> AskedSection:
        asked = tuple(self.page(page, shape.about) for page in pages)
        questions: dict[str, AskedQuestion] = {}
        lists: dict[str, AskedList] = {}
        for item in (item for page in asked for item in page.items):
            if item.name in questions or item.name in lists:
                raise self.wrong(f"the section '{shape.section}' asks '{item.path}' twice")
            if isinstance(item, AskedList):
                lists[item.name] = item
                questions |= {question.name: question for question in item.questions}
            else:
                questions[item.name] = item
        for kind in shape.kinds:
            for path in kind.sets:
                self.vocabulary.check(path, f"Questionnaire '{self.form.form}', kind '{kind.kind}'")
        return AskedSection(shape, asked, questions, lists)

    def page(self, page: Page, about: str) -> AskedPage:
        roots = _ROOTS[about]
        for path in (item.list or item.ask for item in page.ask):
            if path.partition(".")[0] not in _ASKED.get(about, (about,)):
                raise self.wrong(f"'{path}' on the page '{page.page}' cannot be asked there")
        items = tuple(
            self.list(item, page, roots) if item.list else self.question(item, page, roots)
            for item in page.ask
        )
        asks = frozenset(first_word(item.path) for item in items)
        when = self.condition(page.when, roots, page.page)
        return AskedPage(page.page, page.title, page.help, page.answered_by, page.rest_no, when, items, asks)

    def question(self, item: Item, page: Page, roots: Iterable[str]) -> AskedQuestion:
        name = item.ask.partition(".")[2]
        self.vocabulary.check(item.ask, f"Questionnaire '{self.form.form}', page '{page.page}'")
        word = self.vocabulary.word(item.ask)
        self.askable(item.ask, word)
        return self.asked(item, item.ask, name, word, self.condition(item.when, roots, page.page))

    def list(self, item: Item, page: Page, roots: Iterable[str]) -> AskedList:
        where = f"Questionnaire '{self.form.form}', page '{page.page}'"
        self.vocabulary.check(item.list, where)
        word = self.vocabulary.word(item.list)
        if word.type != "list":
            raise self.wrong(f"'{item.list}' is no list")
        row = self.vocabulary.shape(word.of)
        name = item.list.partition(".")[2]
        questions = []
        for one in item.questions:
            inner = self.vocabulary.word_in(word.of, one.ask, where)
            self.askable(one.ask, inner)
            when = self.condition(one.when, roots, page.page, row)
            questions.append(self.asked(one, f"{item.list}.{one.ask}", f"{name}.{one.ask}", inner, when))
        return AskedList(
            item.list,
            name,
            item.label or self.labels.labels.get(item.list) or word.label,
            item.add or _("Add a row"),
            item.complete or _("That is all"),
            item.row or word.label,
            item.rows,
            item.required,
            self.condition(item.when, roots, page.page),
            self.condition(item.cover, roots, page.page, row),
            item.years if item.years >= 0 else word.cover_years or 0,
            tuple(questions),
        )

    def asked(self, item: Item, path: str, name: str, word: Word, when: Condition | None) -> AskedQuestion:
        shown = self.labels.options.get(path) or self.labels.options.get(word.name) or {}
        if strange := set(item.only) - set(word.options):
            raise self.wrong(f"'{path}' offers only {', '.join(sorted(strange))}, which is no option of it")
        options = tuple((one, shown.get(one) or self.said(one)) for one in item.only or word.options)
        label = item.label or self.labels.labels.get(path) or word.label
        helps = item.help or self.labels.help_for(path, word.help, word.type)
        return AskedQuestion(path, name, word, label, helps, options, item.required, when)

    def said(self, option: str) -> str:
        plain = option.replace("_", " ").capitalize()
        return self.labels.texts.get(plain, plain)

    def askable(self, path: str, word: Word) -> None:
        if word.computed or word.derived or word.type in ("row", "list"):
            raise self.wrong(f"'{path}' is worked out or is a list; it cannot be asked as a question")

    def flag(self, flag: Flag) -> AskedFlag:
        for section in flag.about:
            if section not in {one.section for one in self.form.sections}:
                raise self.wrong(f"the flag '{flag.flag}' is about '{section}', which is no section")
        if sum(bool(one) for one in (flag.when, flag.finds)) != 1:
            raise self.wrong(f"the flag '{flag.flag}' needs either `when` or `finds`")
        if flag.finds and flag.finds not in FINDS:
            raise self.wrong(f"the flag '{flag.flag}' is found by '{flag.finds}', but no check has this name")
        row = None
        if flag.each:
            self.vocabulary.check(flag.each, f"Flag '{flag.flag}'")
            row = self.vocabulary.shape(self.vocabulary.word(flag.each).of)
        return AskedFlag(flag, self.condition(flag.when, _ROOTS["person"], flag.flag, row))

    def check_sets(self) -> None:
        for path in self.form.sets:
            self.vocabulary.check(path, f"Questionnaire '{self.form.form}', sets")
            if not path.startswith("case."):
                raise self.wrong(f"it sets '{path}', which is no word of the case")

    def condition(
        self, text: str, roots: Iterable[str], page: str, row: Mapping[str, Word] | None = None
    ) -> Condition | None:
        if not text:
            return None
        where = f"Questionnaire '{self.form.form}', '{page}'"
        return compile_condition(text, self.vocabulary, roots=roots, names=row, where=where)

    def wrong(self, said: str) -> Problem:
        return Problem(
            f"Questionnaire '{self.form.form}': {said}.",
            "The pack is not opened.",
            "Correct the questionnaire.",
        )


def _conditions(sections: Iterable[AskedSection]) -> Iterable[Condition]:
    for section in sections:
        for page in section.pages:
            if page.when:
                yield page.when
            for item in page.items:
                if item.when:
                    yield item.when
                for question in item.questions if isinstance(item, AskedList) else ():
                    if question.when:
                        yield question.when


def _row_words(section: AskedSection) -> Iterable[str]:
    """Give the words of rows that decide about other questions of their row: `person.addresses.country`."""
    for one in section.lists.values():
        for question in one.questions:
            for path in question.when.paths if question.when else ():
                if "." not in path:
                    yield f"{one.path}.{path}"


def _read_by(conditions: Iterable[Condition], vocabulary: Vocabulary) -> frozenset[str]:
    """Give the words that conditions read, and the lists behind those that are derived."""
    words = {first_word(path) for one in conditions for path in one.paths if "." in path}
    derived = [path for path in words if vocabulary.has(path) and vocabulary.word(path).derived]
    return frozenset(words | {f"{path.partition('.')[0]}.{vocabulary.word(path).list}" for path in derived})
