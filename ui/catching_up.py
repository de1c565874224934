"""Lets the law look again at the cases that changed, in short pieces between which others have their turn."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.window import Window
    from ui.work import Job

PIECE = 0.15
"""Seconds that one piece may take of the queue in which a person's own changes wait too."""

REST = 30
"""Milliseconds between two pieces, for the keyboard and the screen."""

MANY = 100
"""So many cases are worth a line in the status bar, with Cancel; it goes on at the next change."""

AGAIN = 30.0
"""Seconds after which the screens read again while a long backlog is worked off."""


class CatchingUp(QObject):
    """Follows the record beside the screen: the search index, what the law says, the words on pages."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._long: Job | None = None
        self._todo: list[str] = []
        self._all = self._count = 0
        self._told_at, self._asked_again = 0.0, False

    @Slot()
    def start(self) -> None:
        """Begin, or begin again after what is under way."""
        window = self._window
        if window.office is None or window.desk.locked:
            return
        if self._long is not None:
            self._asked_again = True
            return
        self._asked_again = False
        self._long = window.work.announce(self)
        self._aside(_follow_index, self._look)

    # -- private ------------------------------------------------------------------------------

    def _aside(self, function: Any, then: Any) -> None:
        """Do what needs no place in the queue."""
        job, office = self._long, self._window.office
        if job is None or self._must_stop():
            self._end()
            return
        self._window.work.run_pure(self, function, office, job.is_cancelled, done=then, failed=self._failed)

    def _look(self, _whole: object) -> None:
        if self._must_stop():
            self._end()
            return
        from immdesk.office import computed

        self._window.work.run(
            self, computed.waiting, self._window.office, done=self._begin, failed=self._failed
        )

    def _begin(self, todo: list[str]) -> None:
        self._todo, self._all, self._count = todo, len(todo), 0
        self._told_at = monotonic()
        if self._long is not None and self._all >= MANY:
            self._window.work.name(self._long, _("Working out the dates of {n} cases").format(n=self._all))
        self._step()

    @Slot()
    def _step(self) -> None:
        job = self._long
        if job is None or self._must_stop():
            self._end()
        elif not self._todo:
            self._aside(_read_pages, self._read)
        else:
            from immdesk.office import computed

            args = (self._window.office, self._todo, PIECE, job.is_cancelled)
            self._window.work.run(
                self, computed.catch_up_a_while, *args, done=self._stepped, failed=self._failed
            )

    def _stepped(self, done: int) -> None:
        self._count += done
        if self._long is not None:
            self._long.progressed.emit(self._all - len(self._todo), self._all, "")
        if self._count and monotonic() - self._told_at > AGAIN:
            self._tell()
        QTimer.singleShot(REST if self._todo else 0, self._step)

    def _read(self, _done: object) -> None:
        self._end()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._window.desk.problem(error)

    def _must_stop(self) -> bool:
        window, job = self._window, self._long
        return window.office is None or window.desk.locked or job is None or job.cancelled

    def _end(self) -> None:
        job, self._long = self._long, None
        self._todo = []
        if job is not None:
            job.ended.emit(job)
        if self._window.office is None or self._window.desk.locked:
            return
        self._tell()
        if self._asked_again:
            QTimer.singleShot(0, self.start)

    def _tell(self) -> None:
        from immdesk.office.rows import Changed

        self._told_at = monotonic()
        if self._count:
            self._count = 0
            self._window.refresh(Changed(tables=frozenset({"finding_cache"})))


def _follow_index(office: Any, cancelled: Any) -> bool:
    from immdesk.office import search

    return search.keep_current(office, cancelled=cancelled)


def _read_pages(office: Any, cancelled: Any) -> None:
    from immdesk.office import search_pages

    search_pages.read_pages(office, cancelled)
