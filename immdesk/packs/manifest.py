"""What a pack says of itself: its name, its edition and version, until when it is good."""

from __future__ import annotations

from datetime import date

from immdesk.basics.strictyaml import Shape


class Manifest(Shape):
    """The file `pack.yaml` at the top of a pack.

    `version` orders the issues of a pack ("2026.11.21", "2026.11.21.2"); left out, it is the edition's day.
    After `valid_until` every date that the pack makes says "verify". `requires` is the oldest ImmDesk that
    can read it.
    """

    pack: str
    title: str
    edition: date
    language: str
    version: str = ""
    valid_until: date | None = None
    requires: str = ""

    @property
    def issue(self) -> str:
        """Give the version, or the edition's day written as one."""
        return self.version or f"{self.edition.year}.{self.edition.month}.{self.edition.day}"
