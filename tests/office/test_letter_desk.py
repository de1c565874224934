"""The letter desk: letters begun from facts, kept version by version, signed off, resolved at print."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from docx import Document

from immdesk.basics.problems import Problem
from immdesk.office import firm, letter_desk, letter_print, letter_review, letter_word, letters
from immdesk.office.exhibits import exhibits_in
from immdesk.office.letter_offers import offered, paragraphs_for
from immdesk.office.letter_rows import labels_of, letter_row, letters_of, version_text
from immdesk.office.work_product import is_work_product, mark_document, may_leave


@pytest.fixture
def lucia(case) -> str:
    return case("26-0001")


@pytest.fixture
def cover(practice, lucia) -> str:
    return letters.make(practice, lucia, "cover-letter")[0]


def text_of(practice, letter_id: str) -> str:
    return version_text(practice, letter_row(practice, letter_id).newest.id)[0]


def change(practice, letter_id: str, old: str, new: str) -> None:
    text = text_of(practice, letter_id)
    assert old in text
    letters.save(practice, letter_id, text.replace(old, new))


def attorney(practice) -> str:
    return next(one.id for one in firm.staff(practice) if one.is_attorney)


def test_the_library_offers_what_fits_the_case_first(practice, lucia):
    rows = offered(practice, lucia)
    assert {one.id for one in rows if one.fits} >= {"cover-letter", "engagement-agreement", "privacy-release"}
    assert not next(one for one in rows if one.id == "niw-support-letter").fits
    titles = [one.title for one in paragraphs_for(practice, lucia, "niw-support-letter")]
    assert titles[:2] == [
        "First prong: substantial merit and national importance",
        "Second prong: well positioned to advance the endeavor",
    ]


def test_every_criterion_of_the_packs_has_its_paragraph(practice_shared):
    library = practice_shared.library
    asked = {
        one.id
        for name, (file, _at) in library.criteria_files.items()
        if name not in ("eb2-exceptional",)
        for one in file.criterion
    }
    written = {criterion for one in library.paragraphs.values() for criterion in one.criterion}
    assert asked - written == set()


def test_a_letter_is_begun_from_facts_and_asks_what_is_missing(practice, lucia, cover):
    text = text_of(practice, cover)
    assert "Petitioner: Lucía Ramírez Ortega" in text or "Petitioner: " in text
    assert "{petitioner_name}" not in text
    status, _changed = letters.make(practice, lucia, "employment-verification")
    assert "{employer.name}" in text_of(practice, status)


def test_every_save_is_a_version_and_the_older_one_stays(practice, cover):
    change(practice, cover, "Dear Officer:", "Dear Sir or Madam:")
    row = letter_row(practice, cover)
    assert [one.number for one in row.versions] == [2, 1]
    lines = letter_review.compare(practice, row.versions[1].id, row.versions[0].id)
    assert [(one.before, one.after) for one in lines if one.act != "same"] == [
        ("Dear Officer:", "Dear Sir or Madam:")
    ]
    assert letters.save(practice, cover, text_of(practice, cover)) is None


def test_nobody_overwrites_what_another_kept_meanwhile(practice, cover):
    opened = letter_row(practice, cover).newest.id
    change(practice, cover, "Dear Officer:", "Dear Sir:")
    with pytest.raises(Problem, match="kept another version of this letter meanwhile"):
        letters.save(practice, cover, "== Text ==\nOther", base=opened)


def test_only_an_attorney_signs_off_and_a_change_asks_for_it_again(practice, cover):
    other = next(one.id for one in firm.staff(practice) if not one.is_attorney)
    with pytest.raises(Problem, match="Only an attorney"):
        letter_review.sign_off(practice, cover, other)
    letter_review.sign_off(practice, cover, attorney(practice))
    signed = letter_row(practice, cover)
    assert signed.signed
    assert letter_review.sound(practice, signed.newest.id)
    change(practice, cover, "Dear Officer:", "Dear Sir:")
    row = letter_row(practice, cover)
    assert not row.signed
    assert row.versions[1].signed_by


def test_a_letter_with_something_open_is_not_signed_off(practice, lucia):
    made, _changed = letters.make(practice, lucia, "engagement-agreement")
    with pytest.raises(Problem, match="still open"):
        letter_review.sign_off(practice, made, attorney(practice))


def test_an_exhibit_follows_the_packet_and_is_open_once_it_left(practice, lucia, cover):
    from immdesk.office.documents import set_include
    from immdesk.office.exhibits import reference

    places = exhibits_in(practice, lucia)
    name, document = next((name, one) for name, one in labels_of(practice, lucia).items() if one in places)
    change(practice, cover, "Dear Officer:", f"See [Exhibit: {name}].")
    letter = letter_print.letters_in_packet(practice, lucia)["cover-letter"]
    (line,) = [
        one for one in letter.filled(practice, places).body if getattr(one, "text", "").startswith("See")
    ]
    assert line.text == f"See {reference(places[document])}."
    set_include(practice, lucia, document, False)
    letter = letter_print.letters_in_packet(practice, lucia)["cover-letter"]
    (line,) = [
        one
        for one in letter.filled(practice, exhibits_in(practice, lucia)).body
        if getattr(one, "text", "").startswith("See")
    ]
    assert line.red == (f"[not in the packet: {name}]",)
    (found,) = letter_print.letters_open(practice, lucia)
    assert found.what == ("No attorney has signed it off.", f"Not in the packet: {name}.")


def test_a_letter_is_printed_with_its_names_in_every_script(practice, cover):
    import pypdfium2

    change(practice, cover, "Dear Officer:", "Nguyễn Văn Đức, محمد الحسن, 王伟 <b>&amp;</b>")
    data = letter_print.letter_pdf(practice, cover)
    with pypdfium2.PdfDocument(data) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert pdf.get_metadata_value("Title") == "Cover letter"
    for words in ("Nguyễn Văn Đức", "王伟", "<b>&amp;</b>", "Draft; attorney reviews"):
        assert words in text


def test_a_letter_saved_in_word_comes_home_as_a_new_version(practice, cover, tmp_path: Path):
    base = letter_row(practice, cover).newest.id
    path = letter_word.lend_letter(practice, cover, tmp_path / "lent")
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert letter_word.take_word(practice, cover, path, base) is None
    made = Document(str(path))
    place = next(one for one in made.paragraphs if one.text == "Dear Officer:")
    place.runs[0].text = "Dear Madam:"
    made.save(str(path))
    assert letter_word.take_word(practice, cover, path, base).message == "Version 2 is kept."
    newest = letter_row(practice, cover).newest
    assert (newest.how, newest.word) == ("word", True)
    assert "Dear Madam:" in text_of(practice, cover)


def test_a_word_template_of_the_office_begins_a_letter(practice, lucia, tmp_path: Path):
    made = Document()
    for line in ("Dear {{ petitioner.given_name }},", "{% for one in people %}{{ one.name }}. {% endfor %}"):
        made.add_paragraph(line)
    made.save(str(tmp_path / "Greeting.docx"))
    template, _changed = letter_word.add_template(practice, tmp_path / "Greeting.docx")
    offer = next(one for one in offered(practice, lucia) if one.id == f"own:{template}")
    assert offer.title == "Greeting"
    letter, _changed = letters.make(practice, lucia, offer.id)
    given = practice.rows("SELECT given_name FROM person WHERE family_name LIKE 'Ramírez%' LIMIT 1")
    assert text_of(practice, letter).split("== Text ==\n")[1].startswith("Dear ")
    assert given
    assert letter_row(practice, letter).newest.word


def test_work_product_never_leaves(practice, lucia):
    memo, _changed = letters.make(practice, lucia, "strategy-memo")
    assert may_leave(practice, "letter", memo) == (False, "It is attorney work product.")
    assert "strategy-memo" not in letter_print.letters_in_packet(practice, lucia)
    document = next(iter(labels_of(practice, lucia).values()))
    assert may_leave(practice, "document", document) == (True, "")
    mark_document(practice, document, True)
    assert is_work_product(practice, "document", document)
    assert may_leave(practice, "document", document)[0] is False
    assert document not in exhibits_in(practice, lucia)
    assert len(letters_of(practice, lucia)) == 1


def test_remarks_are_kept_with_their_version_and_settled(practice, cover):
    letter_review.remark(practice, cover, "Name the receipt.", "Dear Officer:")
    (row,) = letter_review.comments(practice, cover)
    assert (row.about, row.text, row.number, row.done_by) == ("Dear Officer:", "Name the receipt.", 1, "")
    letter_review.settle(practice, row.id)
    assert letter_review.comments(practice, cover)[0].done_by == "ana"


def test_the_packet_prints_the_letter_as_it_was_written(practice, lucia, cover):
    from immdesk.office.case_packet import read_packet

    change(practice, cover, "Dear Officer:", "Dear Officer of the lockbox:")
    other, _changed = letters.make(practice, lucia, "general-cover-letter")
    letters.set_mark(practice, other, "in_packet", True)
    packet = read_packet(practice, lucia)
    printed = [packet._letter(one) for one in packet.planned if one.part == "letter"]
    assert [one.title for one in printed] == ["Cover letter", "Cover letter of the office"]
    assert printed[0].body[0].text == "Dear Officer of the lockbox:"
    said = [one for one in packet.checks(practice.today()) if "not finished" in one.message]
    assert [one.where for one in said] == ["Cover letter", "Cover letter of the office"]
    before = packet.seen
    letter_review.sign_off(practice, cover, attorney(practice))
    assert read_packet(practice, lucia).seen == before
    change(practice, cover, "Dear Officer of the lockbox:", "Dear Sir:")
    assert read_packet(practice, lucia).seen != before


def test_a_question_is_answered_in_the_record_and_the_letter_follows(practice, lucia):
    made, _changed = letters.make(practice, lucia, "general-cover-letter")
    change(practice, made, "Dear Officer:", "Income: {principal.income}, {principal.full_name}")
    desk = letter_desk.letter_desk(practice, made)
    asked = {one.field: one.here for one in desk.questions}
    assert asked == {"principal.income": True, "principal.full_name": False}
    with pytest.raises(Problem, match="no answer"):
        letter_desk.answer(practice, lucia, "principal.income", "some")
    letter_desk.answer(practice, lucia, "principal.income", "41,500")
    text = letter_desk.with_answers(practice, lucia, desk.text)
    assert "Income: $41,500" in text
    letters.save(practice, made, text)
    letter_desk.answer(practice, lucia, "principal.income", "42000")
    (moved,) = letter_desk.letter_desk(practice, made).moved
    assert (moved.was, moved.now) == ("$41,500", "$42,000")
    assert "Income: $42,000" in letter_desk.with_moved(text, moved)


def test_the_response_to_a_notice_takes_its_requests_in_order(practice):
    rows = practice.rows("SELECT DISTINCT case_id FROM notice_request")
    made, _changed = letters.make(practice, rows[0]["case_id"], "rfe-response")
    lines = text_of(practice, made).split("\n")
    headings = [line for line in lines if line.startswith("**")]
    assert len(headings) == 5
    assert "Marriage certificate" in headings[0]
    assert "Medical examination" in headings[-1]
    assert any("[Exhibit: " in line for line in lines)
    assert "{notice_date}" not in "".join(lines)


def test_a_reference_is_another_once_the_exhibits_are_moved(practice, lucia, cover):
    from immdesk.office.case_packet import read_packet
    from immdesk.office.packet_layout import arrange
    from immdesk.packets.order import moved

    places = exhibits_in(practice, lucia)
    name, document = next((name, one) for name, one in labels_of(practice, lucia).items() if one in places)
    change(practice, cover, "Dear Officer:", f"See [Exhibit: {name}].")
    parts = read_packet(practice, lucia).planned
    shown = next(one for one in parts if document in one.documents)
    arrange(practice, lucia, moved([one.key for one in parts], shown.key, len(parts)))
    desk = letter_desk.letter_desk(practice, cover)
    (line,) = [one for one in desk.exhibits if one.used]
    assert line.place != f"Exhibit {places[document][0]}, p. {places[document][1]}"
    assert line.place.startswith("Exhibit ")
