"""The ways in: passphrase and keyring; everything else stays outside and is told why."""

from __future__ import annotations

import json
import unicodedata

import keyring
import pytest

from immdesk.basics.problems import Refused
from immdesk.store import keyrings
from immdesk.store.home import office_id
from immdesk.store.keys import (
    Cost,
    add_open_door,
    add_passphrase,
    change_passphrase,
    forget,
    needs_passphrase,
    new_key,
    open_key,
    remember,
    remove_passphrase,
)
from immdesk.store.slots import as_text
from tests.keyrings import KIND, MemoryKeyring

LIGHT = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture
def office(tmp_path):
    office_id(tmp_path)
    return tmp_path


@pytest.fixture
def system_keyring(monkeypatch):
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def trusted_keyring(system_keyring, monkeypatch):
    monkeypatch.setattr(keyrings, "ALLOWED_KEYRINGS", frozenset({KIND}))
    return system_keyring


def test_the_passphrase_opens_the_office(office, key):
    add_passphrase(office, key, "correct horse battery", cost=LIGHT)
    assert open_key(office, "correct horse battery") == key


def test_a_wrong_passphrase_is_said_plainly(office, key):
    add_passphrase(office, key, "correct horse battery", cost=LIGHT)
    with pytest.raises(Refused) as refused:
        open_key(office, "correct horse batery")
    assert refused.value.happened == "The passphrase is wrong."
    assert refused.value.do == "Type it again; look at Caps Lock and the keyboard's language."


def test_each_person_may_have_a_passphrase_and_lose_it(office, key):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    add_passphrase(office, key, "Ben's own words", name="ben", cost=LIGHT)
    assert open_key(office, "Ben's own words") == key
    remove_passphrase(office, "ben")
    with pytest.raises(Refused, match="wrong"):
        open_key(office, "Ben's own words")
    with pytest.raises(Refused, match="only passphrase"):
        remove_passphrase(office, "owner")


def test_a_changed_passphrase_shuts_the_old_one_out(office, key):
    add_passphrase(office, key, "old words", cost=LIGHT)
    add_passphrase(office, key, "new words", cost=LIGHT)
    assert open_key(office, "new words") == key
    with pytest.raises(Refused, match="wrong"):
        open_key(office, "old words")


def test_an_empty_passphrase_is_refused(office, key):
    with pytest.raises(Refused, match="empty"):
        add_passphrase(office, key, "  ", cost=LIGHT)


def test_a_slot_cannot_be_moved_to_another_name(office, key):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    path = office / "keys.json"
    kept = json.loads(path.read_text())
    kept["slots"]["passphrase:ben"] = kept["slots"].pop("passphrase:owner")
    path.write_text(json.dumps(kept))
    with pytest.raises(Refused, match="wrong"):
        open_key(office, "the owner's words")


def test_the_keyring_opens_the_office_without_a_passphrase(office, key, trusted_keyring):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    assert needs_passphrase(office)
    remember(office, key)
    assert (open_key(office), needs_passphrase(office)) == (key, False)


def test_the_keyring_holds_a_secret_and_not_the_key(office, key, trusted_keyring):
    remember(office, key)
    secret = trusted_keyring.secrets["ImmDesk", office_id(office)]
    assert as_text(key) != secret
    assert as_text(key) not in (office / "keys.json").read_text()


def test_a_forgotten_office_asks_again(office, key, trusted_keyring):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    remember(office, key)
    forget(office)
    assert trusted_keyring.secrets == {}
    with pytest.raises(Refused, match="asks for its passphrase"):
        open_key(office)


def test_a_keyring_that_is_not_known_to_encrypt_is_refused_and_gets_nothing(office, key, system_keyring):
    with pytest.raises(Refused, match="no keyring that keeps secrets encrypted"):
        remember(office, key)
    assert system_keyring.secrets == {}
    assert not (office / "keys.json").exists()


@pytest.mark.parametrize(
    "kind",
    [
        ("keyrings.alt.file", "PlaintextKeyring"),
        ("keyrings.alt.file", "EncryptedKeyring"),
        ("keyring.backends.null", "Keyring"),
        ("keyring.backends.fail", "Keyring"),
        ("keyring.backends.chainer", "ChainerBackend"),
    ],
)
def test_only_keyrings_of_the_system_are_allowed(kind):
    assert kind not in keyrings.ALLOWED_KEYRINGS


def test_the_practice_office_opens_to_everybody(office, key):
    add_open_door(office, key)
    assert (open_key(office), needs_passphrase(office)) == (key, False)


def test_a_folder_without_an_office_is_said_plainly(tmp_path):
    with pytest.raises(Refused, match="There is no office in this folder"):
        open_key(tmp_path, "words")


def test_a_damaged_file_of_keys_is_said_plainly(office, key):
    (office / "keys.json").write_text("{")
    with pytest.raises(Refused, match="file of keys is damaged"):
        open_key(office, "words")


def test_keys_are_random_and_readable_by_this_user_only(office):
    one, other = new_key(), new_key()
    assert (len(one), one != other) == (32, True)
    add_passphrase(office, one, "words of the office", cost=LIGHT)
    assert (office / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_change_of_passphrase_needs_the_old_one(office, key):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    with pytest.raises(Refused, match="wrong"):
        change_passphrase(office, "not the owner's", "new words", cost=LIGHT)
    assert open_key(office, "the owner's words") == key


def test_a_change_of_passphrase_leaves_other_people_alone(office, key):
    add_passphrase(office, key, "the owner's words", cost=LIGHT)
    add_passphrase(office, key, "Ben's own words", name="ben", cost=LIGHT)
    change_passphrase(office, "Ben's own words", "Ben's new words", cost=LIGHT)
    assert open_key(office, "Ben's new words") == key
    assert open_key(office, "the owner's words") == key
    with pytest.raises(Refused, match="wrong"):
        open_key(office, "Ben's own words")


def test_the_same_words_open_from_a_keyboard_that_composes_letters_otherwise(office, key):
    add_passphrase(office, key, "mañana será otro día", cost=LIGHT)
    assert open_key(office, unicodedata.normalize("NFD", "mañana será otro día")) == key


def test_beside_a_keyring_in_clear_only_the_one_that_encrypts_gets_the_secret(
    office, key, trusted_keyring, monkeypatch
):
    class PlaintextKeyring(MemoryKeyring):
        priority = 9

    class Several(MemoryKeyring):
        backends = (PlaintextKeyring(), trusted_keyring)

    keyring.set_keyring(Several())
    remember(office, key)
    assert Several.backends[0].secrets == {}
    assert open_key(office) == key


def test_a_keyring_that_says_no_is_told_and_changes_nothing(office, key, trusted_keyring):
    def locked(*_words):
        raise keyring.errors.KeyringLocked("the collection “private” is locked")

    trusted_keyring.set_password = locked
    with pytest.raises(Refused) as refused:
        remember(office, key)
    assert refused.value.happened == "The computer's keyring did not keep the secret."
    assert not (office / "keys.json").exists()


def test_a_slot_that_would_eat_all_memory_is_refused(office, key):
    add_passphrase(office, key, "words", cost=LIGHT)
    path = office / "keys.json"
    kept = json.loads(path.read_text())
    kept["slots"]["passphrase:owner"]["m"] = 2**31
    path.write_text(json.dumps(kept))
    with pytest.raises(Refused, match="file of keys is damaged"):
        open_key(office, "words")


def test_without_a_given_cost_guessing_is_made_hard(office, key):
    add_passphrase(office, key, "words of the office")
    kept = json.loads((office / "keys.json").read_text())["slots"]["passphrase:owner"]
    assert kept["m"] in (64 * 1024, 256 * 1024)
    assert (kept["t"], kept["p"]) == (3, 4)
