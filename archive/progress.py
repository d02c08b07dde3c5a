"""A line on standard error that tells how far long work has come: redrawn on a terminal, silent elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY_SECONDS = 0.5
_CLEAR_LINE = "\r\x1b[K"


@contextmanager
def progress(line: Callable[[], str]) -> Iterator[None]:
    """Shows `line()` while the block runs."""
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
