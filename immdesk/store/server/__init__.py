"""One office with many desks in PostgreSQL: the server keeps the records and the log, and who may see what.

Each desk still reads from its own encrypted copy, as on a shared folder; what differs is where a number of
the log is claimed (`log.py`) and that the server itself refuses what a role may not do (`rights.py`).
"""
