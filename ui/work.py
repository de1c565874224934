"""Work off the screen: one queue for the office's records, a pool for pure work, progress with cancel."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from immdesk.basics.watched import Progress

T = TypeVar("T")

PATIENCE = 1.5
"""Seconds that a change waits for a network; then it is kept on this computer and sent later."""


class Job(QObject):
    """One piece of work on its way. Its results arrive on the screen's own thread, or not at all
    when the one who asked has gone."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    broke = Signal(object)
    ended = Signal(object)

    def __init__(self, work: Work, who: QObject, title: str) -> None:
        super().__init__(work)
        self.title, self.cancelled = title, False
        self._who = who
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[BaseException], None] | None = None
        self._progress: Progress | None = None
        self.succeeded.connect(self._on_succeeded)
        self.broke.connect(self._on_broke)
        self.progressed.connect(self._on_progressed)

    def answer_to(
        self,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        progress: Progress | None,
    ) -> None:
        """Remember who is told what."""
        self._done, self._failed, self._progress = done, failed, progress

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that never looks goes on to its end."""
        self.cancelled = True

    def is_cancelled(self) -> bool:
        """Say whether somebody pressed Cancel. Safe from any thread."""
        return self.cancelled

    @Slot(object)
    def _on_succeeded(self, result: Any) -> None:
        self.ended.emit(self)
        if self._done is not None and shiboken6.isValid(self._who):
            self._done(result)

    @Slot(object)
    def _on_broke(self, error: BaseException) -> None:
        self.ended.emit(self)
        if not shiboken6.isValid(self._who):
            return
        if self._failed is None:
            raise error
        self._failed(error)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if self._progress is not None and shiboken6.isValid(self._who):
            self._progress(done, total, text)


class _Run(QRunnable):
    def __init__(self, job: Job, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        super().__init__()
        self.job, self._function, self._args = job, function, args

    def run(self) -> None:
        job = self.job
        try:
            result = self._function(*self._args)
        except BaseException as error:
            _tell(job, "broke", error)
        else:
            _tell(job, "succeeded", result)


def _tell(job: Job, how: str, value: object) -> None:
    """Emit a signal of the job; work that runs apart may end when the desk is closed and nobody listens."""
    try:
        getattr(job, how).emit(value)
    except RuntimeError:
        if shiboken6.isValid(job):
            raise


class _Part(QRunnable):
    """A piece of pure work beside work under way, which waits for it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work, self._ended = work, Event()
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._result = self._work()
        except BaseException as error:
            self._error = error
        self._ended.set()

    def ended(self, seconds: float) -> bool:
        """Wait for the end, at most so long; say whether it came."""
        return self._ended.wait(seconds)

    def result(self) -> Any:
        """Wait for the end; give the result, or raise what went wrong."""
        self._ended.wait()
        if self._error is not None:
            raise self._error
        return self._result


class Work(QObject):
    """Everything that runs beside the screen. `started` and `ended` feed the status bar."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue, self._pool, self._besides = QThreadPool(self), QThreadPool(self), QThreadPool(self)
        self._apart, self._late = QThreadPool(), list[_Part]()
        self._apart.setMaxThreadCount(8)
        self._queue.setMaxThreadCount(1)
        self._queue.setExpiryTimeout(-1)
        self._jobs: list[Job] = []
        self._held: list[tuple[QThreadPool, _Run]] | None = None

    def run(
        self,
        who: QObject,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Progress | None = None,
        title: str = "",
        reports: bool = False,
    ) -> Job:
        """Run `function(*args)` in the one queue of the office, in the order asked; give its Job.

        `done(result)` or `failed(error)` is called on the screen's thread unless `who` has been deleted.
        With `reports`, the function gets two more arguments: `progress(done, total, text)`, shown
        in the status bar and handed to `progress`, and `cancelled() -> bool`.
        """
        return self._start(self._queue, who, function, args, (done, failed, progress), title, reports)

    def run_pure(
        self,
        who: QObject,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progress: Progress | None = None,
        title: str = "",
        reports: bool = False,
    ) -> Job:
        """Run work that touches no record (a picture, a big file) beside the queue; as `run`."""
        return self._start(self._pool, who, function, args, (done, failed, progress), title, reports)

    def beside(self, work: Callable[[], T], /) -> Callable[[], T]:
        """Begin pure work on a thread of its own, for work under way; give what waits for its result.

        See `immdesk.basics.beside.Beside`.
        """
        part = _Part(work)
        self._besides.start(part)
        return part.result

    def run_apart(
        self,
        who: QObject,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Run work that a network may hold up for ever: nothing waits for it, not even the desk's end."""
        job = Job(self, who, "")
        job.answer_to(done, failed, None)
        job.ended.connect(job.deleteLater)
        self._apart.start(_Run(job, function, args))
        return job

    def hurry(self, call: Callable[[], T]) -> T:
        """Do a call to a network on a thread of its own; raises TimeoutError when it takes too long.

        What it was doing then goes on and ends by itself, or never.
        """
        part = _Part(call)
        self._late.append(part)
        self._apart.start(part)
        if not part.ended(PATIENCE):
            raise TimeoutError
        self._late.remove(part)
        return cast("T", part.result())

    def is_held_up(self) -> bool:
        """Say whether a network holds up a thread, so that the program cannot end in the ordinary way."""
        return not self._apart.waitForDone(100)

    def run_while_held(
        self,
        who: QObject,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Run the one thing that may run while all other work is held: unlocking the office."""
        held, self._held = self._held, None
        try:
            return self._start(self._pool, who, function, args, (done, failed, None), "", False)
        finally:
            self._held = held

    def announce(self, who: QObject, title: str = "") -> Job:
        """Give a job for long work that is made of many short pieces; its maker emits `ended` at the end."""
        job = Job(self, who, title)
        job.ended.connect(self._on_ended)
        self._jobs.append(job)
        self.started.emit(job)
        return job

    def name(self, job: Job, title: str) -> None:
        """Let a job that was silent until now be seen in the status bar."""
        job.title = title
        self.started.emit(job)

    def hold(self) -> None:
        """Begin no work from now on: what is asked for waits for `release`, in its order."""
        if self._held is None:
            self._held = []

    def release(self, *, drop: bool = False) -> None:
        """Begin what was asked for meanwhile; with `drop`, forget it."""
        held, self._held = self._held or [], None
        for pool, run in held:
            if drop:
                run.job.deleteLater()
            else:
                self._begin(pool, run)

    def busy(self) -> tuple[Job, ...]:
        """Give the jobs that have not ended."""
        return tuple(self._jobs)

    def cancel_all(self) -> None:
        """Ask all work to stop, as the window does when it closes."""
        for job in self._jobs:
            job.cancel()

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Wait for the threads to end; say whether they did."""
        return all(one.waitForDone(milliseconds) for one in (self._queue, self._pool, self._besides))

    def _start(
        self,
        pool: QThreadPool,
        who: QObject,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        told: tuple[Any, Any, Any],
        title: str,
        reports: bool,
    ) -> Job:
        job = Job(self, who, title)
        job.answer_to(*told)
        job.ended.connect(self._on_ended)
        if reports:
            args = (*args, job.progressed.emit, job.is_cancelled)
        run = _Run(job, function, args)
        if self._held is None:
            self._begin(pool, run)
        else:
            self._held.append((pool, run))
        return job

    def _begin(self, pool: QThreadPool, run: _Run) -> None:
        self._jobs.append(run.job)
        self.started.emit(run.job)
        pool.start(run)

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        self.ended.emit(job)
        job.deleteLater()
