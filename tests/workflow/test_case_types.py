"""Case types: what is needed, what is done, and where a case stands, all from facts."""

from datetime import date

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import parse
from immdesk.basics.unknown import NONE
from immdesk.basics.vocabulary import Vocabulary
from immdesk.workflow.case_type import CaseType, make_workflow
from immdesk.workflow.checklist import Held, Member, checklist, gaps
from immdesk.workflow.progress import standing


@pytest.fixture(scope="module")
def vocabulary():
    folder = resource("packs", "us", "vocabulary")
    return Vocabulary.load([(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))])


@pytest.fixture(scope="module")
def workflow(vocabulary):
    path = resource("packs", "us", "case_types", "family-adjustment.yaml")
    return make_workflow(parse(CaseType, path.read_text("utf-8"), path.name), vocabulary)


def member(role, name, person_id, **roots):
    return Member(person_id, name, role, Facts({"party": {"role": role}, **roots}))


ROSA = member("petitioner", "Rosa", "p1", petitioner={"is_us_citizen": True, "citizen_how": "birth"})
CASE = {"filing_place": "adjustment"}
JOSE = member(
    "principal",
    "José",
    "p2",
    case=CASE,
    party={"relationship": "spouse", "own_petition": True},
    person={"last_entry": {"manner": "inspected"}, "times_married": 1},
)
ANA = member("beneficiary", "Ana", "p3", case=CASE, party={"relationship": "stepchild", "own_petition": True})


def keys(items, kind="evidence", person="p2", state=None):
    return [
        item.key.rpartition(":")[0].removeprefix("form:")
        for item in items
        if item.kind == kind and item.person_id == person and state in (None, item.state)
    ]


def test_a_spouse_needs_the_papers_of_a_marriage_and_a_stepchild_does_not(workflow):
    items = checklist(workflow, [ROSA, JOSE, ANA], [])
    assert keys(items) == [
        "marriage_certificate", "birth", "passport", "i94", "life_together", "bank", "court_records",
        "photos",
    ]  # fmt: skip
    assert keys(items, person="p3", state="gap") == ["birth", "passport", "photos"]
    assert keys(items, person="p1", state="gap") == [
        "citizen_birth",
        "tax_return",
        "employment_letter",
        "photos",
    ]


def test_court_records_are_wanted_of_whom_was_arrested_and_open_while_nobody_has_said(workflow):
    def states(arrested):
        told = {} if arrested is None else {"arrested_or_detained": arrested}
        items = checklist(workflow, [member("principal", "José", "p2", case=CASE, person=told)], [])
        return [item.state for item in items if item.title == "Certified court records of each arrest"]

    assert (states(True), states(False), states(None)) == (["gap"], [], ["open"])


def test_each_relative_needs_forms_of_their_own(workflow):
    items = checklist(workflow, [ROSA, JOSE, ANA], [])
    assert keys(items, "form") == ["G-28", "I-130", "I-130A", "I-485", "I-864", "I-693", "I-765", "I-131"]
    assert keys(items, "form", "p3") == ["G-28", "I-130", "I-485", "I-864", "I-693", "I-765", "I-131"]
    payment = [item for item in items if item.form == "G-1450"]
    assert [(item.key, item.who) for item in payment] == [("form:G-1450:case", "")]
    assert next(item for item in items if item.form == "I-693").sealed


def test_a_joint_sponsor_files_an_affidavit(workflow):
    items = checklist(workflow, [member("joint_sponsor", "Luis", "p9")], [])
    assert keys(items, "form", "p9") == ["I-864"]
    assert keys(items, person="p9") == ["tax_return", "employment_letter"]


@pytest.mark.parametrize(("state", "shown"), [("asked", "open"), ("wrong", "open"), ("accepted", "done")])
def test_a_paper_is_done_only_when_accepted(workflow, state, shown):
    items = checklist(workflow, [JOSE], [Held("d1", "p2", "passport", state)])
    passport = next(item for item in items if item.key == "passport:p2")
    assert (passport.state, passport.document_id) == (shown, "d1")


def test_the_best_of_several_papers_counts(workflow):
    held = [Held("d1", "p2", "passport", "accepted"), Held("d2", "p2", "passport", "asked")]
    passport = next(item for item in checklist(workflow, [JOSE], held) if item.key == "passport:p2")
    assert passport.document_id == "d1"


def test_what_is_not_known_to_be_needed_is_open_and_says_what_to_ask(workflow):
    unknown = member("principal", "José", "p2", case=CASE)
    items = {item.key: item for item in checklist(workflow, [unknown], [])}
    assert items["i94:p2"].state == "open"
    assert items["i94:p2"].ask == {"person.last_entry.manner"}
    assert items["form:I-130:p2"].note == "Whether this is needed is not known yet."


def test_a_filed_form_is_done_and_gaps_are_named(workflow):
    items = checklist(workflow, [ANA], [], filed=[("p3", "I-130")])
    assert next(item for item in items if item.form == "I-130").state == "done"
    named = gaps(items)
    assert "Birth certificate – Ana" in named
    assert "I-130 Petition for Alien Relative – Ana" not in named
    assert "I-485 Application to Register Permanent Residence – Ana" in named


def stage(workflow, case, *applicants):
    people = [("principal", Facts({"case": case, "party": party})) for party in applicants]
    return standing(workflow, Facts({"case": case}), people).stage


def test_a_case_moves_on_only_by_known_facts(workflow):
    day = date(2026, 8, 1)
    assert stage(workflow, {}) == "gathering"
    assert stage(workflow, {"postmark_on": day}) == "mailed"
    assert stage(workflow, {"petition_filed_on": day}) == "petition_pending"
    assert stage(workflow, {"petition_filed_on": day, "petition_approved_on": NONE}) == "petition_pending"
    assert stage(workflow, {"petition_approved_on": day}) == "petition_approved"


def test_a_case_is_decided_only_when_everybody_is(workflow):
    day = date(2026, 8, 1)
    filed, decided = (
        {"i485_filed_on": day, "i485_decided_on": NONE},
        {"i485_filed_on": day, "i485_decided_on": day},
    )
    assert (
        stage(workflow, {}, filed, {"i485_filed_on": NONE, "i485_decided_on": NONE}) == "adjustment_pending"
    )
    assert stage(workflow, {}, filed, decided) == "adjustment_pending"
    assert stage(workflow, {}, decided, decided) == "decided"


def test_the_petitioner_is_no_applicant(workflow):
    facts = Facts({"party": {"i485_decided_on": date(2026, 8, 1)}})
    got = standing(workflow, Facts({}), [("petitioner", facts)])
    assert (got.stage, got.step, got.steps) == ("gathering", 1, 6)


SMALL = """
case_type: small
title: Small
intake: small
stages: [{stage: first, title: First}, {stage: next, title: Next, known: case.postmark_on}]
wanted: [{want: a, title: A, of: [petitioner], document: passport}]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("document: passport", "document: passpor", "Did you mean 'passport'"),
        ("case.postmark_on", "case.postmarked_on", "Did you mean 'case.postmark_on'"),
        ("title: First}", "title: First, known: case.postmark_on}", "first stage has no condition"),
        ("of: [petitioner]", "of: [petitioner], when: person.sexx == 'male'", "sexx"),
        ("of: [petitioner]", "of: [aunt]", "must be one of"),
        ("intake: small", "intakes: small", "Did you mean 'intake'"),
    ],
)
def test_a_case_type_that_does_not_hold_is_refused_with_a_hint(vocabulary, old, new, message):
    with pytest.raises(Problem, match=message):
        make_workflow(parse(CaseType, SMALL.replace(old, new), "small.yaml"), vocabulary)
