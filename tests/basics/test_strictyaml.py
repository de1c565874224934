"""Strict YAML: nothing is guessed, and every message names file and line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from pydantic import Field

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, Source, parse, parse_all, read


class Part(Shape):
    kind: Literal["deadline", "opens"]
    from_: date | None = Field(None, alias="from")
    docket: bool = True
    count: int = 0


class Sheet(Shape):
    title: str
    usd: Decimal = Decimal(0)
    parts: tuple[Part, ...] = ()


def said_of(text: str) -> str:
    with pytest.raises(Problem) as refused:
        parse(Sheet, text, "sheet.yaml")
    return refused.value.happened


def test_scalars_become_what_the_shape_says_and_nothing_else():
    sheet = parse(
        Sheet,
        "title: 12\nusd: 1440\nparts:\n  - {kind: opens, from: 2026-03-01, docket: no, count: 84}\n",
        "sheet.yaml",
    )
    assert sheet.title == "12"
    assert sheet.usd == Decimal(1440)
    assert sheet.parts == (Part(kind="opens", docket=False, count=84, **{"from": date(2026, 3, 1)}),)


def test_every_scalar_is_text_until_a_shape_asks_for_more():
    assert read("a: yes\nb: 0123\nc: null\nd: 2026-01-01\n", "f").plain() == {
        "a": "yes",
        "b": "0123",
        "c": "null",
        "d": "2026-01-01",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: x\ntitle: y\n", "sheet.yaml, line 2: the key 'title' stands twice (first in line 1)."),
        ("titel: x\n", "sheet.yaml, line 1: unknown key 'titel'. Did you mean 'title'?"),
        ("usd: 3\n", "sheet.yaml, line 1: the key 'title' is missing."),
        ("title: x\nparts:\n- kind: open\n", "sheet.yaml, line 3: 'kind' is 'open', but must be one of: "
         "deadline, opens. Did you mean 'opens'?"),
        ("title: x\nparts:\n- kind: opens\n  docket: maybe\n", "sheet.yaml, line 4: 'docket' is 'maybe': "
         "write yes or no."),
        ("title: x\nparts:\n- kind: opens\n  docket: true\n", "sheet.yaml, line 4: 'docket' is 'true': "
         "write yes or no."),
        ("title: x\nparts:\n- kind: opens\n  from: 3/1/26\n", "sheet.yaml, line 4: 'from' is '3/1/26': "
         "write the date as 2026-03-01."),
        ("title: x\nparts:\n- {kind: opens, from: 2026-02-30}\n", "sheet.yaml, line 3: 'from' is "
         "'2026-02-30': write the date as 2026-03-01."),
        ("title: x\nparts:\n- kind: opens\n  count: 1.5\n", "sheet.yaml, line 4: 'count' is '1.5': "
         "write a whole number."),
        ("title: x\nparts: opens\n", "sheet.yaml, line 2: 'parts' must be a list."),
        ("title: x\nparts: [opens]\n", "sheet.yaml, line 2: 'parts' must be a mapping of keys."),
        ("title: &x y\nusd: *x\n", "sheet.yaml, line 1: an alias (*name) is used; write the words out."),
        ("title: !!python/name:os.system x\n", "sheet.yaml, line 1: the tag "
         "tag:yaml.org,2002:python/name:os.system is used; packs hold text only."),
        ("title: x\n---\ntitle: y\n", "sheet.yaml, line 1: one document is expected, 2 are there."),
        ("title: [x\n", "sheet.yaml, line 2: did not find expected ',' or ']'."),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_file_line_and_reason(text: str, said: str):
    assert said_of(text) == said


def test_several_documents_stand_between_dashes():
    sheets = parse_all(Sheet, "title: a\n---\ntitle: b\n", "sheet.yaml")
    assert [sheet.title for sheet in sheets] == ["a", "b"]


def test_the_line_of_a_mistake_in_a_second_document_is_the_line_of_the_file():
    with pytest.raises(Problem) as refused:
        parse_all(Sheet, "title: a\n---\ntitle: b\nparts:\n  - kinds: opens\n", "sheet.yaml")
    assert refused.value.happened == "sheet.yaml, line 5: unknown key 'kinds'. Did you mean 'kind'?"


def test_a_source_says_where_something_stands():
    source = Source("sheet.yaml", "title: a\nparts:\n  - kind: opens\n    count: 3\n")
    assert source.at("parts", 0, "count") == "sheet.yaml, line 4"
    with (
        pytest.raises(Problem, match=r"^sheet[.]yaml, line 3: it is late") as late,
        source.placing("parts", 0),
    ):
        raise Problem("it is late", "means", "do")
    assert (late.value.means, late.value.do) == ("means", "do")


def test_a_shape_keeps_its_values_through_json():
    sheet = parse(Sheet, "title: x\nparts:\n  - {kind: opens, from: 2026-03-01}\n", "sheet.yaml")
    assert Sheet.model_validate_json(sheet.model_dump_json(by_alias=True)) == sheet


def test_a_deeply_nested_file_is_refused_not_a_crash():
    with pytest.raises(Problem, match=r"hostile[.]yaml, line 1"):
        read("a: " + "[" * 900 + "]" * 900, "hostile.yaml")
