"""Questionnaires go out and come home: matched by their code, compared, taken only where somebody says so."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from immdesk.basics.problems import Problem
from immdesk.office import case_pages, questions_home, questions_out, questions_taken
from immdesk.office.compared import Compared
from immdesk.office.office import Office
from immdesk.office.opening import party_of
from immdesk.office.questions_out import Made, Wish
from immdesk.office.questions_places import place_of
from immdesk.office.questions_sent import sent_of
from tests.office.papers import scan_bytes
from tests.packets.small_questionnaire import filled_by_pypdf, printed

PETITIONER = ("petitioner",)


@pytest.fixture
def case_id(case: Callable[[str], str]) -> str:
    return case("26-0001")


@pytest.fixture
def made(practice: Office, case_id: str) -> Made:
    return questions_out.make(practice, case_id, Wish(PETITIONER))


def home(office: Office, *files: bytes) -> dict[str, Compared]:
    return {line.id: line for line in questions_home.look(office, files).comparison.lines}


def changed(pdf: bytes, work: Callable[[Any], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        work(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def fields(pdf: Any) -> Iterator[Any]:
    yield from pdf.Root.AcroForm.Fields


def test_an_untouched_copy_has_nothing_to_take_and_its_name_tells_no_name(
    practice: Office, case_id: str, made: Made
) -> None:
    assert home(practice, made.pdf) == {}
    assert questions_out.file_name(practice, case_id, "es") == "26-0001-questionnaire-es.pdf"
    assert [one.code for one in sent_of(practice, case_id)] == [made.sent.code]


def test_answers_are_read_compared_and_taken_with_their_source(
    practice: Office, case_id: str, made: Made
) -> None:
    back = filled_by_pypdf(
        made.pdf,
        p1__family_name="Ramirez",
        p1__born_on="31/02/1990",
        p1__mobile_phone="602 555 0142",
        p1__children__n0__given_name="Luz",
        p1__children__n0__born_on="3/1/2020",
        p1__children__n1__born_on="never",
    )
    found = questions_home.look(practice, [back], case_id)
    lines = {line.id: line for line in found.comparison.lines}
    assert (lines["p1-family_name"].state, lines["p1-family_name"].take) == ("differs", False)
    assert lines["p1-born_on"].message == "February 1990 has 28 days; 31 typed."
    assert (lines["p1-children-n0"].state, lines["p1-children-n0"].take) == ("row", True)
    assert lines["p1-children-n1-born_on"].state == "unreadable"
    told = questions_taken.take(practice, found, {"p1-family_name", "p1-children-n0"})
    assert told.message == "2 answers were taken from the questionnaire."
    rows = {(one.path, one.owner[:11]): one for one in case_pages.facts_page(practice, case_id)}
    assert rows["person.family_name", "Petitioner:"].shown == "Ramirez"
    assert rows["person.family_name", "Petitioner:"].source == "Questionnaire returned, Fri Aug 14, 2026"
    assert "Luz, Sun Mar 1, 2020" in rows["person.children[1]", "Petitioner:"].shown
    again = home(practice, back)
    assert {again[one].state for one in ("p1-family_name", "p1-children-n0")} == {"same"}
    papers = practice.rows("SELECT cd.include FROM case_document cd JOIN document d ON d.id = cd.document_id "
                           "WHERE d.original_name LIKE 'questionnaire-%'")  # fmt: skip
    assert [row["include"] for row in papers] == ["no"]


def test_the_next_one_is_shorter_and_two_copies_that_disagree_are_shown(
    practice: Office, case_id: str, made: Made
) -> None:
    first = filled_by_pypdf(made.pdf, p1__middle_name="Inés")
    second = filled_by_pypdf(made.pdf, p1__middle_name="Irene")
    both = questions_home.look(practice, [first, second])
    lines = {line.id: line for line in both.comparison.lines}
    assert {line.theirs for line in lines.values()} == {"Inés", "Irene"}
    assert {line.state for line in lines.values()} == {"copies"}
    with pytest.raises(Problem, match="cannot both be taken"):
        questions_taken.take(practice, both, set(lines))
    questions_taken.take(practice, questions_home.look(practice, [first]), set())
    later = home(practice, second)["p1-middle_name"]
    assert later.message == "The copy that came back on Fri Aug 14, 2026 says: Inés"
    assert questions_out.only_missing_first(practice, case_id)
    shorter = questions_out.make(practice, case_id, Wish(PETITIONER, only_missing=True))
    assert shorter.questions < made.questions


def test_renamed_boxes_are_found_by_their_second_name_or_their_place(practice: Office, made: Made) -> None:
    def rename(pdf: Any) -> None:
        for number, field in enumerate(fields(pdf)):
            if str(field.T) == "p1-middle_name":
                field.V = pikepdf.String("Inés")
                del field.TM
            field.T = pikepdf.String(f"Text{number}")

    assert home(practice, changed(made.pdf, rename))["p1-middle_name"].theirs == "Inés"


def test_files_that_cannot_be_trusted_are_refused_in_plain_words(practice: Office, made: Made) -> None:
    def other_code(pdf: Any) -> None:
        next(fields(pdf)).V = pikepdf.String(
            made.sent.code[:-1] + ("0" if made.sent.code[-1] != "0" else "1")
        )

    files = {
        "The file is not a PDF.": b"GIF89a",
        "This questionnaire is not one of this office.": printed().pdf,
        "The code of this questionnaire was changed": changed(made.pdf, other_code),
        "it carries no code": scan_bytes(1, "A lease"),
    }
    for words, data in files.items():
        with pytest.raises(Problem, match=words):
            questions_home.look(practice, [data])


def test_handwriting_is_left_to_people(practice: Office, case_id: str) -> None:
    paper = questions_out.make(practice, case_id, Wish(PETITIONER, "es", paper=True))
    with pytest.raises(Problem, match="cannot read handwriting") as refused:
        questions_home.look(practice, [paper.pdf])
    assert "on paper" in refused.value.happened


def test_a_question_that_is_asked_no_more_and_a_person_who_left_are_named(
    practice: Office, case_id: str, made: Made
) -> None:
    back = filled_by_pypdf(made.pdf, p1__middle_name="Inés")
    gone = made.sent.parts[0].person_id
    practice.change("Take somebody out", lambda session: session.delete(party_of(session, case_id, gone)))
    found = questions_home.look(practice, [back]).comparison
    assert found.lines[0].state == "gone"
    assert found.notes == ("1 person of it is no longer in the case.",)


def test_a_question_that_the_pack_no_longer_has_belongs_nowhere(
    practice: Office, case_id: str, made: Made
) -> None:
    ours = questions_out.interview_of(practice, case_id)
    for name in ("p1-shoe_size", "p1-addresses-n0-color", "p1-addresses-r77-city", "p9-family_name"):
        assert place_of(name, made.sent, ours).gone, name
    assert place_of("p1-father-family_name", made.sent, ours).key == "petitioner.father.family_name"
    assert place_of("p1-middle_name-none", made.sent, ours).name == "p1-middle_name"
