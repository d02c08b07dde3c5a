"""What is said to people: on a terminal lines that are redrawn in place and never cut into others, elsewhere nothing."""

import signal
import subprocess
import sys

from archive.talk import as_shown, counted
from tests.screen import on_terminal

PROGRAM = """
import sys, time
from archive.talk import Progress
with Progress(lambda: "half-way") as progress:
    deadline = time.monotonic() + 0.7
    while time.monotonic() < deadline:
        pass
    progress.print("a finding")
    progress.print("a note", sys.stderr)
print("the end")
"""
TALL = """
import time
from archive.talk import Progress
drawn = []
def text():
    drawn.append(1)
    if len(drawn) == 2:
        raise RuntimeError("dictionary changed size during iteration")
    return "\\n".join(f"青禾县第{n}镇 {'很' * 40}" for n in range(30))
with Progress(text) as progress:
    progress.print("printed before")
    while len(drawn) < 4:
        pass
    progress.print("printed meanwhile")
"""
ENDLESS = """
from archive.talk import Progress
print("before")
with Progress(lambda: "one\\ntwo\\nthree"):
    while True:
        pass
"""


def test_one_of_a_kind_has_no_s():
    assert [counted(number, "report") for number in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]


def test_elsewhere_than_on_a_terminal_there_is_only_what_was_printed():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("a finding\nthe end\n", "a note\n")


def test_on_a_dumb_terminal_too():
    _, sent, _ = on_terminal(PROGRAM, term="dumb")
    assert sent.replace("\r", "") == "a finding\na note\nthe end\n"


def test_on_a_terminal_the_line_stands_below_what_was_printed_and_is_gone_at_the_end():
    seen = set()
    screen, _, status = on_terminal(PROGRAM, seen=lambda screen, *_: seen.add(tuple(screen.lines)))
    assert ("half-way",) in seen
    assert any(lines[:1] == ("a finding",) and lines[-1] == "half-way" for lines in seen)
    assert (screen.lines, status) == (["a finding", "a note", "the end", ""], 0)


def test_more_than_the_terminal_holds_is_cut_and_a_bad_moment_passed_over():
    seen = []
    screen, _, status = on_terminal(TALL, 20, 5, seen=lambda screen, *_: seen.append(screen.lines))
    assert status == 0
    assert ["printed before", *(f"青禾县第{n}镇 很很.." for n in range(4))] in seen
    assert [*screen.gone, *screen.lines] == ["printed before", "printed meanwhile", ""]


def test_after_ctrl_c_nothing_of_the_drawing_is_left():
    def interrupt(screen, _, process):
        if "three" in screen.lines[-1] and process.poll() is None:
            process.send_signal(signal.SIGINT)

    screen, sent, status = on_terminal(ENDLESS, seen=interrupt)
    assert status in {-signal.SIGINT, 1}
    assert screen.lines[0] == "before"
    assert "three" not in screen.lines
    assert sent.count("\x1b[?7l") == sent.count("\x1b[?7h")


def test_nothing_that_is_shown_moves_the_cursor():
    assert as_shown("青\x1b[2J禾\r县") == "青?[2J禾?县"
