"""This desk follows the keys of the office: which one counts at the operation up to which its copy goes."""

from __future__ import annotations

from datetime import date

from immdesk.basics import shown
from immdesk.store.engine import Connection
from immdesk.store.epochs import LeftOut, OfficeKeys, Told, epochs_in, told_in
from immdesk.store.share import key_files
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.replica import head_of
from immdesk.store.share.trouble import Trouble


class KeysHere:
    """What this desk knows of the office's keys; `since` is the day of one that is not for it, ISO."""

    def __init__(self, known: OfficeKeys | None = None) -> None:
        self.known, self.since = known, ""

    def follow(self, connection: Connection, keys: LogKeys) -> LogKeys:
        """Give the keys that count where this copy follows the log. Raises Trouble: left or new_key."""
        if self.known is None:
            return keys
        epochs = told_in(connection.execute, head_of(connection)[0])
        if len(epochs) == keys.epoch and self.known.followed == len(epochs):
            return keys
        return self._learned(epochs).at(keys, len(epochs))

    def from_share(self, share: ShareFolder, keys: LogKeys) -> LogKeys:
        """Learn from the ways in on the share, for a desk that was away while the log was folded.

        What they say is believed when the copy of the office there fits it. Raises Away or Trouble.
        """
        if self.known is None:
            raise Trouble("new_key", 0)
        return self._learned(epochs_in(key_files.newest(share)[1]), follow=False).at(keys, keys.epoch)

    def when(self, connection: Connection, keys: LogKeys, seq: int) -> LogKeys:
        """Give the keys with which operation `seq` stands on the share."""
        return keys.at(len(told_in(connection.execute, seq - 1)), keys.ring) if keys.epoch else keys

    def day(self) -> str:
        """Give the day of the key that is not for this desk, as it is shown."""
        return shown.on_screen(date.fromisoformat(self.since)) if self.since else "?"

    def at(self, keys: LogKeys, epoch: int) -> LogKeys:
        """Give the keys of the log at key number `epoch`."""
        assert self.known is not None
        return keys.at(epoch, self.known.ring)

    def _learned(self, epochs: list[Told], *, follow: bool = True) -> KeysHere:
        assert self.known is not None
        try:
            if follow:
                self.known.follow(epochs)
            else:
                self.known.learn(epochs)
        except LeftOut as out:
            self.since = out.on
            raise Trouble("left" if out.gone else "new_key", 0) from None
        return self
