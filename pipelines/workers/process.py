"""What runs in a worker's own process: questions from standard input to answers on standard output, within limits."""

import os
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from archive.record import Record
from pipelines.workers.wire import READY, Answer, Question, answer_to_bytes, orders_from_text, receive_question

_SECONDS_TO_TIDY_UP = 1.0
_SPARE_SECONDS = 5  # for the parent to end a late worker before the system does

Entry = Callable[..., tuple[Record, ...]]


def main() -> None:
    """Ends when nobody asks any more, when the parent is gone, or after as many documents as ordered."""
    orders = orders_from_text(sys.argv[1])
    questions, answers = _own_pipes()
    signal.signal(signal.SIGTERM, _leave)
    _limit(orders.memory)
    threading.Thread(target=_leave_with_parent, args=(questions.fileno(),), daemon=True).start()
    module, _, name = orders.entry.partition(":")
    entry: Entry = getattr(import_module(module), name)
    answers.write(READY)
    answers.flush()
    for left in reversed(range(orders.documents)):
        received = receive_question(questions.read)
        if received is None:
            return
        records, pages = _answer(entry, *received)
        leaves = left == 0 or (resident_bytes() or 0) > orders.growth
        answers.write(answer_to_bytes(Answer(records, pages, leaves)))
        answers.flush()
        if leaves:
            return


def resident_bytes(process: int | str = "self") -> int | None:
    """How much memory a process holds; None on systems that do not say."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * resource.getpagesize()


def _answer(entry: Entry, question: Question, data: bytes) -> tuple[tuple[Record, ...], int]:
    _allow(question)
    records = entry(
        data,
        file=question.file,
        url=question.url,
        media_type=question.media_type,
        charset=question.charset,
        hints=question.hints,
        ocr=question.ocr,
    )
    pages = 0
    if any(record.reason == "needs_ocr" for record in records):
        from pipelines.reading.pages.extent import pages_to_recognise

        pages = pages_to_recognise(data, question.file)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return records, pages


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for us alone: what a library prints or starts must not touch them."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return questions, answers


def _limit(memory: int) -> None:
    """Soft limits only, so that a program started from here may be given its own."""
    _set_soft_limit(resource.RLIMIT_CORE, 0)
    _set_soft_limit(resource.RLIMIT_AS, memory)


def _allow(question: Question) -> None:
    """The system ends the process when time is up, even where the parent is gone and a library hangs."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set_soft_limit(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + question.seconds_of_computing)
    signal.setitimer(signal.ITIMER_REAL, question.seconds_of_the_clock + _SPARE_SECONDS)


def _set_soft_limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    with suppress(ValueError, OSError):  # macOS knows no limit of address space
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _leave(*_: Any) -> NoReturn:
    """Ends by an exception, so that a program started from here is ended too."""
    raise SystemExit


def _leave_with_parent(questions: int) -> None:
    waiting = select.poll()
    waiting.register(questions, 0)  # reports only that the other end is closed
    waiting.poll()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_SECONDS_TO_TIDY_UP)
    os._exit(1)
