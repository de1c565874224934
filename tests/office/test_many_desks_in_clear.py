"""Two desks on a share, a clash, a snapshot, a package for outside counsel: nothing of a client in clear."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from immdesk.basics.watched import never, silent
from immdesk.office import cases, documents, held_cards, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.handing import making, opening, returns
from immdesk.office.office import Office, open_office
from immdesk.records.people import Identifier, Person
from immdesk.store.share.upkeep import tidy
from tests.conftest import DAY
from tests.leaks import Search
from tests.office.papers import scan_bytes

FAMILY, GIVEN, NUMBER, BORN = "Wyszyńska-Canary", "Zenobia", "A299887766", "1984-02-29"
SEARCH = Search([FAMILY, "Wyszynska", "Canary", GIVEN, "299887766", BORN, "02/29/1984", "Feb 29, 1984"])
NOW = datetime(2026, 8, 20, 15, tzinfo=UTC)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own, so that what is left in it is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def plant(office: Office) -> str:
    """Give the beneficiary of a case the planted name, number, birth date, note and scan; give the case."""
    row = office.rows(
        "SELECT c.id, p.person_id FROM case_file c JOIN case_party p ON p.case_id = c.id "
        "WHERE c.number = '26-0001' ORDER BY p.id"
    )[0]
    rename(office, row["person_id"], FAMILY)
    cases.add_note(office, row["id"], f"{GIVEN} {FAMILY}, {NUMBER}, born {BORN}, called.")
    scan = scan_bytes(1, f"{GIVEN} {NUMBER}")
    documents.attach_bytes(office, row["id"], row["person_id"], "passport", "Passport", scan, f"{GIVEN}.pdf")
    return str(row["id"])


def rename(office: Office, person_id: str, family: str) -> None:
    def work(session: object) -> None:
        one = session.get_one(Person, person_id)  # type: ignore[attr-defined]
        one.family_name, one.given_name, one.born_on = family, GIVEN, BORN
        session.add(Identifier(person_id=person_id, kind="a_number", value=NUMBER))  # type: ignore[attr-defined]

    office.change("Correct a person", work)


def test_a_share_its_desks_and_a_package_hold_nothing_of_a_client_in_clear(
    practice: Office, tmp_path: Path, temporary: Path
) -> None:
    (tmp_path / "share").mkdir()
    case_id = plant(practice)
    sharing.put_on_share(practice, tmp_path / "share")
    practice.close()
    clock = stopped_at(DAY)
    with (
        open_office(practice.folder, clock=clock, user="ana") as ana,
        sharing.join(tmp_path / "share", tmp_path / "bob", passphrase="", clock=clock, user="bob") as bob,
    ):
        ana.store.device, bob.store.device = "ana", "bob"
        person = ana.rows("SELECT id FROM person WHERE family_name = ?", [FAMILY])[0]["id"]
        sharing.look(ana, case_id)
        sharing.hangs(bob)
        rename(bob, person, f"{FAMILY} of Bob")
        rename(ana, person, f"{FAMILY} of Ana")
        sharing.look(bob, case_id)
        assert held_cards.held_cards(bob)
        tidy(ana.store.publisher, ana.folder, ana.store.key_for("database"))
        wish = making.Wish((case_id,), "Rosa Marsh", "hearing in the fall", "9/14/2026")
        made, _changed = making.make(ana, wish, tmp_path / "a.immhand", silent, never)
        opening.open_outside(made.path, tmp_path / "lent", made.passphrase, DAY)
        key = making.key_of(ana, made.id)
        with open_office(tmp_path / "lent", key=key, clock=clock, user="rosa") as rosa:
            cases.add_note(rosa, case_id, f"{GIVEN} {FAMILY} came in.")
        opening.send_back(tmp_path / "lent", key, tmp_path / "b.immback", NOW)
        returns.receive(ana, tmp_path / "b.immback")
        assert SEARCH.found_below(tmp_path) == {}
    assert [path for path in temporary.rglob("*") if path.is_file()] == []
    assert list((tmp_path / "share").rglob("*.snap"))
    assert list((tmp_path / "share" / "presence").iterdir())
