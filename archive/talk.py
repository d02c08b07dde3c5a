"""How the program speaks to people: counted things, and how far long work has come."""

import sys
import threading
from collections.abc import Callable
from typing import Self, TextIO

_EVERY_SECONDS = 0.5
_CLEAR_LINE = "\r\x1b[K"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "finding"), counted(24_000, "snapshot")
    ('1 finding', '24,000 snapshots')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class Progress:
    """Shows `line()` on standard error while its block runs: redrawn on a terminal, silent elsewhere."""

    def __init__(self, line: Callable[[], str]) -> None:
        self._line = line
        self._done = threading.Event()
        self._drawing = threading.Lock()
        self._thread = threading.Thread(target=self._redraw, daemon=True) if sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread:
            self._done.set()
            self._thread.join()
            self._draw("")

    def print(self, text: str, file: TextIO | None = None) -> None:
        """Prints a line of its own, not into the middle of the progress."""
        with self._drawing:
            if self._thread:
                self._draw("")
            print(text, file=file, flush=True)

    def _redraw(self) -> None:
        while not self._done.wait(_EVERY_SECONDS):
            with self._drawing:
                self._draw(self._line())

    def _draw(self, text: str) -> None:
        print(f"{_CLEAR_LINE}{text}", end="", file=sys.stderr, flush=True)
