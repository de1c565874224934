"""An office on a real server with a user for each role, and desks that join it."""

from __future__ import annotations

import pytest

from immdesk.store import open_store
from immdesk.store.home import office_id
from immdesk.store.keys import Cost, add_passphrase, open_key
from immdesk.store.server.link import Link
from immdesk.store.server.moving_in import join, put_on_server
from immdesk.store.server.people import add_user

PHRASE = "a long office phrase"
ROLES = {"ben": "reader", "ana": "paralegal", "helen": "attorney", "ruth": "administrator"}


@pytest.fixture
def office(store, rosa, folder, key, server, database):
    """Rosa's office on the server: Ben reads, Ana is a paralegal, Helen the attorney, Ruth administrates."""
    add_passphrase(folder, key, PHRASE, cost=Cost(64, 1, 1))
    owner = server.owner(database)
    here, there = put_on_server(store, owner, server.conninfo("ana", "a", database))
    assert here == there
    assert here["person"] == 1
    link = Link(owner)
    for name, role in ROLES.items():
        add_user(link, office_id(folder), f"{name}_{database}", name[0], role)
    link.close()
    store.close()
    return folder


@pytest.fixture
def desk(office, server, database, key, tmp_path):
    """Open a new desk for somebody."""
    opened = []

    def open_desk(name):
        folder = tmp_path / f"desk of {name} {len(opened)}"
        conninfo = server.conninfo(f"{name}_{database}", name[0], database)
        join(conninfo, folder, lambda where: open_key(where, PHRASE))
        made = open_store(folder, key, device=name)
        opened.append(made)
        return made

    yield open_desk
    for one in opened:
        one.close()
