"""The office moved by command: counted, followed by a colleague, taken back, the old place removed later."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from immdesk.__main__ import app
from immdesk.basics.problems import Problem, Refused
from immdesk.office import backups, moving_home, sharing
from immdesk.office.clock import stopped_at
from immdesk.office.office import open_office
from immdesk.records.people import Person
from immdesk.store.moves import flow
from tests.conftest import DAY


def run(*words):
    result = CliRunner().invoke(app, ["office", *map(str, words)])
    return result.exit_code, " ".join(result.output.split())


def people(office):
    return office.rows("SELECT count(*) AS n FROM person")[0]["n"]


def test_the_practice_office_moves_by_command_and_a_colleague_follows(practice, tmp_path):
    practice.close()
    old, new = tmp_path / "old", tmp_path / "new"
    for root in (old, new):
        root.mkdir()
    code, said = run("move", practice.folder, "--to", "share", "--place", old)
    assert (code, "tables are the same. The office has moved." in said) == (0, True)
    assert run("join", old, "--to", tmp_path / "bob")[0] == 0
    assert run("move", practice.folder, "--to", "share", "--place", new)[0] == 0
    code, said = run("sync", tmp_path / "bob")
    assert (code, "The office has moved to another place." in said) == (0, True)
    assert run("join", old, "--to", tmp_path / "carla")[0] == 1
    assert run("follow", tmp_path / "bob", "--place", new) == (
        0,
        f"This computer follows the office at {new}.",
    )
    assert run("move-back", practice.folder)[0] == 0
    assert json.loads((practice.folder / "office.json").read_text())["share"]["folder"] == str(old)
    assert run("move", practice.folder, "--to", "nowhere")[0] == 1


def test_the_old_place_is_removed_on_a_later_day_only(practice, tmp_path):
    (tmp_path / "share").mkdir()
    moving_home.move(practice, "share", place=tmp_path / "share")
    practice.close()
    with open_office(practice.folder, clock=stopped_at(DAY)) as office:
        moving_home.move(office, "alone")
    with open_office(practice.folder, clock=stopped_at(DAY)) as office:
        row = moving_home.home(office)
        assert (row.kind, row.may_remove, row.may_go_back) == ("alone", False, True)
        assert row.from_place == str(tmp_path / "share")
        with pytest.raises(Refused, match="moved today"):
            moving_home.remove_old(office)
    with open_office(practice.folder, clock=stopped_at(DAY + timedelta(days=1))) as office:
        assert moving_home.home(office).may_remove
        moving_home.remove_old(office)
        assert list((tmp_path / "share").iterdir()) == []
        assert not moving_home.home(office).may_go_back
        with pytest.raises(Problem, match="no old place"):
            moving_home.remove_old(office)


def test_a_move_that_was_killed_is_ended_at_the_next_start_and_told(practice, tmp_path, monkeypatch):
    (tmp_path / "share").mkdir()
    before = people(practice)
    with monkeypatch.context() as killing:
        killing.setattr(flow, "finish", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            moving_home.move(practice, "share", place=tmp_path / "share")
    practice.close()
    with open_office(practice.folder, clock=stopped_at(DAY)) as office:
        assert office.told == f"The move of the office is done: it lives at {tmp_path / 'share'} now."
        assert (sharing.row(office).kind, people(office)) == ("well", before)
        office.change("Add", lambda session: session.add(Person(family_name="Novák")))
    with open_office(practice.folder, clock=stopped_at(DAY)) as office:
        assert (office.told, people(office)) == ("", before + 1)


def test_a_backup_of_a_shared_desk_is_an_office_alone_and_the_others_bring_back_the_days_since(
    practice, tmp_path
):
    (tmp_path / "share").mkdir()
    (tmp_path / "new").mkdir()
    clock = stopped_at(DAY)
    moving_home.move(practice, "share", place=tmp_path / "share")
    practice.close()
    with (
        open_office(practice.folder, clock=clock, user="ana") as ana,
        sharing.join(tmp_path / "share", tmp_path / "bob", passphrase="", clock=clock, user="bob") as bob,
    ):
        made = backups.make(bob)
        ana.change("Add", lambda session: session.add(Person(family_name="Since")))
        before = people(ana)
        restored = backups.restore(Path(made.path), tmp_path / "back", office=bob)
        assert "an office of its own on this computer" in restored.notes[0]
        with open_office(tmp_path / "back", clock=clock) as back:
            assert (sharing.row(back).kind, people(back)) == ("alone", before - 1)
            moving_home.move(back, "share", place=tmp_path / "new")
        moving_home.follow(ana, place=tmp_path / "new")
    with open_office(ana.folder, clock=clock) as ana, open_office(tmp_path / "back", clock=clock) as back:
        assert [sharing.look(one).row.kind for one in (ana, back)] == ["well", "well"]
        assert [people(one) for one in (ana, back)] == [before, before]
