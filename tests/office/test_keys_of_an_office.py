"""What people do with the keys of an office: remembered, changed, written on paper, got back by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pypdfium2
import pytest

from immdesk.basics.problems import Problem, Refused
from immdesk.office import firm, keys
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from immdesk.store import keyrings
from immdesk.store.keys import Cost, add_passphrase, open_key
from tests.conftest import DAY
from tests.keyrings import KIND, MemoryKeyring

LIGHT = Cost(memory=64, passes=1, lanes=1)
WORDS = "four unrelated plain words"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A real office on August 14, 2026, whose passphrase is light to compute."""
    folder = tmp_path / "vega"
    firm.new_office(folder, name="Vega & <b>Sons", practice=True, clock=stopped_at(DAY)).close()
    key = open_key(folder)
    (folder / "keys.json").unlink()
    add_passphrase(folder, key, WORDS, cost=LIGHT)
    with open_office(folder, passphrase=WORDS, clock=stopped_at(DAY), user="ana") as opened:
        yield opened


@pytest.fixture
def some_keyring() -> Iterator[MemoryKeyring]:
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def trusted_keyring(some_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    monkeypatch.setattr(keyrings, "ALLOWED_KEYRINGS", frozenset({KIND}))
    return some_keyring


def test_a_remembered_office_opens_without_asking_until_it_is_forgotten(
    office: Office, trusted_keyring: MemoryKeyring
) -> None:
    keys.remember_here(office.folder, WORDS)
    assert keys.ways_in(office.folder) == keys.WaysIn(False, 1, True, "none")
    open_office(office.folder).close()
    keys.forget_here(office.folder)
    assert trusted_keyring.secrets == {}
    with pytest.raises(Refused, match="asks for its passphrase"):
        open_office(office.folder)


def test_remembering_needs_the_right_passphrase(office: Office, trusted_keyring: MemoryKeyring) -> None:
    with pytest.raises(Refused, match="The passphrase is wrong"):
        keys.remember_here(office.folder, "some other words")
    assert trusted_keyring.secrets == {}


def test_a_computer_with_a_keyring_in_clear_says_why_it_cannot_remember(
    office: Office, some_keyring: MemoryKeyring
) -> None:
    assert keys.why_not_remembered() == (
        "This computer has no keyring that keeps secrets encrypted. "
        "ImmDesk does not write the office's key anywhere in clear."
    )
    with pytest.raises(Refused, match="no keyring that keeps secrets encrypted"):
        keys.remember_here(office.folder, WORDS)
    assert some_keyring.secrets == {}


def test_a_changed_passphrase_opens_and_the_old_one_does_not(office: Office) -> None:
    keys.change_passphrase(office.folder, WORDS, "quite other plain words", cost=LIGHT)
    open_office(office.folder, passphrase="quite other plain words").close()
    with pytest.raises(Refused, match="wrong"):
        open_office(office.folder, passphrase=WORDS)


def test_the_same_passphrase_again_is_no_change(office: Office) -> None:
    with pytest.raises(Problem, match="The new passphrase is the old one"):
        keys.change_passphrase(office.folder, WORDS, WORDS)


def test_a_sheet_is_made_only_by_somebody_who_knows_the_passphrase(office: Office) -> None:
    with pytest.raises(Refused, match="wrong"):
        keys.make_sheet(office, "some other words")
    assert keys.ways_in(office.folder).sheet == "none"


def test_the_sheet_prints_its_code_the_day_and_a_name_as_it_is_written(office: Office) -> None:
    sheet = keys.make_sheet(office, WORDS)
    pdf = pypdfium2.PdfDocument(keys.sheet_pdf(sheet))
    text = pdf[0].get_textpage().get_text_range()
    assert len(pdf) == 1
    pdf.close()
    assert "Vega & <b>Sons" in text
    assert "Made on August 14, 2026." in text
    printed = text.replace(" ", "")
    assert [group for group in sheet.groups if group not in printed] == []


def test_the_sheet_is_kept_once_four_characters_come_back_from_the_paper(office: Office) -> None:
    sheet = keys.make_sheet(office, WORDS)
    assert keys.ways_in(office.folder) == keys.WaysIn(False, 1, False, "unchecked", "2026-08-14")
    given = {(group, place): sheet.groups[group - 1][place - 1] for group, place in keys.ask_back()}
    assert keys.check_back(office, given) == ()
    assert keys.ways_in(office.folder).sheet == "checked"
    assert keys.unchecked_sheet(office) is None


def test_a_sheet_put_off_can_be_shown_again_after_a_restart(office: Office) -> None:
    code = keys.make_sheet(office, WORDS).code
    with open_office(office.folder, passphrase=WORDS) as again:
        found = keys.unchecked_sheet(again)
    assert found is not None
    assert found.code == code


def test_a_saved_sheet_is_for_this_user_only_and_never_inside_the_office(
    office: Office, tmp_path: Path
) -> None:
    sheet = keys.make_sheet(office, WORDS)
    keys.save_sheet(office.folder, sheet, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Problem, match="beside the office that it opens"):
        keys.save_sheet(office.folder, sheet, office.folder / "backups" / "sheet.pdf")
    with pytest.raises(Refused, match="could not be written"):
        keys.save_sheet(office.folder, sheet, tmp_path / "no such folder" / "sheet.pdf")


def test_the_code_opens_the_office_and_chooses_a_new_passphrase(office: Office) -> None:
    code = keys.make_sheet(office, WORDS).code
    new = "the new plain words"
    with keys.open_with_recovery(office.folder, code.lower(), new, user="ana", cost=LIGHT) as opened:
        assert firm.office_row(opened).name == "Vega & <b>Sons"
    with pytest.raises(Refused, match="wrong"):
        open_office(office.folder, passphrase=WORDS)
    keys.check_code(office.folder, code)


def test_a_locked_office_reads_nothing_until_it_is_unlocked(office: Office) -> None:
    office.lock()
    assert office.locked
    with pytest.raises(Refused, match="The office is locked"):
        firm.office_row(office)
    with pytest.raises(Refused, match="wrong"):
        office.unlock("some other words")
    assert office.locked
    office.unlock(WORDS)
    assert firm.office_row(office).name == "Vega & <b>Sons"


def test_a_locked_office_holds_no_key_in_its_reach(office: Office) -> None:
    office.lock()
    assert [name for name, value in vars(office).items() if isinstance(value, bytes)] == []
    assert vars(office.store) == {}
    office.close()
