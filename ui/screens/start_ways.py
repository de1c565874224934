"""What the start page offers while no office is open: one card for each way into one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _
from immdesk.office import known_offices
from ui.parts.buttons import button
from ui.screens.known_offices import KnownOffices
from ui.screens.start_doing import way


def ways(start: Any, window: Any) -> list[QWidget]:
    """Give the cards, those of this computer's own offices first."""
    cards: list[QWidget] = []
    if known_offices.known(window.settings):
        cards.append(KnownOffices(window, start.open_folder, start.welcome))
    cards.append(
        way(
            _("Look around first"),
            _("Fictional cases of many kinds with dates due around today. Nothing here is real."),
            button(_("Open the practice office"), start.open_practice, main=not cards, picture="people"),
        )
    )
    cards.append(
        way(
            _("Start our office"),
            _("A new, empty office in a folder of its own, locked with a passphrase that only you know."),
            button(_("Start our office…"), start.ask_new, picture="office"),
        )
    )
    cards.append(
        way(
            _("We have an office already"),
            _("Open the file office.immdesk in the folder of your office."),
            button(_("Open an office file…"), start.ask_file, picture="folder"),
        )
    )
    cards += _from_elsewhere(start)
    if (window.settings.folder / "practice").is_dir():
        cards.append(
            button(_("Remove the practice office"), start.remove_practice, link=True, picture="trash")
        )
    return cards


def _from_elsewhere(start: Any) -> list[QWidget]:
    return [
        way(
            _("I have a new computer"),
            _("It comes here from a shared folder, a server, a backup, or the old computer's folder."),
            button(_("Bring the office here…"), start.ask_new_computer, picture="right"),
        ),
        way(
            _("Colleagues share an office already"),
            _("Join it where it lives. This computer gets an encrypted copy and works on its own."),
            button(_("Join an office on a shared folder…"), start.ask_to_join, picture="people"),
            button(_("Join an office on a server…"), start.ask_to_join_server, picture="office"),
        ),
        way(
            _("Somebody lent us cases"),
            _("A hand-off package opens as an office on loan; what you do in it goes back in one file."),
            button(_("Open a hand-off package…"), start.ask_package, picture="mail"),
        ),
        way(
            _("Only a backup is left"),
            _("A backup on a stick or another disk becomes an office again, in a new folder."),
            button(_("Restore a backup…"), start.ask_backup, picture="save"),
        ),
    ]
