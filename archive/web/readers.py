"""Connections of our pages' own: a few threads beside Datasette's, so that somebody's long query keeps no page waiting."""

import asyncio
import sqlite3
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from archive.schema import register_functions
from archive.search.functions import register_search

T = TypeVar("T")

_THREADS = 3
_CACHE_KIB = 16_384


class Readers:
    """Asks a database for reading only; each thread has a connection of its own."""

    def __init__(self, path: Path, *, is_fixed: bool) -> None:
        self._address = f"{path.resolve().as_uri()}?{'immutable=1' if is_fixed else 'mode=ro'}"
        self._threads = ThreadPoolExecutor(_THREADS, "nianbao-reader")
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        weakref.finalize(self, _end, self._threads, self._opened)

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: question(self._connection()))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._address, uri=True, isolation_level=None, check_same_thread=False)
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            register_functions(connection)
            register_search(connection)
            self._own.connection = connection
            self._opened.append(connection)
        return connection


def readers(datasette: Any, database: str) -> Readers:
    """Those of one Datasette, made when they are first asked for."""
    known = _KNOWN.get(datasette)
    if known is None:
        served = datasette.get_database(database)
        known = _KNOWN[datasette] = Readers(Path(served.path), is_fixed=not served.is_mutable)
    return known


_KNOWN: "weakref.WeakKeyDictionary[Any, Readers]" = weakref.WeakKeyDictionary()


def _end(threads: ThreadPoolExecutor, opened: list[sqlite3.Connection]) -> None:
    threads.shutdown()
    for connection in opened:
        connection.close()
