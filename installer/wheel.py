"""Puts `resources/` into a wheel of ImmDesk; a checkout installed in place reads them where they are."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShipResources(BuildHookInterface[Any]):
    """Called by hatchling while it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the resources, unless the wheel only points back at the checkout."""
        if version != "editable":
            build_data["force_include"]["resources"] = "immdesk/_resources"
