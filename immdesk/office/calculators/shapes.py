"""The shapes of a calculator's sheet, by the names under which the calculators know them."""

from __future__ import annotations

from immdesk.basics.calculation import (
    Ask,
    Band,
    BandKind,
    Chart,
    Field,
    Line,
    Sheet,
    Table,
    Tone,
)

__all__ = ["Ask", "Band", "BandKind", "Chart", "Field", "Line", "Sheet", "Table", "Tone"]
