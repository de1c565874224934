"""Memory: the encrypted database, the record of change, keys, attachments and backups."""

from immdesk.store.home import Store, create_store, open_store

__all__ = ["Store", "create_store", "open_store"]
