"""One writer at a time: a lock file beside the database, held by the operating system, so that no crash leaves it."""

import fcntl
import json
import os
from contextlib import suppress
from pathlib import Path

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from archive.clock import time_now
from archive.errors import ArchiveBusyError, StorageError

_LOCK_NAME = "archive.lock"
_POLL_SECONDS = 0.1


class WriterLock:
    """Held from creation to `release`, or to the end of the process however it ends.

    A short wait is the least: whoever only asks whether a writer is at work holds the lock for an instant.
    """

    def __init__(self, folder: Path, purpose: str, wait_seconds: float = 0.3) -> None:
        path = folder / _LOCK_NAME
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StorageError(f"cannot write in {folder}: {error.strerror}") from None
        try:
            self._take(folder, wait_seconds)
        except ArchiveBusyError:
            os.close(self._handle)
            raise
        note = {"process": os.getpid(), "purpose": purpose, "since": f"{time_now():%Y-%m-%d %H:%M:%S} UTC"}
        with suppress(OSError):  # a full disk must not keep anyone from opening the archive
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps(note).encode(), 0)

    def release(self) -> None:
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
        fcntl.flock(self._handle, fcntl.LOCK_UN)  # also for a child process that inherited the handle
        os.close(self._handle)

    def _take(self, folder: Path, wait_seconds: float) -> None:
        attempts = Retrying(
            retry=retry_if_exception_type(ArchiveBusyError),
            stop=stop_after_delay(wait_seconds),
            wait=wait_fixed(_POLL_SECONDS),
            reraise=True,
        )
        for attempt in attempts:
            with attempt:
                try:
                    fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise ArchiveBusyError(f"{folder} is being written by {self._holder()}; try again later") from None

    def _holder(self) -> str:
        try:
            note = json.loads(os.pread(self._handle, 1000, 0))
            return f"process {note['process']} ({note['purpose']}, since {note['since']})"
        except (ValueError, KeyError, TypeError):
            return "another process"


def is_locked(folder: Path) -> bool:
    """Whether a writer is at work just now."""
    try:
        handle = os.open(folder / _LOCK_NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
