"""How the program speaks to people: counted things, and how far long work has come."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY_SECONDS = 0.5
_CLEAR_LINE = "\r\x1b[K"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "finding"), counted(24_000, "snapshot")
    ('1 finding', '24,000 snapshots')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def progress(line: Callable[[], str]) -> Iterator[None]:
    """Shows `line()` on standard error while the block runs: redrawn on a terminal, silent elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()

    def show() -> None:
        while not done.wait(_EVERY_SECONDS):
            print(f"{_CLEAR_LINE}{line()}", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)
