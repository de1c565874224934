"""The keyring of a test: an in-memory one that stands in for the system's, trusted or not."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class MemoryKeyring(KeyringBackend):
    """Stands in for the system's keyring."""

    priority = 1

    def __init__(self):
        self.secrets = {}

    def set_password(self, service, username, password):
        self.secrets[service, username] = password

    def get_password(self, service, username):
        return self.secrets.get((service, username))

    def delete_password(self, service, username):
        del self.secrets[service, username]


KIND = (MemoryKeyring.__module__, "MemoryKeyring")
