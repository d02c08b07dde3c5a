"""One file that is no bundle to its document and its record; whatever goes wrong becomes an unreadable record."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.record import ReadError, Record, Source
from pipelines.document import Document, FailureKind, UnreadableError
from pipelines.hints import Hints

_LONGEST_MESSAGE = 300
_NO_FAILURES_OF_READING = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file; `document` is None where it could not be read."""

    record: Record
    document: Document | None = None


def attempt(read: Callable[[], Document], source: Source, hints: Hints, opening: bytes = b"") -> Reading:
    """Reads and understands; raises nothing but what ends the program.

    `opening` is the beginning of the file: a firewall's page may consist of a script that no reader keeps.
    """
    try:
        from pipelines.understanding.understand import understand

        document = read()
        source = replace(source, reader=document.reader, charset=document.charset)
        return Reading(understand(document, source, hints, _markup(document, opening)), document)
    except BaseException as error:  # noqa: BLE001  # the reader of sheets panics with a BaseException
        return Reading(failed(source, error))


def _markup(document: Document, opening: bytes) -> str | None:
    return opening.decode(document.charset or "utf-8", "replace") if document.reader == "html" and opening else None


def failed(source: Source, error: BaseException) -> Record:
    """The record of a file at which reading failed; what is meant to end the program goes on."""
    if isinstance(error, _NO_FAILURES_OF_READING):
        raise error
    if isinstance(error, UnreadableError):
        return unreadable(source, error.kind, error.message)
    if isinstance(error, MemoryError):
        return unreadable(source, "memory", "wanted more memory than a reading may: look at the file by itself")
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return unreadable(source, "crashed", f"the reader failed ({told}): please report it with the file")


def unreadable(source: Source, kind: FailureKind, message: str) -> Record:
    """The record of a file that was not read, with one line that says why and what to do."""
    line = " ".join(message.split())[:_LONGEST_MESSAGE]
    return Record(replace(source, reader=None, charset=None), "unreadable", kind, error=ReadError(kind, line))
