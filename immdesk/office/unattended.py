"""A passphrase given by nobody at the desk: the first line of a file, or the environment."""

from __future__ import annotations

import os
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

ENVIRONMENT = "IMMDESK_PASSPHRASE"


def taken_passphrase(file: Path | None = None) -> str | None:
    """Give what `given_passphrase` gives, and take it out of the environment: no program started by the desk
    (a viewer, the printing system) gets it handed on.
    """
    found = given_passphrase(file)
    os.environ.pop(ENVIRONMENT, None)
    return found


def given_passphrase(file: Path | None = None) -> str | None:
    """Give the first line of `file`, else what IMMDESK_PASSPHRASE says; None when neither is there.

    Raises Refused when a file is named and cannot be read, is empty, or is no UTF-8 text: a passphrase that
    was named is never replaced by another. A byte order mark and the line's end are not part of it.
    """
    if file is None:
        return os.environ.get(ENVIRONMENT)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        text = ""
    line = text.partition("\n")[0]
    if not line:
        raise Refused(
            _("The passphrase file cannot be read."),
            _("The office stays closed."),
            _("Check its name, and that its first line is the passphrase."),
        )
    return line
