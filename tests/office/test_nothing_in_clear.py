"""After a day's work no name, number or birth date stands in clear in any file, error or log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, computed, dates, documents, firm, interviews, packets
from immdesk.office.office import Office
from tests.office.papers import scan_bytes

PLANTED = {
    "petitioner.family_name": "Qwertzuiop-Canary",
    "petitioner.given_name": "Zenobia",
    "petitioner.a_number": "A299887766",
    "petitioner.ssn": "219-09-9999",
    "petitioner.born_on": "Feb 29, 1984",
    "petitioner.email": "zenobia.canary@example.com",
    "petitioner.phone_day": "(415) 555-0137",
}
NEVER = ("Qwertzuiop", "Canary", "Zenobia", "299887766", "219099999", "219-09-9999", "1984-02-29",
         "Feb 29, 1984", "02/29/1984", "4155550137", "555-0137")  # fmt: skip


def a_day_of_work(office: Office, out: Path) -> list[str]:
    """Take Zenobia in, attach her passport, build a packet, back up, provoke errors; give what was told."""
    draft = interviews.start(office, "family-adjustment").draft_id
    for key, text in PLANTED.items():
        interviews.answer(office, draft, key, text)
    interviews.add_section(office, draft, "spouse")
    case_id, _changed = interviews.finish(office, draft)
    zenobia = office.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case_id])[0]["person_id"]
    paper = scan_bytes(1, "Zenobia Qwertzuiop-Canary, A299887766, born Feb 29, 1984")
    documents.attach_bytes(office, case_id, zenobia, "passport", "Passport", paper, "Zenobia Canary.pdf")
    cases.add_note(office, case_id, "Zenobia called from (415) 555-0137.")
    computed.catch_up(office)
    dates.accept_all(office, case_id)
    packets.build(office, case_id, out / "packet.pdf", lambda *_: None, lambda: False)
    firm.back_up(office)
    interviews.answer(office, interviews.start(office, "family-adjustment").draft_id, *_family())
    return provoked(office, case_id, zenobia, paper)


def _family() -> tuple[str, str]:
    return "petitioner.family_name", PLANTED["petitioner.family_name"]


def provoked(office: Office, case_id: str, person_id: str, paper: bytes) -> list[str]:
    """Give all that is told when things go wrong with her papers and dates."""

    def broken(session):  # type: ignore[no-untyped-def]
        from immdesk.records.people import Identifier, Person

        session.add(Person(family_name=PLANTED["petitioner.family_name"], born_on="1984-02-29"))
        session.flush()
        session.add(Identifier(person_id="nobody", kind="a_number", value="A299887766"))

    calls: list[Callable[[], object]] = [
        lambda: office.change("Break", broken),
        lambda: documents.attach_bytes(
            office, case_id, person_id, "passport", "P", paper[:90], "Zenobia.pdf"
        ),
        lambda: dates.accept(office, case_id, ["Zenobia"]),
        lambda: packets.build(office, case_id, Path("/nowhere/Zenobia.pdf"), lambda *_: None, lambda: False),
    ]
    told = []
    for call in calls:
        with pytest.raises(Problem) as problem:
            call()
        told += [str(problem.value), *traceback.format_exception_only(problem.value)]
    return told


def test_no_file_holds_a_name_a_number_or_a_birth_date(
    practice: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with caplog.at_level(logging.DEBUG):
        told = a_day_of_work(practice, out)
    said, complained = capfd.readouterr()
    everything = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != out]
    assert len(everything) > 20
    assert {path.suffix for path in everything} >= {".immdesk", ".json", ".immbak"}
    for path in everything:
        content = path.read_bytes().lower()
        for word in NEVER:
            assert word.lower().encode() not in content, (path.name, word)
            assert word.lower() not in path.name.lower()
    for text in (*told, said, complained, caplog.text):
        assert not any(word.lower() in text.lower() for word in NEVER)


def test_a_packet_is_written_only_where_the_person_said(practice: Office, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = set(tmp_path.rglob("*.pdf"))
    case_id = cases.case_ids(practice)[0]
    packets.build(practice, case_id, out / "packet.pdf", lambda *_: None, lambda: False)
    assert set(tmp_path.rglob("*.pdf")) - before == {out / "packet.pdf"}
    assert [path.name for path in out.iterdir()] == ["packet.pdf"]
