"""What is said to people: on a terminal a line that is redrawn and never cuts into another, elsewhere nothing."""

import os
import pty
import subprocess
import sys

from archive.talk import counted

PROGRAM = """
import time
from archive.talk import Progress
with Progress(lambda: "half-way") as progress:
    deadline = time.monotonic() + 1.2
    while time.monotonic() < deadline:
        pass
    progress.print("a finding")
"""


def test_one_of_a_kind_has_no_s():
    assert [counted(number, "report") for number in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]


def test_elsewhere_than_on_a_terminal_there_is_only_what_was_printed():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("a finding\n", "")


def test_on_a_terminal_the_line_is_cleared_before_anything_else_is_printed():
    terminal, other_end = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=other_end, stderr=other_end) as process:
        os.close(other_end)
        said = b""
        try:
            while piece := os.read(terminal, 1000):
                said += piece
        except OSError:
            pass  # the program has ended and with it the terminal
        process.wait()
    os.close(terminal)
    assert b"half-way" in said
    assert said.replace(b"\r\n", b"\n").endswith(b"half-way\r\x1b[Ka finding\n\r\x1b[K")
