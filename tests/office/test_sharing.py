"""One office on a shared folder, through the office's own calls and the command line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from immdesk.__main__ import app
from immdesk.basics.problems import Problem
from immdesk.office import held_cards, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from immdesk.office.opening import next_number
from immdesk.records.people import Person
from tests.conftest import DAY


@pytest.fixture
def two(practice, tmp_path):
    """The practice office on a share, at Ana's desk and at Bob's."""
    (tmp_path / "share").mkdir()
    sharing.put_on_share(practice, tmp_path / "share")
    practice.close()
    clock = stopped_at(DAY)
    with (
        open_office(practice.folder, clock=clock, user="ana") as ana,
        sharing.join(tmp_path / "share", tmp_path / "bob", passphrase="", clock=clock, user="bob") as bob,
    ):
        for office in (ana, bob):
            office.store.device = office.user
        yield ana, bob


def person(office):
    return office.rows("SELECT id FROM person ORDER BY id LIMIT 1")[0]["id"]


def moved(office, city):
    who = person(office)
    office.change("Move", lambda session: setattr(session.get_one(Person, who), "birth_city", city))


def test_what_a_colleague_did_comes_as_one_change_with_the_cases_it_touched(two):
    ana, bob = two
    moved(ana, "Lima")
    looked = sharing.look(bob)
    assert (looked.row.kind, looked.row.waiting) == ("well", 0)
    assert looked.changed.people == {person(bob)}
    assert looked.changed.cases
    assert sharing.look(bob).changed is None


def test_two_desks_see_who_else_is_at_work_and_in_which_case(two):
    ana, bob = two
    case = ana.rows("SELECT id, title FROM case_file LIMIT 1")[0]
    sharing.look(ana, case["id"])
    (colleague,) = sharing.look(bob).colleagues
    assert (colleague.who, colleague.case) == ("ana", case["title"])
    assert (
        case["id"] not in (ana.folder.parent / "share" / "presence").iterdir().__next__().read_bytes().hex()
    )


def test_a_case_opened_away_gets_a_number_that_this_desk_keeps(two):
    ana, bob = two
    sharing.look(bob)
    sharing.hangs(bob)
    away, _changed = bob.change("Number", lambda session: (moved_in(session), next_number(session, 2026))[1])
    here, _changed = ana.change("Number", lambda session: next_number(session, 2026))
    assert int(here[3:]) > int(away[3:]) + 8


def moved_in(session):
    session.add(Person(family_name="Novák"))


def test_a_clash_is_told_in_words_and_decided_by_a_person(two):
    ana, bob = two
    sharing.hangs(bob)
    moved(bob, "Quito")
    moved(ana, "Lima")
    looked = sharing.look(bob)
    assert looked.changed.message == "1 waits for your choice."
    (card,) = held_cards.held_cards(bob)
    (word,) = card.words
    assert (card.title, card.who, word.mine, word.theirs) == ("Move", "bob", "Quito", "Lima")
    assert "irth" in word.called
    assert held_cards.choose(bob, card.id, [word.place]).message.startswith("Decided")
    sharing.look(ana)
    assert ana.rows("SELECT birth_city FROM person WHERE id = ?", [person(ana)])[0]["birth_city"] == "Quito"
    assert sharing.row(bob).held == 0


def test_a_share_that_does_not_answer_is_told_and_keeps_nobody_from_working(two):
    _ana, bob = two

    def never(_call):
        raise TimeoutError

    sharing.hurry(bob, never)
    moved(bob, "Quito")
    row = sharing.row(bob)
    assert (row.kind, row.waiting) == ("away", 1)
    assert "kept on this computer" in row.means


def test_an_office_is_put_on_a_share_and_joined_from_the_command_line(practice, tmp_path):
    practice.close()
    (tmp_path / "share").mkdir()
    run = CliRunner().invoke
    assert run(app, ["office", "share", str(practice.folder), "--on", str(tmp_path / "share")]).exit_code == 0
    joined = run(app, ["office", "join", str(tmp_path / "share"), "--to", str(tmp_path / "bob")])
    assert "people" in joined.output
    assert "in reach" in run(app, ["office", "sync", str(tmp_path / "bob")]).output
    again = run(app, ["office", "join", str(tmp_path / "nothing"), "--to", str(tmp_path / "eva")])
    assert again.exit_code == 1
    assert "no office" in again.output


def test_a_shared_folder_is_not_filled_twice(two, tmp_path):
    ana, _bob = two
    with pytest.raises(Problem, match="already"):
        sharing.put_on_share(ana, tmp_path / "share")


def test_a_share_put_back_to_an_older_copy_gets_changes_and_scans_back_and_says_so(two, tmp_path):
    from shutil import copytree, rmtree

    from immdesk.records.documents import Document

    ana, bob = two
    root = tmp_path / "share"
    sharing.look(ana)
    copytree(root, tmp_path / "older")
    scan = ana.store.attachments.put(b"%PDF of today").name
    paper = Document(person_id=person(ana), kind="passport", blob=scan)
    ana.change("Add", lambda session: session.add(paper))
    moved(ana, "Lima")
    rmtree(root)
    (tmp_path / "older").rename(root)
    looked = sharing.look(ana)
    assert looked.row.kind == "well"
    assert looked.changed.message == (
        "The shared office had been put back to an earlier day: this desk gave it back 2 changes."
    )
    sharing.look(bob)
    assert bob.rows("SELECT birth_city FROM person ORDER BY id LIMIT 1")[0]["birth_city"] == "Lima"
    assert bob.store.attachments.bytes(scan) == b"%PDF of today"
    assert sharing.look(bob).changed is None
