"""One desk for each office folder on a computer: a second start brings the first window to the front."""

from __future__ import annotations

import getpass
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

LOCK = "desk.lock"
_SOON = 500  # milliseconds to wait for the other desk's answer


class OneDesk(QObject):
    """Holds the claim on one office folder. `called` comes when a second start asks for this window."""

    called = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)

    def claim(self, folder: Path) -> None:
        """Claim an office folder, giving back the one before. Raises Refused when another desk has it open.

        A folder in which nothing can be written is not claimed, and not refused for that.
        """
        folder = folder.resolve()
        if folder == self._folder:
            return
        self.give_back()
        lock = QLockFile(str(folder / LOCK))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
            raise _taken(folder, lock)
        self._folder, self._lock = folder, lock
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def give_back(self) -> None:
        """Let another desk open the folder."""
        self._server.close()
        if self._lock is not None and self._lock.isLocked():
            self._lock.unlock()
        self._folder, self._lock = None, None

    @Slot()
    def _on_call(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnectFromServer()
            caller.deleteLater()
        self.called.emit()


def call_other(folder: Path) -> bool:
    """Ask the desk that has this folder open to come to the front; say whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder.resolve()))
    there = socket.waitForConnected(_SOON)
    socket.abort()
    return there


def _taken(folder: Path, lock: QLockFile) -> Refused:
    process, computer, _program = lock.getLockInfo()
    if call_other(folder):
        return Refused(
            _("This office is open on this computer already."),
            _("Its window was brought to the front."),
            _("Go on there."),
        )
    if process:
        return Refused(
            _("This office is open on another desk ({computer}).").format(computer=computer),
            _("Two desks in one folder would disturb one another, so it was not opened."),
            _("Close it there. If that computer has crashed, delete the file {name} in the folder.").format(
                name=LOCK
            ),
        )
    return Refused(
        _("This office may be open on another desk."),
        _("It was not opened."),
        _("Close it there. If nobody has it open, delete the file {name} in the folder.").format(name=LOCK),
    )


def _name(folder: Path) -> str:
    digest = blake2b(f"{getpass.getuser()} {folder}".encode("utf-8", "surrogateescape"), digest_size=10)
    return f"immdesk-{digest.hexdigest()}"
