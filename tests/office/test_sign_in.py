"""Who sits here and what they may do: passphrases by name, four roles, and an office where nobody has one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.office import approvals, destroying, keys, our_office, retention, sharing, sign_in
from immdesk.office.approvals import Asked, NeedsApproval
from immdesk.office.at_the_door import FirstPassphrase, last_in, names
from immdesk.office.clock import stopped_at
from immdesk.office.firm import new_office
from immdesk.office.keys import change_passphrase
from immdesk.office.letting_in import give_role, let_in, take_away
from immdesk.office.office import Office, open_office
from immdesk.records.firm import Staff
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.conftest import DAY

CHEAP = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture(scope="module")
def office_of_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of three: Maria, attorney and administrator, with the first passphrase; Ben and Rosa."""
    place = tmp_path_factory.mktemp("three") / "office"
    with new_office(place, name="Ortiz Law", passphrase="the first words", clock=stopped_at(DAY)) as office:
        add_passphrase(place, open_key(place, "the first words"), "the first words", cost=CHEAP)
        staff = {}
        for given, family in (("Maria", "Ortiz"), ("Ben", "Hale"), ("Rosa", "Vidal")):
            words = {
                "given_name": given,
                "family_name": family,
                "is_attorney": "yes" if given == "Maria" else "",
            }
            our_office.keep_member(office, "", words)
            staff = {one.name: one.id for one in our_office.members(office)}
        for name, role in (("Ben Hale", "paralegal"), ("Rosa Vidal", "read_only")):
            me = staff["Maria Ortiz"] if name == "Ben Hale" else ""
            let_in(office, staff[name], role, "the first words", f"{name} first", me=me, cost=CHEAP)
    for name in ("Ben Hale", "Rosa Vidal"):
        change_passphrase(place, f"{name} first", f"{name} words", slot=name, cost=CHEAP)
    return place


@pytest.fixture
def folder(office_of_three: Path, tmp_path: Path) -> Path:
    """The same office, for one test."""
    return Path(shutil.copytree(office_of_three, tmp_path / "office"))


def comes_in(folder: Path, passphrase: str) -> Office:
    return open_office(folder, passphrase=passphrase, clock=stopped_at(DAY), user="computer")


def test_who_comes_in_by_name_is_the_author_of_what_they_do(folder: Path) -> None:
    with comes_in(folder, "Ben Hale words") as office:
        assert (sign_in.who(office).name, sign_in.who(office).role) == ("Ben Hale", "paralegal")
        office.change("Add", lambda session: session.add(Staff(family_name="New")))
        assert office.rows("SELECT who FROM operation ORDER BY seq DESC LIMIT 1") == [{"who": "Ben Hale"}]


def test_somebody_who_only_reads_is_refused_every_change_and_told_whom_to_ask(folder: Path) -> None:
    with comes_in(folder, "Rosa Vidal words") as office:
        with pytest.raises(
            Refused, match=r"You may read here, and change nothing.*Ask Ben Hale, Maria Ortiz"
        ):
            office.change("Add", lambda session: session.add(Staff(family_name="New")))
        assert len(office.rows("SELECT * FROM staff")) == 3


def test_each_role_may_what_its_sentence_says(folder: Path) -> None:
    may = {}
    for words in ("the first words", "Ben Hale words", "Rosa Vidal words"):
        with comes_in(folder, words) as office:
            deeds = ("work", "approve", "see_restricted", "purge", "people")
            may[sign_in.who(office).role] = [deed for deed in deeds if sign_in.may(office, deed)]  # type: ignore[arg-type]
    assert may == {
        "administrator": ["work", "approve", "see_restricted", "purge", "people"],
        "paralegal": ["work"],
        "read_only": [],
    }


def test_where_nobody_signs_in_by_name_whoever_has_the_passphrase_may_do_all(tmp_path: Path) -> None:
    with new_office(tmp_path / "office", name="Ortiz Law", passphrase="words", user="maria") as office:
        assert (sign_in.who(office).name, sign_in.who(office).role) == ("maria", "")
        assert sign_in.may(office, "people")
        assert sign_in.may(office, "approve")


def test_a_first_passphrase_only_leads_to_one_of_ones_own(folder: Path) -> None:
    with comes_in(folder, "the first words") as office:
        our_office.keep_member(office, "", {"given_name": "Eve", "family_name": "Nash"})
        eve = next(one.id for one in our_office.members(office) if one.name == "Eve Nash")
        let_in(office, eve, "paralegal", "the first words", "just for today", cost=CHEAP)
    with pytest.raises(FirstPassphrase, match="Choose a passphrase of your own"):
        comes_in(folder, "just for today")
    with pytest.raises(Problem, match="The new passphrase is the old one"):
        change_passphrase(folder, "just for today", "just for today", slot="Eve Nash", cost=CHEAP)
    change_passphrase(folder, "just for today", "four words of hers", slot="Eve Nash", cost=CHEAP)
    with comes_in(folder, "four words of hers") as office:
        assert office.user == "Eve Nash"


def test_the_door_knows_the_names_and_who_came_last(folder: Path) -> None:
    comes_in(folder, "Rosa Vidal words").close()
    assert [one.name for one in names(folder)] == ["Ben Hale", "Maria Ortiz", "Rosa Vidal"]
    assert last_in(folder) == "Rosa Vidal"


def test_wrong_tries_are_slowed_down_counted_and_do_not_say_which_part_was_wrong(folder: Path) -> None:
    def tries(passphrase: str, seconds: int) -> Office:
        at = datetime(2026, 8, 14, 14, 0, seconds, tzinfo=UTC)
        return open_office(folder, passphrase=passphrase, slot="Ben Hale", clock=lambda: at)

    for passphrase in ("guess", "the first words", "Rosa Vidal words"):
        with pytest.raises(Refused, match="The name and the passphrase do not fit together"):
            tries(passphrase, 0)
    with pytest.raises(Refused, match="Wait 3 seconds, then type it again"):
        tries("Ben Hale words", 2)
    with tries("Ben Hale words", 5) as office:
        assert (office.user, office.wrong_tries) == ("Ben Hale", 3)
    tries("Ben Hale words", 6).close()


def test_the_last_administrator_keeps_the_way_in_and_the_role(folder: Path) -> None:
    with comes_in(folder, "the first words") as office:
        staff = {one.name: one.id for one in our_office.members(office)}
        deeds: list[Callable[[], object]] = [
            lambda: take_away(office, staff["Maria Ortiz"]),
            lambda: give_role(office, staff["Maria Ortiz"], "attorney"),
            lambda: our_office.set_active(office, staff["Maria Ortiz"], False),
        ]
        for deed in deeds:
            with pytest.raises(Problem, match="Maria Ortiz is the only administrator"):
                deed()
        give_role(office, staff["Ben Hale"], "administrator")
        give_role(office, staff["Maria Ortiz"], "attorney")
        assert [sign_in.who(office).role, sign_in.may(office, "people")] == ["attorney", False]


def test_who_has_left_comes_in_no_more_in_the_same_step(folder: Path) -> None:
    with comes_in(folder, "the first words") as office:
        staff = {one.name: one.id for one in our_office.members(office)}
        assert our_office.set_active(office, staff["Ben Hale"], False).message == "Ben Hale comes in no more."
        assert [one.name for one in sign_in.ways_of_staff(office)] == ["Maria Ortiz", "Rosa Vidal"]
    with pytest.raises(Refused, match="The passphrase is wrong"):
        comes_in(folder, "Ben Hale words")


def test_only_an_administrator_lets_in_or_changes_the_office(folder: Path) -> None:
    with comes_in(folder, "Ben Hale words") as office:
        deeds: list[Callable[[], object]] = [
            lambda: let_in(office, "x", "paralegal", "Ben Hale words", "y"),
            lambda: our_office.set_office_word(office, "name", "Mine"),
            lambda: our_office.keep_member(office, "", {"family_name": "New"}),
        ]
        for deed in deeds:
            with pytest.raises(
                Refused, match=r"Only an administrator of the office may do this.*Ask Maria Ortiz"
            ):
                deed()


def test_on_a_share_each_desk_knows_who_sits_there_and_follows_their_role(
    folder: Path, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with comes_in(folder, "the first words") as maria:
        sharing.put_on_share(maria, share)
    with (
        comes_in(folder, "the first words") as maria,
        sharing.join(share, tmp_path / "ben", passphrase="Ben Hale words", clock=stopped_at(DAY)) as ben,
    ):
        ben.change("Add", lambda session: session.add(Staff(family_name="New")))
        sharing.look(maria)
        assert maria.rows("SELECT who FROM operation WHERE title = 'Add'") == [{"who": "Ben Hale"}]
        give_role(maria, sign_in.who(ben).staff_id, "read_only")
        sharing.look(ben)
        with pytest.raises(Refused, match="You may read here, and change nothing"):
            ben.change("Add", lambda session: session.add(Staff(family_name="Newer")))


def test_destroying_and_moving_are_the_administrators_and_a_pack_is_an_attorneys(folder: Path) -> None:
    with comes_in(folder, "Ben Hale words") as office:
        deeds: list[Callable[[], object]] = [
            lambda: destroying.destroy(office, "x", "Its time is over."),
            lambda: retention.lift(office, "x", "It is settled."),
            lambda: sharing.put_on_share(office, folder.parent / "elsewhere"),
            lambda: keys.make_sheet(office, "Ben Hale words"),
        ]
        for deed in deeds:
            with pytest.raises(Refused, match=r"Only an administrator of the office may.*Ask Maria Ortiz"):
                deed()
        asked = Asked("pack", "mark", "", "us 2027.1", "", "2027.1", {}, "mark")
        with pytest.raises(NeedsApproval):
            approvals.hold(office, asked)
        approvals.ask(office, asked, "The fees of January are in it.")
    with comes_in(folder, "the first words") as office:
        approvals.approve(office, approvals.waiting(office)[0].id)
    with comes_in(folder, "Ben Hale words") as office:
        approvals.hold(office, asked)
