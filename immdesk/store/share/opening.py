"""A desk's copy of a shared office opened: who publishes, also while the share is out of reach."""

from __future__ import annotations

import json
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.epochs import OfficeKeys, database_key
from immdesk.store.home import DATABASE, OFFICE, SCHEMA
from immdesk.store.moves.marks import home_of
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.moving_in import log_keys
from immdesk.store.share.publisher import Shared


def publisher_of(folder: Path, key: bytes) -> Shared:
    """Give the publisher of the shared office whose copy lies in `folder`; the share is not asked."""
    try:
        told = json.loads((folder / OFFICE).read_text(encoding="utf-8"))
        share = told["share"]
        made = ShareFolder(Path(share["folder"]), share["primitive"], int(share["first"]))
        known = OfficeKeys(folder, key)
        keys = log_keys(str(told["id"]), known.key_for).at(0, known.ring)
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            _("The office's file “office.json” is missing or damaged."),
            _("Without it this desk does not know its shared folder; nothing was changed."),
            _("Copy “office.json” back from the newest backup of the folder."),
        ) from None
    publisher = Shared(folder / DATABASE, database_key(folder / DATABASE, known.ring), made, keys, SCHEMA)
    publisher.keys_here.known = known
    publisher.home = home_of(folder)
    return publisher
