"""Sockets that listen on loopback, to a function for each connection: one thread accepts, each connection has its own."""

import selectors
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

Serve = Callable[[Any, socket.socket, tuple[str, int]], None]  # what was registered, the connection, who comes


class Listeners:
    """Accepts until its block ends."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._listening: list[socket.socket] = []
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def listen(self, address: str = "127.0.0.1") -> socket.socket:
        """A socket at a port of its own; nobody is accepted before `begin`."""
        listener = socket.create_server((address, 0), backlog=128)
        self._listening.append(listener)
        return listener

    def begin(self, listener: socket.socket, what: object) -> None:
        """Serves what comes to a socket; `what` is given to the function that serves."""
        self._selector.register(listener, selectors.EVENT_READ, (listener, what))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wake.send(b"x")
        self._thread.join()
        for listener in self._listening:
            listener.close()
        self._selector.close()
        self._wake.close()
        self._woken.close()

    def _accept(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return
                listener, what = key.data
                with suppress(OSError):
                    connection, address = listener.accept()
                    threading.Thread(target=self._serve, args=(what, connection, address), daemon=True).start()
