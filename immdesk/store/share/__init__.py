"""One office with many desks on a shared folder: an ordered log of operations that nobody can overwrite.

What happens is in `publisher.py`; the log in `op_file.py` and `folder.py`; what another desk did is taken in
by `pulling.py`, and work done away is put on top of it by `rebase.py`. Design and measurements: a desk is
never made to wait for the share, reading is always local, and no clock is relied on.
"""
