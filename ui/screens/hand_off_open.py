"""Open a hand-off package: the file, its passphrase, and the cases stand in an office on loan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _

if TYPE_CHECKING:
    from datetime import date

    from ui.parts.desk import Desk

KINDS = "ImmDesk (*.immhand)"


def ask_package(
    desk: Desk,
    who: Any,
    then: Callable[[Path, str], None],
    failed: Callable[[BaseException], None] | None = None,
) -> None:
    """Ask for a package and its passphrase; `then` gets the folder of the loan and the passphrase."""
    title = _("Open a hand-off package")
    desk.pick_file(title, KINDS, partial(_ask_passphrase, desk, who, then, failed or desk.problem))


def _ask_passphrase(
    desk: Desk,
    who: Any,
    then: Callable[[Path, str], None],
    failed: Callable[[BaseException], None],
    path: Path,
) -> None:
    desk.ask_secrets(
        _("Open a hand-off package"),
        (("passphrase", _("Passphrase, as it was read out to you")),),
        _("Open the package"),
        partial(_open, desk, who, then, failed, path),
    )


def _open(
    desk: Desk,
    who: Any,
    then: Callable[[Path, str], None],
    failed: Callable[[BaseException], None],
    path: Path,
    typed: dict[str, str],
) -> None:
    phrase = typed["passphrase"].strip()
    desk.work.run(
        who, _lay_out, path, desk.settings.folder, phrase,
        done=partial(_opened, then, phrase), failed=failed, title=_("Opening the package…"),
    )  # fmt: skip


def _opened(then: Callable[[Path, str], None], phrase: str, folder: Path) -> None:
    then(folder, phrase)


def _lay_out(path: Path, parent: Path, passphrase: str) -> Path:
    from immdesk.office.clock import real_clock
    from immdesk.office.handing import opening, returns

    folder = opening.place_for(parent, returns.hand_off_of(path))
    today: date = real_clock().date()
    opening.open_outside(path, folder, passphrase, today)
    return folder
