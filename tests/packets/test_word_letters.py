"""Letters in Word: written and read back, filled from a closed list of fields, hostile files refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from immdesk.basics.problems import Problem
from immdesk.packets.letter_text import harmless, read, written
from immdesk.packets.word_check import looked_through
from immdesk.packets.word_fill import checked_template, fill_template
from immdesk.packets.word_read import letter_from_word
from immdesk.packets.word_write import word_file

LETTER = """== Letterhead ==
Law Office of Élena Ortega
== To ==
U.S. Citizenship and Immigration Services
== Subject ==
Petition for محمد الحسن
== Text ==
Dear Officer:
**What is enclosed**
The degree stands at [Exhibit: Diploma (2)]; born on {principal.born_on}.
[Write: why]
== Closing ==
Sincerely,
== Signed by ==
Claire Baptiste
"""
FIELDS = frozenset({"petitioner.family_name", "case.number", "client_name"})
LISTS = {"people": ("name", "role")}


def docx(*lines: str) -> bytes:
    made, out = Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str] | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            text = old.read(each)
            if each == name and callable(change):
                text = change(text.decode()).encode()
            new.writestr(each, text)
        if isinstance(change, str):
            new.writestr(name, change)
    return out.getvalue()


def test_a_letter_written_to_word_comes_back_as_it_was():
    sheet = read(LETTER)
    back = letter_from_word(word_file(sheet, "Cover letter"))
    assert back == sheet
    assert written(back) == written(sheet)


def test_what_is_changed_in_word_comes_back_where_it_stands():
    made = Document(io.BytesIO(word_file(read(LETTER), "Cover letter")))
    made.paragraphs[3].runs[0].text = "Dear Sir or Madam:"
    made.add_paragraph("A line in another style.")
    out = io.BytesIO()
    made.save(out)
    back = letter_from_word(out.getvalue())
    assert back.body[0] == "Dear Sir or Madam:"
    assert back.body[-1] == "A line in another style."
    assert back.signer == ("Claire Baptiste",)


def test_a_template_is_filled_with_text_and_nothing_else():
    told = {"petitioner.family_name": "<b>&amp; {{ case.number }} {% x %} [Exhibit: X]"}
    data = docx(
        "Dear {{ petitioner.family_name }}:",
        "File {{ case.number }}.",
        "{% if case.number %}known{% else %}not known{% endif %}",
        "{% for one in people %}{{ one.name }} ({{ one.role }}){% if not loop.last %}; {% endif %}"
        "{% endfor %}",
    )
    rows = {"people": [{"name": "Ana & Luis", "role": "principal"}, {"name": "محمد", "role": "spouse"}]}
    made = fill_template(data, told.get, FIELDS.__contains__, rows)
    lines = [one.text.replace("\u2060", "") for one in Document(io.BytesIO(made)).paragraphs]
    assert lines == [
        "Dear <b>&amp; {{ case.number }} {% x %} [Exhibit: X]:",
        "File {case.number}.",
        "not known",
        "Ana & Luis (principal); محمد (spouse)",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ petitioner.famly_name }}", "petitioner.famly_name"),
        ("{{ petitioner.__class__ }}", "begins with an underscore"),
        ("{{ ''.join(people) }}", "a call"),
        ("{{ client_name | upper }}", "a filter"),
        ("{{ people[0] }}", "square brackets"),
        ("{% set x = 1 %}", "a value that is set"),
        ("{% macro m() %}{% endmacro %}", "a macro"),
        ("{% include 'x' %}", "Include"),
        ("{% for one in client_name %}{% endfor %}", "a list that is not known"),
        ("{% for one in people %}{{ one.ssn }}{% endfor %}", "one.ssn"),
        ("{% if client_name %}", "not closed"),
        ("{{r client_name }}", "more than text"),
    ],
)
def test_a_template_with_more_than_known_fields_is_refused_and_says_where(line, said):
    with pytest.raises(Problem) as told:
        checked_template(docx("Dear Officer:", line), FIELDS.__contains__, LISTS)
    assert said in told.value.happened
    assert "in the text" in told.value.happened
    assert told.value.means == "The file was not taken; nothing in it was run."


FIELD_CODE = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>TEXT "c:/secret.txt"</w:instrText></w:r></w:p><w:sectPr'
)
DDE = '<w:p><w:fldSimple w:instr=" DDEAUTO c:/cmd.exe /k calc "/></w:p><w:sectPr'
LINK = '<Relationship Id="r99" TargetMode="External" Type="http://x/{}" Target="{}"/></Relationships>'
RELS, BODY = "word/_rels/document.xml.rels", "word/document.xml"


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        (BODY, lambda text: text.replace("<w:sectPr", FIELD_CODE, 1), 'INCLUDETEXT "c:/secret.txt"'),
        (BODY, lambda text: text.replace("<w:sectPr", DDE, 1), "DDEAUTO"),
        (BODY, lambda text: text.replace("?>", "?><!DOCTYPE x [<!ENTITY e 'x'>]>", 1), BODY),
        (
            RELS,
            lambda text: text.replace("</Relationships>", LINK.format("attachedTemplate", "//x/t.dotm")),
            "//x",
        ),
        (
            RELS,
            lambda text: text.replace("</Relationships>", LINK.format("hyperlink", "http://x/{{ssn}}")),
            "{{ssn}}",
        ),
        (
            "[Content_Types].xml",
            lambda text: text.replace("wordprocessingml.document.main", "x.macroEnabled"),
            "macros",
        ),
        ("word/vbaProject.bin", "x", "vbaProject.bin"),
        ("word/embeddings/o.bin", "x", "embeddings"),
        (
            "docProps/app.xml",
            lambda text: text.replace("<Pages>1", "<Pages>{{ case.number }}"),
            "docProps/app.xml",
        ),
    ],
)
def test_a_file_that_would_fetch_or_run_something_is_refused(part, change, said):
    with pytest.raises(Problem) as told:
        looked_through(with_part(docx("Dear Officer:"), part, change), template=True)
    assert said in told.value.happened
    assert told.value.do


def test_what_is_no_word_file_is_refused():
    for data in (b"", b"MZ...", b"PK\x03\x04 broken", word_file(read(LETTER), "x")[:2000]):
        with pytest.raises(Problem, match=r"no Word document|damaged"):
            looked_through(data, template=False)


def test_a_file_that_names_a_part_it_has_not_is_refused():
    lost = '<Relationship Id="r98" Type="http://x/image" Target="media/gone.png"/></Relationships>'
    data = with_part(docx("Dear Officer:"), RELS, lambda text: text.replace("</Relationships>", lost))
    with pytest.raises(Problem, match="Word would not write"):
        letter_from_word(data)


def test_a_fact_can_be_no_field_no_exhibit_and_no_heading_of_a_letter():
    name = harmless("{principal.ssn} [Exhibit: Passport]\n== Signed by ==\n**Bold**")
    sheet = read(f"== Text ==\n{name}")
    assert len(sheet.body) == 3
    assert sheet.signer == ()
    assert letter_from_word(word_file(sheet, "x")) == sheet
