"""How the program speaks to people: counted things, and how far long work has come."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TextIO

from archive.listing import width

_EVERY_SECONDS = 0.5
_LINE_START, _CLEAR_REST_OF_LINE, _CLEAR_BELOW = "\r", "\x1b[K", "\x1b[J"
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"  # a line that proves too wide must not become two
_CUT = ".."


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "finding"), counted(24_000, "snapshot")
    ('1 finding', '24,000 snapshots')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def megabytes(size: int) -> str:
    """A number of bytes, for people.

    >>> megabytes(1_234_567_890)
    '1,234.6 MB'
    """
    return f"{size / 1_000_000:,.1f} MB"


def cut(text: str, columns: int) -> str:
    """As much of a text as those columns of a terminal take.

    >>> cut("青禾县人民政府", 9), cut("short", 9)
    ('青禾县..', 'short')
    """
    if width(text) <= columns:
        return text
    kept, room = "", columns - len(_CUT)
    for letter in text:
        room -= width(letter)
        if room < 0:
            break
        kept += letter
    return kept + _CUT


def as_shown(text: str) -> str:
    """The text as standard error will show it, escaped where a terminal knows no Chinese; nothing moves its cursor."""
    encoding = sys.stderr.encoding or "ascii"
    known = text.encode(encoding, "backslashreplace").decode(encoding)
    return known if known.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in known)


def terminal_size() -> os.terminal_size:
    """Columns and lines of the terminal behind standard error, as they are now."""
    try:
        size = os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):  # no terminal, or a stand-in for one
        size = os.terminal_size((0, 0))
    return size if all(size) else os.terminal_size((80, 24))


class Progress:
    """Shows `text()` on standard error while its block runs: redrawn in place on a terminal, silent elsewhere.

    The text may have several lines; what does not fit the terminal is cut off. The cursor stays visible below the
    lines printed before, so that nothing has to be put right after a kill.
    """

    def __init__(self, text: Callable[[], str]) -> None:
        self._text = text
        self._shown: list[str] = []
        self._done = threading.Event()
        self._drawing = threading.Lock()
        self._thread = threading.Thread(target=self._redraw, daemon=True) if _is_drawable(sys.stderr) else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread:
            self._done.set()
            self._thread.join()
            with suppress(OSError, ValueError):  # the terminal is gone, and nothing is to be cleared
                self._draw([])

    def print(self, text: str, file: TextIO | None = None) -> None:
        """Prints a line of its own, not into the middle of the progress."""
        with self._drawing:
            shown = self._shown
            if self._thread:
                self._draw([])
            print(text, file=file, flush=True)
            if shown:
                self._draw(shown)

    def _redraw(self) -> None:
        while not self._done.wait(_EVERY_SECONDS):
            try:
                lines = self._text().split("\n")
                with self._drawing:
                    self._draw(lines)
            except RuntimeError:
                continue  # what it counts is being changed at this moment: the next drawing shows it
            except (OSError, ValueError):
                return  # the terminal is gone

    def _draw(self, lines: list[str]) -> None:
        """Puts lines in the place of those drawn before; the cursor stays at the end of the last one."""
        columns, rows = terminal_size()
        fitting = [cut(as_shown(line), columns - 1) for line in lines[: max(1, rows - 1)]]
        up = f"\x1b[{len(self._shown) - 1}A" if len(self._shown) > 1 else ""
        drawn = f"{_CLEAR_REST_OF_LINE}\n".join(fitting)
        print(f"{_NO_WRAP}{up}{_LINE_START}{drawn}{_CLEAR_BELOW}{_WRAP}", end="", file=sys.stderr, flush=True)
        self._shown = fitting


def _is_drawable(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
