"""The ports of the sample portals: held as long as they are up, and open only while somebody is to be let in."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack

HOST = "127.0.0.1"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Door:
    """One port, another where it is taken; a door that never `opens` refuses whoever comes.

    Its holder never listens: while the door is shut all are refused, and yet nobody else gets the port.
    """

    def __init__(self, port: int, undo: ExitStack, *, opens: bool) -> None:
        try:
            self._holder, self._listener = _held(port, opens=opens)
        except OSError:
            self._holder, self._listener = _held(0, opens=opens)
        undo.callback(self._holder.close)
        self.port: int = self._holder.getsockname()[1]
        self._server: asyncio.Server | None = None

    async def open(self, serve: Serve, most_head: int) -> None:
        """Lets in whoever comes."""
        if self._server is None:
            listener = self._listener or _bound(self.port, shared=True)
            self._server = await asyncio.start_server(serve, sock=listener, limit=most_head)

    async def shut(self) -> None:
        """Lets nobody in from now on."""
        if self._server is not None:
            self._server.close()
        elif self._listener is not None:
            self._listener.close()
        self._server = self._listener = None


def _held(port: int, *, opens: bool) -> tuple[socket.socket, socket.socket | None]:
    holder = _bound(port, shared=opens)
    if not opens:
        return holder, None
    try:
        listener = _bound(holder.getsockname()[1], shared=True)
        listener.listen()  # at once: a port on which nobody listens can be shared
    except OSError:
        holder.close()
        raise
    return holder, listener


def _bound(port: int, *, shared: bool) -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, shared)  # past connections do not hold the port
        one.bind((HOST, port))
    except OSError:
        one.close()
        raise
    return one
