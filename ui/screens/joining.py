"""Joining an office that colleagues share: the way there, a place for this copy, the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit

from immdesk.basics.watched import Cancelled, Progress, Watched
from immdesk.basics.words import _
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of


class JoiningCard(Card):
    """A place here, the passphrase and one button; who inherits asks for the way to the office.

    `opened` gets the office, `failed` what went wrong.
    """

    def __init__(
        self,
        window: Any,
        opened: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._window, self._opened, self._failed = window, opened, failed

    def _way(self) -> tuple[Any, ...] | None:
        """Give what brings the office here and the way to it, None while something of the way is missing."""
        raise NotImplementedError

    def _place_here(self, grid: QGridLayout, row: int) -> None:
        here = str(self._window.settings.new_office_folder())
        self._folder = field_in(grid, row, _("Folder on this computer"), here, False)
        choose = button(_("Choose…"), self._choose_folder, name=_("Choose the folder on this computer"))
        grid.addWidget(choose, row, 2)
        self._passphrase = field_in(grid, row + 1, _("Passphrase of the office"), "", True)

    def _end(self, back: Callable[[], None], *fields: QLineEdit) -> None:
        self._join = button(_("Join the office"), self._send, main=True, picture="people")
        self.body.addLayout(feet_of(button(_("Back"), back), self._join))
        for field in (*fields, self._folder, self._passphrase):
            field.textChanged.connect(self._check)
            field.returnPressed.connect(self._send)
        self._check()

    def _choose_folder(self) -> None:
        self._window.desk.pick_folder(_("Folder on this computer"), self._chose_folder)

    def _chose_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))

    def _check(self) -> None:
        self._join.setEnabled(self._way() is not None and bool(self._folder.text().strip()))

    def _send(self) -> None:
        way = self._way()
        if way is None or not self._join.isEnabled():
            return
        self._join.setEnabled(False)
        self._window.work.run_pure(
            self,
            *way,
            Path(self._folder.text().strip()),
            self._passphrase.text(),
            done=self._opened,
            failed=self._broke,
            title=_("Joining the office…"),
            reports=True,
        )

    def _broke(self, error: BaseException) -> None:
        self._check()
        self._failed(error)


class Joining(JoiningCard):
    """Joining on a shared folder: three fields and one button."""

    def __init__(
        self,
        window: Any,
        opened: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__(window, opened, failed)
        grid = grid_of(self)
        self._share = field_in(grid, 0, _("Shared folder"), "", False)
        share = button(_("Choose…"), self._choose_share, name=_("Choose the shared folder"))
        grid.addWidget(share, 0, 2)
        self._place_here(grid, 1)
        words = _(
            "The copy is encrypted like the office. A scan is brought here when it is first looked at. "
            "In the place of the passphrase, the code of the recovery sheet does as well."
        )
        self.body.addWidget(label(words, wrap=True, quiet=True))
        self._end(back, self._share)

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        self._share.setFocus()

    def _way(self) -> tuple[Any, ...] | None:
        share = self._share.text().strip()
        return (_joined, Path(share)) if share else None

    def _choose_share(self) -> None:
        self._window.desk.pick_folder(_("Shared folder of the office"), self._chose_share)

    def _chose_share(self, folder: Path) -> None:
        self._share.setText(str(folder))


def _joined(root: Path, folder: Path, passphrase: str, progress: Progress, cancelled: Cancelled) -> Any:
    from immdesk.office import sharing

    watched = Watched(progress, cancelled, _("No office was joined."))
    return sharing.join(root, folder, passphrase=passphrase, watched=watched)
