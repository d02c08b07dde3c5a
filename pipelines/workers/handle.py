"""One worker as the program sees it: a question to its answer, or to the way in which the worker was lost."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event
from typing import IO

from archive.errors import NianbaoError, RecordError
from pipelines.document import UnreadableError
from pipelines.workers.process import resident_bytes
from pipelines.workers.wire import READY, Answer, Orders, answer_from_bytes, orders_to_text

_START = "from pipelines.workers.process import main; main()"
_LOOK_EVERY_SECONDS = 0.05
_SECONDS_TO_TIDY_UP = 0.3
_RECEIVED_AT_ONCE, _SENT_AT_ONCE = 1 << 20, 1 << 16
_OUT_OF_TIME = {signal.SIGXCPU, signal.SIGALRM}
_KILLED = signal.SIGKILL  # not by us: by the system, when it has no more memory
_NEAR_ITS_LIMIT = 0.5  # of the memory that it may use; a library that gets no more ends in a crash
_LOOK_BY_ITSELF = "look at the file by itself"


class StoppedError(Exception):
    """Raised over a document that was being read when the pool closed."""


class WorkerHandle:
    """A started worker; it must be ended by `end`, whatever became of it."""

    def __init__(self, orders: Orders, most_resident: int) -> None:
        self._most_resident = most_resident
        self._peak = 0
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603  # our own words, no shell
            [sys.executable, "-P", "-c", _START, orders_to_text(orders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            start_new_session=True,  # the keyboard interrupts the program, which ends its workers itself
        )
        self._questions, self._answers = _pipe(self._process.stdin), _pipe(self._process.stdout)
        os.set_blocking(self._questions, False)

    def ask(self, question: bytes, seconds: float, stop: Event) -> Answer:
        """The answer; raises UnreadableError where the worker is lost over it and of no more use."""
        now = time.monotonic()
        deadline, next_look = now + seconds, now + _LOOK_EVERY_SECONDS
        to_send, received = memoryview(question), bytearray()
        pipes = select.poll()
        pipes.register(self._answers, select.POLLIN)
        pipes.register(self._questions, select.POLLOUT)
        while True:
            for pipe, _ in pipes.poll(_LOOK_EVERY_SECONDS * 1000):
                if pipe == self._answers:
                    received += self._receive()
                else:
                    to_send = self._send(to_send)
                    if not to_send:
                        pipes.unregister(self._questions)
            if answer := _whole_answer(received):
                return answer
            if time.monotonic() >= next_look:
                next_look += _LOOK_EVERY_SECONDS
                self._look_after(deadline, stop)

    def end(self, *, gently: bool = False) -> None:
        """Ends the process; gently, so that it can end what it started itself."""
        if gently:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS_TO_TIDY_UP)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _send(self, data: memoryview) -> memoryview:
        try:
            return data[os.write(self._questions, data[:_SENT_AT_ONCE]) :]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            return data[:0]  # how it died, the other pipe tells

    def _receive(self) -> bytes:
        data = os.read(self._answers, _RECEIVED_AT_ONCE)
        if not data:
            raise self._how_it_died()
        if self._ready:
            return data
        self._ready = True
        return data.removeprefix(READY)

    def _look_after(self, deadline: float, stop: Event) -> None:
        resident = resident_bytes(self._process.pid) or 0
        self._peak = max(self._peak, resident)
        if stop.is_set():
            raise StoppedError
        if resident > self._most_resident:
            raise _too_much_memory()
        if time.monotonic() > deadline:
            raise _too_slow()

    def _how_it_died(self) -> UnreadableError:
        try:
            status = self._process.wait(_SECONDS_TO_TIDY_UP)
        except subprocess.TimeoutExpired:
            return UnreadableError("crashed", f"the reader fell silent: {_LOOK_BY_ITSELF}")
        if not self._ready:  # no document is to blame, and the next would fare no better
            raise NianbaoError(
                f"worker processes do not start (status {status}): is the program whole? install it anew"
            )
        if -status in _OUT_OF_TIME:
            return _too_slow()
        if -status == _KILLED or self._peak > _NEAR_ITS_LIMIT * self._most_resident:
            return _too_much_memory()
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return UnreadableError("crashed", f"the reader died ({how}): please report it with the file")


def _whole_answer(received: bytearray) -> Answer | None:
    try:
        return answer_from_bytes(received)
    except (ValueError, RecordError):
        raise UnreadableError("crashed", f"the reader answered nonsense: {_LOOK_BY_ITSELF}") from None


def _too_slow() -> UnreadableError:
    return UnreadableError("time", f"took longer than a reading may: {_LOOK_BY_ITSELF}")


def _too_much_memory() -> UnreadableError:
    return UnreadableError("memory", f"wanted more memory than a reading may: {_LOOK_BY_ITSELF}")


def _pipe(stream: IO[bytes] | None) -> int:
    if stream is None:
        raise OSError("a process without its pipes")
    return stream.fileno()


def _environment() -> dict[str, str]:
    """Ours, so that the worker imports what we would; libraries start no threads of their own beside it."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "MALLOC_ARENA_MAX": "2",  # or address space is set aside for each thread and core
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
