"""A program on a real terminal, and what a person sees there: the least of a terminal that our drawing needs."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from unicodedata import east_asian_width

_PIECE = re.compile(r"\x1b\[(?P<number>\??\d*)(?P<command>[A-Za-z])|(?P<letter>.)", re.DOTALL)
_DRAWN = b"\x1b[?7h"  # how each drawing ends


class Screen:
    """Lines of letters, a wide one taking two columns; what scrolls off the top is in `gone`."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.gone: list[str] = []
        self._lines: list[list[str]] = [[]]
        self._row = self._column = 0
        self._wraps = True

    @property
    def lines(self) -> list[str]:
        return ["".join(line).rstrip() for line in self._lines]

    def feed(self, text: str) -> None:
        for piece in _PIECE.finditer(text):
            if piece["letter"]:
                self._letter(piece["letter"])
            else:
                self._command(piece["command"], piece["number"])

    def resize(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._lines = [line[:columns] for line in self._lines]
        while len(self._lines) > rows:
            self._scroll()

    def _letter(self, letter: str) -> None:
        if letter == "\r":
            self._column = 0
        elif letter == "\n":
            self._row += 1
            if self._row == len(self._lines):
                self._lines.append([])
            if len(self._lines) > self.rows:
                self._scroll()
        else:
            cells = [letter, ""] if east_asian_width(letter) in "WF" else [letter]
            if self._column + len(cells) > self.columns:
                assert self._wraps, "a line is wider than the terminal"
                self._letter("\n")
                self._column = 0
            line = self._lines[self._row]
            line += [" "] * (self._column - len(line))
            line[self._column : self._column + len(cells)] = cells
            self._column += len(cells)

    def _command(self, command: str, number: str) -> None:
        if command == "A":
            self._row = max(0, self._row - int(number or 1))
        elif command in "JK":
            del self._lines[self._row][self._column :]
            if command == "J":
                del self._lines[self._row + 1 :]
        elif (command, number) in (("l", "?7"), ("h", "?7")):
            self._wraps = command == "h"
        else:
            raise AssertionError(f"an unknown command: {number}{command}")

    def _scroll(self) -> None:
        self.gone.append("".join(self._lines.pop(0)).rstrip())
        self._row = max(0, self._row - 1)


def on_terminal(
    program: str,
    columns: int = 60,
    rows: int = 10,
    *,
    term: str = "xterm",
    seen: Callable[[Screen, Callable[[int, int], None], subprocess.Popen], None] = lambda *_: None,
) -> tuple[Screen, str, int]:
    """Runs Python code on a terminal to its end: the screen then, all that was sent, and the status.

    `seen` gets the screen after each drawing, a way to change its size, and the process.
    """
    terminal, other_end = pty.openpty()
    screen = Screen(columns, rows)

    def resize(columns: int, rows: int) -> None:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        screen.resize(columns, rows)

    resize(columns, rows)
    environment = os.environ | {"TERM": term, "PYTHONIOENCODING": "utf-8"}
    sent = b""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=other_end, stdout=other_end, stderr=other_end, env=environment
    ) as process:
        os.close(other_end)
        shown = 0
        try:
            while piece := os.read(terminal, 1 << 16):
                sent += piece
                while (end := sent.find(_DRAWN, shown) + len(_DRAWN)) >= shown + len(_DRAWN):
                    screen.feed(sent[shown:end].decode())
                    shown = end
                    seen(screen, resize, process)
        except OSError:
            pass  # the program has ended and with it the terminal
        process.wait()
    os.close(terminal)
    screen.feed(sent[shown:].decode())
    return screen, sent.decode(), process.returncode
