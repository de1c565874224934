"""What a pack says of itself: its name, its edition, the language it is written in."""

from __future__ import annotations

from datetime import date

from immdesk.basics.strictyaml import Shape


class Manifest(Shape):
    """The file `pack.yaml` at the top of a pack."""

    pack: str
    title: str
    edition: date
    language: str
