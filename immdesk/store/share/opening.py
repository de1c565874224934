"""A desk's copy of a shared office opened: who publishes, also while the share is out of reach."""

from __future__ import annotations

import json
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import DATABASE, OFFICE, SCHEMA
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.moving_in import log_keys
from immdesk.store.share.publisher import Shared
from immdesk.store.subkeys import subkey


def publisher_of(folder: Path, key: bytes) -> Shared:
    """Give the publisher of the shared office whose copy lies in `folder`; the share is not asked."""
    try:
        told = json.loads((folder / OFFICE).read_text(encoding="utf-8"))
        share = told["share"]
        made = ShareFolder(Path(share["folder"]), share["primitive"], int(share["first"]))
        keys = log_keys(str(told["id"]), lambda purpose: subkey(key, purpose))
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            _("The office's file “office.json” is missing or damaged."),
            _("Without it this desk does not know its shared folder; nothing was changed."),
            _("Copy “office.json” back from the newest backup of the folder."),
        ) from None
    return Shared(folder / DATABASE, subkey(key, "database"), made, keys, SCHEMA)
