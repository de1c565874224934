"""Every question of every questionnaire: its help, its Spanish, who answers it, and where it is asked."""

from __future__ import annotations

from itertools import islice

import pytest

from immdesk.basics.strictyaml import read_all
from immdesk.intake.plan import AskedList
from immdesk.packets.question_frame import frames, words
from tests.test_every_path import PLANS, SPANISH, VOCABULARY, texts


def test_every_question_has_a_label_and_every_option_one_of_its_own():
    for plan in PLANS:
        for section in plan.sections.values():
            for question in section.questions.values():
                assert question.label, question.path
                labels = [label for _value, label in question.options]
                assert len(set(labels)) == len(labels), question.path


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.form.form)
def test_every_question_has_help_in_plain_words_and_a_spanish_label_and_help(plan):
    for section in plan.sections.values():
        for question in section.questions.values():
            assert len(question.help) > 5, question.path
            assert len(question.help.split()) < 40, question.path
            assert SPANISH.get(question.label), question.label
            assert SPANISH.get(question.help), question.help
    for page in plan.form.pages:
        assert SPANISH.get(page.title), page.title


def _asked_of_clients() -> set[str]:
    pages = [page for plan in PLANS for one in plan.sections.values() for page in one.pages]
    items = [item for page in pages if page.answered_by == "client" for item in page.items]
    questions = [q for item in items for q in (item.questions if isinstance(item, AskedList) else (item,))]
    return {text for one in questions for text in (one.label, one.help, *dict(one.options).values())}


@pytest.mark.parametrize("language", [one for one in frames() if one not in ("en", "es")])
def test_nearly_every_question_to_a_client_is_asked_in_each_language(language):
    asked, said = _asked_of_clients(), words(language)
    assert len(asked) > 1500
    assert len([text for text in asked if text not in said]) < len(asked) / 20
    assert [text for text in asked if said.get(text) == ""] == []
    for word in ("“Deceased”", "“Unemployed”", "“Student”"):
        told = [said[text] for text in said if word in text]
        assert told
        assert [text for text in told if word.strip("“”") not in text] == [], "the answer stays English"


def test_every_page_says_who_answers_it_and_is_asked_somewhere():
    said = {
        node.value["page"].value: node.value
        for name, text in texts("forms")
        for node in read_all(text, name)
        if isinstance(node.value, dict) and "page" in node.value
    }
    asked = {page.page for plan in PLANS for section in plan.sections.values() for page in section.pages}
    assert set(said) == asked
    assert len(PLANS) >= 35
    assert len(asked) <= 60
    assert [page for page, keys in said.items() if "answered_by" not in keys] == []


def test_a_persons_identity_is_asked_on_one_page():
    words = {"person.family_name", "person.born_on", "person.birth_country", "person.a_number"}
    pages = {page.page for plan in PLANS for page in plan.form.pages for one in page.ask if one.ask in words}
    assert pages == {"name"}
    for plan in PLANS:
        people = [one for one in plan.form.sections if one.about == "person"]
        assert people, plan.form.form
        assert all(one.pages[0] == "name" for one in people)


def test_questionnaires_of_one_kind_of_case_differ_in_their_purpose():
    purposes = [plan.form.sets.get("case.purpose", "") for plan in PLANS]
    assert "" not in purposes
    assert len(set(purposes)) == len(purposes)


def test_every_label_and_option_in_the_label_files_is_used():
    sections = [section for plan in PLANS for section in plan.sections.values()]
    asked = {one.path for section in sections for one in section.questions.values()}
    asked |= {one.path for section in sections for one in section.lists.values()}
    labels = PLANS[0].form.labels
    assert labels is not None
    assert set(labels.labels) <= asked
    last = {path.rpartition(".")[2] for path in asked}
    endings = {f"*_{one.rpartition('_')[2]}" for one in last}
    assert set(labels.helps) <= asked | last | endings
    assert {one for one in labels.options if one not in asked} <= last
    for path, options in labels.options.items():
        word = VOCABULARY.word(path) if "." in path else VOCABULARY.word(_with_last(asked, path))
        assert set(options) <= set(word.options), path


def _with_last(paths: set[str], word: str) -> str:
    return next(islice((path for path in paths if path.rpartition(".")[2] == word), 1))


def test_every_flag_says_how_sure_it_is_and_never_decides():
    for plan in PLANS:
        for flag in plan.flags:
            assert flag.shape.confidence in ("sourced", "partly", "general")
            assert flag.shape.text.endswith("."), flag.shape.flag


def test_only_the_histories_of_five_years_name_their_gaps():
    found = {
        (page.page, one.path, one.cover_years)
        for plan in PLANS
        for section in plan.sections.values()
        for page in section.pages
        for one in page.items
        if isinstance(one, AskedList) and one.cover_years
    }
    assert found == {("addresses", "person.addresses", 5), ("work", "person.employment", 5)}
