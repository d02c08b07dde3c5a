"""What keeps Datasette's own pages in bounds: limits on what a query may hold, headers, and failures without innards."""

import logging
import sqlite3
import weakref
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

Application = Callable[..., Awaitable[None]]

_LONGEST_VALUE = 16 << 20  # of one value; the longest text of a report is far shorter
_MOST_BYTES = 64 << 20  # of all values of one answer
_MAKING_MUCH_OF_NOTHING = frozenset(("randomblob", "zeroblob", "printf", "format"))
# Datasette's pages have scripts in them
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS: Mapping[bytes, bytes] = {
    b"content-security-policy": _POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}
_LOG = logging.getLogger(__name__)


def limit(connection: sqlite3.Connection) -> None:
    """Bounds what one query may build and bring, which its time alone does not."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.set_authorizer(_allowed)
    connection.row_factory = _Rows()


def _allowed(action: int, _: str | None, function: str | None, *__: object) -> int:
    is_refused = action == sqlite3.SQLITE_FUNCTION and (function or "").lower() in _MAKING_MUCH_OF_NOTHING
    return sqlite3.SQLITE_DENY if is_refused else sqlite3.SQLITE_OK


class _Rows:
    """Makes rows as Datasette wants them, and stops an answer that grows beyond measure."""

    def __init__(self) -> None:
        self._cursor: weakref.ref[sqlite3.Cursor] | None = None
        self._bytes = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor, self._bytes = weakref.ref(cursor), 0
        self._bytes += sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._bytes > _MOST_BYTES:
            raise sqlite3.OperationalError("the answer is too large; ask for less")
        return sqlite3.Row(cursor, values)


def with_headers(application: Application) -> Application:
    """Every answer says what a browser may do with it; an answer of ours has said so already."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                given: Sequence[tuple[bytes, bytes]] = message.get("headers") or []
                named = {name.lower() for name, _ in given}
                added = [(name, value) for name, value in _HEADERS.items() if name not in named]
                message = {**message, "headers": [*given, *added]}
            await send(message)

        await application(scope, receive, sending)

    return wrapped


def failure(request: Request, error: Exception) -> Response | None:
    """What a reader sees of a mistake in the program: that there was one. None for what Datasette means to say."""
    if isinstance(error, Base400 | DatasetteError):
        return None
    _LOG.error("%s could not be shown", request.path, exc_info=error)
    words = "This cannot be answered as it was asked."
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": words, "status": 500}, status=500)
    return Response.html(f"<!doctype html><title>500</title><h1>500</h1><p>{words}</p>", status=500)
