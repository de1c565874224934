"""The timeline in the calendar: by what its rows stand, how near it is, and what its bands mean."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from immdesk.basics.timeline_drawn import band_words
from immdesk.basics.words import _
from ui import theme
from ui.calendar.chart_pen import ChartPen, Known
from ui.calendar.timeline import TimelineView
from ui.parts.buttons import button
from ui.parts.flow import Flow
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.basics.timeline import BandKind, Timeline
    from immdesk.office.timelines import By
    from immdesk.settings import Settings

_BY: tuple[By, ...] = ("case", "person", "employer")


class TimelinePane(QWidget):
    """The timeline below its few buttons. `regrouped` says that the rows are to stand by something else."""

    regrouped = Signal()

    def __init__(self, today: date, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.view = TimelineView(today)
        zoom = settings.get("timeline_zoom")
        if zoom.isdecimal():
            self.view.set_zoom(int(zoom))
        self.view.zoomed.connect(self._on_zoomed)
        self._rows = QComboBox()
        self._rows.setAccessibleName(_("Rows of the timeline"))
        titles = {"case": _("By case"), "person": _("By person"), "employer": _("By employer")}
        for word, title in titles.items():
            self._rows.addItem(title, word)
        self._rows.setCurrentIndex(max(0, self._rows.findData(settings.get("timeline_rows"))))
        self._rows.activated.connect(self._on_rows)
        bar = QWidget()
        flow = Flow()
        bar.setLayout(flow)
        flow.addWidget(self._rows)
        flow.addWidget(button("−", partial(self._zoom, -1), name=_("Show more days")))
        flow.addWidget(button("+", partial(self._zoom, 1), name=_("Show fewer days")))
        for one in band_legend(self, ("window", "grace")):
            flow.addWidget(one)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(bar)
        down.addWidget(self.view, 1)

    def by(self) -> By:
        """Give by what the rows stand: case, person or employer."""
        return _BY[self._rows.currentIndex()]

    def put(self, chart: Timeline, today: date) -> None:
        """Show a timeline."""
        self.view.set_chart(chart, today)

    def _zoom(self, step: int) -> None:
        self.view.set_zoom(self.view.zoom() + step)

    def _on_zoomed(self, zoom: int) -> None:
        self._settings.set("timeline_zoom", str(zoom))

    def _on_rows(self, _place: int) -> None:
        self._settings.set("timeline_rows", self.by())
        self.regrouped.emit()


def band_legend(widget: QWidget, kinds: tuple[BandKind, ...]) -> list[QWidget]:
    """Give a picture and the words of each kind of band."""
    found: list[QWidget] = []
    for kind in kinds:
        shape = _Swatch(kind)
        found += [shape, label(band_words(kind), small=True, quiet=True)]
    return found


class _Swatch(QLabel):
    """A little band, drawn by the pen that draws the bands."""

    def __init__(self, kind: BandKind) -> None:
        super().__init__()
        made = QPixmap(44, 24)
        look = theme.look_of()
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        ChartPen(painter, look, self.font(), Known()).band(1, 1, 42, 22, kind, False)
        painter.end()
        made.setDevicePixelRatio(2.0)
        self.setPixmap(made)
        self.setAccessibleName(band_words(kind))
