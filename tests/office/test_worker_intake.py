"""An H-1B intake recorded: employer, job and worker become records; an employer known already is offered."""

from __future__ import annotations

from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE
from immdesk.office import case_packet, interviews
from immdesk.office.office import Office
from immdesk.records.facts_of import facts_of

NAME = "Meridian Analytics, Inc."


def answer(office: Office, draft: str, **said: str) -> None:
    for key, text in said.items():
        section, _, word = key.partition("__")
        interviews.answer(office, draft, f"{section}.{word}", text)


def begin(office: Office, **said: str) -> str:
    draft = interviews.start(office, "h1b-extension").draft_id
    answer(office, draft, worker__family_name="Iyer", worker__given_name="Priya", **said)
    return draft


def scope(office: Office, case_id: str) -> Any:
    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    return facts.for_person(facts.principal_id or "")


def test_the_employer_the_job_and_the_worker_are_recorded_with_the_case(practice: Office) -> None:
    draft = begin(practice, employer__name=NAME, employer__fein="12-3456789", job__title="Data Engineer")
    interviews.add_row(practice, draft, "employer.worksites")
    interviews.answer(practice, draft, "employer.worksites[0].city", "San Diego")
    interviews.answer(practice, draft, "employer.contacts[0].family_name", "Okafor")
    interviews.answer(practice, draft, "employer.contacts[0].is_signatory", "yes")
    case_id, _changed = interviews.finish(practice, draft)
    said = scope(practice, case_id)
    assert said.get("employer.name") == NAME
    assert said.get("employer.signatory.family_name") == "Okafor"
    assert said.get("job.title") == "Data Engineer"
    assert said.get("job.worker") == "Priya Iyer"
    assert said.get("job.worksite.city") == "San Diego"
    assert said.get("case.petitioner_is_employer") is True


def test_answers_about_employer_and_job_are_kept_as_they_were_typed(practice: Office) -> None:
    draft = begin(practice, employer__name=" meridian  analytics", job__lca_from="10/1/2026")
    interviews.finish(practice, draft)
    kept = practice.rows("SELECT owner_kind, path, text FROM answer WHERE owner_kind IN ('employer', 'job')")
    assert {(row["owner_kind"], row["path"], row["text"]) for row in kept} == {
        ("employer", "employer.name", " meridian  analytics"),
        ("job", "job.lca_from", "10/1/2026"),
    }


def test_an_employer_of_the_same_fein_is_offered_and_used_again_only_when_somebody_says_so(
    practice: Office,
) -> None:
    interviews.finish(practice, begin(practice, employer__name=NAME, employer__fein="12-3456789"))
    second = begin(practice, employer__name="Meridian", employer__fein="12-3456789")
    (offer,) = [one for one in interviews.overview(practice, second).offers if one.kind == "employer"]
    assert (offer.section, offer.name, offer.why) == ("employer", NAME, "the same FEIN")
    interviews.take_person(practice, second, "employer", offer.person_id)
    interviews.finish(practice, second)
    assert len(practice.rows("SELECT id FROM employer WHERE fein = '12-3456789'")) == 1


def test_another_employer_of_the_same_name_is_not_offered_again(practice: Office) -> None:
    interviews.finish(practice, begin(practice, employer__name=NAME))
    second = begin(practice, employer__name="MERIDIAN Analytics Inc")
    offers = [one for one in interviews.overview(practice, second).offers if one.kind == "employer"]
    for one in offers:
        interviews.take_person(practice, second, one.section, "")
    assert not [one for one in interviews.overview(practice, second).offers if one.kind == "employer"]
    interviews.finish(practice, second)
    assert len(practice.rows("SELECT id FROM employer WHERE name LIKE 'meridian%'")) == 2


def test_an_employer_that_is_gone_cannot_be_taken(practice: Office) -> None:
    with pytest.raises(Problem, match="no longer in the office"):
        interviews.take_person(practice, begin(practice), "employer", "nobody")


def test_the_questions_of_a_case_show_employer_and_job_as_they_are_recorded(practice: Office) -> None:
    draft = begin(practice, employer__name=NAME, employer__fein="none", job__title="Data Engineer")
    case_id, _changed = interviews.finish(practice, draft)
    again = interviews.start(practice, "h1b-extension", case_id).draft_id
    titles = [one.title for one in interviews.overview(practice, again).sections]
    assert f"Employer: {NAME}" in titles
    assert "Job: Data Engineer" in titles
    answer(practice, again, job__title="Senior Data Engineer")
    interviews.finish(practice, again)
    assert [row["title"] for row in practice.rows("SELECT title FROM job WHERE case_id = ?", [case_id])] == [
        "Senior Data Engineer"
    ]
    assert scope(practice, case_id).get("employer.name") == NAME


def test_a_dependent_belongs_to_the_worker_where_an_employer_petitions(practice: Office) -> None:
    draft = begin(practice, employer__name=NAME)
    spouse = interviews.add_section(practice, draft, "spouse")
    answer(practice, draft, case__premium_asked="no")
    for word, text in (("family_name", "Iyer"), ("given_name", "Arun"), ("files_i539", "yes")):
        interviews.answer(practice, draft, f"{spouse}.{word}", text)
    case_id, _changed = interviews.finish(practice, draft)
    rows = practice.rows(
        "SELECT p.given_name AS one, q.given_name AS other, r.kind FROM relationship r JOIN person p "
        "ON p.id = r.person_id JOIN person q ON q.id = r.relative_id WHERE p.family_name = 'Iyer'"
    )
    assert {(row["one"], row["other"], row["kind"]) for row in rows} == {
        ("Arun", "Priya", "spouse"), ("Priya", "Arun", "spouse"),
    }  # fmt: skip
    gaps = [one.title for one in case_packet.read_packet(practice, case_id).gaps()]
    assert "Form I-539, Application to Extend Status: Arun Iyer" in gaps
    assert not any("I-907" in one for one in gaps)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("12/31/2022", "12/1/2022"), None, "The end is before the beginning."),
        (("12/1/2022", "12/1/2022"), None, "This trip began and ended on the same day."),
        (
            ("12/1/2022", "12/31/2022"),
            ("12/15/2022", "1/5/2023"),
            "This trip begins before the one before it had ended.",
        ),
        (("12/1/1892", "12/31/2022"), None, "This lies before 1900: check the year."),
    ],
)
def test_odd_trips_are_marked_and_kept_as_they_were_typed(
    practice: Office, first: tuple[str, str], second: tuple[str, str] | None, said: str
) -> None:
    draft = begin(practice, worker__ever_in_us="yes")
    for place, trip in enumerate(one for one in (first, second) if one):
        interviews.add_row(practice, draft, "worker.trips")
        for word, text in zip(("departed_on", "returned_on"), trip, strict=True):
            interviews.answer(practice, draft, f"worker.trips[{place}].{word}", text)
    assert said in [part for one in interviews.review(practice, draft) for part in [one.message]]
    case_id, _changed = interviews.finish(practice, draft)
    trips = scope(practice, case_id).get("person.trips")
    assert len(trips) == (2 if second else 1)
    assert f"{trips[0]['departed_on']:%-m/%-d/%Y}" == first[0]


def test_an_employer_without_a_fein_is_said_and_kept(practice: Office) -> None:
    draft = begin(practice, employer__name=NAME, employer__fein="none")
    assert any("has no FEIN" in banner for banner in interviews.overview(practice, draft).banners)
    case_id, _changed = interviews.finish(practice, draft)
    assert scope(practice, case_id).get("employer.fein") is NONE


def test_days_that_the_labor_condition_application_does_not_cover_are_marked(practice: Office) -> None:
    draft = begin(practice, job__lca_from="10/1/2026", job__lca_until="9/30/2029")
    answer(practice, draft, job__requested_from="9/15/2026", job__requested_until="12/31/2029")
    marks = {one.key: one.message for one in interviews.review(practice, draft)}
    assert marks["job.requested_from"] == "The labor condition application begins later: check both days."
    assert marks["job.requested_until"] == "The labor condition application ends earlier: check both days."
