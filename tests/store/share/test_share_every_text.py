"""Every text in every column of every table: on the share, at the second desk and in a backup as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.notes import Note
from immdesk.store import Store, open_store
from immdesk.store.backup import backup
from immdesk.store.restore import keys_from, restore
from tests.bad_texts import (
    BROKEN,
    LONG_NAME,
    LONG_NOTE,
    TEXTS,
    add_everywhere,
    classes,
    kept_otherwise,
    text_columns,
)
from tests.store.share.conftest import KEY, NOW, Desks, change, digest, value


def otherwise(store: Store) -> list[str]:
    with store.read() as reading:
        return list(kept_otherwise(reading.tuples, TEXTS))


def test_every_text_in_every_column_reaches_the_second_desk_and_a_backup_byte_for_byte(
    desks: Desks, tmp_path: Path
) -> None:
    ana = desks["ana"]
    assert sum(len(text_columns(one.__table__)) for one in classes()) > 600
    blob = ana.attachments.put(b"a scan").name
    for name, text in TEXTS.items():
        change(ana, partial(add_everywhere, name=name, text=text, blob=blob))
    change(ana, lambda session: session.add(Note(id="note", case_id="blank:case_file", text=LONG_NOTE)))
    change(ana, lambda session: setattr(session.get_one(Note, "blank:note"), "author", LONG_NAME))
    change(ana, lambda session: setattr(session.get_one(Note, "blank:note"), "author", TEXTS["blank"]))
    desks.sync("bob")
    assert otherwise(desks["bob"]) == []
    assert value(desks["bob"], "SELECT text FROM note WHERE id = 'note'") == LONG_NOTE
    assert digest(ana) == digest(desks["bob"])
    restore(backup(ana, now=NOW).path, tmp_path / "again", keys_from(KEY))
    with open_store(tmp_path / "again", KEY) as again:
        assert otherwise(again) == []
        assert again.verify_chain().ok


def test_a_broken_character_is_refused_in_every_column_and_nothing_goes_to_the_share(desks: Desks) -> None:
    ana = desks["ana"]
    before, log = digest(ana), sorted(desks.root.rglob("*.op"))
    for made in classes():
        if text_columns(made.__table__):
            column = text_columns(made.__table__)[-1].name
            with pytest.raises(Problem, match="broken character") as told:
                change(ana, lambda session, made=made, column=column: session.add(made(**{column: BROKEN})))
            assert "Ram" not in str(told.value)
    assert (digest(ana), sorted(desks.root.rglob("*.op"))) == (before, log)
