"""What a night says, and what it and its libraries warn of, to DATA/logs/night.log: five files, the oldest of which goes."""

import logging
import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from twisted.python.log import PythonLoggingObserver

from archive.clock import now

LOG_FOLDER, LOG_NAME = "logs", "night.log"

_FILE_BYTES, _OLD_FILES = 5_000_000, 4
_VERBS = {logging.INFO: "said", logging.WARNING: "warned"}  # all above is `failed`
_LOGIN = re.compile(r"(?<=://)[^\s/@]{1,200}@")  # user:password@ in http://user:password@www.example.cn/
_HIDDEN = "***"
_CONTINUED = "\n    "  # no line of another's making begins where ours do


class NightLog(RotatingFileHandler):
    """The log of a night as a handler of Python's logging; `said` takes lines of our own, `warnings` counts the others.

    A log that cannot be written is told once through `complain`, and is no reason to end a night.
    """

    def __init__(self, folder: Path, complain: Callable[[str], None], hidden: Collection[str] = ()) -> None:
        self.path = folder / LOG_FOLDER / LOG_NAME
        self._complain = complain
        self._is_told = False
        self.warnings = 0
        super().__init__(
            self.path, "a", _FILE_BYTES, _OLD_FILES, encoding="utf-8", delay=True, errors="backslashreplace"
        )
        self.setFormatter(_Lines(hidden))

    def said(self, text: str) -> None:
        """A line of what people were told."""
        self.handle(logging.LogRecord("nianbao", logging.INFO, "", 0, text, None, None))

    def emit(self, record: logging.LogRecord) -> None:
        self.warnings += record.levelno >= logging.WARNING
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.handleError(record)
        else:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  # logging's own name
        if not self._is_told:
            self._is_told = True
            self._complain(f"note: {self.path} cannot be written ({sys.exception()}); the night goes on without it")


class _Lines(logging.Formatter):
    """Moment, verb, facts; what a record has beyond its first line, such as a traceback, is indented."""

    def __init__(self, hidden: Collection[str]) -> None:
        super().__init__()
        self._hidden = [secret for secret in hidden if secret]

    def format(self, record: logging.LogRecord) -> str:
        verb = _VERBS.get(record.levelno, "failed")
        text = record.getMessage()
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        source = "" if record.name == "nianbao" else f"{record.name}: "
        for secret in self._hidden:
            text = text.replace(secret, _HIDDEN)
        lines = [_visible(line) for line in _LOGIN.sub(f"{_HIDDEN}@", text).split("\n")]
        return f"{now()} {verb} {source}{_CONTINUED.join(lines)}"


def _visible(line: str) -> str:
    """Control characters as Python writes them, as titles of portals may hold any."""
    return line if line.isprintable() else "".join(one if one.isprintable() else repr(one)[1:-1] for one in line)


@contextmanager
def night_log(folder: Path, complain: Callable[[str], None], hidden: Collection[str] = ()) -> Iterator[NightLog]:
    """The log of the archive in `folder`, which takes all warnings while the block runs; `hidden` never stands in it."""
    log, root = NightLog(folder, complain, hidden), logging.getLogger()
    twisted = PythonLoggingObserver()  # type: ignore[no-untyped-call]
    root.addHandler(log)
    twisted.start()
    try:
        yield log
    finally:
        twisted.stop()
        root.removeHandler(log)
        log.close()
