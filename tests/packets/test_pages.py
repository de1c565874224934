"""Our own pages: every character as it is written, Arabic in its order, nothing fetched, nothing cut."""

from __future__ import annotations

import http.server
import io
import re
import threading
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from immdesk.packets import pages
from immdesk.packets.fonts import ARABIC, HAN, SANS, runs, unprintable
from immdesk.packets.parts import FilledLetter, Gap, Paragraph, Signature

ODD = [
    "Maria <b>Lopez",
    "<b>Juan</b>",
    "AT&T",
    "<para alignment='right'>",
    "<![CDATA[",
    "</para>",
    "&amp; &lt; &#65;",
    'O\'Brien "Bob" & Sons',
    "{petitioner.name} %s %(x)s",
    "<img src='/etc/hostname' width='5' height='5'/>",
]


def text_of(leaves: list[pages.Leaf]) -> str:
    pdf = pdfium.PdfDocument(pages.draw(leaves, "t")[0])
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    pdf.close()
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_printed_as_it_is_everywhere(name):
    letter = FilledLetter("L", (name,), "d", (name,), (name,), (Paragraph(name),), "", (name,))
    assert text_of(pages.letter_leaves(letter, [name])).count(name) == 5
    assert name in text_of([pages.exhibit_sheet("A", name, name)])
    assert name in text_of(pages.contents_leaves("Contents", [pages.ContentsEntry(name, 3)]))
    assert text_of(pages.gap_leaves("Gaps", [Gap(name, name)], [Signature(name, name)])).count(name) == 4
    assert name in text_of([pages.apology_leaf(name, "r")])


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Thị Đặng", "Zażółć Gęślą Jaźń", "Muñoz Ibáñez", "Çağlar Şükrü", "Иванов", "Παπαδόπουλος"],
)
def test_names_in_many_languages_can_be_read_back(name):
    assert name in text_of([pages.exhibit_sheet("A", "t", name)])
    decomposed = unicodedata.normalize("NFD", name)
    assert name in text_of([pages.exhibit_sheet("A", "t", decomposed)])
    assert unprintable(name) == ""


def test_arabic_is_joined_and_runs_from_right_to_left():
    (run,) = runs("محمد")
    assert run.font == ARABIC
    assert [unicodedata.name(letter).rsplit(" ", 2)[0] for letter in run.text] == [
        "ARABIC LETTER DAL",
        "ARABIC LETTER MEEM",
        "ARABIC LETTER HAH",
        "ARABIC LETTER MEEM",
    ]
    assert unicodedata.normalize("NFKC", run.text)[::-1] == "محمد"


def test_arabic_among_english_keeps_its_place_and_its_words_stay_on_one_line():
    given = runs("Name: عبد الله (father)")
    assert [run.font for run in given] == [SANS, ARABIC, SANS]
    assert given[0].text == "Name: "
    assert "\N{NO-BREAK SPACE}" in given[1].text
    assert given[2].text.strip() == "(father)"


def test_letters_without_a_font_are_printed_in_roman_letters_and_named():
    assert runs("김민준 Trần")[0].text == "GimMinJun Trần"
    assert unprintable("김민준 Trần 김") == "김민준"


def test_chinese_names_are_printed_in_their_own_letters():
    assert [(run.text, run.font) for run in runs("Wang 王小明 (王曉明)")] == [
        ("Wang ", SANS), ("王小明 ", HAN), ("(", SANS), ("王曉明", HAN), (")", SANS),
    ]  # fmt: skip
    assert unprintable("王小明王曉明鈴木") == ""


def test_long_titles_in_arabic_hindi_and_chinese_stand_line_by_line_on_an_exhibit_sheet():
    arabic = text_of([pages.exhibit_sheet("A", "شهادة ميلاد محمد عبد الرحمن آل سعود مع ترجمة معتمدة", "")])
    assert arabic.splitlines()[1:3] == ["شهادة ميلاد محمد عبد الرحمن آل سعود مع", "ترجمة معتمدة"]
    hindi = text_of([pages.exhibit_sheet("B", "सुनीता का विवाह", "")])
    assert "सुनीता का" in hindi
    chinese = text_of([pages.exhibit_sheet("C", "王小明和李秀英的结婚证及其英文译本由北京市签发", "王芳")])
    assert chinese.splitlines()[1:4] == ["王小明和李秀英的结婚证及其英文译本由", "北京市签发", "王芳"]


def test_a_paragraph_in_arabic_ends_at_the_right_and_goes_on_over_the_page():
    text = "السيد المسؤول نقدم هذا الطلب " * 150
    letter = FilledLetter("L", (), "d", (), (), (Paragraph(text),), "", ())
    leaves = pages.letter_leaves(letter, [])
    assert len(leaves) == 2
    assert text_of(leaves).count("المسؤول") == 150


def test_control_characters_and_lone_surrogates_do_no_harm():
    assert runs("a\x00b\x1bc\ud800d\u202ee\nf")[0].text == "abcde f"


def test_nothing_is_fetched_from_the_network():
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        image = f'<img src="http://127.0.0.1:{server.server_port}/x.png" width="5" height="5"/>'
        assert "<img src=" in text_of([pages.apology_leaf(image, image)])
        server.shutdown()
    assert asked == []


def test_only_one_place_makes_markup():
    packets = Path(pages.__file__).parent
    uses = {
        path.name: len(re.findall(r"(?<![\w.])Paragraph\(", path.read_text(encoding="utf-8")))
        for path in packets.glob("*.py")
        if "from reportlab.platypus" in path.read_text(encoding="utf-8")
    }
    assert {name: count for name, count in uses.items() if count} == {"pages_text.py": 1}


def test_a_long_letter_goes_on_over_the_pages_and_keeps_every_word():
    body = tuple(Paragraph(f"Paragraph {number}. " + "word " * 60) for number in range(40))
    letter = FilledLetter("L", ("Office",), "d", (), (), body, "Sincerely,", ("Ana Ortega",))
    leaves = pages.letter_leaves(letter, [])
    text = text_of(leaves)
    assert len(leaves) > 3
    assert all(f"Paragraph {number}." in text for number in range(40))
    assert text.count("word") == 2400


def test_the_signer_stands_on_the_page_of_the_signature():
    for lines in range(18, 30):
        letter = FilledLetter("L", (), "d", (), (), (Paragraph("x"),) * lines, "Sincerely,", ("Ana Ortega",))
        pdf = pdfium.PdfDocument(pages.draw(pages.letter_leaves(letter, []), "t")[0])
        texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
        pdf.close()
        assert [("Sincerely," in text, "Ana Ortega" in text) for text in texts].count((True, True)) == 1


def test_a_name_of_ten_thousand_letters_is_printed_whole():
    name = "Wolfeschlegelsteinhausen " * 400
    text = text_of(
        [*pages.contents_leaves("C", [pages.ContentsEntry(name, 1)]), pages.apology_leaf("t", name)]
    )
    assert text.count("Wolfeschlegelsteinhausen") >= 400


def test_each_contents_line_tells_where_it_stands():
    entries = [pages.ContentsEntry(f"Line {number}", number) for number in range(1, 60)]
    leaves = pages.contents_leaves("Contents", entries)
    _data, places = pages.draw(leaves, "t")
    assert [place.page for page in places for place in page] == list(range(1, 60))
    assert len(leaves) == 2
    first = places[0][0]
    assert (first.left, first.right) == (72, 540)
    assert 650 < first.low < first.high < 720


def test_an_exhibit_sheet_is_plain_letter_paper_with_large_text_in_the_middle():
    pdf = pdfium.PdfDocument(pages.draw([pages.exhibit_sheet("AB", "Birth certificate", "José")], "t")[0])
    assert pdf[0].get_size() == (612, 792)
    text = pdf[0].get_textpage()
    found = text.search("EXHIBIT AB").get_next()
    left, low, _right, _high = text.get_charbox(found[0])
    right = text.get_charbox(found[0] + found[1] - 1)[2]
    assert (left + right) / 2 == pytest.approx(306, abs=3)
    assert 380 < low < 520
    assert right - left > 250
    pdf.close()


def test_the_pages_are_a_pdf_with_embedded_fonts():
    data, _places = pages.draw([pages.exhibit_sheet("A", "Łódź", "محمد")], "Title <b>")
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font
        assert all(
            "/FontFile2" in font.FontDescriptor for font in fonts.values() if "/FontDescriptor" in font
        )
        assert str(pdf.docinfo.Title) == "Title <b>"
