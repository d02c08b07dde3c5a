"""Bytes of a zip to the files in it, one after the other, counted while they unpack; nothing is written to disk."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from pipelines.document import UnreadableError
from pipelines.reading.files.detect import detect

_MOST_ENTRIES = 2000
_MOST_BYTES = 100_000_000  # unpacked, of all files together
_MOST_RATIO = 100  # bytes for one that is packed ...
_RATIO_COUNTS_FROM = 1_000_000  # ... of a file that is large enough to hurt
_MOST_NESTING = 2
_STEP = 1 << 16
_IS_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_JUNK = {"thumbs.db", "desktop.ini", "__macosx"}
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle; `error` instead of data where it cannot be had."""

    name: str
    data: bytes = b""
    error: UnreadableError | None = None


@dataclass(slots=True)
class _Budget:
    """What may still come out of a bundle and of those inside it."""

    entries: int = _MOST_ENTRIES
    bytes: int = _MOST_BYTES

    def take_entries(self, number: int) -> None:
        self.entries -= number
        if self.entries < 0:
            raise UnreadableError("too_large", f"more than {_MOST_ENTRIES} files: unpack it and read those that matter")

    def take_bytes(self, number: int) -> None:
        self.bytes -= number
        if self.bytes < 0:
            raise UnreadableError(
                "too_large", f"unpacks to more than {_MOST_BYTES} bytes: unpack it and read the files that matter"
            )


def members(data: bytes) -> Iterator[Member]:
    """The files of a zip, those of zips inside it too, in their order; without folders and what systems leave behind.

    Raises UnreadableError where the zip itself is damaged, or more than any bundle of reports.
    """
    yield from _members(data, "", _Budget(), _MOST_NESTING)


def natural_order(name: str) -> list[tuple[str, int]]:
    """A key to sort names by, numbers by their value.

    >>> sorted(["10.jpg", "9.jpg", "a/第2页.png", "a/第1页.png"], key=natural_order)
    ['9.jpg', '10.jpg', 'a/第1页.png', 'a/第2页.png']
    """
    parts = _NUMBER.split(name.casefold())
    return [(words, int(number[:18] or 0)) for words, number in zip(parts[::2], [*parts[1::2], ""], strict=True)]


def _members(data: bytes, folder: str, budget: _Budget, nesting: int) -> Iterator[Member]:
    try:
        file = ZipFile(BytesIO(data))
    except Exception:  # noqa: BLE001  # a damaged directory fails in ways without number
        raise UnreadableError("damaged", "ZIP archive that is cut short or damaged: download it again") from None
    with file:
        entries = file.infolist()
        budget.take_entries(len(entries))
        for entry in entries:
            name = folder + _name(entry)
            if entry.is_dir() or _is_junk(name):
                continue
            member = _member(file, entry, name, budget)
            yield from _unpacked(member, budget, nesting)


def _unpacked(member: Member, budget: _Budget, nesting: int) -> Iterator[Member]:
    """The member itself, or what is in it where it is a bundle again."""
    if member.error or detect(member.data) != "zip":
        yield member
    elif nesting == 1:
        yield Member(member.name, error=UnreadableError("unsupported", "archives within archives: unpack it"))
    else:
        try:
            yield from _members(member.data, f"{member.name}/", budget, nesting - 1)
        except UnreadableError as error:
            if error.kind == "too_large":
                raise
            yield Member(member.name, error=error)


def _member(file: ZipFile, entry: ZipInfo, name: str, budget: _Budget) -> Member:
    if entry.flag_bits & _IS_ENCRYPTED:
        error = UnreadableError("encrypted", "asks for a password: unpack it with its password and read the files")
        return Member(name, error=error)
    try:
        return Member(name, _data(file, entry, budget))
    except UnreadableError as error:
        if budget.bytes < 0:
            raise
        return Member(name, error=error)
    except NotImplementedError:
        return Member(name, error=UnreadableError("unsupported", "packed in a way of its own: unpack it"))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # each method of packing has its own error class, none of them a bug of ours
        return Member(name, error=UnreadableError("damaged", "does not unpack to what it was: download it again"))


def _data(file: ZipFile, entry: ZipInfo, budget: _Budget) -> bytes:
    most = max(_RATIO_COUNTS_FROM, entry.compress_size * _MOST_RATIO)
    unpacked = bytearray()
    with file.open(entry) as stream:
        while part := stream.read(_STEP):
            budget.take_bytes(len(part))
            unpacked += part
            if len(unpacked) > most:
                raise UnreadableError("too_large", f"unpacks to more than {_MOST_RATIO} times its size: not read")
    return bytes(unpacked)


def _name(entry: ZipInfo) -> str:
    """The name in its own charset: many programs leave out to say that it is UTF-8, or write GBK."""
    name = entry.filename
    if not entry.flag_bits & _NAME_IS_UTF8:
        with suppress(UnicodeError):
            written = name.encode("cp437")
            for charset in ("utf-8", "gb18030"):
                with suppress(UnicodeError):
                    return written.decode(charset).replace("\\", "/")
    return name.replace("\\", "/")


def _is_junk(name: str) -> bool:
    parts = [part for part in PurePosixPath(name).parts if part != ".."]
    return any(part.startswith((".", "~$")) or part.casefold() in _JUNK for part in parts)
