"""The shipped questionnaire, read once, and a fresh walk for each test."""

from datetime import date

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.vocabulary import Vocabulary
from immdesk.intake.form import load_forms
from immdesk.intake.interview import Interview
from immdesk.intake.plan import make_plan

TODAY = date(2026, 11, 21)


def texts(*folder):
    return [
        (path.name, path.read_text(encoding="utf-8")) for path in sorted(resource(*folder).glob("*.yaml"))
    ]


@pytest.fixture(scope="session")
def vocabulary():
    return Vocabulary.load(texts("packs", "us", "vocabulary"))


@pytest.fixture(scope="session")
def plan(vocabulary):
    forms = load_forms(texts("packs", "us", "forms"), texts("packs", "us", "labels"))
    return make_plan(forms["family-adjustment"], vocabulary)


@pytest.fixture
def begin(plan):
    """Begin the family questionnaire, from a draft when one is given."""

    def start(draft="", today=TODAY):
        return Interview(plan.form, plan.vocabulary, today, draft=draft, plan=plan)

    return start


@pytest.fixture
def family(begin):
    """Rosa petitions for her husband José and his daughter Ana."""
    walk = begin()
    for key, text in {
        "petitioner.family_name": "Ramírez",
        "petitioner.given_name": "Rosa",
        "petitioner.born_on": "5/2/1985",
        "petitioner.is_us_citizen": "yes",
    }.items():
        walk.set(key, text)
    walk.add_section("spouse")
    walk.set("relatives[0].given_name", "José")
    walk.set("relatives[0].family_name", "Ramírez")
    walk.add_section("stepchild")
    walk.set("relatives[1].given_name", "Ana")
    return walk
