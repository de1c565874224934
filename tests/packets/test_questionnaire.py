"""A questionnaire printed, filled in by programs of clients, and read back: the same answers."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.packets import typeset
from immdesk.packets.answers import ReadAnswers, read_answers
from immdesk.packets.answers_child import boxes_of, spots_of
from immdesk.packets.fonts import unprintable
from immdesk.packets.question_frame import frames, words
from tests.packets.small_questionnaire import CODE, FormEngine, filled_by_pypdf, printed

NATIVE = {
    "en": "O’Neill", "es": "Ñandú Güiraldes", "pt": "Conceição", "fr": "Lefèvre", "ht": "Jan-Batis Dezè",
    "vi": "Đặng Thị Hoa", "pl": "Łukasz Wiśniewski", "ru": "Щукина", "uk": "Ґалаґан Їжак",
    "ar": "محمد أحمد", "hi": "क्षत्रिय प्रिया", "zh": "王芳",
}  # fmt: skip


def values(read: ReadAnswers) -> dict[str, str]:
    return {box.name: box.value for box in read.boxes if box.value}


def test_every_language_has_a_name_in_its_own_letters_to_be_tried_with() -> None:
    assert set(NATIVE) == set(frames())


@pytest.mark.parametrize("language", NATIVE)
def test_what_pypdf_and_the_form_engine_fill_in_is_read_the_same(language: str) -> None:
    made, name = printed(language), NATIVE[language]
    by_pypdf = filled_by_pypdf(
        made.pdf,
        p1__name=name,
        p1__citizen="no",
        p1__sex="female",
        p1__category="o7",
        **{"p1-race-is-asian": "Yes"},
    )
    by_engine = FormEngine(made)
    by_engine.write("p1-name", name)
    by_engine.mark("p1-citizen", "no")
    by_engine.mark("p1-sex", "female")
    by_engine.mark("p1-race-is-asian")
    first, second = (
        values(read_answers(boxes_of(by_pypdf))),
        values(read_answers(boxes_of(by_engine.saved()))),
    )
    assert first.pop("p1-category") == "o7"
    assert first == second
    assert first == {
        "immdesk-code": CODE,
        "p1-name": name,
        "p1-citizen": "no",
        "p1-sex": "female",
        "p1-race-is-asian": "Yes",
    }


@pytest.mark.parametrize("language", NATIVE)
def test_every_letter_of_a_language_has_its_glyph_and_the_font_is_in_the_file(language: str) -> None:
    told = "".join([*frames()[language].texts.values(), *words(language).values()])
    others = "".join(letter for letter in told if not typeset.own_script(letter))
    assert unprintable(others) == ""
    with pikepdf.open(io.BytesIO(printed(language, NATIVE[language]).pdf)) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
        assert descriptors
        assert all("/FontFile2" in one for one in descriptors)


@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_what_is_printed_into_a_box_is_read_out_of_it(text: str) -> None:
    read = values(read_answers(boxes_of(printed(value=text).pdf)))
    assert read.get("p1-name", "") == text.strip()


def test_boxes_are_named_by_codes_told_aloud_and_in_the_order_of_reading() -> None:
    with pikepdf.open(io.BytesIO(printed("es").pdf)) as pdf:
        fields = [one for one in pdf.Root.AcroForm.Fields if str(one.T) != "immdesk-code"]
        assert [str(one.T) for one in fields][:4] == ["p1-name", "p1-name-none", "p1-citizen", "p1-sex"]
        assert str(fields[0].TU) == "1. Name"
        assert all("/TU" in one and "Lucía" not in str(one.T) for one in fields)
        assert {str(page.Tabs) for page in pdf.pages if "/Annots" in page} == {"/R"}
        assert str(pdf.Root.Lang) == "es"


def test_the_code_stands_on_every_page_and_paper_has_lines_instead_of_boxes() -> None:
    paper = printed(paper=True)
    read = read_answers(boxes_of(paper.pdf))
    assert read.boxes == ()
    assert read.codes == (CODE,) * paper.pages


def test_a_flattened_file_is_read_from_its_page() -> None:
    made = printed()
    engine = FormEngine(made)
    engine.write("p1-name", "Rosa Vega")
    engine.mark("p1-citizen", "yes")
    flat = engine.flat()
    assert read_answers(boxes_of(flat)).boxes == ()
    places = [[one.page, one.left, one.low, one.right, one.high, one.kind != "text"] for one in made.boxes]
    told = spots_of(flat, places)["spots"]
    found = {(one.name, one.state): text for one, text in zip(made.boxes, told, strict=True) if text}
    assert found == {("p1-name", ""): "Rosa Vega", ("p1-citizen", "yes"): "x"}


def test_a_box_of_ten_megabytes_and_a_script_are_noticed_and_not_read() -> None:
    with pikepdf.open(io.BytesIO(printed().pdf)) as pdf:
        pdf.Root.AcroForm.Fields[1].V = pikepdf.String("x" * 10_000_000)
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        out = io.BytesIO()
        pdf.save(out)
    read = read_answers(boxes_of(out.getvalue()))
    assert read.too_long == ("p1-name",)
    assert read.scripts
    assert values(read) == {"immdesk-code": CODE}


def test_hindi_is_shaped_and_arabic_runs_from_the_right() -> None:
    assert typeset.width("क्षत्रिय", 10) < sum(typeset.width(letter, 10) for letter in "क्षत्रिय")
    assert typeset.right_to_left("محمد (Daniel)")
    assert not typeset.right_to_left("Daniel محمد")


def test_a_page_with_answers_shows_ink_where_they_stand() -> None:
    made = printed("ar", NATIVE["ar"])
    box = next(one for one in made.boxes if one.name == "p1-name")
    pdf = pypdfium2.PdfDocument(made.pdf)
    pdf.init_forms()
    page = pdf[box.page - 1].render(scale=2, grayscale=True, may_draw_forms=True).to_pil()
    high = page.height
    room = page.crop(
        (
            int(box.left * 2) + 4,
            high - int(box.high * 2) + 4,
            int(box.right * 2) - 4,
            high - int(box.low * 2) - 4,
        )
    )
    dark = [x for x in range(room.width) if any(room.getpixel((x, y)) < 120 for y in range(room.height))]
    assert dark
    assert min(dark) > room.width / 2
