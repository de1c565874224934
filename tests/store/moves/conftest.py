"""The server of the tests of moves, and an empty database on it."""

from tests.store.server.conftest import database, server

__all__ = ["database", "server"]
