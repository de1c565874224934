"""The office moved from one home to another: this computer alone, a shared folder, a server.

One operation says that the office moves, and claiming its number in the old home is the move: whoever was
quicker is in, whoever comes later is told where the office went.
"""
