"""Makes an office of any number of invented cases, by plain fast SQL: test data for measuring, never product.

Every case is alike in shape (two or three people, numbers, filings, dates, a note), so that what one case
costs can be compared between a small office and a large one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from immdesk.basics.folded import folded
from immdesk.office import firm, search
from immdesk.office.clock import stopped_at
from immdesk.office.date_rows import to_text
from immdesk.office.rows import DateRow
from immdesk.store.engine import connect

DAY = date(2026, 8, 14)
FAMILIES = (
    "García López Nguyen Nguyễn Đặng Trần Kowalski Wiśniewski Łukasiewicz Øster Yılmaz Şahin Müller "
    "Schäfer Peña Ibáñez Ramírez Ortega Soto Luna Hernández Martínez Rodríguez González Pérez Sánchez "
    "Cruz Flores Morales Vargas Castillo Jiménez Rojas Mendoza Carter Peterson Johnson Williams Brown "
    "Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Thompson Robinson "
    "Clark Lewis Lee Walker Hall Allen Young King Wright Scott Torres Hill Green Adams Baker Nelson "
    "Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Petrov Ivanova "
    "Sokolov Kuznetsova Popescu Ionescu Novák Dvořák Horváth Szabó Ćosić Jovanović Kovačević "
    "Papadopoulos O'Brien O'Connor MacDonald Al-Hassan El-Amin Okafor Adeyemi Diallo Traoré Mensah "
    "Tesfaye Bekele Abdi Warsame Singh Kaur Patel Sharma Khan Ahmed Hussain Rahman Begum Chowdhury Kim "
    "Park Choi Jung Tanaka Suzuki Wang Li Zhang Chen Liu Huang"
)
GIVEN = (
    "José María Lucía Camila Guadalupe Juan Carlos Ana Sofía Mateo Valentina Diego Elena Miguel Isabel Luis "
    "Daniel Karen Mary James Robert Linda Patricia Michael Barbara William Susan David Jessica Richard Sarah "
    "Łukasz Zofia Jakub Anna Đức Văn Thị Minh Hoa Linh Tuấn İbrahim Ayşe Mehmet Fatma Müge Björn Søren Åsa "
    "Jürgen Zoë Noémie François Chloé Olga Dmitri Natalia Sergei Ion Mihai Jiří Zdeněk László Ágnes Mohammed "
    "Fatima Omar Layla Yusuf Amina Chinedu Ngozi Kwame Abebe Hana Amadou Aissatou Raj Priya Arjun Deepika "
    "Imran Ayesha Minjun Seoyeon Hiroshi Yuki Wei Fang Ming Xiu"
)
NATIVE = (("王", "芳"), ("Щукина", "Ольга"), ("김", "민준"), ("الحسن", "محمد"), ("陈", "伟"))
NOTES = (
    "Client called about the interview date; told to bring the original passport.",
    "Spoke with the petitioner: new address from September, lease to follow by e-mail.",
    "Medical exam booked with the civil surgeon; sealed envelope expected next week.",
    "Officer asked for the divorce decree at the counter; translation ordered.",
)
WORK = json.dumps({"lines": [["Mon Aug 31, 2026", "Date of the notice", "", "8 CFR 103.2(b)", ""]] * 4})


def make_many(folder: Path, count: int) -> None:
    """Write an office of `count` cases into a new folder, with what the law made of them remembered."""
    with firm.new_office(folder, name="", practice=True, clock=stopped_at(DAY), user="ana") as office:
        connection = connect(office.store.database, office.store._database_key)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for table, rows in _Many(count, office.library.hash).tables():
            marks = ", ".join("?" * len(rows[0]))
            columns = ", ".join(f'"{name}"' for name in rows[0])
            values = [tuple(row.values()) for row in rows]
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
        connection.execute("COMMIT")
        connection.close()
        search.rebuild(office)


class _Many:
    """The rows of every table, made from one seed."""

    def __init__(self, count: int, packs: str) -> None:
        self._count, self._packs = count, packs
        self._luck = random.Random(7)
        self._families, self._given = FAMILIES.split(), GIVEN.split()

    def tables(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Give each table's name and rows."""
        people = [self._person(number) for number in range(int(self._count * 1.4) + 3)]
        yield "staff", [_staff(number) for number in range(4)]
        yield "person", people
        yield "identifier", [_a_number(number) for number in range(len(people))]
        cases = [self._case(number) for number in range(self._count)]
        parties = [row for number, case in enumerate(cases) for row in self._parties(number, case, people)]
        yield "case_file", cases
        yield "case_party", parties
        yield "filing", [row for number in range(self._count) for row in _filings(number)]
        yield "docket_entry", [row for number in range(self._count) for row in self._entries(number)]
        yield "note", [self._note(number) for number in range(0, self._count, 2)]
        yield "finding_cache", [self._findings(number) for number in range(self._count)]
        yield "waiting_date", [row for number in range(0, self._count, 5) for row in _waiting(number)]

    def _person(self, number: int) -> dict[str, Any]:
        luck = self._luck
        family, given = self._name(self._families), self._name(self._given)
        native = NATIVE[number % 50] if number % 50 < len(NATIVE) else (None, None)
        born = date(1950, 1, 1) + timedelta(days=luck.randrange(22_000))
        return {
            "id": _id("a", number),
            "version": 1,
            "family_name": family,
            "given_name": given,
            "native_family_name": native[0],
            "native_given_name": native[1],
            "born_on": born.isoformat(),
            "sort_key": folded(f"{family} {given}"),
        }

    def _name(self, words: Sequence[str]) -> str:
        """Give one of the words, or now and then two."""
        return " ".join(self._luck.choices(words, k=2 if self._luck.random() < 0.3 else 1))

    def _case(self, number: int) -> dict[str, Any]:
        opened = date(2016, 1, 4) + timedelta(days=number * 3800 // self._count)
        return {
            "id": _id("c", number),
            "version": 1,
            "number": _number(number),
            "case_type": "family-adjustment",
            "status": "closed" if number % 10 == 9 else "open",
            "opened_on": opened.isoformat(),
            "responsible_id": _id("5", number % 4),
        }

    def _parties(
        self, number: int, case: dict[str, Any], people: Sequence[dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        roles = ("petitioner", "principal") if number % 3 else ("petitioner", "principal", "derivative")
        for place, role in enumerate(roles):
            at = number + place if place < 2 else len(people) - 1 - number // 3
            if role == "principal":
                case["title"] = f"{people[at]['family_name']}, {people[at]['given_name']}"
            yield {
                "id": _id(f"d{place}", number),
                "version": 1,
                "case_id": case["id"],
                "person_id": people[at]["id"],
                "role": role,
                "relationship": (None, "spouse", "child")[place],
                "ordinal": place,
            }

    def _entries(self, number: int) -> Iterator[dict[str, Any]]:
        for place, kind in enumerate(("deadline", "opens", "planning")[: number % 4]):
            due = DAY + timedelta(days=self._luck.randrange(-30, 700))
            yield {
                "id": _id(f"e{place}", number),
                "version": 1,
                "key": f"rule-{place}-{number}",
                "case_id": None if kind == "planning" else _id("c", number),
                "person_id": _id("a", number + 1),
                "title": ("Answer the request", "May be filed from", "Renew the passport")[place],
                "kind": kind,
                "due_on": due.isoformat(),
                "state": "kept",
                "work": WORK,
            }

    def _note(self, number: int) -> dict[str, Any]:
        text = f"{NOTES[number // 2 % len(NOTES)]} ({number})"
        at = f"2026-0{1 + number % 8}-11T15:00:00+00:00"
        return {"id": _id("f", number), "version": 1, "case_id": _id("c", number), "text": text, "at": at}

    def _findings(self, number: int) -> dict[str, Any]:
        dates = [json.loads(row["row"]) for row in _waiting(number)] if number % 5 == 0 else []
        found = {"stage": "Prepare the filing", "type_title": "Family adjustment", "rows": dates}
        return {
            "case_id": _id("c", number),
            "facts_hash": "",
            "packs_hash": self._packs,
            "day": DAY.isoformat(),
            "findings": json.dumps(found),
            "waiting": len(dates),
        }


def _staff(number: int) -> dict[str, Any]:
    name = ("Morales", "Carter", "Singh", "Kowalski")[number]
    row = {"id": _id("5", number), "version": 1, "family_name": name, "given_name": "Ana", "active": "yes"}
    return {**row, "is_attorney": "yes" if number == 0 else "no"}


def _a_number(number: int) -> dict[str, Any]:
    person = _id("a", number)
    value = f"A{200_000_000 + number * 7919 % 100_000_000:09d}"
    return {"id": _id("b", number), "version": 1, "person_id": person, "kind": "a_number", "value": value}


def _waiting(number: int) -> Iterator[dict[str, Any]]:
    """Give two dates of a case that wait to be accepted, as the desk remembers them."""
    for place, title in enumerate(("Passport expires", "Renew the passport")):
        due = DAY + timedelta(days=number % 700)
        row = DateRow(
            f"wait-{place}-{number}", "", "proposed", title, "Ana", _id("c", number), _number(number), "",
            "deadline", "normal", due, due, None, due.isoformat(), cite=("22 CFR 51.4",),
        )  # fmt: skip
        (kept,) = to_text([row])
        yield {
            "case_id": _id("c", number),
            "place": place,
            "due_on": due.isoformat(),
            "row": json.dumps(kept),
        }


def _filings(number: int) -> Iterator[dict[str, Any]]:
    for place, form in enumerate(("I-130", "I-485")[: number % 3]):
        yield {
            "id": _id(f"9{place}", number),
            "version": 1,
            "case_id": _id("c", number),
            "form": form,
            "receipt_number": f"IOE{9_000_000_000 + number * 2 + place:010d}",
            "received_on": "2026-01-15",
            "status": "pending",
        }


def _number(number: int) -> str:
    return f"{16 + number // 5000:02d}-{number % 5000 + 1:04d}"


def _id(letter: str, number: int) -> str:
    """Give the same id in every run, spread as random ids are."""
    return letter + blake2b(f"{letter}{number}".encode(), digest_size=16).hexdigest()[len(letter) :]
