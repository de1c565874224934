"""Every text in every column of every table: through the server to the second desk as it was, or refused."""

from __future__ import annotations

from functools import partial

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.notes import Note
from immdesk.store.keys import Cost, add_passphrase
from immdesk.store.server.moving_in import put_on_server
from tests.bad_texts import BROKEN, TEXTS, add_everywhere, kept_otherwise
from tests.store.server.conftest import PHRASE

KEPT = {name: text for name, text in TEXTS.items() if "\0" not in text}


def put(store, now, name, text):
    blob = store.attachments.put(b"a scan").name
    store.change("Add", "Ruth", "", partial(add_everywhere, name=name, text=text, blob=blob), now=now)


def otherwise(store):
    with store.read() as reading:
        return list(kept_otherwise(reading.tuples, KEPT))


def test_every_text_reaches_the_second_desk_byte_for_byte_or_is_refused_and_changes_nothing(desk, now):
    ruth = desk("ruth")
    for name, text in KEPT.items():
        put(ruth, now, name, text)
    for name, text in (("broken", BROKEN), ("controls", TEXTS["controls"])):
        with pytest.raises(Problem, match="character") as told:
            put(ruth, now, name, text)
        assert text not in str(told.value)
        with ruth.read() as reading:
            assert reading.value("SELECT count(*) FROM note WHERE id = ?", [f"{name}:note"]) == 0
    helen = desk("helen")
    helen.publisher.sync()
    assert otherwise(ruth) == otherwise(helen) == []
    assert helen.verify_chain().ok


def test_an_office_that_holds_a_text_the_server_cannot_is_refused_before_it_is_moved(
    store, do, rosa, folder, key, server, database
):
    add_passphrase(folder, key, PHRASE, cost=Cost(64, 1, 1))
    do(lambda session: session.add(Note(id="note", case_id="case", text=TEXTS["controls"])))
    with pytest.raises(Problem, match=r"a NUL.* It stands in case 26-001\. Nothing was moved"):
        put_on_server(store, server.owner(database), server.conninfo("ana", "a", database))
    do(lambda session: setattr(session.get_one(Note, "note"), "text", "by hand"))
    here, there = put_on_server(store, server.owner(database), server.conninfo("ana", "a", database))
    assert here == there
