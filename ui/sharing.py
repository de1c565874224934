"""Looks at the shared folder every two seconds, or when a server tells: one that hangs stops nobody."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from ui.parts.banner import Banner
from ui.parts.card import clear_layout

if TYPE_CHECKING:
    from immdesk.office.sharing import Looked, SharingRow
    from ui.window import Window

EVERY = 2_000
"""Milliseconds between two looks."""
LONGEST = 30.0
"""Seconds between two tries, at most, while a server is away; they begin with two, and double."""
HANGS = 6.0
"""Seconds after which a look that has not come back counts as a share that does not answer."""


class Sharing(QObject):
    """`place` holds its line above every screen; `looked` carries what the last look brought."""

    looked = Signal(object)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._since: float | None = None
        self._office: Any = None
        self._line: tuple[str, str, str] = ("", "", "")
        self.last: Looked | None = None
        self.place = QWidget()
        self._lines = QVBoxLayout(self.place)
        self._lines.setContentsMargins(24, 0, 24, 0)
        self.place.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._tick)
        self._hears: Any = None
        self._heard_at = self._not_before = self._pause = 0.0
        self._again = False
        window.shown.connect(self._on_shown)
        window.desk.dressing.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def _on_shown(self, _screen: str) -> None:
        """A screen is shown: look at the share of its office now and then, if it has one."""
        office = self._window.office
        if office is not None and office.told:
            self._window.tell(office.told)
            office.told = ""
        if self._timer.isActive() or office is None:
            return
        from immdesk.office import sharing

        if sharing.is_shared(office):
            self._timer.start()
            self.look()

    def forget(self) -> None:
        """Let go of everything: the office is being closed."""
        self._timer.stop()
        self._office = self._hears = None
        self._since = None
        self._not_before = self._pause = 0.0
        self._again = False
        self.last = None
        self._show("", "", "")

    @Slot()
    def _tick(self) -> None:
        """Look, unless a server is listened to, or was away and is given a little time."""
        told = self._hears is not None and self._hears is self._window.office
        if self._since is not None or not (told or monotonic() < self._not_before):
            self.look()

    @Slot()
    def look(self) -> None:
        """Look at the share, unless the last look has not come back."""
        office = self._window.office
        if office is None or self._window.lock.on or office.locked:
            return
        from immdesk.office import sharing

        if self._since is not None and self._office is office:
            if monotonic() - self._since > HANGS:
                sharing.hangs(office)
                self._tell(sharing.row(office))
            return
        sharing.hurry(office, self._window.work.hurry)
        self._since, self._office = monotonic(), office
        screen_id, ref = self._window.place()
        case_id = ref.partition("/")[0] if screen_id == "case" else ""
        self._window.work.run_apart(
            self,
            sharing.look,
            office,
            case_id,
            done=partial(self._done, office),
            failed=partial(self._failed, office),
        )

    def _done(self, office: Any, looked: Looked) -> None:
        if self._office is not office:
            return
        self._since = None
        self.last = looked
        self._tell(looked.row)
        if looked.changed is not None:
            self._window.desk.changed(looked.changed)
        self.looked.emit(looked)
        if looked.row.home == "server":
            self._go_on(office, looked.row.kind == "well")

    def _go_on(self, office: Any, well: bool) -> None:
        """Listen for news of a server that answers; give one that does not longer and longer pauses."""
        if not well:
            self._pause = min(LONGEST, max(EVERY / 1000, 2 * self._pause))
            self._not_before = monotonic() + self._pause
            return
        self._pause = 0.0
        if self._again:
            self._again = False
            self.look()
        elif self._hears is None and monotonic() >= self._not_before:
            from immdesk.office import sharing

            self._hears, self._heard_at = office, monotonic()
            self._window.work.run_apart(
                self, sharing.news, office, done=partial(self._heard, office), failed=self._deaf
            )

    def _heard(self, office: Any, news: bool) -> None:
        if self._hears is not office:
            return
        self._hears = None
        if not news and monotonic() - self._heard_at < 1.0:  # the server hung up: no hurry
            self._not_before = monotonic() + EVERY / 1000
            return
        self._again = self._since is not None
        self.look()

    def _deaf(self, error: BaseException) -> None:
        self._hears = None
        self._not_before = monotonic() + LONGEST
        if not isinstance(error, Problem):
            self._window.desk.problem(error)

    def _failed(self, office: Any, error: BaseException) -> None:
        if self._office is not office:
            return
        self._since = None
        if not isinstance(error, Problem):
            self._timer.stop()
            self._window.desk.problem(error)

    def _tell(self, row: SharingRow) -> None:
        """Show one line above every screen: what is wrong, else what waits, else who is in this case too."""
        if row.kind not in ("well", "alone"):
            self._show(" ".join((row.happened, row.means, row.do)), "warn", _("Look at it…"))
        elif row.held:
            words = n_(
                "{n} change that you made away waits for your choice.",
                "{n} changes that you made away wait for your choice.",
                row.held,
            )
            self._show(words, "warn", _("Choose…"))
        else:
            self._show(self._also_here(), "info", "")

    def _also_here(self) -> str:
        screen_id, ref = self._window.place()
        colleagues = self.last.colleagues if self.last else ()
        names = [one.who for one in colleagues if one.case_id == ref.partition("/")[0]]
        if screen_id != "case" or not names:
            return ""
        return _("{names} has this case open as well.").format(names=", ".join(dict.fromkeys(names)))

    def _show(self, text: str, level: str, action: str) -> None:
        if self._line == (text, level, action):
            return
        self._line = (text, level, action)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        text, level, action = self._line
        clear_layout(self._lines)
        self.place.setVisible(bool(text))
        if text:
            self._lines.addWidget(Banner(text, level, action, partial(self._window.desk.go, "sharing", "")))
