"""Work under way, at the right of the status bar: what, how far, and Cancel. Never a modal bar."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label
from ui.work import Job, Work

_SOON = 400  # milliseconds; shorter work is not worth a flicker


class ProgressLine(QWidget):
    """Shows the oldest named job that has run for a moment; jobs without a title stay silent."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, theme.S, 0)
        across.setSpacing(theme.S)
        self._words, self._bar = label("", quiet=True), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = button(_("Cancel"), self._on_cancel, link=True, name=_("Cancel the work under way"))
        for one in (self._words, self._bar, self._cancel):
            across.addWidget(one)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self._look)
        work.started.connect(self._on_started)
        work.ended.connect(self._on_ended)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if job.title:
            job.progressed.connect(self._on_progressed)
            self._timer.start()

    @Slot(object)
    def _on_ended(self, _job: Job) -> None:
        self._look()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if text:
            self._words.setText(text)

    @Slot()
    def _look(self) -> None:
        named = [job for job in self._work.busy() if job.title]
        if not named:
            self.hide()
            return
        self._words.setText(_("Stopping…") if named[0].cancelled else named[0].title)
        if self.isHidden():
            self._bar.setRange(0, 0)
        self._cancel.setEnabled(not named[0].cancelled)
        self.show()

    def _on_cancel(self) -> None:
        for job in self._work.busy():
            if job.title:
                job.cancel()
        self._look()
