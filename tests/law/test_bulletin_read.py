"""Visa bulletins of every layout are read as they are printed; what is none is refused in plain words."""

from __future__ import annotations

import csv
import time
from itertools import groupby
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.law.bulletin_charts import NoMonth
from immdesk.law.bulletin_read import ReadBulletin, read_bulletin
from immdesk.law.bulletin_terms import COLUMNS, MONTHS
from tests.law import bulletin_pages as pages


def cells(read: ReadBulletin, table: str = "final_action") -> dict[tuple[str, str], str]:
    """Give raw cutoffs by category and area of one chart."""
    return {(one.category, one.chargeability): one.raw for one in read.rows if one.table == table}


def history(shared: Path, month: str) -> list[tuple[str, ...]]:
    with (shared / "data" / "visa_bulletin_history.csv").open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file) if row[0] == month]


@pytest.mark.parametrize(
    ("name", "month", "count"),
    [("january-2002", "2002-01", 52), ("may-2006", "2006-05", 70), ("december-2025", "2025-12", 150)],
)
def test_the_pages_given_say_what_the_history_says(shared: Path, name: str, month: str, count: int) -> None:
    page = shared / "data" / "visa_bulletins" / f"visa-bulletin-for-{name}.html"
    read = read_bulletin(page.read_bytes(), page.name)
    mine = [tuple(getattr(one, column) for column in COLUMNS) for one in read.rows]
    theirs = history(shared, month)
    assert read.months == (month,)
    assert len(mine) == count
    if month == "2006-05":  # the history has only F2A and F2B of that month, the page has every row
        assert len(theirs) == 10
        assert [row for row in mine if row[3] in ("F2A", "F2B")] == theirs
        assert cells(read)["F1", "PHILIPPINES"] == "22AUG91"
        assert cells(read)["SCHEDULE A", "ALL"] == "C"
    else:
        assert mine == theirs


def test_a_page_of_2018_has_both_charts_and_no_lottery() -> None:
    read = read_bulletin(pages.page_2018().encode())
    final, filing = cells(read), cells(read, "dates_for_filing")
    assert read.months == ("2018-05",)
    assert len(final) == len(filing) == 5 * 5 + 8 * 7
    assert final["EB4", "EL SALVADOR, GUATEMALA, HONDURAS"] == "15DEC15"
    assert final["EB5-NON-RC", "VIETNAM"] == final["EB5-RC", "CHINA"] == "22JUL14"
    assert filing["F4", "PHILIPPINES"] == "01JAN17"
    assert final["F2A", "ALL"] == "C"


def test_a_page_of_2009_is_read_with_its_odd_labels_and_days() -> None:
    read = read_bulletin(pages.page_2009().encode("cp1252"))
    found = cells(read)
    kept = {(one.category, one.chargeability): one.cutoff for one in read.rows}
    assert read.months == ("2009-04",)
    assert found["F1", "ALL"] == found["F1", "DOMINICAN REPUBLIC"] == "15AUG02"
    assert (found["F1", "MEXICO"], kept["F1", "MEXICO"]) == ("8OCT92", "1992-10-08")
    assert (found["F2A", "MEXICO"], kept["EB1", "ALL"]) == ("01JAN02", "CURRENT")
    assert (found["EB4-SR", "ALL"], kept["EB4-SR", "CHINA"]) == ("U", "UNAVAILABLE")
    assert {"SCHEDULE A", "SI-TRANSLATORS", "EB3-OW", "EB5", "EB5-TARGETED", "EB5-RC"} <= {
        category for category, _area in found
    }


def test_pasted_text_is_read_however_its_lines_broke() -> None:
    found = cells(read_bulletin(pages.PASTED.encode()))
    assert found["F3", "PHILIPPINES"] == "08JUN02"
    assert found["EB5-UNRESERVED", "CHINA"] == "22NOV15"
    assert found["EB5-RURAL", "ALL"] == "C"
    assert len(found) == 5 * 5 + 8 * 2


def test_the_month_that_is_meant_must_be_the_month_of_the_page() -> None:
    assert read_bulletin(pages.PASTED.encode(), "", "2022-06").months == ("2022-06",)
    with pytest.raises(Problem, match="bulletin of 2022-06, not of 2021-06"):
        read_bulletin(pages.PASTED.encode(), "", "2021-06")
    nameless = pages.PASTED.replace("Visa Bulletin For June 2022", "").encode()
    assert read_bulletin(nameless, "", "2022-06").months == ("2022-06",)
    assert read_bulletin(nameless, "visa-bulletin-for-june-2022.txt").months == ("2022-06",)
    with pytest.raises(NoMonth):
        read_bulletin(nameless)


def test_a_page_that_names_two_months_is_doubted() -> None:
    page = pages.page_2018().replace("<body>", "<body>IMMIGRANT NUMBERS FOR MAY 2017")
    assert read_bulletin(page.encode(), "visa-bulletin-for-june-2018.html").doubts == (
        "Its heading says 2017-05, its title 2018-05.",
        "The file is named for 2018-06, it is of 2018-05.",
    )
    assert read_bulletin(pages.page_2018().encode(), "visa-bulletin-for-may-2018.html").doubts == ()


def test_two_charts_for_the_same_dates_are_refused_unless_they_are_the_same() -> None:
    family = pages.table(*pages.FAMILY)
    other = family.replace("01MAR06", "01MAR07")
    head = "<html><title>Visa Bulletin For May 2012</title>FINAL ACTION DATES FOR FAMILY"
    again = "FINAL ACTION DATES FOR FAMILY-SPONSORED"
    assert len(read_bulletin(f"{head}{family}{again}{family}".encode()).rows) == 25
    with pytest.raises(Problem, match="two different charts"):
        read_bulletin(f"{head}{family}{again}{other}".encode())


def test_two_charts_in_one_table_and_a_month_among_others_are_told_apart() -> None:
    both = pages.table(*pages.FAMILY, *((one[0], *one[1:6]) for one in pages.EMPLOYMENT_2018))
    text = (
        f"<html>Visa Bulletin for May 2020. Visa Bulletin for June 2020. IMMIGRANT NUMBERS FOR MAY 2012{both}"
    )
    read = read_bulletin(text.encode())
    assert read.months == ("2012-05",)
    assert {one.preference for one in read.rows} == {"family", "employment"}
    assert cells(read)["EB1", "CHINA"] == "01JAN12"
    with pytest.raises(NoMonth):
        read_bulletin(text.replace("IMMIGRANT NUMBERS FOR MAY 2012", "").encode())


def test_words_that_single_pages_spell_otherwise_are_known() -> None:
    rows = (
        (
            'Family</td><td colspan="2">FamilyAll Chargability Area Except Hose Listed',
            "IN",
            "ME",
            "PHILLIPINES",
        ),
        ("", "1st", "01JAN01", "02JAN01", "03JAN01", "U"),
        ("", "4rd", "01JAN00", "02JAN00", "03JAN00", "C"),
    )
    page = f"<title>Visa Bulletin for June 2007</title>{pages.table(*rows)}".replace(
        "<td>Family</td>", "<td></td>"
    )
    work = (("Employment", pages.ALL), ("Certain Religiuos Workers", "C"), ("5th Pilot Progams", "U"))
    found = cells(read_bulletin((page + pages.table(*work)).encode()))
    assert found["F1", "ALL"] == "01JAN01"
    assert (found["F4", "INDIA"], found["F4", "MEXICO"], found["F1", "PHILIPPINES"]) == (
        "02JAN00",
        "03JAN00",
        "U",
    )
    assert (found["EB4-SR", "ALL"], found["EB5-RC", "ALL"]) == ("C", "U")


HALF = pages.table(*pages.FAMILY).replace("<td>01MAY01</td><td>01NOV04</td></tr>", "</tr>")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "no page, text or CSV (PDF)"),
        (b"PK\x03\x04 ...", "no page, text or CSV"),
        (b"  \n", "nothing in it"),
        (b"<html><title>Visa Bulletin For May 2018</title><p>no chart</p></html>", "no chart"),
        (b"some words that are no bulletin", "no chart of a visa bulletin"),
        (f"<title>Visa Bulletin For May 2018</title>{HALF}".encode(), "has 3 cutoffs for 5 columns"),
        (pages.PASTED.replace("\t15SEP97\t08JUN02", "").encode(), "has 3 cutoffs for 5 columns"),
        (b"bulletin,category\n2025-12,F1", "lacks columns: preference, table, chargeability"),
        (b"<table><tr><td>" * 40, "cannot be read as a visa bulletin"),
    ],
)
def test_what_is_no_bulletin_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(Problem) as refused:
        read_bulletin(data)
    assert words in refused.value.happened
    assert refused.value.do


@pytest.mark.parametrize("piece", [b"<!-- ", b"<a ", b"<td", b"<", b"<script>", b"&#", b"<p>x"])
def test_a_hostile_page_is_refused_when_large_and_costs_no_more_than_its_length(piece: bytes) -> None:
    with pytest.raises(Problem, match="too large"):
        read_bulletin(piece * (50_000_000 // len(piece)))
    start = time.process_time()
    with pytest.raises(Problem, match="no chart"):
        read_bulletin(b"<html>" + piece * (500_000 // len(piece)))
    assert time.process_time() - start < 3


def test_lines_of_csv_that_are_not_understood_are_told() -> None:
    lines = [
        ",".join(COLUMNS),
        "2025-12,family,final_action,F1,ALL,08NOV16,2016-11-08",
        "2025-13,family,final_action,F1,INDIA,08NOV16,2016-11-08",
        "2025-12,family,final_action,F2A,ALL,01FEB24,2023-02-01",
        "2025-12,family,final_action,F3,ALL,C,CURRENT",
        "2025-12,family,final_action,EB1,ALL,C,CURRENT",
    ]
    read = read_bulletin("\n".join(["", *lines]).replace(",", ";").encode())
    assert [one.category for one in read.rows] == ["F1", "F3"]
    assert read.notes == ("3 lines were not understood and are left out: 3, 4, 6",)


LABELS = {
    "F1": "1<sup>st</sup>", "F2A": "2A*", "F2B": "2B", "F3": "3rd", "F4": "F4", "EB1": "1st", "EB2": "2nd",
    "EB3": "3<sup>rd</sup>", "EB3-OW": "Other<br>Workers", "EB4": "4th", "EB5": "5th",
    "EB4-SR": "Certain Religious Workers", "SCHEDULE A": "Schedule A Workers",
    "SI-TRANSLATORS": "Iraqi &amp; Afghani Translators", "EB5-TARGETED": "Targeted Employ-ment Areas",
    "EB5-RC": "5th Targeted EmploymentAreas/ Regional Centers and Pilot Programs",
    "EB5-NON-RC": "5th Non-Regional Center (C5 and T5)", "EB5-UNRESERVED": "5th Unreserved (C5, T5, I5, R5)",
    "EB5-RURAL": "5th Set Aside: (Rural: NR, RR - 20%)",
    "EB5-HIGH-UNEMPLOYMENT": "5th Set Aside: High Unemployment (10%)",
    "EB5-INFRASTRUCTURE": "5th Set Aside: Infrastructure (2%)",
}  # fmt: skip
TITLES = {"ALL": pages.ALL, "CHINA": "CHINA-<br>mainland born", "PHILIPPINES": "PHILIP-PINES"}


def printed(rows: list[tuple[str, ...]]) -> str:
    """Print the rows of one month as a page."""
    year, number = rows[0][0].split("-")
    page = f"<html><title>Visa Bulletin For {MONTHS[int(number) - 1]} {year}</title>"
    for preference, table in dict.fromkeys((row[1], row[2]) for row in rows):
        mine = [row for row in rows if row[1:3] == (preference, table)]
        areas = sorted({row[4] for row in mine}, key=lambda area: (area != "ALL", area))
        head = "FINAL ACTION DATES FOR" if table == "final_action" else "DATES FOR FILING OF"
        lines = [(preference, *(TITLES.get(area, area.replace(",", "<br>")) for area in areas))]
        for category in dict.fromkeys(row[3] for row in mine):
            of_area: dict[str, list[str]] = {}
            for row in mine:
                if row[3] == category:
                    of_area.setdefault(row[4], []).append(row[5])
            lines += [
                (LABELS[category], *raws) for raws in zip(*(of_area[one] for one in areas), strict=True)
            ]
        page += f"<p>{head} {preference.upper()}-BASED</p>{pages.table(*lines)}"
    return page


def test_every_month_of_the_history_printed_as_a_page_is_read_back(shared: Path) -> None:
    with (shared / "data" / "visa_bulletin_history.csv").open(encoding="utf-8") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    months = [list(mine) for _month, mine in groupby(rows, key=lambda row: row[0])]
    assert len(months) == 284
    for mine in months:
        read = read_bulletin(printed(mine).encode())
        found = [tuple(getattr(one, column) for column in COLUMNS) for one in read.rows]
        assert sorted(found) == sorted(mine), mine[0][0]
