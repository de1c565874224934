"""The shipped rules, read once."""

from __future__ import annotations

import pytest

from immdesk.basics.paths import resource
from immdesk.packs.library import Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library([resource("packs", "us")])
