"""A folder and the files of one export: written aside, proved by digests, and put in place whole or not at all."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import StorageError, UsageError
from archive.warc import sync_folder

MANIFEST = "manifest.json"
ASIDE = ".nianbao-unfinished"

_BLOCK = 1 << 20
_PROGRAM = "nianbao"


@dataclass(frozen=True, slots=True)
class File:
    """One finished file of an export; `rows` is None for what has none."""

    name: str
    bytes: int
    sha256: str
    rows: int | None


class Files:
    """The files of an export while they are being written."""

    def __init__(self, aside: Path) -> None:
        self._aside = aside
        self._rows: dict[str, int | None] = {}

    def path(self, name: str) -> Path:
        """Where a file of the export is to be written; its name may begin with folders."""
        path = self._aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._rows[name] = None
        return path

    def count(self, name: str, rows: int) -> None:
        """How many rows a file has in the end."""
        self._rows[name] = rows

    def rows_of(self, name: str) -> int | None:
        return self._rows[name]

    def finished(self) -> list[File]:
        """All files by name, on the disk and with their digests."""
        return [File(name, *_synced(self._aside / name), rows) for name, rows in sorted(self._rows.items())]


@contextmanager
def export_folder(folder: Path) -> Iterator[Files]:
    """Files to write, which stand in `folder` when the block ends well; of one that fails nothing is left.

    A folder that holds anything is taken only where it is an export of ours that nobody has changed since: its files
    give way to the new ones. What else lies there stays as it is.
    """
    is_new = not os.path.lexists(folder)
    with file_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _claim(handle, folder)
        with file_errors(folder):
            earlier = _earlier(folder)
            aside = folder / ASIDE
            shutil.rmtree(aside, ignore_errors=True)  # what a killed export left
            aside.mkdir()
        try:
            with file_errors(folder):
                files = Files(aside)
                yield files
                _put_in_place(folder, aside, earlier)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except BaseException:
        if is_new:
            with suppress(OSError):  # it is not empty: something else was put there
                folder.rmdir()
        raise
    finally:
        os.close(handle)


@contextmanager
def file_errors(folder: Path) -> Iterator[None]:
    """A disk that refuses becomes one line."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        if error.errno == errno.ENOSPC:
            raise StorageError(f"{folder}: the disk is full, so nothing was exported: make room") from error
        raise StorageError(f"cannot export into {folder}: {error.strerror or error}") from error


def _claim(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(f"{folder}: another export is writing there") from None


def _earlier(folder: Path) -> set[str]:
    """The names of an earlier export's files, which may be replaced."""
    there = [entry.name for entry in folder.iterdir() if entry.name != ASIDE]
    if not there:
        return set()
    listed = _listed(folder / MANIFEST)
    if listed is None:
        raise UsageError(
            f"{folder} holds files that no export made, such as {min(there)!r}: name a new or empty folder"
        )
    for name, sha256 in listed.items():
        path = folder / name
        if path.is_file() and _digest(path) != sha256:
            raise UsageError(f"{path} was changed since it was exported: move it away, or name another folder")
    return {*listed, MANIFEST}


def _listed(manifest: Path) -> Mapping[str, str] | None:
    """Names and digests in a manifest of ours; None where it is none."""
    try:
        told: Any = json.loads(manifest.read_bytes())
        is_ours = told["program"]["name"] == _PROGRAM
        listed = {str(file["name"]): str(file["sha256"]) for file in told["files"]}
    except (OSError, ValueError, LookupError, TypeError):
        return None
    is_inside = all(".." not in Path(name).parts and not Path(name).is_absolute() for name in listed)
    return listed if is_ours and is_inside else None


def _put_in_place(folder: Path, aside: Path, earlier: set[str]) -> None:
    """The manifest comes last: while it is not there, or does not fit, the export is not whole."""
    new = sorted(path.relative_to(aside) for path in aside.rglob("*") if path.is_file())
    for name in new:
        if str(name) not in earlier and os.path.lexists(folder / name):
            raise UsageError(f"{folder / name} is there, and no export made it: move it away, or name another folder")
    for name in sorted(new, key=lambda name: name == Path(MANIFEST)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).replace(folder / name)
    for gone in earlier - {str(name) for name in new}:
        (folder / gone).unlink(missing_ok=True)
        _remove_empty(folder / gone, folder)
    sync_folder(folder)


def _remove_empty(file: Path, folder: Path) -> None:
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()


def _synced(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return path.stat().st_size, _digest(path)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
