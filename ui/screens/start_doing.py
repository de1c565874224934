"""What the start screen does in the work thread, and the card of one way into an office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _
from ui import theme
from ui.parts.card import Card
from ui.parts.labels import label

DATABASE = "office.immdesk"


def open_here(folder: Path, passphrase: str | None, slot: str = "") -> Any:
    """Open an office that lies here, by a passphrase or by the key that this computer keeps."""
    from immdesk.office.office import open_office

    return open_office(folder, passphrase=passphrase, look=False, slot=slot)


def practice_here(folder: Path, progress: Progress, cancelled: Cancelled) -> Any:
    """Open the practice office, made when it is not there yet."""
    from immdesk.office import practice

    if (folder / DATABASE).exists():
        return open_here(folder, None)
    return practice.make(folder, watched=Watched(progress, cancelled, _("No office was made.")))


def make_here(folder: Path, name: str, passphrase: str) -> Any:
    """Start an office, with its recovery sheet."""
    from immdesk.office import firm, keys

    made = firm.new_office(folder, name=name, passphrase=passphrase)
    keys.make_sheet(made, passphrase)
    return made


def remember_here(folder: Path, passphrase: str, slot: str) -> None:
    """Let this computer open the office without asking, as whoever the passphrase `slot` belongs to."""
    from immdesk.office import keys

    keys.remember_here(folder, passphrase, slot)


def remember_office(settings: Any, office: Any) -> None:
    """Put an office that was opened on the list of this computer; the practice office is none."""
    from immdesk.office import firm, known_offices

    row = firm.office_row(office)
    if not row.practice:
        known_offices.remember(settings, office.folder, row.name, office.now())


def way(title: str, words: str, *acts: QWidget) -> Card:
    """Give a card with a way into an office: its title, what it is, the buttons."""
    card = Card(title)
    across = QHBoxLayout()
    across.setSpacing(theme.XL)
    across.addWidget(label(words, wrap=True, quiet=True), 1)
    down = QVBoxLayout()
    down.setSpacing(theme.S)
    for act in acts:
        down.addWidget(act)
    across.addLayout(down)
    card.body.addLayout(across)
    return card
