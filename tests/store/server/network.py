"""A network between a desk and its server that a test can cut: it drops connections, or swallows all."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Network:
    """Listens on `port` and passes on to the server; `cut` drops, `swallow` says nothing, `mend` heals."""

    def __init__(self, server_port: int) -> None:
        self._to, self._lock = server_port, threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._open, self._passes = True, threading.Event()
        self._passes.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Drop every connection, and every new one."""
        self._open = False
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _drop(*pair)

    def swallow(self) -> None:
        """Pass nothing on, and say nothing: packets are lost."""
        self._passes.clear()

    def mend(self) -> None:
        """Work again; what was swallowed arrives late."""
        self._open = True
        self._passes.set()

    def close(self) -> None:
        """Stop for good."""
        self.cut()
        self._passes.set()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _where = self._listening.accept()
            except OSError:
                return
            if not self._open:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(1 << 16):
                self._passes.wait()
                other.sendall(piece)
        _drop(one, other)


def _drop(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
