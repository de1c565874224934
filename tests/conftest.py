"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the checkout: real blank forms, worked vectors, bulletins."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference folder `shared` beside the checkout (real forms and vectors)")
    return SHARED
