"""A document to be read, as bytes or as a file that may not be there, to its bytes, digest and size."""

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.record import Record, Source
from pipelines.attempt import unreadable
from pipelines.document import UnreadableError
from pipelines.hints import Hints

MOST_BYTES = 100_000_000  # of the largest kind of file that is read, a bundle
_STEP = 1 << 20
_NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Job:
    """A document and what is known of it; `content` is its bytes, or the file where they lie."""

    content: bytes | Path
    file: str | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    hints: Hints = _NO_HINTS


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a job, or why there are none; digest and size are of all that there is."""

    job: Job
    data: bytes
    sha256: str
    bytes: int
    error: UnreadableError | None = None

    def failed(self, error: UnreadableError) -> Record:
        """The record of a document whose reading failed."""
        job = self.job
        source = Source(job.file, job.url, job.media_type, self.sha256, self.bytes, None, None)
        return unreadable(source, error.kind, error.message)


def load(job: Job) -> Loaded:
    """Never raises; a file that is too large is looked through for its digest, and not kept."""
    if isinstance(job.content, bytes):
        digest = sha256(job.content).hexdigest()
        error = _too_large() if len(job.content) > MOST_BYTES else None
        return Loaded(job, b"" if error else job.content, digest, len(job.content), error)
    try:
        return _load_file(job, job.content)
    except (OSError, ValueError) as error:  # ValueError: a name with a null byte
        why = error.strerror if isinstance(error, OSError) else str(error)
        missing = UnreadableError("missing", f"{why}: name a file that is there and may be read")
        return Loaded(job, b"", sha256().hexdigest(), 0, missing)


def _load_file(job: Job, path: Path) -> Loaded:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise OSError(0, "a folder" if stat.S_ISDIR(mode) else "neither file nor folder")
    digest, size = sha256(), 0
    kept: list[bytes] = []
    with path.open("rb") as file:
        while piece := file.read(_STEP):
            digest.update(piece)
            size += len(piece)
            if size > MOST_BYTES:
                kept.clear()
            else:
                kept.append(piece)
    error = _too_large() if size > MOST_BYTES else None
    return Loaded(job, b"".join(kept), digest.hexdigest(), size, error)


def _too_large() -> UnreadableError:
    return UnreadableError("too_large", f"more than {MOST_BYTES:,} bytes: read the report's own part alone")
