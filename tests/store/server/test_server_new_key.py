"""Somebody leaves an office on a server: the office takes a new key there too."""

from __future__ import annotations

from immdesk.office import new_key
from immdesk.office.office import open_office
from immdesk.office.sharing import look
from immdesk.store import open_store
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.share.upkeep import agree_on_ways
from immdesk.store.slots import read_slots
from tests.store.server.conftest import PHRASE

LIGHT = Cost(memory=64, passes=1, lanes=1)


def test_desks_of_a_server_take_the_new_key_and_whoever_left_does_not(desk):
    first = desk("ruth")
    add_passphrase(first.folder, open_key(first.folder, PHRASE), "words of ben", name="ben", cost=LIGHT)
    agree_on_ways(first.publisher, first.folder)
    bens = desk("ben").folder
    helens = desk("helen").folder
    with (
        open_office(first.folder, passphrase=PHRASE) as ruth,
        open_office(helens, passphrase=PHRASE) as helen,
        open_office(bens, passphrase="words of ben") as ben,
    ):
        new_key.take_new_key(ruth, ["ben"])
        assert [look(one).row.kind for one in (helen, ben)] == ["well", "left"]
        assert (helen.store.keys.number, ben.store.keys.number) == (1, 0)
        scan = helen.store.attachments.put(b"after")
        assert sorted(read_slots(helens)) == ["epoch:0001", "passphrase:owner"]
    with open_store(helens, open_key(helens, PHRASE)) as again:
        assert again.attachments.bytes(scan.name) == b"after"
