"""Every path of every questionnaire: each condition yes, no and unknown, each page to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations, product
from typing import Any

import pytest

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.strictyaml import parse
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.intake.checks import FINDS, FINDS_IN
from immdesk.intake.form import load_forms, texts_in
from immdesk.intake.interview import Interview
from immdesk.intake.plan import AskedList, AskedPage, AskedQuestion, AskedSection, Plan, make_plan
from immdesk.intake.reading import put
from immdesk.intake.shapes import ListBlock, Question
from immdesk.workflow.case_type import CaseType, Workflow, make_workflow

TODAY = date(2026, 11, 21)
TYPED = {
    "yes_no": "yes", "date": "3/7/2020", "name": "Ana", "text": "Fresno", "long_text": "Call at noon.",
    "a_number": "12345678", "ssn": "123456789", "phone": "2135550123", "email": "ana@example.com",
    "country": "United States", "state": "CA", "number": "3", "money": "52,000", "i94": "12345678901",
    "stay_until": "D/S", "receipt": "IOE0912345678", "fein": "12-3456789", "naics": "541511",
    "soc": "15-1252", "sevis": "N0012345678", "zip": "93721", "native_name": "王芳",
    "mrz": "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
}  # fmt: skip


def texts(folder: str) -> list[tuple[str, str]]:
    found = sorted(resource("packs", "us", folder).glob("*.yaml"))
    return [(path.name, path.read_text(encoding="utf-8")) for path in found]


VOCABULARY = Vocabulary.load(texts("vocabulary"))
PLANS = [make_plan(form, VOCABULARY) for form in load_forms(texts("forms"), texts("labels")).values()]
SPANISH = texts_in("es", texts("labels"))
WORKFLOWS = [make_workflow(parse(CaseType, text, name), VOCABULARY) for name, text in texts("case_types")]


def kinds_that_matter(section: AskedSection, page: AskedPage) -> list[str]:
    """Give the kinds of person for whom the page may differ: all when it asks of the party, else one."""
    kinds = [one.kind for one in section.shape.kinds] or [""]
    whens = [item.when for item in page.items if item.when]
    asks = any("party" in {path.partition(".")[0] for path in when.paths} for when in whens)
    asks = asks or any(item.path.startswith("party.") for item in page.items)
    return kinds if asks else kinds[:1]


def differs_with(plan: Plan, page: AskedPage) -> str:
    """Name the questionnaire where the page asks otherwise than in others, by its purpose."""
    whens = [page.when, *(item.when for item in page.items)]
    read = {path for when in whens if when for path in when.paths}
    return plan.form.form if "case.purpose" in read else ""


def different_pages() -> dict[tuple[str, ...], tuple[Plan, str, str, AskedPage]]:
    """Give each page once, and once more for each questionnaire and kind of person that it differs for."""
    found: dict[tuple[str, ...], tuple[Plan, str, str, AskedPage]] = {}
    for plan in PLANS:
        for section in plan.sections.values():
            for page in section.pages:
                for kind in kinds_that_matter(section, page):
                    which = (
                        page.page,
                        kind if len(section.shape.kinds) > 1 else "",
                        differs_with(plan, page),
                    )
                    found.setdefault(which, (plan, section.shape.section, kind, page))
    return found


PAGES = list(different_pages().values())


# --- each condition is seen yes, no and unknown ---


def conditions_of(plan: Plan) -> Iterator[tuple[str, Condition, str]]:
    """Give (where, condition, shape of the row it stands in)."""
    for section in plan.sections.values():
        for page in section.pages:
            if page.when:
                yield f"{page.page}", page.when, ""
            for item in page.items:
                if item.when:
                    yield f"{page.page}: {item.path}", item.when, ""
                if isinstance(item, AskedList):
                    row = VOCABULARY.word(item.path).of
                    if item.cover:
                        yield f"{page.page}: cover", item.cover, row
                    yield from ((f"{page.page}: {q.path}", q.when, row) for q in item.questions if q.when)
    for flag in plan.flags:
        if flag.when:
            each = flag.shape.each
            yield f"flag {flag.shape.flag}", flag.when, VOCABULARY.word(each).of if each else ""


def all_conditions() -> list[tuple[str, Condition, str]]:
    found = [one for plan in PLANS for one in conditions_of(plan)]
    for workflow in WORKFLOWS:
        found += [(workflow.shape.case_type, one, "") for one in workflow.conditions.values()]
    unique = {(condition.text, row): (where, condition, row) for where, condition, row in found}
    return list(unique.values())


CONDITIONS = all_conditions()


def values_of(word: Word) -> list[Any]:
    values: list[Any] = [Unknown("somewhere")]
    if word.may_be_none:
        values.append(NONE)
    if word.type == "yes_no":
        return [*values, True, False]
    if word.options:
        return [*values, *word.options]
    if word.type == "number":
        return [*values, 0, 2, 3]
    if word.type in ("date", "stay_until"):
        return [*values, TODAY]
    return [*values, "United States", "Mexico"]


def outcomes(condition: Condition, row: str) -> set[str]:
    """Weigh a condition with every combination of values of the words that it reads."""
    paths = sorted(condition.paths)
    words = [VOCABULARY.word(path) if "." in path else VOCABULARY.word_in(row, path) for path in paths]
    seen = set()
    choices = [values_of(word) for word in words]
    alike = [[some[min(place, len(some) - 1)] for some in choices] for place in range(max(map(len, choices)))]
    for values in chain(alike, product(*choices)):
        roots: dict[str, Any] = {}
        for path, value in zip(paths, values, strict=True):
            put(roots, path, value)
        answer = condition.weigh(Facts(roots))
        seen.add("unknown" if isinstance(answer, Unknown) else "yes" if answer else "no")
        if len(seen) == 3:
            break
    return seen


def test_there_are_conditions_to_look_at():
    assert len(CONDITIONS) > 40


@pytest.mark.parametrize(("where", "condition", "row"), CONDITIONS, ids=[one[1].text for one in CONDITIONS])
def test_each_condition_is_seen_yes_no_and_unknown(where, condition, row):
    assert outcomes(condition, row) == {"yes", "no", "unknown"}, where


# --- each page can be answered to its end ---


def typed(question: Question, place: int) -> str:
    """Give a text that can be read, another option for another `place`."""
    if question.options:
        return question.options[place % len(question.options)][0]
    if question.type == "yes_no":
        return ("yes", "no")[place % 2]
    if question.type == "country":
        return ("United States", "Mexico")[place % 2]
    return TYPED[question.type]


def questions_on(walk: Interview, section: str) -> list[Question]:
    blocks = walk.view(section).blocks
    groups = [
        group for block in blocks for group in (block.groups if isinstance(block, ListBlock) else (block,))
    ]
    return [question for group in groups for question in group.questions]


def answer_all(walk: Interview, section: str, place: int) -> None:
    """Answer a page until nothing on it is empty; every list gets a row and is said to be whole."""
    for _round in range(8):
        for block in walk.view(section).blocks:
            if isinstance(block, ListBlock) and not block.groups:
                walk.add_row(block.key)
        empty = [question for question in questions_on(walk, section) if not question.text]
        if not empty:
            break
        for question in empty:
            walk.set(question.key, typed(question, place))
    for block in walk.view(section).blocks:
        if isinstance(block, ListBlock):
            walk.said_complete(block.key)


def begin(plan: Plan, section: str, kind: str, page: AskedPage) -> tuple[Interview, str]:
    """Begin a walk with the section that has the page; gives the page's id."""
    walk = Interview(plan.form, plan.vocabulary, TODAY, plan=plan)
    slot = walk.add_section(kind) if kind else section
    first = plan.sections[section].pages[0].page
    return walk, slot if page.page == first else f"{slot}/{page.page}"


def badge(walk: Interview, section: str) -> str:
    """Give the mark of a page; one that is not asked of this kind of person has nothing open."""
    return next((one.badge for one in walk.sections() if one.id == section), "✓")


def names(one: tuple[Plan, str, str, AskedPage]) -> str:
    plan, section, kind, page = one
    return f"{plan.form.form}-{kind or section}-{page.page}"


@pytest.mark.parametrize("which", PAGES, ids=names)
def test_each_page_can_be_answered_to_its_end_whatever_is_chosen(which):
    for place in range(6):
        walk, section = begin(*which)
        answer_all(walk, section, place)
        assert badge(walk, section) == "✓", (place, walk.missing_keys(), walk.bad())
        again = Interview(walk.form, VOCABULARY, TODAY, draft=walk.to_json(), plan=walk.plan)
        assert again.result() == walk.result()


def deciders(page: AskedPage, plan: Plan) -> list[AskedQuestion]:
    """Give the plain questions of a page with a choice that some condition reads."""
    return [
        item
        for item in page.items
        if isinstance(item, AskedQuestion)
        and plan.decides(item.path)
        and (item.options or item.word.type == "yes_no")
    ]


def choices(question: AskedQuestion) -> tuple[str, ...]:
    """Give the answers that differ: of many options those that a condition names, and one other."""
    options = [value for value, _label in question.options]
    if len(options) <= 8:
        return tuple(options) or ("yes", "no")
    named = [
        one
        for one in options
        if any(f'"{one}"' in text for _w, condition, _r in CONDITIONS for text in [condition.text])
    ]
    return (*named, next(one for one in options if one not in named))


def walks_of_all_pairs(questions: list[AskedQuestion]) -> list[dict[str, str]]:
    """Give few sets of answers in which every two answers to two questions stand together at least once."""
    left = {
        ((first.name, one), (second.name, other))
        for first, second in combinations(questions, 2)
        for one, other in product(choices(first), choices(second))
    }
    walks = []
    while left:
        answers = dict(min(left))
        for question in questions:
            if question.name not in answers:
                answers[question.name] = max(
                    choices(question), key=lambda one: _new_pairs(left, answers, (question.name, one))
                )
        left -= {pair for pair in left if set(pair) <= set(answers.items())}
        walks.append(answers)
    return walks


def _new_pairs(left: set[Any], answers: dict[str, str], added: tuple[str, str]) -> int:
    return sum((added, one) in left or (one, added) in left for one in answers.items())


@pytest.mark.parametrize("which", [one for one in PAGES if len(deciders(one[3], one[0])) > 1], ids=names)
def test_all_pairs_of_deciding_answers_on_a_page_end_complete(which):
    plan, _section, _kind, page = which
    for answers in walks_of_all_pairs(deciders(page, plan)):
        walk, section = begin(*which)
        slot = section.partition("/")[0]
        for name, answer in answers.items():
            walk.set(f"{slot}.{name}", answer)
        answer_all(walk, section, 0)
        assert badge(walk, section) == "✓", (answers, walk.missing_keys())


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.form.form)
def test_a_whole_family_can_be_asked_to_the_end(plan):
    walk = Interview(plan.form, VOCABULARY, TODAY, plan=plan)
    for kind, _label in walk.add_sections():
        walk.add_section(kind)
    for one in walk.sections():
        answer_all(walk, one.id, 0)
    for one in walk.sections():
        answer_all(walk, one.id, 0)
    assert walk.missing() == ()
    assert walk.bad() == ()
    assert {one.badge for one in walk.sections()} == {"✓"}
    assert walk.answered() > 40
    people = [one.shape for one in plan.sections.values() if one.shape.about == "person"]
    assert len(walk.result().persons) == sum(len(one.kinds) or 1 for one in people)
    work = [one.about for one in plan.form.sections if one.about in ("employer", "job")]
    assert [one.about for one in walk.result().work] == work


# --- the rest of the pack ---


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda one: one.shape.case_type)
def test_every_case_type_names_a_questionnaire_that_is_there_and_a_reason_for_every_form(
    workflow: Workflow,
):
    assert workflow.shape.intake in {"", *(plan.form.form for plan in PLANS)}
    for needed in workflow.shape.forms:
        assert needed.reason.endswith("."), needed.form


WORKED_OUT = {"person.full_name", "case.priority_date", "party.role", "case.type"}
"""What the office records elsewhere: by the role that was added, by the petition that was filed."""


def _asked_words(plan: Plan) -> set[str]:
    """Give every word that is asked, with petitioner and principal counted as persons."""
    found: set[str] = set()
    for section in plan.sections.values():
        found |= {one.path for one in section.questions.values()}
        found |= {one.path for one in section.lists.values()}
    return found


def _kept_word(path: str) -> str:
    """Give the word that must be asked so that a form can print `path`: the list behind a derived row."""
    root, first, *rest = re.sub(r"\[\d*\]", "", path).split(".")
    word = VOCABULARY.word(f"{root}.{first}")
    root = "person" if root in ("petitioner", "principal", "sponsor") else root
    if word.derived == "count":
        return f"{root}.{word.list}"
    return ".".join((root, word.list if word.derived else first, *rest))


@pytest.mark.parametrize(
    ("form", "intake", "at_least"),
    [
        ("I-130", "family-adjustment", 120),
        ("I-485", "family-adjustment", 180),
        ("I-864", "family-adjustment", 70),
        ("I-765", "family-adjustment work-permit f1-stem", 45),
        ("I-131", "family-adjustment travel-document", 55),
        ("I-589", "asylum", 80),
        ("I-821D", "daca-renewal", 60),
        ("I-765WS", "daca-renewal", 6),
        ("I-821", "tps", 120),
        ("I-751", "remove-conditions", 70),
        ("I-9", "i9", 6),
        ("I-140", "i140-labor i140-extraordinary i140-national-interest", 50),
        ("I-129F", "fiance", 150),
        ("EOIR-28", "asylum", 12),
        ("I-90", "green-card-renewal", 55),
        ("I-290B", "appeal", 25),
    ],
)
def test_everything_that_a_form_prints_is_asked_by_the_questionnaire_of_its_cases(form, intake, at_least):
    plans = [one for one in PLANS if one.form.form in intake.split()]
    (path,) = resource("packs", "us", "official", form).glob("*/map.yaml")
    printed = set(
        re.findall(
            r"\b(?:person|petitioner|sponsor|party|case|principal)(?:\.\w+(?:\[\d+\])?)+",
            path.read_text("utf-8"),
        )
    )
    words = {one for one in printed if not _worked_out(one)}
    assert len(words) > at_least
    words = {one for one in map(_kept_word, words) if not _worked_out(one)}
    asked = set().union(*(_asked_words(plan) | set(plan.form.sets) for plan in plans))
    missing = words - asked - WORKED_OUT
    assert {one for one in missing if not any(word.startswith(f"{one}.") for word in asked)} == set()


def _worked_out(path: str) -> bool:
    """Say whether the office fills a word, or one above it."""
    parts = re.sub(r"\[\d*\]", "", path).split(".")
    return any(VOCABULARY.word(".".join(parts[:end])).computed for end in range(2, len(parts) + 1))


def test_each_check_of_the_program_names_the_lists_it_reads():
    assert set(FINDS) == set(FINDS_IN)
    for lists in FINDS_IN.values():
        assert all(VOCABULARY.word(path).type == "list" for path in lists)
