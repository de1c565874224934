"""A desk's copy of an office on a server opened: who publishes, also while the server is out of reach."""

from __future__ import annotations

import json
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.epochs import OfficeKeys, database_key
from immdesk.store.home import DATABASE, OFFICE, SCHEMA
from immdesk.store.moves.marks import home_of
from immdesk.store.server.publisher import OnServer
from immdesk.store.share.moving_in import log_keys


def publisher_of(folder: Path, key: bytes) -> OnServer:
    """Give the publisher of the office on a server whose copy lies in `folder`; the server is not asked."""
    try:
        told = json.loads((folder / OFFICE).read_text(encoding="utf-8"))
        conninfo, first = str(told["server"]["conninfo"]), int(told["server"]["first"])
        office = str(told["id"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            _("The office's file “office.json” is missing or damaged."),
            _("Without it this desk does not know its server; nothing was changed."),
            _("Copy “office.json” back from the newest backup of the folder."),
        ) from None
    known = OfficeKeys(folder, key)
    keys = log_keys(office, known.key_for).at(0, known.ring)
    publisher = OnServer(folder, database_key(folder / DATABASE, known.ring), conninfo, keys, SCHEMA, first)
    publisher.keys_here.known = known
    publisher.home = home_of(folder)
    return publisher
