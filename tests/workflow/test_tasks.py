"""Tasks of a kind of case: their days, what they wait for, what is done by the record, what is refused."""

from datetime import date

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.basics.vocabulary import Vocabulary
from immdesk.workflow.case_type import CaseType
from immdesk.workflow.checklist import Member
from immdesk.workflow.tasks import Due, TaskFile, make_tasks, read_due
from immdesk.workflow.to_do import DocketDate, to_do, with_order

KIND = """
case_type: small
title: Small
stages:
  - {stage: first, title: First}
  - {stage: sent, title: Sent, known: case.first_filed_on}
  - {stage: asked, title: Asked, when: case.filing_place == "adjustment"}
"""
TASKS = """tasks_for: small
tasks:
  - {task: ask, title: Ask, who: client, due: 1 week after opening, minutes: 15}
  - {task: mail, title: M, who: employer, due: 9 days after opening, minutes: 30, after: [ask], done_at: sent}
  - {task: check, title: Check, who: paralegal, due: 3 days after stage sent, minutes: 10}
  - {task: each, title: Each, who: client, due: on fact case.postmark_on, minutes: 10, of: [derivative]}
  - {task: answer, title: Answer, who: attorney, due: 30 days before rule rfe-deadline, minutes: 60}
  - {task: tell, title: T, who: client, due: 2 days after opening, minutes: 9, when: person.sex == "female"}
"""


@pytest.fixture(scope="module")
def vocabulary():
    folder = resource("packs", "us", "vocabulary")
    return Vocabulary.load([(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))])


def made(vocabulary, text=TASKS):
    file = parse(TaskFile, text, "small.yaml")
    return make_tasks(file, parse(CaseType, KIND, "kind.yaml"), vocabulary, Source("small.yaml", text))


def days(found, state="now"):
    return {one.key: one.due_on for one in found if one.state == state}


def test_days_are_counted_from_the_opening_a_stage_a_fact_and_a_date_on_the_docket(vocabulary):
    facts = Facts(
        {"case": {"first_filed_on": date(2026, 3, 20), "postmark_on": date(2026, 3, 14)},
         "person": {"sex": "male"}}
    )  # fmt: skip
    people = [Member("p1", "Ana", "principal", facts), Member("p2", "Leo", "derivative", facts)]
    dates = [DocketDate("e1", "rfe-deadline", "deadline", "p2", date(2026, 6, 1))]
    found = to_do(made(vocabulary), date(2026, 3, 2), facts, people, dates)
    assert days(found) == {
        "ask": date(2026, 3, 9),
        "check": date(2026, 3, 23),
        "each:p2": date(2026, 3, 14),
        "answer@e1": date(2026, 5, 2),
    }
    assert list(days(found, "done")) == ["mail"]
    assert [one.person for one in found if one.key == "answer@e1"] == ["Leo"]


def test_a_task_waits_for_another_for_an_answer_and_for_its_day(vocabulary):
    found = to_do(made(vocabulary), date(2026, 3, 2), Facts({"case": {}}), [], [])
    waiting = {one.task: one for one in with_order(found, ()) if one.state == "waits"}
    assert sorted(waiting) == ["answer", "check", "mail", "tell"]
    assert waiting["mail"].after == ("ask",)
    assert waiting["tell"].ask == {"person.sex"}
    assert days(with_order(found, {"ask"}))["mail"] == date(2026, 3, 11)


def test_a_day_is_read_in_the_words_of_the_closed_list():
    assert read_due("2 weeks before fact case.postmark_on") == Due(-14, "fact", "case.postmark_on")
    assert read_due("on opening") == Due(0, "opening")
    assert read_due("1 day after rule i751-window.opens") == Due(1, "rule", "i751-window", "opens")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1 week after opening", "1 week after openning", "Did you mean 'opening'"),
        ("1 week after opening", "1 weak after opening", "Did you mean 'week'"),
        ("1 week after opening", "1 week behind opening", "neither before nor after"),
        ("1 week after opening", "99 years after opening", "no unit of days"),
        ("1 week after opening", "9999 days after opening", "more than ten years"),
        ("1 week after opening", "soon", "is no day"),
        ("stage sent", "stage sentt", "line 5.*no stage 'sentt'. Did you mean 'sent'"),
        ("stage sent", "stage asked", "has no day of its own"),
        ("fact case.postmark_on", "fact case.postmarked_on", "line 6"),
        ("fact case.postmark_on", "fact case.number", "is no date"),
        ("after: [ask]", "after: [asks]", "no other task here.*Did you mean 'ask'"),
        ("minutes: 15}", "minutes: 15, after: [mail]}", "wait for one another"),
        ("task: check", "task: ask", "stands twice"),
        ("minutes: 15", "minutes: 0", "minutes"),
        ("who: client", "who: cliant", "must be one of"),
        ("person.sex ==", "person.sexx ==", "sexx"),
        ("minutes: 15", "minutes: 15, profs: [note]", "Did you mean 'proof'"),
    ],
)
def test_tasks_that_do_not_hold_are_refused_with_line_and_hint(vocabulary, old, new, message):
    with pytest.raises(Problem, match=message):
        made(vocabulary, TASKS.replace(old, new, 1))


def test_a_rule_without_a_named_result_counts_once_a_person_from_its_first_day(vocabulary):
    dates = [
        DocketDate("e2", "rfe-deadline", "b", "p1", date(2026, 7, 1)),
        DocketDate("e1", "rfe-deadline", "a", "p1", date(2026, 6, 1)),
    ]
    found = to_do(made(vocabulary), date(2026, 3, 2), Facts({"case": {}}), [], dates)
    assert [one.key for one in found if one.task == "answer"] == ["answer@e1"]
