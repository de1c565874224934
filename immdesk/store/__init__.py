"""Memory: the office's encrypted database, its operations, keys and backups."""
