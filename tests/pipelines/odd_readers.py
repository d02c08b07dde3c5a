"""Readers for workers to run, that do what the document says: each line on a trait of a library on hostile files."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from itertools import repeat
from pathlib import Path

from archive.record import Record, Source
from pipelines.attempt import unreadable


def obey(data, *, file, url, media_type, charset, hints, ocr):
    source = Source(file, url, media_type, f"{len(data)} bytes", len(data), "ocr" if ocr else None, charset)
    if "TOLD" in os.environ:
        Path(os.environ["TOLD"]).write_text(str(os.getpid()))
    word, _, rest = data[:200].decode("latin-1").partition(" ")
    if word in ODD:
        ODD[word](rest)
    if word == "scan" and not ocr:
        return (unreadable(source, "needs_ocr", "a picture"),)
    if word == "scan" and rest in ODD:
        ODD[rest]("")
    if word == "bundle":
        if ocr and rest in ODD:
            ODD[rest]("")
        one = Record(source, "report", "form", title="of the bundle")
        return (one, one if ocr else unreadable(source, "needs_ocr", "a picture"))
    return (Record(source, "not_report", "other", title=rest, text=f"{os.getpid()} {hints}"),)


def hang(_):
    time.sleep(1000)


def hang_in_c(_):
    """Never comes back to the interpreter and lets no other thread run, as a library over a drawing of itself."""
    deque(repeat(0), maxlen=0)


def swell(_):
    """More than the system gives, bit by bit."""
    held = []
    while True:
        held.append(bytearray(1 << 22))


def swell_unlimited(_):
    """As where the system knows no limit of address space."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    held = []
    while True:
        held.append(b"x" * (1 << 22))
        time.sleep(0.005)


def ask_a_program(told):
    """As where LibreOffice is asked to convert a file and does not come back."""
    with subprocess.Popen(["sleep", "1000"], start_new_session=True) as program:
        Path(told).write_text(str(program.pid))
        try:
            program.wait()
        finally:
            program.kill()


def touch_nothing(_):
    ctypes.string_at(0)


def chatter(rest):
    """Prints as libraries do, from Python and from below it, and takes what is on standard input."""
    print("progress", flush=True)
    os.write(1, b"from below")
    os.write(2, b"a warning")
    assert sys.stdin.read() == "", rest


def nonsense(_):
    """A library that was taken over and speaks for itself: it finds the way out that is kept for us."""
    for number in range(3, 20):
        try:
            os.write(number, b"\xff" * 4096)
        except OSError:
            continue


def boast(_):
    """Announces more than anybody would wait for."""
    for number in range(3, 20):
        try:
            os.write(number, b"\0\0\xff" + b"\0" * 40)
        except OSError:
            continue


def keep(megabytes):
    """As a library that never gives memory back."""
    KEPT.append(b"x" * (int(megabytes) << 20))


KEPT: list[bytes] = []
ODD = {
    "ask_a_program": ask_a_program,
    "boast": boast,
    "keep": keep,
    "hang": hang,
    "hang_in_c": hang_in_c,
    "swell": swell,
    "swell_unlimited": swell_unlimited,
    "abort": lambda _: os.abort(),
    "touch_nothing": touch_nothing,
    "quit": lambda _: os._exit(3),
    "leave": lambda _: sys.exit(0),
    "fail": lambda _: 1 / 0,
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "chatter": chatter,
    "nonsense": nonsense,
}
