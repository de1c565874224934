"""The server of the tests of an office in PostgreSQL, and an empty database on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import MISSING, Server, is_here, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server; skipped, with the reason printed, where PostgreSQL is not installed."""
    if not is_here():
        pytest.skip(MISSING)
    with running_server() as running:
        yield running


@pytest.fixture
def database(server: Server) -> str:
    """An empty database."""
    return server.make_database()
